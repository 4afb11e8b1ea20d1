"""Sets of questions, their halves, and scripts laid out from them."""

import json
import random
from pathlib import Path

import pytest

from kiosk.bench.training.mishearing import Mishearing
from kiosk.bench.training.questions import Layout, QuestionSet, half, laid_out, read_set
from kiosk.mind.errors import MindError

ROWS = [(f"question {word} of intent {intent}", f"intent {intent}") for intent in range(10) for word in range(20)]
SET = QuestionSet("made", ROWS)


def test_the_halves_share_no_question_and_lose_none() -> None:
    first, second = half(SET, True).rows, half(SET, False).rows
    assert set(first) | set(second) == set(ROWS)
    assert not set(first) & set(second)


def test_a_fifth_of_the_intents_is_asked_but_has_no_line() -> None:
    script = laid_out(SET, ["a stranger"], Layout(3))
    told = {intent for _, intent in script.examples}
    assert len(told) == 8
    assert {one.intent for one in script.questions if one.kind == "near"} == {i for _, i in ROWS} - told
    assert {one.intent for one in script.questions if one.kind == "in"} == told
    assert not {text for text, _ in script.examples} & {one.text for one in script.questions}


def test_fewer_phrasings_leave_the_questions_as_they_are() -> None:
    script = laid_out(SET, ["a stranger"], Layout(3))
    short = script.shortened(1)
    assert len(short.examples) == 8
    assert short.questions == script.questions
    assert set(short.examples) < set(script.examples)


def test_the_same_seed_lays_out_the_same() -> None:
    assert laid_out(SET, ["a", "b"], Layout(5)) == laid_out(SET, ["b", "a"], Layout(5))
    assert laid_out(SET, ["a"], Layout(5)) != laid_out(SET, ["a"], Layout(6))


def test_a_set_with_a_test_part_and_strangers_is_read(tmp_path: Path) -> None:
    parts = {"train": [["a", "x"], ["b", "y"]], "test": [["c", "x"]], "oos_test": [["z", "oos"]]}
    (tmp_path / "set.json").write_text(json.dumps(parts))
    found = read_set(tmp_path / "set.json")
    assert (found.rows, found.asked, found.foreign) == ([("a", "x"), ("b", "y")], [("c", "x")], ["z"])
    (tmp_path / "set.csv").write_text('text,intent\n"a, b",x\nq,OOS\n')
    found = read_set(tmp_path / "set.csv")
    assert (list(found.rows), list(found.foreign)) == ([("a, b", "x")], ["q"])


@pytest.mark.parametrize("content", [None, "", "text,intent\n", "\x00\xff"])
def test_a_set_without_questions_is_a_problem(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "set.csv"
    if content is not None:
        path.write_bytes(content.encode("latin-1"))
    with pytest.raises(MindError):
        read_set(path)


def test_words_that_sound_alike_are_taken_for_one_another() -> None:
    mishearing = Mishearing(["babbage cabbage engine lamp mother"])
    assert mishearing.heard("babbage", 1.0, random.Random(0)) == "cabbage"


def test_a_share_of_nothing_changes_nothing_and_of_everything_every_word() -> None:
    mishearing = Mishearing(text for text, _ in ROWS)
    assert mishearing.heard(ROWS[0][0], 0.0, random.Random(0)) == ROWS[0][0]
    heard = mishearing.heard(ROWS[0][0], 1.0, random.Random(0)).split()
    assert not set(heard) & {"question", "of", "intent"} or heard != ROWS[0][0].split()
