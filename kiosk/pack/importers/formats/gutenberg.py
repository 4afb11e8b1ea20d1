"""Project Gutenberg: its licence is taken off, its header read."""

import re
from dataclasses import dataclass

_START = re.compile(
    r"^[ \t]*\*{2,}\s*START OF (?:THE|THIS) PROJECT GUTENBERG[^\n]*\n(?:[^\n*]+\*{3}[ \t]*\n)?", re.M | re.I
)
_OLD_START = re.compile(r"^\*END\W+THE SMALL PRINT[^\n]*\n", re.M | re.I)
_END = re.compile(
    r"^[ \t]*(?:\*{2,}\s*END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the |this )?Project Gutenberg)[^\n]*",
    re.M | re.I,
)
_FIELD = re.compile(r"^(Title|Author|Editor|Language|Translator):[ \t]*([^\n]*(?:\n[ \t]+\S[^\n]*)*)", re.M)
_NUMBER = re.compile(r"\[e?(?:Book|Text) #(\d+)\]", re.I)
_CREDITS = re.compile(
    r"^\s*(?:E-?text )?(?:Produced|prepared|This e-?(?:text|book) was (?:produced|prepared|scanned))\b"
    r"[^\n]*(?:\n[^\n]+)*",
    re.I,
)
_LANGUAGES = {
    "english": "en",
    "german": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "dutch": "nl",
    "finnish": "fi",
    "swedish": "sv",
    "chinese": "zh",
    "japanese": "ja",
    "korean": "ko",
    "latin": "la",
    "danish": "da",
    "polish": "pl",
    "russian": "ru",
    "greek": "el",
    "hungarian": "hu",
}


@dataclass(frozen=True, slots=True)
class Stripped:
    """A text between the publisher's header and licence."""

    text: str
    begins: int = 0
    """Lines before it in the file."""

    ends: int = 0
    """The last line of it in the file; 0 where nothing was taken off."""

    title: str = ""
    author: str = ""
    editor: str = ""
    language: str = ""
    published: str = ""


def strip_gutenberg(text: str) -> Stripped | None:
    """The book without the publisher's words; None where the text is none of Project Gutenberg's."""
    head = text[:20_000]
    start = _START.search(head) or _OLD_START.search(text[:40_000])
    end = _END.search(text, start.end() if start else 0)
    if not start and not ("Project Gutenberg" in head and end):
        return None
    header = text[: start.start()] if start else head[:4000]
    first = start.end() if start else 0
    last = end.start() if end else len(text)
    body = text[first:last]
    if credits := _CREDITS.match(body):
        first += credits.end()
    fields = {name: " ".join(value.split()) for name, value in _FIELD.findall(header)}
    number = _NUMBER.search(header)
    language = fields.get("Language", "").split(",")[0].strip().lower()
    return Stripped(
        text[first:last],
        text.count("\n", 0, first),
        text.count("\n", 0, last),
        title=_title(header),
        author=_person(fields.get("Author", "")),
        editor=_person(fields.get("Editor", "")),
        language=_LANGUAGES.get(language, ""),
        published="Project Gutenberg" + (f", eBook {number.group(1)}, www.gutenberg.org" if number else ""),
    )


def _title(header: str) -> str:
    """The title without the subtitle that follows on a line of its own."""
    found = re.search(r"^Title:[ \t]*([^\n]+)(?:\n[ \t]+(\S[^\n]*))?", header, re.M)
    if not found:
        return ""
    first, second = found.group(1).strip(), (found.group(2) or "").strip()
    return first if not second or (second[0].isupper() and len(first) > 12) else f"{first} {second}"


def _person(name: str) -> str:
    """Without remarks in brackets: "[Charles Darwin's son] Francis Darwin" is Francis Darwin."""
    return " ".join(re.sub(r"\[[^\]]*\]|\([^)]*\)", " ", name).split())
