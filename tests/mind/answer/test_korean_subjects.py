"""Subjects in Korean: the noun of a line, and who is a person."""

from kiosk.mind.answer.korean_subjects import Subjects
from tests.fakes.packs import line

LINES = (
    line("choe", ["최만리는 왜 반대했어요?", "최만리는 누구예요?", "한글을 반대한 사람"], "상소를 올렸소."),
    line("letters", ["한글은 왜 만들었어요?", "한글은 언제 만들었나요?", "한글 만든 까닭"], "백성을 위해서요."),
    line("greeting", ["뭐예요?"], "반갑소."),
)


def test_the_noun_is_taken_that_the_questions_of_a_line_share_without_its_particle() -> None:
    subjects = Subjects(LINES)
    assert [subjects.of(one) for one in LINES] == ["최만리", "한글", ""]
    assert subjects.of(None) == ""


def test_only_who_is_asked_after_as_somebody_is_a_person() -> None:
    subjects = Subjects(LINES)
    assert subjects.person("그럼 최만리는 어떻게 됐어요?") == "최만리"
    assert subjects.person("한글은 누가 썼어요?") == ""
