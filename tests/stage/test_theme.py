"""Whatever colours a pack asks for, words stay legible."""

from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.domain.content.figure import Theme
from kiosk.stage.theme import (
    BLACK,
    LEAST_CONTRAST,
    WHITE,
    contrast,
    covering,
    legible,
    mixed,
    palette,
    parsed,
    quieter,
)
from tests.stage.scenes import themes

colours = st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))


@example(Theme("#777777", "#777777", "#777777", "#777777"), False)
@example(Theme("#ffffff", "#ffffff", "#d9a441", "#000000"), False)
@given(themes, st.booleans())
def test_every_pair_of_colours_that_is_read_has_the_contrast_of_wcag(theme: Theme, is_high: bool) -> None:
    made = palette(theme, is_high)
    pairs = (
        (made.ink, made.surface),
        (made.accent, made.surface),
        (made.on_accent, made.accent),
        (made.quiet, made.surface),
        (made.ink, made.background),
        (made.quiet, made.background),
    )
    assert all(contrast(over, under) >= LEAST_CONTRAST for over, under in pairs)


@given(themes)
def test_high_contrast_does_not_depend_on_the_pack(theme: Theme) -> None:
    assert palette(theme, True) == palette(Theme(), True)
    assert contrast(palette(theme, True).ink, palette(theme, True).surface) == 21.0


def test_the_colours_of_a_legible_theme_are_kept() -> None:
    theme = Theme()
    made = palette(theme, False)
    assert (made.background, made.ink, made.accent, made.surface) == tuple(
        parsed(text) for text in (theme.background, theme.ink, theme.accent, theme.surface)
    )


@given(colours, colours)
def test_a_colour_is_kept_exactly_where_it_can_be_read(wanted: tuple[int, int, int], on: tuple[int, int, int]) -> None:
    if contrast(wanted, on) >= LEAST_CONTRAST:
        assert legible(wanted, on) == wanted
    else:
        assert legible(wanted, on) in (BLACK, WHITE)


def test_contrast_is_that_of_wcag() -> None:
    """#777777 on white is the well-known 4.48, just too little; #767676 is 4.54."""
    assert contrast(BLACK, WHITE) == contrast(WHITE, BLACK) == 21.0
    assert round(contrast((0x77, 0x77, 0x77), WHITE), 2) == 4.48
    assert round(contrast((0x76, 0x76, 0x76), WHITE), 2) == 4.54


@given(colours, st.floats(0.0, 1.0))
def test_quieter_ink_can_be_read_where_the_ink_can(on: tuple[int, int, int], share: float) -> None:
    ink = legible((128, 128, 128), on)
    assert contrast(quieter(ink, on, share), on) >= LEAST_CONTRAST


@given(themes, st.booleans(), st.integers(0, 255))
def test_a_panel_covers_enough_for_its_ink_over_black_and_over_white(theme: Theme, is_high: bool, alpha: int) -> None:
    made = palette(theme, is_high)
    used = covering(made, alpha)
    assert used >= alpha
    for light in (BLACK, WHITE):
        behind = mixed(made.surface, light, 1.0 - used / 255)
        assert min(contrast(made.ink, behind), contrast(made.quiet, behind)) >= LEAST_CONTRAST


@given(st.text(max_size=12))
def test_any_text_is_a_colour(text: str) -> None:
    assert all(0 <= part <= 255 for part in parsed(text))


def test_a_colour_that_is_none_is_a_middle_grey() -> None:
    assert parsed("red") == parsed("") == (128, 128, 128)
    assert parsed("#0102ff") == parsed("0102ff") == (1, 2, 255)
