"""Which versions are there is told without reading any."""

from pathlib import Path

from kiosk.pack.store.library import PackLibrary
from kiosk.pack.store.versions import digests
from tests.pack.packs import DAY, GOOD
from tests.pack.store.test_library import next_version


def test_every_version_that_is_still_there_is_told_by_its_digest(tmp_path: Path) -> None:
    root = tmp_path / "packs"
    assert digests(root) == {}
    packs = PackLibrary(root, ())
    installed = [packs.install(one, DAY, is_trial=True) for one in (GOOD / "lighthouse", next_version(tmp_path))]
    (root / "lighthouse" / "notes").mkdir()
    (root / ".trust").mkdir()
    assert digests(root) == {"lighthouse": {one.digest[:8] for one in installed}}
