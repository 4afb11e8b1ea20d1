"""Texts stay inside their boxes, and are drawn with whatever fonts there are."""

from pathlib import Path

import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.stage.text.rendered_text import KEPT_TEXTS, LONGEST, Texts, shown
from kiosk.stage.text.typefaces import FILES, FONTS, SANS, SERIF, best_file, files, lacking
from tests.stage.scenes import TRICKY, texts

WHITE = (255, 255, 255)
styles = st.sampled_from((SERIF, SANS))
NO_FONTS = Path("/nowhere")


@pytest.mark.parametrize("folder", [FONTS, NO_FONTS])
@settings(deadline=None)
@given(texts, styles, st.integers(12, 92), st.integers(60, 1000))
def test_a_line_is_never_wider_than_its_box(folder: Path, text: str, style: str, size: int, width: int) -> None:
    rendered = Texts(folder).fitted(text, style, size, WHITE, max(width, size * 2))
    assert rendered.get_width() <= max(width, size * 2)
    assert rendered.get_height() <= size * 2.5


@settings(deadline=None)
@given(texts, st.integers(200, 1000))
def test_lines_are_no_wider_than_asked_but_for_a_word_that_is_wider_itself(text: str, width: int) -> None:
    kept = Texts()
    lines = kept.lines(text, SANS, 30, width)
    assert "".join("".join(lines).split()) == "".join(shown(text).split())
    assert all(kept.width(line, SANS, 30) <= width or " " not in line for line in lines)


def test_a_text_that_is_too_long_ends_in_an_ellipsis() -> None:
    kept = Texts()
    text = "I have no sound at the moment. " * 9
    cut = kept.fitted(text, SANS, 30, WHITE, 400)
    candidates = [kept.render(text[:length].rstrip() + "…", SANS, 24, WHITE) for length in range(60)]
    assert pygame.image.tobytes(cut, "RGBA") in [pygame.image.tobytes(one, "RGBA") for one in candidates]
    assert cut.get_width() > 340


def test_a_text_that_fits_a_little_smaller_is_kept_whole() -> None:
    kept = Texts()
    text = "Could ships see your light?"
    whole = kept.width(text, SERIF, 40)
    smaller = kept.fitted(text, SERIF, 40, WHITE, whole - 4)
    assert pygame.image.tobytes(smaller, "RGBA") == pygame.image.tobytes(kept.render(text, SERIF, 36, WHITE), "RGBA")


@settings(deadline=None)
@given(texts, st.integers(1, 900))
def test_of_what_is_typed_the_end_stays_visible(text: str, width: int) -> None:
    kept = Texts()
    end = kept.ending(text, SERIF, 44, width)
    assert kept.width(end, SERIF, 44) <= width
    assert shown(text[-LONGEST:]).endswith(end)


@given(st.text())
def test_what_is_shown_is_one_line_without_invisible_characters(text: str) -> None:
    assert shown(text).isprintable()
    assert len(shown(text)) <= LONGEST
    assert shown(shown(text)) == shown(text)


def test_breaks_become_blanks_and_null_bytes_nothing() -> None:
    assert shown("one\ntwo\tthree\0four") == "one two threefour"


def test_a_very_long_text_costs_no_wide_picture() -> None:
    assert Texts().render("W" * 1_000_000, SANS, 32, WHITE).get_width() <= LONGEST * 32


@pytest.mark.parametrize("text", TRICKY)
@pytest.mark.parametrize("folder", [FONTS, NO_FONTS])
def test_every_text_is_drawn_with_and_without_installed_fonts(text: str, folder: Path) -> None:
    rendered = Texts(folder).render(text, SERIF, 40, WHITE)
    has_letters = any(letter.isalnum() for letter in shown(text))
    assert (rendered.get_bounding_rect().width > 0) >= has_letters


def test_a_broken_font_file_gives_way_to_the_next(tmp_path: Path) -> None:
    broken = tmp_path / FILES[SANS][0]
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"not a font")
    assert files(SANS, tmp_path) == (str(broken), "")
    rendered = Texts(tmp_path).render("Could ships see your light?", SANS, 32, WHITE)
    assert rendered.get_bounding_rect().width > 100


def test_without_installed_fonts_the_one_that_comes_with_pygame_is_used() -> None:
    assert files(SERIF, NO_FONTS) == files(SANS, NO_FONTS) == ("",)


def test_one_letter_that_no_font_has_does_not_cost_all_the_others() -> None:
    names = [FONTS / name for name in FILES[SANS]]
    if not all(name.is_file() for name in names):
        pytest.skip("the Noto Sans and Noto Sans CJK fonts are not installed")
    latin, cjk = map(str, names)
    assert best_file("Where are you?", SANS, FONTS) == latin
    assert best_file("어디에 있습니까?", SANS, FONTS) == cjk
    assert best_file("어디에 있습니까? \U0010fffd", SANS, FONTS) == cjk
    assert lacking(cjk, "어디 \U0010fffd") == 1


def test_a_text_is_rendered_once_and_the_least_used_are_forgotten() -> None:
    kept = Texts()
    first = kept.render("first", SANS, 20, WHITE)
    for number in range(KEPT_TEXTS - 1):
        kept.render(str(number), SANS, 20, WHITE)
    assert kept.render("first", SANS, 20, WHITE) is first
    for number in range(KEPT_TEXTS):
        kept.render(f"again {number}", SANS, 20, WHITE)
    assert kept.render("first", SANS, 20, WHITE) is not first
