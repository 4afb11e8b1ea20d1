"""How surely a line is what a visitor means."""

import pytest

from kiosk.mind.understand.calibration import Situation, calibrations
from kiosk.mind.understand.confidence import SUREST, Confidence, visitors
from kiosk.mind.understand.coverage import Coverage
from kiosk.mind.understand.matcher import Kind, Meaning

ASKS = {
    "lamp": ["How bright was the lamp?", "Could ships see your light?"],
    "oil": ["What did the lamp burn?"],
    "food": ["What did you eat?"],
}
SAYS = {"food": ["Fish, potatoes, and fish."], "oil": ["Rape oil, and later paraffin."]}


def coverage() -> Coverage:
    return Coverage(ASKS, SAYS, "en")


def confidence(views: str = "words") -> Confidence:
    return Confidence(calibrations()[views], Situation(3.0, 40, 0.4), coverage(), visitors()[views])


def meaning(key: str, evidence: float, is_exact: bool = False) -> Meaning:
    return Meaning(Kind.LINE, key, evidence, evidence, is_exact)


def test_a_line_covers_what_its_questions_and_its_answer_hold() -> None:
    covered = coverage().of("Did you eat fish?")
    assert covered.share("food") == 1.0
    assert covered.share("lamp") == 0.0


def test_a_word_that_few_lines_ask_with_covers_more() -> None:
    covered = coverage().of("Was the lamp bright when ships burned?")
    assert covered.share("lamp") > covered.share("oil") > 0.0


@pytest.mark.parametrize("question", ["", "?", "who was the and"])
def test_a_question_without_meaning_is_covered_by_nothing(question: str) -> None:
    covered = coverage().of(question)
    assert (covered.length, covered.share("lamp"), covered.share("nowhere")) == (0, 0.0, 0.0)


def test_korean_is_covered_whatever_its_endings() -> None:
    korean = Coverage({"dog": ["강아지를 키우셨나요?"]}, {}, "ko")
    assert korean.of("강아지 키웠어요?").share("dog") > 0.0


def test_what_leads_and_covers_is_surer_than_the_same_evidence_alone() -> None:
    alike = confidence().of("the lamp of the ships", [meaning("lamp", -1.0), meaning("oil", -1.0)])
    ahead = confidence().of("the lamp of the ships", [meaning("lamp", -1.0), meaning("oil", -1.6)])
    assert ahead["lamp"] > alike["lamp"] > alike["oil"]


def test_only_the_very_words_are_certain() -> None:
    told = confidence().of("lamp", [meaning("lamp", 9.0), meaning("oil", -2.0, is_exact=True)])
    assert told == {"lamp": SUREST, "oil": 1.0}


@pytest.mark.parametrize("views", ["vectors", "words"])
def test_every_sign_speaks_for_the_line(views: str) -> None:
    *weights, _ = visitors()[views]
    assert all(weight > 0 for weight in weights)


def test_a_script_of_one_line_and_one_of_none_are_told() -> None:
    assert list(confidence().of("the lamp", [])) == []
    assert set(confidence().of("the lamp", [meaning("lamp", 0.2)])) == {"lamp"}
