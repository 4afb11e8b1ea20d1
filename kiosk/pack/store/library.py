"""The library: packs installed on this kiosk, those shipped with it, and which of them is in use.

`<root>/<id>/<version>-<digest>/` holds a pack as it was installed, `<root>/<id>/current.toml` names the one that counts
and the one before it, `<root>/in_use.toml` the figure. Only `.incoming` and `.unpacked` are
ever half written, by whoever holds `.lock`. `<root>/.trust/` holds the public keys that were enrolled.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.domain.content.pack import Pack
from kiosk.domain.content.rights import Place
from kiosk.domain.content.seal import UNSIGNED, Seal, Trust
from kiosk.domain.problem import Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.checks.media import check_media
from kiosk.pack.errors import PackError
from kiosk.pack.model.files import MANIFEST, digest_of, take_inventory
from kiosk.pack.model.findings import Findings, did_you_mean, shown
from kiosk.pack.model.limits import Limits
from kiosk.pack.model.manifest import PACK_ID
from kiosk.pack.model.reader import read_pack
from kiosk.pack.store.archive import SUFFIX
from kiosk.pack.store.carrying import built_of, is_archive, open_archive, seal_of_folder
from kiosk.pack.store.file_operations import DiskOperations, FileOperations
from kiosk.pack.store.lock_filelock import LibraryLock
from kiosk.pack.store.pointer import entry
from kiosk.pack.trust.admission import Conditions, admitted
from kiosk.pack.trust.contents import CONTENTS, SIGNATURE
from kiosk.pack.trust.revocation import RevocationList, RevocationStore
from kiosk.pack.trust.signature_cryptography import verify
from kiosk.pack.trust.trusted_keys import TrustStore, untrusted

log = logging.getLogger(__name__)

REVOCATIONS = "revocations"
INCOMING, UNPACKED, TRUST = ".incoming", ".unpacked", ".trust"
CURRENT = "current.toml"
IN_USE = "in_use.toml"
DIGEST_CHARACTERS = 8
MOST_COPIES = 100
CHOICE = "the choice cannot be written"


@dataclass(frozen=True, slots=True)
class Installed:
    """One pack that can be used."""

    id: str
    name: str
    version: str
    digest: str
    folder: Path
    is_in_use: bool
    is_shipped: bool
    problems: Sequence[Problem]
    seal: Seal = UNSIGNED


class PackLibrary:
    """Every change is complete or has not happened: a power cut leaves the last good pack.

    Processes change it one after the other; whoever only looks waits for nobody.
    """

    def __init__(
        self,
        root: Path,
        shipped: tuple[Path, ...],
        files: FileOperations | None = None,
        place: Place | None = None,
        lock: AbstractContextManager[None] | None = None,
    ) -> None:
        self._root = root
        self._shipped = shipped
        self._place = place or Place()
        self.revocations = RevocationStore(root.with_name(REVOCATIONS), verify, files)
        """Beside the packs: whoever has no stick may lay a signed list there."""

        self.trust = TrustStore(root / TRUST)
        self._files = files or DiskOperations()
        self._lock = lock or LibraryLock(root)

    def list(self, day: date) -> tuple[Installed, ...]:
        """Every pack that can be used, installed ones first, with what is wrong with it on `day`."""
        in_use = self._in_use()
        folders = [*self._installed().values(), *self._shipped_folders().values()]
        return tuple(self._describe(folder, in_use, day) for folder in folders)

    def install(self, source: Path, day: date, is_trial: bool = False) -> Installed:
        """Checks a folder or an archive, copies it beside what is there, and switches to it.

        A trial needs nobody's signature. Raises PackError, and nothing changed, if it cannot.
        """
        hint = "check the space on the disk and who may write there; the packs installed before are unharmed"
        with _told(str(self._root), "the pack cannot be copied", hint), self._opened(source) as folder:
            pack = self._checked(folder, day, is_trial)
            _check_media(folder)
            target = self._bring_in(pack, self._computed(folder, day))
        log.info("installed %s", target.name)
        return self._describe(target, self._in_use(), day)

    def examine(self, source: Path, day: date) -> tuple[Pack, Seal]:
        """What an archive or folder is, without taking it over. Raises PackError where it is not fit to be."""
        hint = "check the disk and the stick"
        with _told(source.name, "cannot be looked at", hint), self._opened(source) as folder:
            pack = self._checked(folder, day, is_trial=True)
            _check_media(folder)
            return pack, self._seal(folder, day)

    def installed_pack(self, pack_id: str, day: date) -> Pack | None:
        """The pack of that id that counts now, if it can be read."""
        folder = {**self._shipped_folders(), **self._installed()}.get(pack_id)
        return read_pack(folder, day).pack if folder is not None else None

    def rollback(self, pack_id: str, day: date) -> Installed:
        """The version before the current one counts again; once more undoes it. Raises PackError."""
        home = self._root / pack_id
        if not PACK_ID.fullmatch(pack_id) or not _is_folder(home):
            raise _single(pack_id)
        with _told(str(home), CHOICE, "the version before stays"), self._lock:
            current, previous = entry(home / CURRENT, "current"), entry(home / CURRENT, "previous")
            if not previous or not _is_folder(home / previous):
                raise _single(pack_id)
            self._checked(home / previous, day, is_trial=True)
            self._point(home / CURRENT, f'current = "{previous}"\nprevious = "{current}"\n')
        return self._describe(home / previous, self._in_use(), day)

    def is_trial(self, folder: Path, day: date) -> bool:
        """Whether nobody trusted answers for what lies there. Raises PackError where it is not what was signed."""
        seal = self._seal(folder, day)
        return seal.trust is not Trust.TRUSTED and folder.resolve() not in {one.resolve() for one in self._shipped}

    def previous(self, folder: Path) -> Path | None:
        """The version installed before the one in that folder; None where there is none."""
        name = entry(folder.parent / CURRENT, "previous") if folder.parent.parent == self._root else ""
        return folder.parent / name if name and _is_folder(folder.parent / name) else None

    @contextmanager
    def _opened(self, source: Path) -> Iterator[Path]:
        """The folder of a pack; that of an archive is there for as long as it is looked at."""
        if not is_archive(source):
            yield source
            return
        folder = self._root / UNPACKED
        self._files.make_folder(self._root)
        with self._lock:
            try:
                self._files.remove(folder)
                open_archive(source, folder)
                yield folder
            finally:
                self._tidy(folder)

    def _checked(self, folder: Path, day: date, is_trial: bool) -> Pack:
        """Fit for the day, as it was signed if anybody signed it, and by somebody trusted unless it is on trial."""
        seal = self._seal(folder, day)
        reading = read_pack(folder, day)
        if reading.pack is None:
            raise PackError(*reading.problems)
        if seal.trust is not Trust.TRUSTED and not is_trial:
            raise PackError(untrusted(reading.pack.id, seal))
        self.admitted(reading.pack, day)
        return reading.pack

    def honour(self, file: Path, day: date) -> RevocationList:
        """Keeps a signed list of revocations. Raises PackError where nobody trusted signed it."""
        return self.revocations.keep(file, self.trust.trusted(), day)

    def admitted(self, pack: Pack, day: date) -> Pack:
        """The pack with the consents that count on this kiosk. Raises PackError where it may not be shown here."""
        revoked = self.revocations.entries(self.trust.trusted(), day)
        return admitted(pack, day, Conditions(self._place, revoked))

    def _seal(self, folder: Path, day: date) -> Seal:
        return seal_of_folder(folder, self.trust.trusted(), day, verify)

    def use(self, pack_id: str) -> Path:
        """From now on this pack is the one in use; returns its folder."""
        folder = self._find(pack_id)
        with _told(str(self._root), CHOICE, "the pack before stays in use"):
            self._files.make_folder(self._root)
            with self._lock:
                self._point(self._root / IN_USE, f'id = "{pack_id}"\n')
        return folder

    def resolve(self, pack: Path | str | None) -> Path:
        """The folder meant by a path or an id; None means the pack in use, else the first one shipped."""
        if pack is None:
            return self._default()
        _refuse_archive(str(pack))
        folder = Path(pack)
        if _is_folder(folder) and (isinstance(pack, Path) or not self._is_known(pack) or "/" in pack):
            return folder
        if isinstance(pack, Path) or "/" in pack or "\\" in pack:
            hint = "name the folder that holds pack.toml"
            raise PackError(Problem(Code.NO_FOLDER.value, str(pack), "is not a folder", hint))
        return self._find(pack)

    def _computed(self, folder: Path, day: date) -> tuple[str, ...]:
        """What travelled with the pack and may be taken over: only from a signer who is trusted."""
        return tuple(built_of(folder)) if self._seal(folder, day).trust is Trust.TRUSTED else ()

    def _bring_in(self, pack: Pack, computed: Sequence[str]) -> Path:
        self._files.make_folder(self._root)
        with self._lock:
            return self._copied(pack, computed)

    def _copied(self, pack: Pack, computed: Sequence[str]) -> Path:
        home = self._root / pack.id
        incoming = self._root / INCOMING
        self._files.remove(incoming)
        self._files.make_folder(home)
        name = self._name(home, pack)
        target = home / name
        if not target.is_dir():
            self._copy(Path(pack.folder), incoming / name, computed)
            # The source may have changed or failed while it was copied.
            if _digest(incoming / name) != pack.digest:
                raise OSError(0, "What was copied is not what was checked")
            self._files.rename(incoming / name, target)
        before, first = entry(home / CURRENT, "current"), entry(home / CURRENT, "previous")
        # A pack that is installed once more must not become its own version before.
        previous = first if before in (name, *_alike(before, pack)) else before
        # Last of all: until then the version before counts.
        self._point(home / CURRENT, f'current = "{name}"\nprevious = "{previous}"\n')
        self._tidy(incoming)
        self._thin(home, {name, previous})
        return target

    def _name(self, home: Path, pack: Pack) -> str:
        """Of the folder that holds this very pack under this very signature, else of one that is not there yet.

        A damaged copy is never written over: it may be the one that is shown.
        """
        plain = f"{pack.version}-{pack.digest[:DIGEST_CHARACTERS]}"
        for name in (plain, *(f"{plain}-{number}" for number in range(2, MOST_COPIES))):
            target = home / name
            if not target.is_dir() or (_digest(target) == pack.digest and _mark(target) == _mark(Path(pack.folder))):
                return name
        raise OSError(0, "There are too many copies of it")

    def _thin(self, home: Path, kept: set[str]) -> None:
        """Versions before the previous one go, but for the last: a kiosk may show it until its visit is over."""
        others = [folder for folder in home.iterdir() if folder.is_dir() and folder.name not in kept]
        for folder in sorted(others, key=lambda one: one.stat().st_mtime)[:-1]:
            self._tidy(folder)

    def _copy(self, source: Path, target: Path, computed: Sequence[str]) -> None:
        self._files.make_folder(target)
        marks = [file for file in (CONTENTS, SIGNATURE) if (source / file).is_file()]
        for file in [*take_inventory(source, Findings(), Limits()).sizes, *marks, *computed]:
            self._files.make_folder((target / file).parent)
            self._files.copy(source / file, target / file)

    def _point(self, pointer: Path, text: str) -> None:
        fresh = pointer.with_name("." + pointer.name)
        self._files.write(fresh, text)
        self._files.rename(fresh, pointer)

    def _tidy(self, incoming: Path) -> None:
        """The pack is installed by now: what is left over may wait for the next time."""
        try:
            self._files.remove(incoming)
        except OSError as error:
            log.warning("%s cannot be removed: %s", incoming, error.strerror)

    def _in_use(self) -> Path | None:
        try:
            return self._default()
        except PackError:
            return None

    def _default(self) -> Path:
        chosen = entry(self._root / IN_USE, "id")
        if chosen and self._is_known(chosen):
            return self._find(chosen)
        if chosen:
            log.warning("the pack in use, %s, is gone: the shipped one stands in", chosen)
        if shipped := tuple(self._shipped_folders().values()):
            return shipped[0]
        hint = "install one: kiosk pack install FOLDER, then kiosk pack use ID"
        raise PackError(
            Problem(Code.NOT_INSTALLED.value, str(self._root), "no pack is in use and none is shipped", hint)
        )

    def _is_known(self, pack_id: str) -> bool:
        return pack_id in self._installed() or pack_id in self._shipped_folders()

    def _find(self, pack_id: str) -> Path:
        known = {**self._shipped_folders(), **self._installed()}
        if pack_id in known:
            return known[pack_id]
        hint = did_you_mean(pack_id, known) or (
            "installed: " + ", ".join(sorted(known)) if known else "none is installed"
        )
        raise PackError(Problem(Code.NOT_INSTALLED.value, shown(pack_id), "no pack of that id is installed", hint))

    def _installed(self) -> dict[str, Path]:
        return dict(self._homes())

    def _homes(self) -> Iterator[tuple[str, Path]]:
        try:
            homes = sorted(self._root.iterdir())
        except OSError:
            return
        for home in homes:
            name = entry(home / CURRENT, "current")
            if PACK_ID.fullmatch(home.name) and name and _is_folder(home / name):
                yield home.name, home / name

    def _shipped_folders(self) -> dict[str, Path]:
        return {entry(folder / MANIFEST, "id") or folder.name: folder for folder in self._shipped if _is_folder(folder)}

    def _describe(self, folder: Path, in_use: Path | None, day: date) -> Installed:
        reading = read_pack(folder, day)
        pack = reading.pack
        spoilt: tuple[Problem, ...] = ()
        try:
            seal = self._seal(folder, day)
        except PackError as error:
            seal, spoilt = UNSIGNED, error.problems
        try:
            if pack is not None:
                self.admitted(pack, day)
        except PackError as error:
            spoilt = (*spoilt, *error.problems)
        return Installed(
            id=pack.id if pack else entry(folder / MANIFEST, "id") or folder.parent.name,
            name=pack.figure.name if pack else "",
            version=pack.version if pack else entry(folder / MANIFEST, "version"),
            digest=pack.digest if pack else "",
            folder=folder,
            is_in_use=folder == in_use,
            is_shipped=folder in self._shipped,
            problems=(*spoilt, *reading.problems),
            seal=seal,
        )


@contextmanager
def _told(where: str, what: str, hint: str) -> Iterator[None]:
    """Raises PackError for what the disk refuses."""
    try:
        yield
    except OSError as error:
        why = (error.strerror or "the disk failed").lower()
        raise PackError(Problem(Code.NOT_COPIED.value, where, f"{what}: {why}", hint)) from error


def _single(pack_id: str) -> PackError:
    hint = "only what was installed twice can be rolled back"
    return PackError(Problem(Code.NOT_INSTALLED.value, shown(pack_id), "there is no version before this one", hint))


def _check_media(folder: Path) -> None:
    """Raises PackError with every picture, sound and film that cannot be opened."""
    if problems := check_media(folder, tuple(take_inventory(folder, Findings(), Limits()).sizes)):
        raise PackError(*problems)


def _refuse_archive(pack: str) -> None:
    if pack.lower().endswith(SUFFIX):
        what = "is an archive, which cannot be shown as it is"
        hint = f"kiosk pack install {pack}, then kiosk pack use its id"
        raise PackError(Problem(Code.ARCHIVE.value, pack, what, hint))


def _alike(name: str, pack: Pack) -> tuple[str, ...]:
    """The name itself where it is that of another copy of the same pack."""
    return (name,) if name.startswith(f"{pack.version}-{pack.digest[:DIGEST_CHARACTERS]}") else ()


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except (OSError, ValueError):
        return False


def _digest(folder: Path) -> str:
    return digest_of(take_inventory(folder, Findings(), Limits()))


def _mark(folder: Path) -> bytes:
    """The signature of a folder, empty where it has none."""
    try:
        return (folder / SIGNATURE).read_bytes()
    except OSError:
        return b""
