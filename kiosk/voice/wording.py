"""How a written text is worded for a synthesizer that would read it unlike people do."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_YEAR = r"(?<![\d.,£$€#])1[1-9]\d\d(?![\d%]|[.,]\d)"
_SPAN = r"(?<=\d)\s?[–-]\s?(?=1[1-9]\d\d\b)"


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is given to the synthesizer."""

    text: str
    origins: Sequence[int]
    """For each character, where it comes from in the original."""


def worded(text: str, language: str) -> Wording:
    """The text with years said the way people say them; other languages count them as espeak does."""
    say_year, to = _LANGUAGES.get(language.partition("-")[0], (str, ""))
    made, origins, done = "", list[int](), 0
    for found in re.finditer(f"{_YEAR}|{_SPAN}", text):
        made += text[done : found.start()]
        origins.extend(range(done, found.start()))
        said = say_year(found.group()) if found.group()[0] == "1" else to or found.group()
        made += said
        origins.extend([found.start()] * len(said))
        done = found.end()
    made += text[done:]
    origins.extend(range(done, len(text)))
    return Wording("".join(sign if sign.isprintable() else " " for sign in made), origins)


def _english_year(digits: str) -> str:
    century, rest = digits[:2], digits[2:]
    if rest == "00":
        return f"{century} hundred"
    return f"{century} oh {rest[1]}" if rest[0] == "0" else f"{century} {rest}"


def _german_year(digits: str) -> str:
    return f"{digits[:2]} hundert" + (f" {int(digits[2:])}" if digits[2:] != "00" else "")


_LANGUAGES: dict[str, tuple[Callable[[str], str], str]] = {
    "en": (_english_year, " to "),
    "de": (_german_year, " bis "),
}
