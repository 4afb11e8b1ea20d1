"""What was computed into a pack beside the tests reaches none of them, and nothing that they do reaches the pack."""

import subprocess
import sys
from pathlib import Path

from tests.checkout import as_cloned, checkout, shipped


def test_what_was_built_into_a_pack_is_not_in_its_copy(tmp_path: Path) -> None:
    clone, copy = tmp_path / "clone", tmp_path / "copy"
    (clone / "content" / "keeper" / "build" / "voice").mkdir(parents=True)
    (clone / "content" / "keeper" / "pack.toml").write_text("format = 1\n")
    (clone / "kiosk").mkdir()
    copy.mkdir()
    as_cloned(clone, copy)
    assert [part.name for part in (copy / "content" / "keeper").iterdir()] == ["pack.toml"]
    assert not (copy / "content" / "keeper" / "pack.toml").is_symlink()
    assert (copy / "kiosk").resolve() == clone / "kiosk"


def test_a_program_that_starts_there_shows_the_copies() -> None:
    asked = "from kiosk.app.config.pack_selection import SHIPPED; print(SHIPPED)"
    told = subprocess.run([sys.executable, "-c", asked], cwd=checkout(), capture_output=True, text=True, check=True)
    assert Path(told.stdout.strip()) == checkout() / "content"
    assert (shipped("ada-lovelace") / "pack.toml").is_file()
