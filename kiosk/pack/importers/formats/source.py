"""Sources: the files an organizer names, read whole and never beyond their limits."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from kiosk.pack.checks.codes import Code
from kiosk.pack.importers.report import refusal
from kiosk.pack.model.limits import MEBIBYTE

LARGEST_BYTES = 256 * MEBIBYTE
_UNSAFE = re.compile(r"[^\w]+", re.UNICODE)
NAME_CHARACTERS = 48


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was read."""

    name: str
    """Its name without the folder: what the pack tells of its origin."""

    suffix: str
    """In small letters, with the dot."""

    data: bytes

    @property
    def stem(self) -> str:
        """A name for files of the pack: small letters, digits and '-'."""
        return plain_name(Path(self.name).stem)

    @property
    def digest(self) -> str:
        """The first sixteen hexadecimal digits of its SHA-256."""
        return hashlib.sha256(self.data).hexdigest()[:16]


def read_source(path: Path) -> Source:
    """The file's content. Raises PackError where it cannot be read, is empty or too large."""
    try:
        if not path.is_file():
            what = "is a folder, or no plain file" if path.exists() else "does not exist"
            raise refusal(Code.SOURCE_UNREADABLE, str(path), what, "name a file")
        with path.open("rb") as opened:
            # One byte too many tells of a larger file without reading all of it.
            data = opened.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name cannot be one"
        raise refusal(Code.SOURCE_UNREADABLE, str(path), f"cannot be read: {reason.lower()}") from error
    if len(data) > LARGEST_BYTES:
        what = f"is larger than {LARGEST_BYTES // MEBIBYTE} MiB"
        raise refusal(Code.SOURCE_TOO_LARGE, path.name, what, "split it into several files")
    if not data.strip():
        raise refusal(Code.SOURCE_EMPTY, path.name, "is empty")
    return Source(path.name, path.suffix.lower(), data)


def plain_name(title: str) -> str:
    """A title as the name of a file or an id: "My Life, vol. 2" becomes my-life-vol-2; letters of any script stay."""
    folded = unicodedata.normalize("NFKD", title).casefold()
    kept = "".join(letter for letter in folded if not unicodedata.combining(letter))
    # Accents are gone by now; what only came apart, such as Hangul, is put together again.
    kept = unicodedata.normalize("NFC", kept)
    return _UNSAFE.sub("-", kept).replace("_", "-").strip("-")[:NAME_CHARACTERS].strip("-") or "source"
