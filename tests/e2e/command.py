"""The command line as a user starts it: a process of its own, with the models at hand and an empty data folder."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.checkout import ROOT, checkout

DEMO = "ada-lovelace"
HANGUL = ROOT / "tests" / "packs" / "good" / "hangul"
LIGHTHOUSE = ROOT / "tests" / "packs" / "good" / "lighthouse"
LONGEST_SECONDS = 1700.0
"""Only what hangs takes longer, however busy the machine is."""

UNHURRIED = {"KIOSK_PATIENCE__ANSWER_SECONDS": "120", "KIOSK_PATIENCE__VOICE_SECONDS": "60"}
"""What is said is tested, not how soon: `kiosk bench latency` measures that."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command did."""

    status: int
    rows: Sequence[Mapping[str, Any]]
    errors: str

    def only(self, event: str) -> list[Mapping[str, Any]]:
        return [row for row in self.rows if row.get("event") == event]

    @property
    def summary(self) -> Mapping[str, Any]:
        return self.only("summary")[-1]


def data_folder(folder: Path, models: Path, learned: Path | None = None) -> Path:
    """A data folder of its own that shares the models, and may begin with what another kiosk has learned."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "models").exists():
        (folder / "models").symlink_to(models)
    if learned is not None:
        shutil.copytree(learned, folder / "cache", dirs_exist_ok=True)
    return folder


def kiosk(*arguments: str | Path, data: Path, stdin: str = "", before: Sequence[str] = (), **environment: str) -> Ran:
    """Runs `kiosk ... --json`; `before` is a program that starts it, such as strace."""
    command = [*before, sys.executable, "-m", "kiosk", *map(str, arguments), "--json"]
    surroundings = {
        **os.environ,
        "KIOSK_KIOSK__DATA_FOLDER": str(data),
        "XDG_CONFIG_HOME": str(data / "config"),
        "SDL_VIDEODRIVER": "dummy",
        **UNHURRIED,
        **environment,
    }
    done = subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        env=surroundings,
        cwd=checkout(),
        check=False,
    )
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return Ran(done.returncode, rows, done.stderr)
