"""How German texts are worded."""

import re
from collections.abc import Sequence

from kiosk.voice.wording.rules import YEAR, Rule, plain


def _year(found: re.Match[str]) -> str:
    digits = found.group()
    return f"{digits[:2]} hundert" + (f" {int(digits[2:])}" if digits[2:] != "00" else "")


RULES: Sequence[Rule] = (
    (re.compile(r"(?<=\d)\s?[–-]\s?(?=1[1-9]\d\d\b)"), plain(" bis ")),
    (re.compile(r"\bS\. (?=\d)"), plain("Seite ")),
    (re.compile(YEAR), _year),
)
