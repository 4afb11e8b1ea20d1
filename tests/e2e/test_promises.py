"""The promises of a visit: no connection leaves the machine, nothing of the visitor is written."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.e2e.command import data_folder, kiosk

VISIT = """
[[step]]
at = 0.5
faces = 1

[[step]]
after = "greeting"
says = "Who taught you mathematics?"

[[step]]
after = "answer"
types = "What is my secret hiding place?"
"""

WRITTEN = re.compile(r'openat\([^,]*, "([^"]+)", [^)]*O_(?:WRONLY|RDWR|CREAT)')
CONNECTED = re.compile(r"connect\(.*AF_INET6?")
ALLOWED = re.compile(
    r"^(/dev/|/proc/|/sys/|/tmp/kiosk-rehearsal-[^/]+/|/tmp/[a-z0-9_]{8}$|.*/cache/|.*\.pyc|.*/rehearsal\.toml)"
)
"""Devices and shared memory, the rehearsal's own recording of the figure, Python's probe whether /tmp can be written,
and what is computed from the pack."""


@pytest.fixture(scope="module")
def trace(tmp_path_factory: pytest.TempPathFactory, models: Path) -> str:
    """Every connection and every opened file of all processes of a visit."""
    strace = shutil.which("strace")
    if strace is None or subprocess.run([strace, "true"], capture_output=True, check=False).returncode:
        pytest.skip("strace is not installed or may not trace here")
    folder = tmp_path_factory.mktemp("promises")
    (folder / "rehearsal.toml").write_text(VISIT)
    log = folder / "trace"
    before = (strace, "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect,openat", "-o", str(log))
    data = data_folder(folder / "data", models)
    ran = kiosk("rehearse", folder / "rehearsal.toml", data=data, before=before, PYTHONDONTWRITEBYTECODE="1")
    assert ran.summary["turns"], ran.errors
    return log.read_text(errors="replace")


def test_no_connection_to_any_network_is_tried(trace: str) -> None:
    assert [line for line in trace.splitlines() if CONNECTED.search(line)] == []


def test_no_file_is_written_during_a_visit(trace: str) -> None:
    written = [
        found.group(1) for line in trace.splitlines() if (found := WRITTEN.search(line)) and "ENOENT" not in line
    ]
    assert [path for path in written if not ALLOWED.match(path)] == []


def test_logs_hold_nothing_that_a_visitor_said(tmp_path: Path, models: Path, learned: Path) -> None:
    data = data_folder(tmp_path / "data", models, learned)
    (tmp_path / "rehearsal.toml").write_text(VISIT)
    ran = kiosk("rehearse", tmp_path / "rehearsal.toml", "--verbose", data=data)
    assert ran.summary["turns"]
    assert "hiding place" not in ran.errors
    assert "mathematics" not in ran.errors.lower()
