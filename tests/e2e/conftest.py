"""The demo pack is worked through once for all tests that show it."""

import fcntl
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.checkout import shipped
from tests.e2e.command import DEMO, data_folder, kiosk


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Whole visits get more time than other tests, for only what hangs shall fail by the clock."""
    for item in items:
        if Path(__file__).parent in item.path.parents and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(1800))


@pytest.fixture(scope="session")
def learned(tmp_path_factory: pytest.TempPathFactory, models: Path, worker_id: str) -> Path:
    """The cache of a kiosk that has opened the demo before; processes that test side by side share it."""
    own = tmp_path_factory.getbasetemp()
    shared = (own if worker_id == "master" else own.parent) / "learned"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "whole").exists():
            shutil.rmtree(shared / "data", ignore_errors=True)
            asked = kiosk(
                "ask", "--pack", shipped(DEMO), "Who taught you mathematics?", data=data_folder(shared / "data", models)
            )
            assert asked.status == 0, asked.errors
            (shared / "whole").touch()
    return shared / "data" / "cache"
