"""Trust: the public keys that were enrolled on this kiosk, one small file each."""

import tomllib
from datetime import date
from pathlib import Path

from kiosk.domain.content.seal import Seal, Trust
from kiosk.domain.problem import Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError
from kiosk.pack.store.file_operations import DiskOperations, FileOperations
from kiosk.pack.trust.signature import HEXADECIMAL, LONGEST_NAME, TrustedKey, fingerprint

SUFFIX = ".pub"
KEY_BYTES = 32
LARGEST_FILE = 4096


def card(name: str, public_key: bytes, valid_until: date | None = None) -> str:
    """A public key as its file says it: what its owner gives to others."""
    until = f"valid_until = {valid_until.isoformat()}\n" if valid_until else ""
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'name = "{quoted}"\npublic_key = "{public_key.hex()}"\n{until}'


def read_card(file: Path) -> TrustedKey:
    """The public key of a file. Raises PackError."""
    try:
        with file.open("rb") as opened:
            value = tomllib.loads(opened.read(LARGEST_FILE).decode("utf-8"))
        name, text, until = value["name"], value["public_key"], value.get("valid_until")
        if not isinstance(name, str) or not name.isprintable() or not 0 < len(name) <= LONGEST_NAME:
            raise ValueError("the name")
        if not isinstance(text, str) or not HEXADECIMAL.fullmatch(text) or len(text) != 2 * KEY_BYTES:
            raise ValueError("the key")
        # Not `isinstance`: a moment of a day is a date to it as well.
        if until is not None and type(until) is not date:
            raise ValueError("the date")
    except OSError as error:
        raise _problem(file, f"cannot be read: {(error.strerror or '').lower()}") from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _problem(file, "is no public key of a signer") from error
    return TrustedKey(name, bytes.fromhex(text), until)


class TrustStore:
    """The keys of one folder."""

    def __init__(self, folder: Path, files: FileOperations | None = None) -> None:
        self._folder, self._files = folder, files or DiskOperations()

    def trusted(self) -> tuple[TrustedKey, ...]:
        """Every key that can be read; a damaged file is a key less, never a key more."""
        found = []
        for file in sorted(self._folder.glob(f"*{SUFFIX}")) if self._folder.is_dir() else ():
            try:
                found.append(read_card(file))
            except PackError:
                continue
        return tuple(found)

    def enrol(self, key: TrustedKey) -> Path:
        """From now on packs signed by it are trusted. Raises PackError where it cannot be written."""
        file = self._folder / f"{fingerprint(key.public_key)}{SUFFIX}"
        fresh = file.with_name("." + file.name)
        try:
            self._files.make_folder(self._folder)
            self._files.write(fresh, card(key.name, key.public_key, key.valid_until))
            self._files.rename(fresh, file)
        except OSError as error:
            raise _problem(file, f"cannot be written: {(error.strerror or 'the disk failed').lower()}") from error
        return file

    def withdraw(self, mark: str) -> bool:
        """Forgets the key of that fingerprint; whether there was one. Raises PackError."""
        file = self._folder / f"{mark}{SUFFIX}"
        # A mark of digits alone cannot lead out of the folder.
        if not HEXADECIMAL.fullmatch(mark) or not file.is_file():
            return False
        try:
            self._files.remove(file)
        except OSError as error:
            raise _problem(file, f"cannot be removed: {(error.strerror or '').lower()}") from error
        return True


def untrusted(pack_id: str, seal: Seal) -> Problem:
    """Why a pack with that seal is not installed."""
    what = {
        Trust.UNSIGNED: "is not signed",
        Trust.UNKNOWN: f"is signed by {seal.signer or 'somebody'} ({seal.fingerprint}), whom this kiosk does not know",
        Trust.EXPIRED: f"is signed with a key of {seal.signer} that is no longer valid",
    }[seal.trust]
    hint = "let the signer's key be trusted (kiosk pack trust FILE.pub), or try the pack with --trial"
    return Problem(Code.UNTRUSTED.value, pack_id, what, hint)


def _problem(file: Path, what: str) -> PackError:
    hint = "the signer makes it with: kiosk pack sign --new-key FILE"
    return PackError(Problem(Code.KEY.value, str(file), what, hint))
