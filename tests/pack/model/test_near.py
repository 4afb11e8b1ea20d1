"""Takes, short and simple forms, near answers: read to the letter, and what cannot be kept is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.content.pack import Pack
from kiosk.domain.content.script import Near, Origin
from kiosk.pack.checks.difficulty import check_difficulty
from kiosk.pack.model.limits import Limits
from kiosk.pack.model.reader import read_pack
from kiosk.pack.store.changes import changes
from tests.pack.packs import DAY, GOOD, codes_of, copy_of, problems_of

LINES = "script/en/lines.toml"


def pack_of(folder: Path) -> Pack:
    pack = read_pack(folder, DAY).pack
    assert pack is not None, problems_of(folder)
    return pack


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    return copy_of("neighbours", tmp_path)


def put(folder: Path, text: str) -> None:
    with (folder / LINES).open("a", encoding="utf-8") as script:
        script.write("\n" + text)


def places(folder: Path, code: str) -> list[str]:
    return [problem.where for problem in problems_of(folder) if problem.code == code]


def test_a_pack_with_all_of_it_has_nothing_to_be_told() -> None:
    assert problems_of(GOOD / "neighbours") == ()


def test_near_answers_are_read_by_language_with_the_name_filled_in() -> None:
    assert pack_of(GOOD / "neighbours").near == {
        "en": (
            Near(
                ("Have you a brother?", "Tell me about your sisters."),
                ("The Keeper grew up alone. I could tell you of my own children.",),
                ("children", "lamp"),
                where=f"{LINES}:20",
            ),
            Near(
                ("Which ship was the fastest?",),
                ("I never raced one.", "That I cannot tell."),
                ("lamp",),
                "ships",
                f"{LINES}:25",
            ),
        )
    }


def test_short_and_simple_forms_bear_the_name_and_are_spoken_by_the_voice() -> None:
    line = pack_of(GOOD / "neighbours").line("children", "en")
    assert line is not None
    assert line.shorter is not None
    assert line.simpler is not None
    assert line.shorter.says == ("Two girls, says The Keeper: Anna and Ingrid.",)
    assert line.simpler.says == ("The Keeper had two girls. They lived in the tower with me.",)


def test_a_recording_does_not_play_to_a_short_form(folder: Path) -> None:
    (folder / "media").mkdir()
    (folder / "media/lamp.wav").write_bytes(b"RIFF")
    text = (folder / LINES).read_text(encoding="utf-8")
    (folder / LINES).write_text(text.replace('id = "lamp"', 'id = "lamp"\nmedia = "media/lamp.wav"'), encoding="utf-8")
    line = pack_of(folder).line("lamp", "en")
    assert line is not None
    assert line.media
    assert line.shorter is not None
    assert not line.shorter.media


def test_only_a_stretch_of_the_figures_own_words_is_told_as_theirs(folder: Path) -> None:
    line = pack_of(folder).line("lamp", "en")
    assert line is not None
    assert line.shorter is not None
    assert line.simpler is not None
    assert (line.shorter.origin, line.simpler.origin) == (Origin.VERBATIM, Origin.WRITTEN)
    text = (folder / LINES).read_text(encoding="utf-8")
    (folder / LINES).write_text(text.replace('"they saw it from', '"it was seen from'), encoding="utf-8")
    other = pack_of(folder).line("lamp", "en")
    assert other is not None
    assert other.shorter is not None
    assert other.shorter.origin is Origin.EDITED


def test_a_near_answer_needs_topics_words_and_something_to_offer(folder: Path) -> None:
    put(folder, "[[near]]\noffers = []\n")
    assert {"KP0007", "KP0017"} <= codes_of(folder)


def test_what_a_near_answer_offers_must_exist_in_its_own_language(folder: Path) -> None:
    (folder / "script/ko").mkdir()
    (folder / "script/ko/lines.toml").write_text('[[line]]\nid = "sea"\nasks = "바다는 어땠나요?"\nsays = "넓었다."\n')
    put(folder, '[[near]]\ntopics = "Was it cold?"\nsays = "Ask me of the sea."\noffers = ["sea"]\n')
    (problem,) = (one for one in problems_of(folder) if one.code == "KP0058")
    assert "translate it to 'en'" in problem.hint


def test_a_locked_line_is_not_offered(folder: Path) -> None:
    put(folder, '[[line]]\nid = "grief"\nasks = "Were you sad?"\nsays = "Yes."\nlocked = true\n')
    put(folder, '[[near]]\ntopics = "Did you cry?"\nsays = "Ask me of grief."\noffers = ["lamp", "grief"]\n')
    assert len(places(folder, "KP0059")) == 1


def test_a_topic_that_a_line_or_another_near_answer_has_is_told(folder: Path) -> None:
    topics = '["how many children had you", "which ship was the fastest"]'
    put(folder, f'[[near]]\ntopics = {topics}\nsays = "Two."\noffers = ["lamp"]\n')
    found = [problem.what for problem in problems_of(folder) if problem.code == "KP0020"]
    assert len(found) == 2
    assert "asked of line 'children'" in found[0]
    assert f"near answer in {LINES}:25" in found[1]


def test_an_id_belongs_to_a_line_or_to_a_near_answer(folder: Path) -> None:
    put(folder, '[[near]]\nid = "lamp"\ntopics = "Was it cold?"\nsays = "Yes."\noffers = ["lamp"]\n')
    assert len(places(folder, "KP0011")) == 1


def test_no_form_of_an_answer_is_too_long(folder: Path) -> None:
    before = codes_of(folder)
    put(folder, f'[[line]]\nid = "a"\nasks = "A?"\nsays = "{"a" * 1200}"\nsimple = "{"b " * 700}"\n')
    assert codes_of(folder) - before == {"KP0018", "KP0023"}


def test_a_simple_form_or_a_near_answer_that_nobody_stands_through_is_told(folder: Path) -> None:
    words = "water " * 190
    put(folder, f'[[line]]\nid = "a"\nasks = "A?"\nsays = "It was cold."\nsimple = "{words}"\n')
    put(folder, f'[[near]]\ntopics = "Was it cold?"\nsays = "{words}"\noffers = ["lamp"]\n')
    assert len(places(folder, "KP0023")) == 2


def test_near_answers_count_towards_the_lines_of_a_pack() -> None:
    assert any(one.code == "KP0019" for one in read_pack(GOOD / "neighbours", DAY, Limits(lines=3)).problems)
    assert not read_pack(GOOD / "neighbours", DAY, Limits(lines=4)).problems


def test_a_simple_form_is_graded_whoever_said_the_answer() -> None:
    pack = pack_of(GOOD / "neighbours")
    line = replace(pack.lines["en"][1], simple=" ".join(["Very bright"] * 20))
    hard = check_difficulty(replace(pack, lines={"en": (line,)}), lambda _text, _language: 15.0)
    assert ["'lamp'" in problem.what for problem in hard] == [True]


def test_what_a_figure_knows_of_itself_is_told_by_the_pack(folder: Path) -> None:
    assert pack_of(folder).policy.knows == ("time", "sums")
    assert pack_of(GOOD / "lighthouse").policy.knows == ()
    manifest = (folder / "pack.toml").read_text(encoding="utf-8")
    (folder / "pack.toml").write_text(manifest.replace('"sums"', '"sum"'), encoding="utf-8")
    (problem,) = (one for one in problems_of(folder) if one.code == "KP0010")
    assert (problem.where, problem.hint) == ("pack.toml:9", "did you mean 'sums'?")


def test_staff_are_told_that_forms_and_near_answers_changed(folder: Path) -> None:
    old = pack_of(folder)
    text = (folder / LINES).read_text(encoding="utf-8")
    (folder / LINES).write_text(
        text.replace("Very bright!", "Bright!").replace("I never raced one.", "No ship."), "utf-8"
    )
    told = changes(old, pack_of(folder), DAY)
    assert "Lines: 1 changed" in told
    assert "Near answers: 1 changed" in told
