"""Subjects in Korean: which noun each line of a script is about, and which of them are people.

Korean has no capitals to know a name by, and leaves out what was just spoken of. So the noun is taken that the
questions of a line share and other lines do not, without its particle.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from kiosk.domain.content.script import Line
from kiosk.mind.understand.words import tokens

_PARTICLES = """이라는 이란 라는 에게서 한테서 에게 한테 에서 께서 으로 이랑 하고 까지 부터 처럼 보다
은 는 이 가 을 를 의 에 도 와 과 랑 로"""
PARTICLE = re.compile(f"(?<=[가-힣])(?:{'|'.join(_PARTICLES.split())})$")
_NONE = """누구 누가 무엇 뭐가 뭐 뭘 언제 어디 어디서 왜 어떻게 얼마나 몇 무슨 어떤 어느 정말 진짜 가장 제일
혹시 그때 그 이 저 나 제 우리 당신 임금님 임금 왕 전하 사람 사람들 것 게 거 수 때 일 이야기 얘기
까닭 이유 하나 다른 처음 나중 다 안 못 더 좀 있어 없어 있었어 뭐예요 뭐야 뭐죠 거예요"""
_NO_SUBJECT = frozenset(_NONE.split())
_PERSON = re.compile(r"^([가-힣]{2,5}?)(?:은|는|이|가)? (?:누구|어떤 (?:사람|분|아들|딸|신하|왕자|형))")
_VERBAL = re.compile(r"(?:요|까|죠|지|니|나|다|어|아|야|래|줘|며|데)$")


class Subjects:
    """What the lines of one language are about."""

    def __init__(self, lines: Iterable[Line]) -> None:
        nouns = {line.id: Counter(noun for ask in line.asks for noun in set(_nouns(ask))) for line in lines}
        spread = Counter(noun for found in nouns.values() for noun in found)
        self._of_line = {
            key: max(found, key=lambda noun: _weight(noun, found, spread, len(nouns)))
            for key, found in nouns.items()
            if found
        }
        self._people = frozenset(
            found[1]
            for line in lines
            for ask in line.asks
            if (found := _PERSON.match(ask)) and found[1] not in _NO_SUBJECT
        )

    def of(self, line: Line | None) -> str:
        """The noun that the line is about; empty where there is none."""
        return self._of_line.get(line.id, "") if line is not None else ""

    def person(self, text: str) -> str:
        """The last of the script's people whom the text names; empty where it names none."""
        return next((noun for noun in reversed(_nouns(text)) if noun in self._people), "")


def _nouns(text: str) -> list[str]:
    """Words without particles, except verbs and what no line is about."""
    bare = (word if _VERBAL.search(word) and len(word) > 3 else PARTICLE.sub("", word) for word in tokens(text))
    return [word for word in bare if word not in _NO_SUBJECT and not (len(word) > 3 and _VERBAL.search(word))]


def _weight(noun: str, found: Mapping[str, int], spread: Mapping[str, int], lines: int) -> float:
    return found[noun] * math.log(1 + lines / spread[noun])
