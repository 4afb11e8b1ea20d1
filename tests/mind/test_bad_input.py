"""Whatever is said, typed or heard, there is one kind answer and no crash."""

import pytest

from kiosk.domain.answer import Route
from kiosk.mind.mind import Engines, Mind
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.minds import answer, answers, mind_of
from tests.fakes.packs import LINES, lighthouse, line

STRANGE = {
    "empty": "", "blank": " \t\n", "long": "lamp " * 2000, "one long word": "a" * 10_000, "emoji": "👍🏽👩‍🚀🎉",
    "Korean": "등대는 얼마나 밝았나요?", "Arabic": "كم كان المصباح ساطعا؟", "Chinese": "灯有多亮?",
    "number": "1841", "numbers": "3.14 2,000 -7 ½",
    "control": "\x00\x07\x1b[31mlamp\x7f", "mixed": "lamp\u202e pmal\ufeff\u200b",
    "half a pair": "lamp \ud83d", "signs": "?!…;--()[]{}",
    "accents": "e\u0301" * 500, "newlines": "How\nbright\r\nwas the lamp?",
}  # fmt: skip


@pytest.fixture(scope="module", params=[None, FakeEmbedder()], ids=["words", "vectors"])
def mind(request: pytest.FixtureRequest) -> Mind:
    return mind_of(engines=Engines(request.param))


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE.keys())
def test_a_strange_question_has_an_answer(text: str, mind: Mind) -> None:
    for is_typed in (True, False):
        found = answers(mind, text, "en", 0.9, is_typed)
        assert found
        assert all(one.text.strip() for one in found)
    assert 0.0 <= mind.anticipate(text, "en").score <= 1.0


@pytest.mark.parametrize("text", ["", " ", "👍🏽", "?!…", "\x00\x07"])
def test_what_holds_no_word_was_not_heard(text: str, mind: Mind) -> None:
    assert answer(mind, text).route is Route.UNHEARD


def test_a_pack_of_one_line_answers_its_question_and_declines_others() -> None:
    only = lighthouse((line("lamp", ["How bright was the lamp?"], "Very."),))
    for engines in (Engines(), Engines(FakeEmbedder())):
        asked = mind_of(only, engines)
        assert answer(asked, "How bright was the lamp?").line == "lamp"
        assert answer(asked, "Who won the football match?").line is None


def test_two_lines_of_one_question_do_not_break_the_mind() -> None:
    twins = (*LINES, line("lamp-too", ["How bright was the lamp?"], "Not very."))
    for engines in (Engines(), Engines(FakeEmbedder())):
        found = answer(mind_of(lighthouse(twins), engines), "How bright was the lamp?")
        assert found.line in ("lamp", "lamp-too") or found.route is Route.CHOICE
