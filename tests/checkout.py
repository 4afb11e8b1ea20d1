"""The product as a fresh clone holds it: nothing that was computed into its packs hinders or helps a test."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKS, BUILT = "content", "build"


@cache
def checkout() -> Path:
    """This product; a program that is started in the folder runs this code and shows copies of its packs."""
    return as_cloned(ROOT, Path(tempfile.mkdtemp(prefix="kiosk-checkout-")))


def as_cloned(root: Path, folder: Path) -> Path:
    """Makes a folder like the top of a repository, whose packs lack what `kiosk pack build` laid into them."""
    for part in root.iterdir():
        if part.name != PACKS and not part.name.startswith("."):
            (folder / part.name).symlink_to(part)
    shutil.copytree(root / PACKS, folder / PACKS, ignore=shutil.ignore_patterns(BUILT))
    return folder


def discard() -> None:
    """Removes it where it was made."""
    if checkout.cache_info().currsize:
        shutil.rmtree(checkout(), ignore_errors=True)
        checkout.cache_clear()


def shipped(pack: str) -> Path:
    """The folder of a pack that comes with the kiosk."""
    return checkout() / PACKS / pack
