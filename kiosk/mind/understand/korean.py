"""Korean without the words that carry no subject: endings of questions, forms of politeness, ways to ask for a story.

A visitor who asks 박연이 누구죠 means what 박연은 누구예요 means. Blanks tell nothing, since recognizers set them
between morphemes, so functional strings of two and more syllables are cut out wherever they stand. The endings are
those of the polite styles (해요체, 합쇼체) and of plain speech in Sohn, The Korean Language, 1999, chapters 8 and 9.
"""

import re
from functools import lru_cache

_ASKING = {
    "누구": "누구 누가 누굴",
    "무엇": "무엇 무얼 뭐 뭘 무슨 뭣",
    "어찌": "어떻게 어떡해 어찌",
    "어떤": "어떤 어떠 어땠",
    "언제": "언제 몇년",
    "어디": "어디 어딨",
    "까닭": "왜 어째서 이유 까닭 때문",
    "얼마": "얼마나 얼마 몇",
}
_ENDINGS = """
이에요 예요 에요 이예요 이었어요 였어요 이었나요 였나요 인가요 은가요 는가요 건가요 던가요 을까요 를까요 까요
나요 어요 아요 여요 해요 네요 군요 죠 지요 인지 는지 은지 습니까 입니까 합니까 습니다 입니다 합니다 십니까
니까 다면서요 라면서요 면서요 다면서 라면서 다던데요 라던데요 다던데 라던데 던데요 는데요 은데요 인데요 데요
대요 래요 거예요 거죠 거야 이야 하셨 하신 하시 으셨 으신 셨 었 았 했 하였 되었 됐 세요 으세요 주세요 줘요
줄래요 주실 십시오 다는게 라는게 다는것 라는것 다고 라고 다는 라는 라는데 다는데 것이 것은 것을 게맞"""
_MANNERS = """
알려 말해 말씀해 이야기해 얘기해 들려 설명해 가르쳐 궁금해 궁금한데 이야기 대해서 대하여 대해 관해 관하여
사실 정말 진짜 혹시 그런데 근데 세종대왕님 세종대왕 세종님 임금님 전하 당신 그때 좀"""


def _longest_first(words: str) -> str:
    # The first alternative that fits is taken, so an ending must come before a shorter one that begins it.
    return "|".join(sorted(words.split(), key=len, reverse=True))


CUT = re.compile(f"{_longest_first(_MANNERS + ' ' + _ENDINGS)}")
ASKED = tuple((re.compile(_longest_first(forms)), f" {meaning} ") for meaning, forms in _ASKING.items())


@lru_cache(maxsize=20_000)
def bared(word: str) -> tuple[str, ...]:
    """The stretches of a Korean word, or of a sentence written without blanks, that say what it is about."""
    for forms, meaning in ASKED:
        word = forms.sub(meaning, word)
    stretches = tuple(CUT.sub(" ", word).split())
    return stretches or (word.replace(" ", ""),)
