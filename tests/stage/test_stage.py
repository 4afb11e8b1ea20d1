"""Any scene can be drawn, and none can cover, empty or blur the label."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pygame import Rect

from kiosk.domain.content.figure import Theme
from kiosk.domain.screen.captions import Caption
from kiosk.domain.screen.scene import Chip, Control, Countdown, Keyboard, Phase, Scene
from kiosk.domain.viseme import MouthShape
from kiosk.stage.portrait.pose import Pose
from kiosk.stage.screen.layout import layout
from kiosk.stage.screen.screen import LYING, UPRIGHT, Screen
from kiosk.stage.stage import FALLBACK_LABEL, Stage, says_something, still
from kiosk.stage.text.rendered_text import shown
from kiosk.stage.text.typefaces import FONTS
from kiosk.stage.theme import LEAST_CONTRAST, contrast, palette
from tests.fakes.portrait import PAINT, PlainPortrait
from tests.fakes.visits import phrases
from tests.stage.label import label_alone, pixels_of
from tests.stage.scenes import QUIET_SCENE, TRICKY, answering, scenes, themes

SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


THEME = Theme()
PLACES = layout(QUIET_SCENE).places
FACE_BOTTOM = 1040
"""Of what moves with the head of a painted portrait."""


def drawn(scene: Scene, theme: Theme = THEME, fonts: Path = FONTS, screen: Screen = UPRIGHT) -> pygame.Surface:
    surface = pygame.Surface(screen.size)
    Stage(PlainPortrait(), theme, fonts, screen).draw(surface, scene)
    return surface


def unlike(one: pygame.Surface, other: pygame.Surface) -> int:
    """How many pixels are not the same."""
    return int((pygame.surfarray.array3d(one) != pygame.surfarray.array3d(other)).any(2).sum())


def label_of(surface: pygame.Surface) -> bytes:
    return pygame.image.tobytes(surface.subsurface(PLACES.label), "RGB")


def reach(found: pygame.mask.Mask) -> tuple[int, int]:
    """The first and the last column that holds anything; 0 and 0 where nothing is."""
    columns = np.flatnonzero(pixels_of(found).any(1))
    return (int(columns[0]), int(columns[-1])) if len(columns) else (0, 0)


def pixels(surface: pygame.Surface, area: Rect) -> bytes:
    return pygame.image.tobytes(surface.subsurface(area), "RGB")


@SLOW
@example(replace(QUIET_SCENE, label=""), Theme("#ffffff", "#ffffff", "#ffffff", "#ffffff"))
@example(replace(QUIET_SCENE, label="\u200b"), Theme("", "red", "#", "-1"))
@given(scenes(), themes)
def test_the_label_looks_the_same_in_every_scene_and_theme(scene: Scene, theme: Theme) -> None:
    colours = palette(THEME if scene.phase is Phase.CHOOSING else theme, scene.is_high_contrast)
    text = scene.label if says_something(scene.label) else FALLBACK_LABEL
    assert label_of(drawn(scene, theme)) == label_alone(text, colours, language=scene.language)
    assert contrast(colours.ink, colours.surface) >= LEAST_CONTRAST


@pytest.mark.parametrize("label", ["", " ", "\n\t", "\u200b\u202e", "···", "– – –", "\u0301", "\0"])
def test_a_label_that_says_nothing_gives_way_to_the_built_in_one(label: str) -> None:
    assert label_of(drawn(replace(QUIET_SCENE, label=label))) == label_of(
        drawn(replace(QUIET_SCENE, label=FALLBACK_LABEL))
    )


@pytest.mark.parametrize("label", [text for text in TRICKY if says_something(text)])
def test_every_label_that_says_something_is_seen(label: str) -> None:
    surface = drawn(replace(QUIET_SCENE, label=label))
    band = surface.subsurface(PLACES.label.inflate(0, -8))
    ink = pygame.mask.from_threshold(band, palette(Theme(), False).ink, (40, 40, 40, 255))
    assert ink.count() > 50


@SLOW
@example(UPRIGHT, QUIET_SCENE, replace(QUIET_SCENE, phase=Phase.CHOOSING, controls=(Control("contrast", ""),)))
@given(st.sampled_from((UPRIGHT, LYING)), scenes(), scenes())
def test_what_was_drawn_before_leaves_no_trace(screen: Screen, one: Scene, other: Scene) -> None:
    surface = pygame.Surface(screen.size)
    stage = Stage(PlainPortrait(), Theme(), screen=screen)
    stage.draw(surface, one)
    stage.draw(surface, other)
    assert unlike(surface, drawn(other, screen=screen)) == 0


@SLOW
@given(scenes().filter(lambda scene: scene.phase is not Phase.CHOOSING))
def test_nothing_is_drawn_over_the_face(scene: Scene) -> None:
    between = Rect(0, PLACES.label.bottom, UPRIGHT.width, FACE_BOTTOM - PLACES.label.bottom)
    surface = drawn(scene).subsurface(between)
    assert pygame.mask.from_threshold(surface, PAINT, (1, 1, 1, 255)).count() == between.width * between.height


@pytest.mark.parametrize("text", TRICKY)
def test_every_text_is_drawn_without_installed_fonts_too(text: str, tmp_path: Path) -> None:
    scene = replace(QUIET_SCENE, label=text, heard=text, chips=(Chip("chip:lamp", text),), words_label=text)
    assert drawn(scene, fonts=tmp_path).get_size() == UPRIGHT.size


@pytest.mark.parametrize("text", [text for text in TRICKY if shown(text).strip()])
def test_long_words_stay_inside_their_chip(text: str) -> None:
    chips = tuple(Chip(f"chip:{number}", text) for number in range(3))
    with_words = drawn(replace(QUIET_SCENE, chips=chips))
    without = drawn(replace(QUIET_SCENE, chips=tuple(replace(chip, text="") for chip in chips)))
    for surface in (with_words, without):
        for chip in layout(replace(QUIET_SCENE, chips=chips)).chips:
            surface.fill((0, 0, 0), chip.area.inflate(-80, 0))
    assert unlike(with_words, without) == 0


@pytest.mark.parametrize("text", [text for text in TRICKY if shown(text).strip()])
@pytest.mark.parametrize("size", range(3))
def test_captions_stay_inside_their_panel_at_every_text_size(text: str, size: int) -> None:
    scene = replace(answering(text, text, spoken=9), text_size=size)
    with_words, without = drawn(scene), drawn(replace(scene, caption=Caption(("", ""), 0)))
    for surface in (with_words, without):
        surface.fill((0, 0, 0), PLACES.caption)
    assert unlike(with_words, without) == 0


def test_spoken_words_brighten_from_left_to_right() -> None:
    line = "On a clear night they saw it from afar."
    scene = answering(line)
    bright = pygame.Color(*palette(Theme(), False).ink)
    reached = []
    for spoken in (0, 10, 25, len(line)):
        band = drawn(replace(scene, caption=Caption((line,), spoken))).subsurface(PLACES.caption)
        reached.append(reach(pygame.mask.from_threshold(band, bright, (2, 2, 2, 255)))[1])
    assert reached[0] == 0
    assert reached == sorted(set(reached))


def test_a_larger_text_size_draws_larger_captions() -> None:
    widths = []
    for size in range(3):
        with_words = drawn(replace(answering("They saw it", spoken=11), text_size=size))
        ink = pygame.mask.from_threshold(
            with_words.subsurface(PLACES.caption), palette(Theme(), False).ink, (60, 60, 60, 255)
        )
        left, right = reach(ink)
        widths.append(right - left)
    assert widths == sorted(set(widths))


def test_the_question_whether_one_is_still_there_hides_the_caption_under_it() -> None:
    asked = replace(answering("They saw it", spoken=5), countdown=Countdown("Are you still there?", "Touch", 0.5))
    silent = replace(asked, caption=Caption())
    assert unlike(drawn(asked), drawn(silent)) == 0


def test_the_countdown_ring_shrinks() -> None:
    colour = palette(Theme(), False).accent
    scene = replace(QUIET_SCENE, countdown=Countdown("", "", 1.0))
    inside = PLACES.still_here.inflate(-40, -40)
    left = []
    for share in (1.0, 0.6, 0.2, 0.0):
        assert scene.countdown is not None
        surface = drawn(replace(scene, countdown=replace(scene.countdown, share_left=share))).subsurface(inside)
        left.append(pygame.mask.from_threshold(surface, colour, (8, 8, 8, 255)).count())
    assert left == sorted(left, reverse=True)
    assert left[0] > left[1] > left[2] > left[3] == 0


SIGN = PLACES.sign


def test_every_state_has_a_sign_of_its_own() -> None:
    phases = (Phase.LISTENING, Phase.THINKING, Phase.ANSWERING)
    signs = {pixels(drawn(replace(QUIET_SCENE, phase=phase, state="now")), SIGN) for phase in phases}
    assert len(signs) == len(phases)


def test_a_figure_that_cannot_hear_shows_no_sign_of_listening() -> None:
    deaf, hearing = drawn(QUIET_SCENE), drawn(replace(QUIET_SCENE, state="I am listening"))
    accent = palette(THEME, False).accent
    seen = [pygame.mask.from_threshold(one.subsurface(SIGN), accent, (2, 2, 2, 255)).count() for one in (deaf, hearing)]
    assert seen[0] == 0 < seen[1]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_notice_of_the_product_is_read_to_its_end(language: str) -> None:
    said = phrases(language)
    for notice in (said.no_microphone, said.no_mind, said.no_camera, said.no_voice):
        for phase in (Phase.LISTENING, Phase.ATTRACT):
            whole, more = (
                drawn(replace(QUIET_SCENE, phase=phase, notice=text)) for text in (notice, notice[:-2] + "x")
            )
            assert pygame.image.tobytes(whole, "RGB") != pygame.image.tobytes(more, "RGB"), notice


def test_of_a_long_question_being_typed_the_end_is_seen() -> None:
    def field(typed: str) -> bytes:
        keyboard = Keyboard(typed, "Type your question", "en", "Ask", "Space")
        scene = replace(QUIET_SCENE, keyboard=keyboard)
        return pixels(drawn(scene), layout(scene).places.typed)

    assert field("how bright was the lamp " * 9) != field("how bright was the lamp " * 9 + "and")
    assert field("") != field("a") != field("ab")


def test_the_panels_are_painted_again_only_when_a_word_changes() -> None:
    moved = replace(QUIET_SCENE, at=9.0, mouth=MouthShape(jaw=0.7), gaze=(0.5, 0.5), level=0.4, caption=Caption((), 3))
    assert still(moved) == still(QUIET_SCENE)
    assert (
        still(answering("One."))
        == still(answering("Another, longer one.", "And more.", spoken=9))
        != still(answering())
    )
    assert still(replace(QUIET_SCENE, heard="x")) != still(QUIET_SCENE)
    assert still(replace(QUIET_SCENE, is_high_contrast=True)) != still(QUIET_SCENE)


def test_the_portrait_is_asked_for_the_mouth_of_the_scene() -> None:
    portrait = PlainPortrait()
    Stage(portrait, Theme()).draw(
        pygame.Surface(UPRIGHT.size), replace(QUIET_SCENE, mouth=MouthShape(jaw=0.7, round=0.2))
    )
    assert [(pose.jaw, pose.round) for pose in portrait.poses] == [(0.7, 0.2)]


class Walker:
    """A portrait on which a square moves; it tells exactly what it has touched."""

    def __init__(self) -> None:
        self._drawn: Rect | None = None

    def draw(self, surface: pygame.Surface, pose: Pose) -> list[Rect]:
        square = Rect(300 + round(pose.jaw * 333), 400 + round(pose.jaw * 555), 91, 77)
        if self._drawn is None:
            surface.fill(PAINT)
        last, self._drawn = self._drawn or surface.get_rect(), square
        surface.fill(PAINT, last)
        surface.fill((240, 220, 90), square)
        return [last, square]


@pytest.mark.parametrize("screen", [UPRIGHT, LYING])
def test_what_moves_in_the_portrait_looks_as_if_all_of_it_had_been_drawn_anew(screen: Screen) -> None:
    surface, stage = pygame.Surface(screen.size), Stage(Walker(), THEME, screen=screen)
    for jaw in (0.0, 0.31, 0.62, 0.07):
        moved = replace(QUIET_SCENE, mouth=MouthShape(jaw=jaw))
        stage.draw(surface, moved)
        anew = pygame.Surface(screen.size)
        Stage(Walker(), THEME, screen=screen).draw(anew, moved)
        apart = np.abs(pygame.surfarray.array3d(surface).astype(int) - pygame.surfarray.array3d(anew).astype(int))
        assert apart.max() <= 2, "rounding, no more"
