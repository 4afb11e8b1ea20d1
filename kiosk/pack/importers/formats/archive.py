"""Archives: documents that are ZIP files inside, opened only where they are sound and unpack to a bounded size."""

import io
import re
import zipfile
import zlib

from kiosk.pack.checks.codes import Code
from kiosk.pack.importers.formats.source import Source
from kiosk.pack.importers.report import refusal
from kiosk.pack.model.limits import MEBIBYTE

MOST_PARTS = 20_000
UNPACKED_BYTES = 512 * MEBIBYTE
XML_BYTES = 96 * MEBIBYTE
"""One part that is parsed."""

MOST_RATIO = 300
"""Text shrinks to a tenth; a thousandth is made to exhaust."""

_MEDIA = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".webp",
    ".tif",
    ".tiff",
    ".emf",
    ".wmf",
    ".ttf",
    ".otf",
    ".mp3",
    ".mp4",
    ".pdf",
)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
CHUNK_BYTES = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Archive:
    """The parts of one document, each checked against its size and sum before anything is parsed."""

    def __init__(self, source: Source) -> None:
        self._source = source
        if source.data.startswith(_OLE):
            what = "is protected by a password, or of the kind that Word and Excel wrote before 2007"
            raise refusal(Code.SOURCE_LOCKED, source.name, what, "open it and save it without a password as a new file")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
            self._check()
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError) as error:
            raise self._damaged(str(error)) from error
        except RuntimeError as error:
            raise self._locked() from error

    def names(self) -> tuple[str, ...]:
        return tuple(self._zip.namelist())

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def part(self, name: str) -> bytes:
        """One part whole. Raises PackError where it is not there."""
        if name not in self:
            raise self._damaged(f"its part {name[:80]} is missing")
        return self._zip.read(name)

    def _check(self) -> None:
        parts = self._zip.infolist()
        total = sum(part.file_size for part in parts)
        if len(parts) > MOST_PARTS or total > UNPACKED_BYTES:
            raise self._large(f"unpacks to {total // MEBIBYTE} MiB in {len(parts)} parts")
        for part in parts:
            if part.flag_bits & 0x1:
                raise self._locked()
            is_markup = not part.filename.lower().endswith(_MEDIA)
            if is_markup and part.file_size > XML_BYTES:
                raise self._large(f"its part {part.filename[:80]} unpacks to {part.file_size // MEBIBYTE} MiB")
            if part.file_size > MEBIBYTE and part.file_size > MOST_RATIO * max(part.compress_size, 1):
                raise self._large(f"its part {part.filename[:80]} unpacks to {part.file_size} bytes")
            self._read_through(part, is_markup)

    def _read_through(self, part: zipfile.ZipInfo, is_markup: bool) -> None:
        """Proves the stated size and sum; a document that defines entities of its own is none of an office's."""
        tail = b""
        with self._zip.open(part) as opened:
            while chunk := opened.read(CHUNK_BYTES):
                # It may lie across two chunks, and has a zero between its letters in UTF-16.
                if is_markup and (_ENTITY.search(tail + chunk) or _ENTITY.search((tail + chunk).replace(b"\0", b""))):
                    what = f"its part {part.filename[:80]} defines entities of its own: it is not opened"
                    raise refusal(Code.SOURCE_DAMAGED, self._source.name, what, "save it anew with an office program")
                tail = chunk[-16:]

    def _damaged(self, why: str) -> Exception:
        reason = " ".join(why.split())[:120]
        what = f"is damaged, or not what its name says: {reason[:1].lower()}{reason[1:]}"
        return refusal(Code.SOURCE_DAMAGED, self._source.name, what, "open it where it was made, and save it anew")

    def _locked(self) -> Exception:
        return refusal(Code.SOURCE_LOCKED, self._source.name, "is protected by a password", "save it without one")

    def _large(self, what: str) -> Exception:
        return refusal(Code.SOURCE_TOO_LARGE, self._source.name, what, "split it, or save its text alone")
