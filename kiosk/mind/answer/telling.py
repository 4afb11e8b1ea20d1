"""Telling: what a visitor says of themselves or their own, without asking anything."""

import re

from kiosk.mind.understand.claims import reported
from kiosk.mind.understand.parts import asks, parts
from kiosk.mind.understand.words import HANGUL, tokens

FEWEST = 3
"""Words; fewer are an exclamation, or what is left of a question."""

_SELF = re.compile(r"(?i)\b(i|i'm|i've|i'd|i'll|im|ive|my|we|we're|we've|we'd|our|us|me)\b")
_THEIRS = re.compile(r"(?i)^(?:(?:and|but|so|well|oh|yes|no|because|then|now|yeah)[, ]+)*(?:he|she|they)\b")
_MISSED = re.compile(r"(?i)\b(?:he|she|they)(?:'d| would) have (?:loved|liked|enjoyed|adored)\b")
_YOURS = re.compile(
    r"(?i)\byou (?:are|were|did|do|had|have|was|could|would|must|should|never|only|just|really|wrote|made|got|said)\b"
    r"|\byou're\b|\byour (?!(?:\w+ )?(?:exhibit|museum|portrait|show))"
)
_MEANT = re.compile(r"(?i)\bi (?:meant?|said|asked)\b")
_OF_OTHERS = re.compile(
    r"(?i)(?:somewhere )?(?:that )?"
    r"(?:you|your|he|his|she|her|they|their|it|something|somebody|someone|people)\b(?!.*\b(?:my|our|us|me)\b)"
)
"""Of the figure's world, where it was heard or read."""

_LEAVES = re.compile(r"(?i)\b(?:i'll|i will|i'm going to|we'll|we will|let me)\b")
_BIDS = re.compile(
    r"(?i)^(?:(?:please|and|so|ok|okay|well|oh|now|then|just|can you|could you)[, ]+)*"
    r"(?:tell|give|say|show|explain|describe|name|talk|speak|let|let's|go|sing|read|recite|do|try|make|help|answer|repeat|stop"
    r"|start|play|teach|prove|list|sum|convince)\b"
    r"|\bi(?:'d| would)? (?:want|like|love|need|wonder|wish) (?:to (?:know|hear|ask|see|learn|understand)|you)\b"
    r"|\b(?:i (?:find it hard to|can't|cannot|don't|do not|never|hardly|doubt)|hard to)"
    r" (?:believe|think|imagine|buy|see|accept)\b"
    r"|\bi (?:wonder|was wondering|am curious|'m curious)\b|\b(?:asks?|asking|wants? to know|wondering|question)\b"
)
_KOREAN_SELF = re.compile(
    r"(?:^|[\s,])(?:저|제|나|내|우리|저희|울)(?:는|도|가|를|의|한테|에게|랑|하고|만)(?=[\s,]|$)"
    r"|(?:^|[\s,])(?:저|나|난|전) (?=오늘|어제|아까|방금|지금|요즘|얼마|내일|이번|지난|막|이제)"
    r"|(?:^|[\s,])(?:우리|저희|제|내|울) ?(?!나라|말|글|민족)[가-힣]"
    r"|(?:아들|딸|손자|손녀|증손[자녀]|남편|아내|집사람|할머니|할아버지|엄마|아빠|어머니|아버지|동생|언니|오빠|누나|친구)"
    r"(?:놈|애|아이)?(?:이|가|은|는|도|께서|들이)\s"
)
_KOREAN_TOLD = re.compile(r"(?:요|다|네|군|구나|지|어|아|야|임|음|함)[~!. ]*$|[가-힣]!$")
_KOREAN_ASKS = re.compile(
    r"왜|어떻게|어떡|언제|어디|누가|누구|뭐|무엇|뭘|무슨|어떤|얼마|몇|궁금|알고 ?싶|\?"
    r"|(?:나요|까요?|습니까|니까|는지요?|던가요?|니|냐|죠|지요|줘요?|주세요|봐요?|보세요|다면서요?|다며|인가요)[~!. ]*$"
)
_KOREAN_ADDRESS = re.compile(r"전하|임금님|대왕|당신|폐하|세종")


def tells(text: str, goes_on: bool = False) -> bool:
    """Whether it is told rather than asked, and of the visitor's own life rather than the figure's.

    `goes_on`: the visitor has been telling something, so that "she" may be of theirs.
    """
    if HANGUL.search(text):
        is_asked = _KOREAN_ASKS.search(text) or _KOREAN_ADDRESS.search(text)
        return bool(_KOREAN_SELF.search(text) and _KOREAN_TOLD.search(text)) and not is_asked
    if len(tokens(text)) < FEWEST or any(asks(one) for one in (text, *parts(text))):
        return False
    if any(one.search(text) for one in (_BIDS, _YOURS, _LEAVES, _MEANT)) or _OF_OTHERS.match(reported(text)):
        return False
    return bool(_SELF.search(text) or _MISSED.search(text) or (goes_on and _THEIRS.search(text)))
