"""Texts: `knowledge/<language>/*.md`, cut into the paragraphs that are found and cited."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from kiosk.domain.content.passage import Passage, Text, TextOrigin
from kiosk.pack.checks.codes import Code
from kiosk.pack.model.document import parse
from kiosk.pack.model.findings import Findings
from kiosk.pack.model.limits import Limits
from kiosk.pack.model.table import Table

FENCE = "+++"
_FRONT = re.compile(r"\s*\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PLACE = re.compile(r"<!--\s*at:([^\n]*?)-->")
"""A mark after which paragraphs are cited by a page or a time instead of their number."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$")
_RULE = re.compile(r"[ \t]*(?:[-*_=][ \t]*){3,}$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,4}[.)])[ \t]+")
_QUOTED = re.compile(r"[ \t]*>[ \t]?")
_MARKUP = re.compile(
    r"\[([^\]\n]*)\]\([^)\n]*\)|(\*\*|__|`)(?=\S)(.+?)(?<=\S)\2|(?<![\w*])[*_](?=\S)([^*_\n]+)(?<=\S)[*_](?!\w)"
)


def read_text(file: str, source: str, findings: Findings, limits: Limits) -> tuple[Text, tuple[Passage, ...]] | None:
    """The text and its paragraphs; None, and a problem, where its front matter cannot be understood."""
    found = _FRONT.match(source)
    if not found:
        what = "does not begin with front matter" if not source.lstrip().startswith(FENCE) else "has no closing +++"
        hint = 'begin with a line +++, then title = "…" and origin = "…", then a line +++'
        findings.error(Code.NO_FRONT_MATTER, f"{file}:1", what, hint)
        return None
    document = parse(file, found.group(1), findings, source.count("\n", 0, found.start(1)))
    if document is None:
        return None
    text = _front(Table(document, findings), limits)
    passages = tuple(_passages(text, source, found.end()))
    if not passages:
        findings.warning(Code.NO_PARAGRAPHS, file, "holds no paragraph", "write the text below the second +++")
    for passage in passages:
        if len(passage.words) > limits.passage_characters:
            where = f"{file}:{source.count(chr(10), 0, passage.start) + 1}"
            what = f"paragraph '{passage.where}' has {len(passage.words)} characters"
            hint = f"at most {limits.passage_characters} are looked through: put empty lines between thoughts"
            findings.warning(Code.LONG_PARAGRAPH, where, what, hint)
    return text, passages


def _front(table: Table, limits: Limits) -> Text:
    text = Text(
        file=table.document.file,
        title=table.text("title", longest=limits.name_characters * 2, required=True),
        author=table.text("author", longest=limits.name_characters * 2),
        year=table.whole("year", None, -5000, 3000),
        licence=table.text("licence", longest=limits.name_characters * 2),
        origin=table.choice("origin", TextOrigin.WRITTEN, required=True),
        sources=table.texts("sources", limits.note_characters),
        max_quote_words=table.whole("max_quote_words", None, 0, 500),
        dated=table.day("date"),
    )
    table.close()
    if text.origin is TextOrigin.ABOUT and not text.author:
        hint = 'such a text is introduced with its author: add author = "…"'
        table.findings.warning(Code.NO_AUTHOR, table.where("origin"), "a text about the figure names no author", hint)
    return text


def _passages(text: Text, source: str, begins: int) -> Iterator[Passage]:
    heading, number = "", 0
    marks = [(found.start(), _spoken(found.group(1))) for found in _PLACE.finditer(source, begins)]
    for is_heading, start, end in _blocks(source, begins):
        if is_heading:
            heading, number = _spoken(source[start:end]), 0
            continue
        words = _spoken(source[start:end])
        if words:
            number += 1
            before = bisect_right(marks, (start, ""))
            place = marks[before - 1][1] if before else ""
            where = place or str(number)
            yield Passage(text, words, f"{heading}, {where}" if heading else where, start, end)


def _blocks(source: str, begins: int) -> Iterator[tuple[bool, int, int]]:
    """Headings and paragraphs with the offsets of their words."""
    plain = _COMMENT.sub(lambda found: re.sub(r"[^\r\n]", " ", found.group()), source[begins:])
    start = end = None
    for found in _LINE.finditer(plain):
        line = found.group().rstrip()
        at = begins + found.start()
        heading, item = _HEADING.match(line), _ITEM.match(line)
        is_break = not line.strip("> \t") or bool(_RULE.match(line))
        if start is not None and end is not None and (is_break or heading or item):
            yield False, start, end
            start = end = None
        if heading:
            yield True, at + heading.start(1), at + heading.end(1)
        elif not is_break:
            opening = item or _QUOTED.match(line)
            inner = opening.end() if opening else len(line) - len(line.lstrip())
            start = at + inner if start is None else start
            end = at + len(line)
    if start is not None and end is not None:
        yield False, start, end


def _spoken(source: str) -> str:
    """The words without marks of emphasis, links and quotation; of the same length where there are none."""
    plain = _COMMENT.sub(" ", source)
    plain = "\n".join(_QUOTED.sub(lambda found: " " * len(found.group()), line) for line in plain.split("\n"))
    for _ in range(2):
        plain = _MARKUP.sub(lambda found: found.group(1) or found.group(3) or found.group(4) or "", plain)
    return "".join(" " if c.isspace() or (not c.isprintable() and c != "\u200d") else c for c in plain).strip()
