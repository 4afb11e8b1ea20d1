"""A stick at the running kiosk: the PIN, what it brings, and the pack that is shown afterwards."""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from kiosk.app.runtime.stick_watch import NOTICE, stick_folder
from kiosk.domain.screen import controls
from kiosk.domain.screen.scene import Control, Panel, Phase, Scene
from kiosk.pack.store.carrying import Signer, carry
from kiosk.pack.store.library import PackLibrary
from kiosk.pack.trust.revocation import Revoked, write_revocation
from kiosk.pack.trust.signature_cryptography import make_key
from kiosk.pack.trust.trusted_keys import card
from kiosk.stage.screen.layout import layout
from tests.checkout import ROOT
from tests.e2e.command import LIGHTHOUSE, data_folder
from tests.e2e.screen import PATIENCE_SECONDS, Screen, Shown, screen, shown

SCRIPT = ROOT / "deploy/stick/kiosk-stick"
PIN = "4711"
BAR = (controls.CLOSE, controls.BACK, controls.NEXT, controls.TAKE, controls.STAFF)
ON_THE_STICK = Scene(
    0.0, Phase.READING, "en", "", "", "", "", controls=tuple(Control(one, "") for one in BAR), panel=Panel("")
)


def ran(command: str, device: str, tmp_path: Path) -> "subprocess.CompletedProcess[str]":
    """The script with a `mount` that only says what it was asked for."""
    programs = tmp_path / "programs"
    programs.mkdir(exist_ok=True)
    for name in ("mount", "umount"):
        (programs / name).write_text(f'#!/bin/sh\necho "{name} $*"\n')
        (programs / name).chmod(0o755)
    surroundings = {
        **os.environ,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "KIOSK_DATA": str(tmp_path),
        "KIOSK_STICKS": str(tmp_path / "sticks"),
    }
    return subprocess.run(
        [str(SCRIPT), command, device],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )


def test_the_system_mounts_a_stick_so_that_nothing_on_it_runs_and_tells_the_kiosk(tmp_path: Path) -> None:
    added = ran("add", "sdb1", tmp_path)
    assert added.returncode == 0, added.stderr
    assert added.stdout == f"mount -o ro,nosuid,nodev,noexec /dev/sdb1 {tmp_path}/sticks/sdb1\n"
    assert stick_folder(tmp_path) == tmp_path / "sticks/sdb1"
    assert ran("remove", "sdc1", tmp_path).returncode == 0
    assert stick_folder(tmp_path) is not None, "another one was pulled out"
    assert ran("remove", "sdb1", tmp_path).returncode == 0
    assert not (tmp_path / NOTICE).exists()


@pytest.mark.parametrize("device", ["", "../etc", "sdb1;reboot", "a b", "$(id)"])
def test_no_other_name_than_that_of_a_device_is_mounted(device: str, tmp_path: Path) -> None:
    assert ran("add", device, tmp_path).returncode == 2
    assert not (tmp_path / NOTICE).exists()


def touch(on: Screen, kiosk: Shown, control: str) -> None:
    area = next(target.area for target in layout(ON_THE_STICK).targets if target.control == control)
    on.click(*area.center)
    kiosk.expect(event="tapped", control=control)


def test_staff_install_trust_and_revoke_from_a_stick_and_the_kiosk_obeys(models: Path, tmp_path: Path) -> None:
    data, stick = data_folder(tmp_path / "data", models), tmp_path / "stick"
    stick.mkdir()
    key, today = make_key(tmp_path / "museum.key", "a lamp over the harbour"), date.today()
    (stick / "a.pub").write_text(card("Harbour Museum", key.public_key), encoding="utf-8")
    write_revocation(stick / "b.revoke", [Revoked("ada-lovelace")], key, "Harbour Museum", today)
    carry(LIGHTHOUSE, stick / "c.kpack", today, Signer("Harbour Museum", key, today))
    packs = PackLibrary(data / "packs", ())
    with screen(1080, 1920) as on, shown(on, data, KIOSK_STAFF__PIN=PIN) as kiosk:
        kiosk.expect(event="worker_ready", worker="voice")
        (data / NOTICE).write_text(f'folder = "{stick}"\n', encoding="utf-8")
        kiosk.expect(event="phase", phase="reading")
        on.type(PIN)
        on.press("Return")
        kiosk.expect(event="stick", items=3)
        on.picture(tmp_path / "stick.png")
        assert packs.list(today) == ()
        for _ in BAR[:3]:
            touch(on, kiosk, controls.TAKE)
            kiosk.expect(event="taken", is_done=True)
            kiosk.expect(event="stick", items=3)
            touch(on, kiosk, controls.NEXT)
        (installed,) = packs.list(today)
        assert (installed.id, installed.seal.trust.value) == ("lighthouse", "trusted")
        touch(on, kiosk, controls.CLOSE)
        kiosk.expect(event="pack", on_view=False)
        (data / NOTICE).unlink()
        assert kiosk.end() == 0
