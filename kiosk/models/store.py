"""The store: models on this machine. They are found, checked, fetched and replaced here, and nowhere else."""

import logging
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.problem import Problem, Severity
from kiosk.models.catalog import Model, ModelError
from kiosk.models.delivery import Delivery, Offer, require_space
from kiosk.models.digest import file_digest, flush_folder, flush_tree
from kiosk.models.download import Downloader
from kiosk.models.folder import holds_model
from kiosk.models.lock import exclusive
from kiosk.models.pin import Pin, read_pin, write_pin
from kiosk.models.progress import Progress, silent
from kiosk.models.reach import Reach
from kiosk.models.wheel import WheelFetcher

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """How the store fetches."""

    folders: tuple[Path, ...] = ()
    """Local folders or USB sticks, looked through first."""

    connect_seconds: float = 5.0
    read_seconds: float = 30.0
    stall_seconds: float = 120.0
    """How long pip may send nothing."""

    index_arguments: tuple[str, ...] = ()
    """Further arguments for `pip download`; empty leaves the user's own pip configuration in force."""

    maven_repository: str = ""
    """The address of a repository of Maven's layout; empty: Maven Central."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """A model that is installed now."""

    model: Model
    path: Path
    origin: str
    was_there: bool
    passed_over: tuple[Problem, ...] = ()
    """Why earlier sources failed."""


class ModelStore:
    """Models under one folder: `<root>/<id>/…`, each with its pin. One run of the program makes one store, because
    it remembers which hosts were silent. Reading needs no lock; `pull` takes one."""

    def __init__(self, root: Path, settings: StoreSettings | None = None) -> None:
        self.root = root
        chosen = settings or StoreSettings()
        reach = Reach(chosen.connect_seconds)
        self._delivery = Delivery(
            chosen.folders,
            Downloader(root / ".partial", reach, chosen.read_seconds),
            WheelFetcher(reach, chosen.index_arguments, chosen.stall_seconds),
            chosen.maven_repository,
        )

    def path(self, model: Model) -> Path | None:
        """What the engine opens: the model's file, or its folder where it has many. None where not installed."""
        home = self._home(model)
        return None if home is None else home / model.entry

    def installed(self, models: Iterable[Model]) -> tuple[Model, ...]:
        return tuple(model for model in models if self._home(model) is not None)

    def verify(self, model: Model) -> list[Problem]:
        """Reads every byte. An empty list means: exactly what was installed."""
        home = self._home(model)
        if home is None:
            return [Problem("KM0060", model.id, "is not installed", f"run: kiosk models pull {model.id}")]
        pin = read_pin(home)
        if pin is None:
            what = "has no record of its digests: it was put there by hand"
            hint = f"run: kiosk models pull {model.id}"
            return [Problem("KM0061", str(home), what, hint, Severity.WARNING)]
        return [problem for name in pin.files for problem in _verify_file(home, name, pin)]

    def pull(self, model: Model, progress: Progress = silent) -> Pulled:
        """Installs the model from the first source that delivers it whole. The old one stays until the new one is
        complete on the disk. Raises ModelError with the reason of every source that failed."""
        try:
            with exclusive(self.root):
                self._restore(model)
                home = self._home(model)
                pin = read_pin(home) if home is not None else None
                if home is not None and pin is not None and not self.verify(model):
                    return Pulled(model, home / model.entry, pin.origin, was_there=True)
                return self._pull(model, pin, progress)
        except OSError as error:
            hint = "check the folder's permissions and the disk"
            raise ModelError(Problem("KM0041", str(self.root), f"cannot be written ({error})", hint)) from error

    def _pull(self, model: Model, pin: Pin | None, progress: Progress) -> Pulled:
        failures: list[Problem] = []
        staging = self.root / ".staging"
        for offer in self._delivery.offers(model, pin):
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir()
            try:
                taken = self._take(offer, staging, progress)
                self._replace(model, staging / "model")
                log.info("model %s installed from %s", model.id, offer.label)
                return Pulled(model, self.root / model.id / model.entry, taken.origin, False, tuple(failures))
            except ModelError as error:
                failures.extend(error.problems)
            except OSError as error:
                failures.append(Problem("KM0041", offer.label, f"could not be stored ({error})"))
            finally:
                shutil.rmtree(staging, ignore_errors=True)
        what = f"could not be had from any of {len(failures)} places"
        raise ModelError(Problem("KM0050", model.id, what, "the reasons follow"), *failures)

    def _take(self, offer: Offer, staging: Path, progress: Progress) -> Pin:
        require_space(self.root, offer)
        pin = offer.take(staging, progress)
        write_pin(staging / "model", pin)
        flush_tree(staging / "model")
        return pin

    def _replace(self, model: Model, new: Path) -> None:
        """Two renames; between them the old model is found under `.old`."""
        home, old = self.root / model.id, self.root / ".old" / model.id
        shutil.rmtree(old, ignore_errors=True)
        if home.exists():
            old.parent.mkdir(exist_ok=True)
            os.rename(home, old)
        os.rename(new, home)
        flush_folder(self.root)
        shutil.rmtree(old, ignore_errors=True)

    def _restore(self, model: Model) -> None:
        """Ends what a power cut interrupted between the two renames."""
        home, old = self.root / model.id, self.root / ".old" / model.id
        if old.exists() and not home.exists():
            os.rename(old, home)

    def _home(self, model: Model) -> Path | None:
        for home in (self.root / model.id, self.root / ".old" / model.id):
            if holds_model(home, model):
                return home
        return None


def _verify_file(home: Path, name: str, pin: Pin) -> list[Problem]:
    file, pinned = home / name, pin.files[name]
    hint = f"run: kiosk models pull {pin.model_id}"
    try:
        if file.stat().st_size != pinned.size_bytes:
            what = f"has {file.stat().st_size} bytes instead of {pinned.size_bytes}"
            return [Problem("KM0063", str(file), what, hint)]
        if file_digest(file) != pinned.sha256:
            return [Problem("KM0064", str(file), "is not what was installed: its SHA-256 differs", hint)]
    except OSError as error:
        return [Problem("KM0062", str(file), f"cannot be read ({error.strerror})", hint)]
    return []
