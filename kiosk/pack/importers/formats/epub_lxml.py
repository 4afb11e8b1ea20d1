"""EPUB: a ZIP file with chapters as XHTML in the order of its spine, read with lxml."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from lxml import etree

from kiosk.pack.checks.codes import Code
from kiosk.pack.importers.formats.archive import Archive
from kiosk.pack.importers.formats.book import Book, Dropped
from kiosk.pack.importers.formats.html_lxml import parse_html, prose_of, within_publisher
from kiosk.pack.importers.formats.source import Source
from kiosk.pack.importers.report import refusal

_CONTAINER = "META-INF/container.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/html")
_FONT = re.compile(rb"font|obfuscation|Algorithm=\"http://ns.adobe.com/pdf/enc#RC\"", re.I)
MOST_CHAPTERS = 5000


def read_epub(source: Source) -> Book:
    """The chapters of the spine. Raises PackError where the file is damaged, protected or has none."""
    archive = Archive(source)
    if _is_protected(archive):
        raise refusal(Code.SOURCE_LOCKED, source.name, "is protected against copying", "ask the publisher for a text")
    try:
        package_name = _package_name(archive)
        package = _xml(archive.part(package_name))
    except (etree.LxmlError, ValueError) as error:
        raise refusal(Code.SOURCE_DAMAGED, source.name, "is no EPUB: its package cannot be read") from error
    chapters, dropped = _chapters(package, posixpath.dirname(package_name), archive)
    blocks = [block for name in chapters for block in prose_of(parse_html(_utf8(archive.part(name)), source))]
    if not blocks:
        raise refusal(Code.SOURCE_EMPTY, source.name, "holds no chapter with text", "choose another edition")
    if any(re.search(r"\*\*\*\s*START OF", block.text, re.I) for block in blocks[:80]):
        blocks = within_publisher(blocks)
        dropped.append(Dropped("", "the header and licence of Project Gutenberg"))
    return Book(
        title=_told(package, "title"),
        author=_told(package, "creator"),
        language=_told(package, "language").split("-")[0].lower(),
        published=_told(package, "publisher") or _told(package, "source"),
        blocks=tuple(blocks),
        dropped=tuple(dropped),
    )


def _xml(data: bytes) -> Any:
    return etree.fromstring(
        data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=False)
    )


def _is_protected(archive: Archive) -> bool:
    """Fonts may be obscured; a chapter may not."""
    name = "META-INF/encryption.xml"
    if name not in archive:
        return False
    entries = re.split(rb"<(?:\w+:)?EncryptedData\b", archive.part(name))[1:]
    return any(not _FONT.search(entry) for entry in entries)


def _package_name(archive: Archive) -> str:
    if _CONTAINER in archive:
        for element in _xml(archive.part(_CONTAINER)).iter():
            path = element.get("full-path") if isinstance(element.tag, str) else None
            if path and path in archive:
                return str(path)
    return next((name for name in archive.names() if name.lower().endswith(".opf")), _CONTAINER)


def _chapters(package: Any, folder: str, archive: Archive) -> tuple[list[str], list[Dropped]]:
    """Names of the chapters in the order of the spine; without a spine in that of the manifest."""
    manifest: dict[str, str] = {}
    navigation: set[str] = set()
    for item in _elements(package, "item"):
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "")).partition("#")[0]))
        if name in archive and item.get("media-type") in _PAGES:
            manifest[item.get("id", name)] = name
            if "nav" in (item.get("properties") or "").split():
                navigation.add(name)
    named = [
        manifest[ref.get("idref", "")] for ref in _elements(package, "itemref") if ref.get("idref", "") in manifest
    ]
    dropped = [] if named else [Dropped("", "it has no spine: the chapters stand in the order of its list of files")]
    chapters = [name for name in dict.fromkeys(named or manifest.values()) if name not in navigation]
    if len(chapters) > MOST_CHAPTERS:
        dropped.append(Dropped("", f"chapters beyond the first {MOST_CHAPTERS}"))
    return chapters[:MOST_CHAPTERS], dropped


def _elements(package: Any, name: str) -> Iterator[Mapping[str, str]]:
    for element in package.iter():
        if isinstance(element.tag, str) and etree.QName(element).localname == name:
            yield element


def _told(package: Any, name: str) -> str:
    for element in package.iter():
        if isinstance(element.tag, str) and etree.QName(element).localname == name and element.text:
            return " ".join(element.text.split())
    return ""


def _utf8(data: bytes) -> bytes:
    """Chapters are UTF-8 or UTF-16 by the standard."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace").encode("utf-8")
    return data
