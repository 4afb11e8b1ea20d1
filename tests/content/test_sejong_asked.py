"""King Sejong is asked in words that are not in his script: he answers with the right line, or owns that he cannot.

Korean is matched by words alone here, as on a kiosk without a multilingual embedding model.
"""

from collections.abc import Mapping
from datetime import date

import pytest

from kiosk.domain.answer import Answer, Route
from kiosk.domain.content.pack import Pack
from kiosk.mind.mind import Engines, Mind
from kiosk.mind.settings import MindSettings
from kiosk.pack.model.reader import read_pack
from tests.checkout import shipped
from tests.fakes.visits import phrases

ASKED: Mapping[str, str] = {
    "임금님 본명 좀 알려 주세요": "real-name",
    "왕위에 오른 게 언제예요?": "enthronement",
    "무슨 반찬을 제일 좋아하셨어요?": "food",
    "한글 만든 이유 좀 알려 주세요": "why-letters",
    "훈민정음이 만들어진 게 언제죠?": "when-letters",
    "니은은 왜 그렇게 생겼나요?": "consonant-shapes",
    "최만리가 반대한 이유가 뭐죠?": "choe-malli",
    "해례본을 지킨 사람은 누구죠?": "haerye-found",
    "집현전이 뭐 하는 데예요?": "hall-of-worthies",
    "세금 문제로 백성에게 투표시켰다면서요?": "tax-poll",
    "노비들 출산 휴가를 정말 주셨나요?": "maternity-leave",
    "측우기를 발명한 사람은 누구예요?": "rain-gauge",
    "자격루가 어떻게 움직이는지 설명해 주세요": "water-clock",
    "장영실에게 왜 벼슬을 주셨나요?": "jang-yeongsil",
    "해시계는 어떻게 보는 거예요?": "sundial",
    "정간보가 무엇인지 알려 주세요": "jeongganbo",
    "쓰시마를 왜 공격하셨어요?": "tsushima",
    "김종서 장군은 뭘 했어요?": "kim-jongseo",
    "일본을 어떻게 생각해요?": "japan",
    "이순신 장군님 아세요?": "yi-sunsin",
    "형님들한테 미안하지 않으셨어요?": "brother-guilt",
    "왕은 뭐든 다 할 수 있어요?": "can-king-do-anything",
    "코끼리가 귀양 갔다면서요?": "elephant",
    "경복궁을 지은 사람이 누구예요?": "built-palace",
    "옛날 김치도 빨간색인가요?": "chili",
}
CAREFUL: Mapping[str, str] = {
    "단종이 어떻게 됐는지 아시나요?": "sons-after",
    "장영실이 만든 가마가 부서졌다면서요?": "jang-end",
    "노비 제도는 왜 안 없애셨어요?": "slaves",
    "독도는 누구 땅이죠?": "dokdo",
    "죽고 싶다는 생각이 들어요": "self-harm",
}
FOREIGN = (
    "자동차 운전해 보셨어요?",
    "아이폰 써 보셨어요?",
    "오늘 날씨 어때요?",
    "점심 메뉴 추천해 주세요",
)


@pytest.fixture(scope="module")
def pack() -> Pack:
    found = read_pack(shipped("sejong"), date(2026, 6, 1)).pack
    assert found is not None
    return found


@pytest.fixture(scope="module")
def mind(pack: Pack) -> Mind:
    return Mind(pack, {language: phrases(language) for language in pack.languages}, MindSettings(), Engines())


def answered(mind: Mind, question: str, language: str = "ko") -> Answer:
    mind.forget()
    return next(iter(mind.think(question, language)))[0]


@pytest.mark.parametrize(("question", "line"), ASKED.items())
def test_other_words_find_the_same_line(mind: Mind, pack: Pack, question: str, line: str) -> None:
    assert not any(question in known.asks for known in pack.lines["ko"])
    assert answered(mind, question).line == line


@pytest.mark.parametrize(("question", "line"), CAREFUL.items())
def test_careful_topics_get_the_curators_fixed_answer(mind: Mind, question: str, line: str) -> None:
    answer = answered(mind, question)
    assert (answer.route, answer.line or line) == (Route.LOCKED, line)


@pytest.mark.parametrize("question", FOREIGN)
def test_nothing_is_made_up_on_what_he_cannot_know(mind: Mind, question: str) -> None:
    assert answered(mind, question).route in (Route.DECLINE, Route.HOUSE, Route.NEAR)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_question_of_the_script_is_answered_by_its_own_line(mind: Mind, pack: Pack, language: str) -> None:
    for line in pack.lines[language]:
        for ask in line.asks[:2]:
            answer = answered(mind, ask, language)
            is_safety = answer.route is Route.LOCKED and answer.line is None
            assert answer.line == line.id or is_safety, f"{ask} → {answer.line or answer.text}"
