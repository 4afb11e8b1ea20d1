"""Parts: the questions that one utterance holds, without the preamble before them."""

import re
from collections.abc import Sequence

from kiosk.mind.texts.sentences import split
from kiosk.mind.understand.words import HANGUL, tokens

LONG = 9
"""Words; whoever says more at once may have begun with something else."""

FEWEST = 2
MOST = 6
"""Parts that are looked at, from the end."""

_ASKING = r"""who(?:'s|m|se)?|what(?:'s)?|when(?:'s)?|where(?:'s)?|why|how(?:'s)?|which|whether"""
_DOING = r"""(?:did|do|does|was|were|is|are|could|would|have|has|had|should)(?:n't)?|can|can't|will|won't|ain't"""
_PEOPLE = r"people|anybody|anyone|somebody|everyone|everybody|women|men"
_SUBJECT = rf"you|your|he|she|they|it|there|that|this|the|one|we|i|his|her|their|{_PEOPLE}"
_OPENS = r"(?:is|are|does|did|could|would|should|has)(?:n't)?"
"""Words with which nothing but a question begins; those who tell of themselves leave out "I" before "was" at most."""

_BEGINS = rf"(?:(?:{_ASKING})\b|(?:{_DOING})\s+(?:{_SUBJECT})\b|tell (?:me|us)\b)"
_JOINED = re.compile(
    rf"(?i),?\s+(?:and|but|or|also|so)\s+(?:also\s+|then\s+)?(?={_BEGINS})|[,;]\s+(?={_BEGINS})|\s+[–—-]+\s+"
)
_ASKS = re.compile(
    r"(?i)^(?:(?:so|and|but|or|oh|well|please|excuse me|sorry|right|ok|okay|actually|hi|hello|hey|then|now)[, ]+)*"
    rf"(?:{_BEGINS}|{_OPENS}\b|i (?:want|wanted|would like|'d like|wonder|was wondering)\b)"
)
_MEANT = re.compile(
    r"(?i)^(?:(?:no|sorry|well|oh|hm+|but)[, ]+)*(?:what )?"
    r"i (?:meant?|said|asked(?: you)?(?: about| for)?|was asking about)[: ]+"
    r"(?:to ask )?(?!it\b|that\b|no\b|what\b)(.+?)(?:[, ]+(?:and )?not .*)?\W*$"
)
_TAGGED = re.compile(rf"(?i),?\s(?:{_DOING}|am|ain't)\s+(?:you|he|she|it|they|we|there|i)\W*$")
_TAG = re.compile(rf"(?i)^\W*(?:{_DOING}|am|ain't)\s+(?:you|he|she|it|they|we|there|i)\W*$")
"""What is put behind a sentence, and asks nothing of its own."""

_KOREAN_ASKS = re.compile(
    r"(?:^|\s)(?:왜|언제|어디|누가|누구|무슨|어떤|어느|얼마|몇|어떻게|어째서)|(?:뭐|뭔|뭘|무엇|누군|어딘|언젠)(?:데|가|지|죠|라|예|에|인|\s|$)"
)
_LATER = re.compile(rf"(?i)\s(?={_BEGINS})")
_KOREAN_JOINED = re.compile(
    r"(?<=고)\s+(?=왜|언제|어디|누가|누구|무엇|뭐|뭘|어떻게|몇|무슨|얼마)|\s*그리고\s+|(?<=[요다네죠데까니서면만고어아])\s*,\s+"
)


def parts(text: str) -> Sequence[str]:
    """Sentences and questions one after the other, at least one; the whole text where it is but one."""
    pieces = [piece for sentence in split(text) for piece in _pieces(sentence) if not _TAG.match(piece)]
    kept = [piece.strip(" ,;") for piece in pieces if len(tokens(piece)) >= (1 if HANGUL.search(piece) else FEWEST)]
    return kept[-MOST:] or [text]


def _pieces(sentence: str) -> list[str]:
    return (_KOREAN_JOINED if HANGUL.search(sentence) else _JOINED).split(sentence)


def asks(part: str) -> bool:
    """Whether it is a question by its beginning or its mark, rather than something told."""
    if HANGUL.search(part):
        is_marked = part.rstrip().endswith(("?", "요", "까", "니", "나", "지", "죠", "냐", "줘", "봐"))
        return is_marked or bool(_KOREAN_ASKS.search(part))
    return part.rstrip().endswith("?") or bool(_ASKS.search(part) or _TAGGED.search(part))


def restated(text: str) -> str:
    """What is asked instead of what was understood: "No, I meant the wedding"; empty where nothing is."""
    found = _MEANT.search(text)
    return found[1].strip() if found is not None else ""


def endings(text: str) -> Sequence[str]:
    """Of a long utterance without marks: what follows each of the words that may begin the question, the last first."""
    if len(tokens(text)) < LONG or HANGUL.search(text):
        return ()
    starts = [found.end() for found in _LATER.finditer(text)]
    found = [text[start:] for start in reversed(starts)]
    return [one for one in found if len(tokens(one)) > FEWEST][:3]
