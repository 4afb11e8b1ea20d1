"""How Korean texts are worded: Sino-Korean numbers, native ones before counters, dates, ranges and signs."""

import re
from collections.abc import Sequence

from kiosk.voice.wording.rules import ROMAN, Rule, plain, roman

_DIGITS = "영일이삼사오육칠팔구"
_UNITS = ("", "십", "백", "천")
_GROUPS = ("", "만", "억", "조")
_NATIVE = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")
_NATIVE_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_COUNTERS = "명|사람|살|시간|시|개|마리|번째|번|권|달|가지|줄|그루|채|벌|켤레|송이|곳|배"
"""Words before which things are counted in native numbers."""

_SIGNS = {"%": "퍼센트", "km": "킬로미터", "cm": "센티미터", "kg": "킬로그램", "m": "미터"}


def sino(number: int) -> str:
    """The number as it is said in dates, years and measures."""
    if number == 0:
        return _DIGITS[0]
    said, group = "", 0
    while number and group < len(_GROUPS):
        number, rest = divmod(number, 10_000)
        part = "".join(
            ("" if digit == "1" and place else _DIGITS[int(digit)]) + _UNITS[place]
            for place, digit in zip(range(len(str(rest)) - 1, -1, -1), str(rest), strict=True)
            if digit != "0"
        )
        if rest:
            said = ("" if part == "일" and group == 1 and not number else part) + _GROUPS[group] + said
        group += 1
    return said


def native(number: int) -> str:
    """The number as things are counted, up to 99."""
    if number == 20:
        return "스무"
    return _NATIVE_TENS[number // 10] + _NATIVE[number % 10]


def _counted(found: re.Match[str]) -> str | None:
    number = int(found["number"])
    return f"{native(number)} {found['counter']}" if 1 <= number < 100 else None


def _month(found: re.Match[str]) -> str:
    return {6: "유", 10: "시"}.get(int(found[1]), sino(int(found[1]))) + "월"


def _decimal(found: re.Match[str]) -> str:
    return f"{sino(int(found[1].replace(',', '')))} 점 " + "".join(_DIGITS[int(digit)] for digit in found[2])


RULES: Sequence[Rule] = (
    (re.compile(r"\bDr\.\s?"), plain("닥터 ")),
    (re.compile(rf"(?<![A-Za-z])(?P<numeral>(?=[IVXLC]{{2}}|[VX]){ROMAN})(?=\s?(?:세|장|권|부|절|대|호)|\b)(?![A-Za-z])"),
     lambda found: str(roman(found["numeral"]))),
    (re.compile(r"(?<=\d)\s?[–~∼〜]\s?(?=\d)"), plain("에서 ")),
    (re.compile(r"(?<=[년월일세])\s?[–~∼〜]\s?(?=\d)"), plain("에서 ")),
    (re.compile(r"(?<![\d.,])(1[0-2]|[1-9])월"), _month),
    (re.compile(rf"(?<![\d.,제])(?P<number>\d{{1,2}})\s?(?P<counter>{_COUNTERS})(?!대|기|작)"), _counted),
    (re.compile(rf"(?<=\d)\s?({'|'.join(_SIGNS)})(?![A-Za-z])"), lambda found: f" {_SIGNS[found[1]]}"),
    (re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)\.(\d+)"), _decimal),
    (re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,16}"), lambda found: sino(int(found.group().replace(",", "")))),
)  # fmt: skip
