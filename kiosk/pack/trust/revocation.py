"""Revocations: signed lists of what may no longer be shown, and the folder in which a kiosk keeps them.

A list only ever takes away, so it is honoured even when its signer's key has run out since.
"""

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.domain.content.seal import Seal, Trust
from kiosk.domain.problem import Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError
from kiosk.pack.model.manifest import PACK_ID
from kiosk.pack.store.file_operations import DiskOperations, FileOperations
from kiosk.pack.trust.signature import SigningKey, TrustedKey, Verify, seal_of, signed

log = logging.getLogger(__name__)

SUFFIX = ".revoke"
FORMAT = 1
LARGEST_FILE = 256 * 1024
MOST_ENTRIES = 1000
LONGEST_TEXT = 200
HONOURED = (Trust.TRUSTED, Trust.EXPIRED)


@dataclass(frozen=True, slots=True)
class Revoked:
    """One thing that may no longer be shown."""

    pack: str
    consent: str = ""
    """The id of the consent that was withdrawn; empty: the pack as a whole."""

    version: str = ""
    """Of the pack; empty: every version."""

    since: str = ""
    """ISO date; empty: at once."""

    reason: str = ""

    def counts_on(self, day: date) -> bool:
        return not self.since or date.fromisoformat(self.since) <= day

    def means(self, pack_id: str, version: str) -> bool:
        return self.pack == pack_id and self.version in ("", version)


@dataclass(frozen=True, slots=True)
class RevocationList:
    """A list and who answers for it."""

    entries: Sequence[Revoked]
    seal: Seal


def write_revocation(out: Path, entries: Sequence[Revoked], key: SigningKey, signer: str, day: date) -> None:
    """One signed file, whole or not at all. Raises PackError."""
    try:
        for entry in entries:
            _check(entry)
    except ValueError as error:
        raise _bad(out, f"cannot be made: {error}") from error
    proof = json.loads(signed(_canonical(entries), key, signer, day))
    value = {"list": _listed(entries), "signature": proof}
    content = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    unfinished, files = out.with_name(f".{out.name}.part"), DiskOperations()
    try:
        files.write(unfinished, content)
        files.rename(unfinished, out)
    except OSError as error:
        what = f"cannot be written: {(error.strerror or 'the disk failed').lower()}"
        raise PackError(Problem(Code.NOT_COPIED.value, str(out), what, "check the space and who may write")) from error
    finally:
        unfinished.unlink(missing_ok=True)


def read_revocation(file: Path, trusted: Sequence[TrustedKey], day: date, verify: Verify) -> RevocationList:
    """The list of a file with its seal, whoever signed it. Raises PackError for what cannot be understood."""
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise ValueError("too large")
        value = json.loads(content.decode("utf-8"))
        entries = _entries(value["list"])
        proof = json.dumps(value["signature"]).encode()
    except OSError as error:
        raise _bad(file, f"cannot be read: {(error.strerror or '').lower()}") from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _bad(file, "is no list of revocations") from error
    return RevocationList(entries, seal_of(_canonical(entries), proof, trusted, day, verify))


class RevocationStore:
    """The lists of one folder. What lies there and was signed by nobody trusted counts for nothing."""

    def __init__(self, folder: Path, verify: Verify, files: FileOperations | None = None) -> None:
        self._folder, self._verify, self._files = folder, verify, files or DiskOperations()

    def entries(self, trusted: Sequence[TrustedKey], day: date) -> tuple[Revoked, ...]:
        """Everything revoked by somebody whom this kiosk has trusted, in force on that day."""
        found: list[Revoked] = []
        for file in sorted(self._folder.glob(f"*{SUFFIX}")) if self._folder.is_dir() else ():
            try:
                revocation = read_revocation(file, trusted, day, self._verify)
            except PackError as error:
                log.warning("revocations: %s", error)
                # One damaged list must not keep the others from counting.
                continue
            if revocation.seal.trust in HONOURED:
                found += [entry for entry in revocation.entries if entry.counts_on(day)]
            else:
                log.warning("%s is signed by nobody whom this kiosk trusts", file.name)
        return tuple(found)

    def read(self, file: Path, trusted: Sequence[TrustedKey], day: date) -> RevocationList:
        """A list that is not kept yet. Raises PackError."""
        return read_revocation(file, trusted, day, self._verify)

    def keep(self, file: Path, trusted: Sequence[TrustedKey], day: date) -> RevocationList:
        """Takes a list over. Raises PackError where nobody trusted signed it, or it cannot be written."""
        revocation = read_revocation(file, trusted, day, self._verify)
        if revocation.seal.trust not in HONOURED:
            signer = revocation.seal.signer or "somebody"
            raise _bad(file, f"is signed by {signer} ({revocation.seal.fingerprint}), whom this kiosk does not know")
        # The same list taken over twice is one file.
        mark = hashlib.sha256(_canonical(revocation.entries)).hexdigest()[:16]
        target = self._folder / f"{revocation.seal.fingerprint}-{mark}{SUFFIX}"
        fresh = target.with_name(f".{target.name}")
        try:
            self._files.make_folder(self._folder)
            self._files.remove(fresh)
            self._files.copy(file, fresh)
            self._files.rename(fresh, target)
        except OSError as error:
            what = f"cannot be kept: {(error.strerror or 'the disk failed').lower()}"
            raise PackError(Problem(Code.NOT_COPIED.value, str(target), what, "check the disk")) from error
        return revocation


def _canonical(entries: Sequence[Revoked]) -> bytes:
    """What is signed; it can be mistaken for no list of contents."""
    return b"revocations\n" + json.dumps(_listed(entries), ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _listed(entries: Sequence[Revoked]) -> dict[str, Any]:
    return {"format": FORMAT, "entries": [asdict(entry) for entry in entries]}


def _entries(value: Any) -> tuple[Revoked, ...]:
    if value["format"] != FORMAT or not 0 < len(value["entries"]) <= MOST_ENTRIES:
        raise ValueError("another format")
    entries = tuple(Revoked(**entry) for entry in value["entries"])
    for entry in entries:
        _check(entry)
    return entries


def _check(entry: Revoked) -> None:
    """Raises ValueError, or PackError from a command line, for what no list holds."""
    texts = (entry.pack, entry.consent, entry.version, entry.since, entry.reason)
    is_text = all(isinstance(text, str) and len(text) <= LONGEST_TEXT and (text.isprintable()) for text in texts)
    if not is_text or not PACK_ID.fullmatch(entry.pack):
        raise ValueError("an entry that is none")
    if entry.since:
        date.fromisoformat(entry.since)


def _bad(file: Path, what: str) -> PackError:
    hint = "the signer makes it with: kiosk pack revoke ID --key FILE"
    return PackError(Problem(Code.BAD_REVOCATION.value, file.name, what, hint))
