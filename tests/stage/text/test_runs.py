"""A line is cut where its font or direction changes, and put together as it is read."""

from itertools import pairwise
from pathlib import Path

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.stage.text.rendered_text import Texts, shown
from kiosk.stage.text.runs import runs, shown_order
from kiosk.stage.text.typefaces import FONTS, SANS, SCRIPTS, SERIF, face_for, font, script_of, without_font
from tests.stage.scenes import texts

WHITE = (255, 255, 255)
NO_FONTS = Path("/nowhere")
NASKH = FONTS / "truetype/noto/NotoNaskhArabic-Regular.ttf"
CJK = FONTS / "opentype/noto/NotoSerifCJK-Regular.ttc"


def needs(*files: Path) -> pytest.MarkDecorator:
    missing = [str(file) for file in files if not file.is_file()]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


@given(texts, st.sampled_from((SERIF, SANS)), st.sampled_from(("en", "ar", "zh")))
def test_every_letter_stands_in_exactly_one_run(text: str, style: str, language: str) -> None:
    text = shown(text)
    found = sorted((run.start, run.end) for run in runs(text, style, FONTS, language))
    assert [at for start, end in found for at in range(start, end)] == list(range(len(text)))


def test_a_latin_name_in_an_arabic_line_is_read_from_left_to_right_in_its_place() -> None:
    text = "قال Doctor King لي"
    found = runs(text, SERIF, FONTS, "ar")
    written = [text[run.start : run.end].strip() for run in found]
    assert [piece for piece in written if piece] == ["لي", "Doctor King", "قال"]


def test_a_backward_piece_keeps_accents_behind_their_letters_and_turns_brackets_round() -> None:
    assert shown_order("שָׁלוֹם (כן)") == "(ןכ) םוֹלשָׁ"


@needs(NASKH)
def test_arabic_letters_are_joined() -> None:
    """Four letters that stand alone are much wider than a word of them."""
    kept = Texts()
    assert kept.width("سلام", SERIF, 50) < 0.8 * sum(kept.width(letter, SERIF, 50) for letter in "سلام")


@needs(NASKH)
def test_a_line_that_is_shaped_is_as_wide_as_it_was_measured() -> None:
    kept = Texts()
    for text in ("قال Doctor King لي (1843)", "साफ रात में वे", "שלום 12 ab"):
        assert kept.render(text, SERIF, 40, WHITE).get_width() == pytest.approx(kept.width(text, SERIF, 40), abs=3)


def test_words_that_were_spoken_are_reached_from_the_right_in_arabic_and_from_the_left_in_english() -> None:
    kept = Texts()
    for text, is_backward in (("On a clear night", False), ("في الليلة الصافية", True)):
        whole = kept.width(text, SERIF, 40)
        for letters in (3, 9, len(text)):
            [(left, right)] = kept.reached(text, SERIF, 40, letters)
            assert (right == whole) if is_backward else (left == 0)
            assert (right - left < whole) is (letters < len(text))
    assert kept.reached("On a clear night", SERIF, 40, 0) == []


def test_a_latin_name_in_a_hebrew_line_is_reached_after_the_words_on_its_right() -> None:
    kept = Texts()
    kept.language = "he"
    text = "אמר Doctor King לי"
    first, second = kept.reached(text, SERIF, 40, text.index("King"))
    whole = kept.width(text, SERIF, 40)
    assert second[1] == whole
    assert 0 < first[0] < first[1] < second[0]
    assert sum(right - left for left, right in kept.reached(text, SERIF, 40, len(text))) == whole


@needs(CJK)
def test_han_characters_look_as_in_the_country_of_the_language() -> None:
    """直 has another stroke in Tokyo than in Beijing."""
    looks = set()
    for language in ("ja", "zh", "zh-TW"):
        kept = Texts()
        kept.language = language
        looks.add(pygame.image.tobytes(kept.render("直骨角令", SERIF, 60, WHITE), "RGBA"))
    assert len(looks) == 3
    assert [face_for(str(CJK), language) for language in ("zh-CN", "zh-Hant", "ko-KR", "en")] == ["SC", "TC", "KR", ""]


def test_a_collection_that_is_none_and_a_face_that_it_lacks_give_way_to_the_first(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttc"
    broken.write_bytes(b"ttcf but no more than that, and nothing of a font")
    assert font(str(broken), 20, "", "SC").size("abc")[0] > 0
    if CJK.is_file():
        assert font(str(CJK), 20, "", "XX").size("直")[0] == font(str(CJK), 20).size("直")[0]


def test_letters_without_a_font_are_told() -> None:
    assert without_font("abc", NO_FONTS) == ""
    assert without_font("a直直中", NO_FONTS) == "直中"


def test_scripts_do_not_overlap() -> None:
    ranges = sorted((script.first, script.last) for script in SCRIPTS)
    assert all(one[1] < other[0] for one, other in pairwise(ranges))
    assert script_of("a") is None
    assert [found.tag for letter in "سשद" if (found := script_of(letter))] == ["Arab", "Hebr", "Deva"]
