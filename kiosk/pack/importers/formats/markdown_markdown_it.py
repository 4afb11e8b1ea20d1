"""Markdown: rendered by markdown-it, then read as a page."""

import re

from markdown_it import MarkdownIt

from kiosk.pack.importers.formats.book import Book
from kiosk.pack.importers.formats.html_lxml import read_html
from kiosk.pack.importers.formats.source import Source

_FRONT = re.compile(r"\A(\+\+\+|---)[ \t]*\n(.*?)\n\1[ \t]*\n", re.DOTALL)
_FIELD = re.compile(r"^(title|author)\s*[:=]\s*[\"']?(.*?)[\"']?\s*$", re.M)
_NOTE = re.compile(r"^\[\^[^\]]+\]:.*(?:\n[ \t]+\S.*)*", re.M)


def read_markdown(text: str, source: Source) -> Book:
    """Headings and paragraphs; front matter gives title and author, footnotes are left out."""
    fields: dict[str, str] = {}
    if found := _FRONT.match(text):
        fields = dict(_FIELD.findall(found.group(2)))
        text = text[found.end() :]
    text = re.sub(r"\[\^[^\]]+\]", "", _NOTE.sub("", text))
    page = MarkdownIt("commonmark", {"html": False, "maxNesting": 40}).enable("table").render(text)
    book = read_html(f"<html><body>{page}</body></html>", source)
    return Book(
        title=fields.get("title", ""), author=fields.get("author", ""), blocks=book.blocks, dropped=book.dropped
    )
