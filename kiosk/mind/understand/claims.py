"""Claims: what a visitor puts for confirmation ("You died in 1853, didn't you?"), bare of tag, date and place.

A wrong date must not hide the line that sets it right.
"""

import re

_VERB = r"(?:were|are|did|do|is|was|have|had|has|could|would)(?:n't)?"
_LEAD = re.compile(
    r"(?i)^(?:(?:so|and|but|now|well|oh)[, ]+)*(?:(?:is|isn't|was) it (?:really )?true(?: that)?"
    r"|am i right(?: that| in thinking)?(?: that)?"
    r"|(?:i|we)(?:'ve| have)? (?:read|heard|thought|believe|think|learned|learnt|was told|were told)"
    r"(?: somewhere)?(?: that)?"
    r"|they say(?: that)?|people say(?: that)?"
    r"|(?:my \w+|the guide|the book|wikipedia|somebody|someone) (?:says|said|told (?:me|us))(?: that)?)[, ]+(?=\S)"
)
_TAG = re.compile(
    rf"(?i)[,;. ]+(?:{_VERB} (?:you|it|he|she|they|that)(?: not)?|correct|right|true|yes|eh|no"
    r"|is that (?:so|right|true|correct)"
    r"|am i right|i (?:believe|think|heard|read|thought|suppose)|if i remember(?: rightly| correctly)?)\W*$"
)
_CENTURY = r"(?:twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)"
_DATE = re.compile(
    r"(?i),? ?\b(?:in|on|around|about|since|by|from|of)(?: the year| early| late)?"
    rf" (?:1\d{{3}}|20\d\d|{_CENTURY} [a-z-]+(?: [a-z]+)?)\b"
    r"|,? ?\b(?:at the age of|aged|at age) [\w-]+(?: (?:one|two|three|four|five|six|seven|eight|nine)\b)?"
)
_PLACE = re.compile(r",? ?\b(?:in|at) (?:[A-Z][\w’'-]+)(?: [A-Z][\w’'-]+)*")
_SUBJECT = re.compile(r"(?i)^(?:you|your \w+|he|she|they|it)\b")
FEWEST = 2
"""Words."""


def reported(text: str) -> str:
    """What somebody says that they have heard or read; empty where the text does not begin so."""
    told = _LEAD.sub("", text.strip())
    return told if told != text.strip() else ""


def claim(text: str) -> str:
    """Empty where nothing is put for confirmation, or where it is bare as it stands."""
    plain = text.strip()
    told = _LEAD.sub("", plain)
    told = _TAG.sub("", told)
    is_put = told != plain or (bool(_SUBJECT.search(plain)) and bool(_DATE.search(plain)))
    bare = _PLACE.sub("", _DATE.sub("", told)).strip(" ,.?!")
    return bare if is_put and bare and bare != plain.strip(" ,.?!") and len(bare.split()) >= FEWEST else ""
