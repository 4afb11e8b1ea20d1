"""The stick: what this kiosk could take over from a USB stick. Nothing on it is ever run or shown from there."""

import logging
import os
import stat
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from kiosk.domain.content.seal import Seal, Trust
from kiosk.domain.problem import Problem
from kiosk.domain.staff import StickItem
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError
from kiosk.pack.model.findings import shown
from kiosk.pack.store import archive
from kiosk.pack.store.changes import changes
from kiosk.pack.store.library import PackLibrary
from kiosk.pack.trust import revocation, trusted_keys
from kiosk.pack.trust.signature import fingerprint

log = logging.getLogger(__name__)

MOST_ENTRIES, MOST_ITEMS = 500, 12
"""Names that are looked at on a stick, and things that are offered."""

KINDS = (trusted_keys.SUFFIX, revocation.SUFFIX, archive.SUFFIX)
"""In the order in which they are offered: whoever is to be trusted comes before what he signed."""


def items(folder: Path, library: PackLibrary, day: date) -> tuple[StickItem, ...]:
    """What lies directly on the stick, each with what it would change. Never raises."""
    tell: dict[str, Callable[[Path, PackLibrary, date], StickItem]] = {
        trusted_keys.SUFFIX: _key,
        revocation.SUFFIX: _revocation,
        archive.SUFFIX: _pack,
    }
    found = []
    for file in sorted(_files(folder), key=lambda one: (KINDS.index(one.suffix.lower()), one.name))[:MOST_ITEMS]:
        try:
            found.append(tell[file.suffix.lower()](file, library, day))
        except PackError as error:
            told = tuple(shown_problem(problem) for problem in error.problems[:4])
            found.append(StickItem(file.name, shown(file.name), told, is_able=False))
    return tuple(found)


def take(folder: Path, name: str, library: PackLibrary, day: date) -> tuple[str, str]:
    """Installs, trusts or honours what bears that name on the stick: what it was, and its pack's id if it is one.

    Raises PackError.
    """
    # Found among what lies there: a name is never made into a path.
    file = next((one for one in _files(folder) if one.name == name), None)
    if file is None:
        raise PackError(Problem(Code.NO_FOLDER.value, shown(name), "is not on the stick any more", "plug it in again"))
    match file.suffix.lower():
        case trusted_keys.SUFFIX:
            key = trusted_keys.read_card(file)
            library.trust.enrol(key)
            return f"{key.name} is trusted", ""
        case revocation.SUFFIX:
            entries = library.honour(file, day).entries
            return f"{len(entries)} revoked", ""
        case _:
            is_trial = library.examine(file, day)[1].trust is not Trust.TRUSTED
            installed = library.install(file, day, is_trial)
            return f"{installed.name or installed.id} {installed.version}", installed.id


def shown_problem(problem: Problem) -> str:
    return f"{problem.code} {shown(problem.where)}: {problem.what}"


def _files(folder: Path) -> Iterator[Path]:
    """Plain files of known kinds; links, devices and what is hidden are passed over."""
    try:
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if number >= MOST_ENTRIES:
                    return
                is_known = Path(entry.name).suffix.lower() in KINDS and not entry.name.startswith(".")
                if is_known and stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
                    yield Path(entry.path)
    except OSError as error:
        log.warning("the stick cannot be read: %s", error.strerror)


def _key(file: Path, library: PackLibrary, day: date) -> StickItem:
    key = trusted_keys.read_card(file)
    is_known = any(key.public_key == other.public_key for other in library.trust.trusted())
    told = [f"Fingerprint {fingerprint(key.public_key)}: compare it with what the signer tells you"]
    told += [f"Valid until {key.valid_until.isoformat()}"] if key.valid_until else []
    told.append("It is trusted already" if is_known else "From then on packs and revocations that it signed count here")
    is_over = key.valid_until is not None and day > key.valid_until
    told += ["It has run out: packs signed by it do not count"] if is_over else []
    return StickItem(file.name, f"Key of {shown(key.name)}", tuple(told), not is_known)


def _revocation(file: Path, library: PackLibrary, day: date) -> StickItem:
    found = library.revocations.read(file, library.trust.trusted(), day)
    is_honoured = found.seal.trust in revocation.HONOURED
    told = [_signed(found.seal)]
    for entry in found.entries[:6]:
        what = f"consent '{shown(entry.consent)}' of {entry.pack}" if entry.consent else entry.pack
        reason = f": {shown(entry.reason)}" if entry.reason else ""
        told.append(f"Takes back {what} {entry.version}".rstrip() + f" from {entry.since or 'now'}{reason}")
    return StickItem(file.name, "Revocation", tuple(told), is_honoured)


def _pack(file: Path, library: PackLibrary, day: date) -> StickItem:
    pack, seal = library.examine(file, day)
    told = [_signed(seal)]
    if seal.trust is not Trust.TRUSTED:
        told.append("It will be shown on trial, and the label on the screen says so")
    told += changes(library.installed_pack(pack.id, day), pack, day)
    return StickItem(file.name, f"{shown(pack.figure.name)} · {pack.id} {pack.version}", tuple(told))


def _signed(seal: Seal) -> str:
    match seal.trust:
        case Trust.UNSIGNED:
            return "Signed by nobody"
        case Trust.UNKNOWN:
            return f"Signed by {shown(seal.signer) or 'somebody'} ({seal.fingerprint}), whom this kiosk does not know"
        case Trust.EXPIRED:
            return f"Signed by {shown(seal.signer)} with a key that is no longer valid"
        case Trust.TRUSTED:
            on = f" on {seal.signed_on.isoformat()}" if seal.signed_on else ""
            return f"Signed by {shown(seal.signer)}{on}, whom this kiosk trusts"
