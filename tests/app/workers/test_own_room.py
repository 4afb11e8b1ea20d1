"""A worker's process holds its own room alone, and is sent no more than that room runs with."""

import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kiosk.app.config.config import load
from kiosk.app.config.pack_selection import open_pack
from kiosk.app.runtime.kiosk import plans
from kiosk.app.wiring.setup import Setup, assemble
from kiosk.domain.visit.interaction import CAMERA, MICROPHONE, MIND, VOICE
from kiosk.process.child import CONTEXT
from kiosk.process.playback_position import Playback
from kiosk.sound.echo_reference import EchoReference

OWN = {CAMERA: "senses", MICROPHONE: "senses", VOICE: "voice", MIND: "mind"}
ROOMS = {"senses", "voice", "mind", "stage"}
LOADED = "import importlib, sys; importlib.import_module(sys.argv[1]); print(*sys.modules)"
HEAVY = {"pygame", "cryptography"}
PARTIAL = (CAMERA, MICROPHONE, VOICE)
"""Workers that need of a pack no more than a line or two of its settings."""


@pytest.fixture(name="setup", scope="module")
def _setup(tmp_path_factory: pytest.TempPathFactory) -> Setup:
    config = load(None, {"KIOSK_KIOSK__DATA_FOLDER": str(tmp_path_factory.mktemp("data"))})
    return assemble(config, open_pack(config, "ada-lovelace"), date.today())


@pytest.mark.parametrize("worker", OWN)
def test_a_worker_loads_no_room_but_its_own(worker: str) -> None:
    command = [sys.executable, "-c", LOADED, f"kiosk.app.workers.{worker}"]
    loaded = set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    assert f"kiosk.{OWN[worker]}" in loaded
    assert not {f"kiosk.{room}" for room in ROOMS - {OWN[worker]}} & loaded
    assert not HEAVY & loaded


def test_a_worker_is_sent_its_own_part_of_the_setup_alone(setup: Setup) -> None:
    planned = {plan.name: plan for plan in plans(setup, Playback(CONTEXT), EchoReference(CONTEXT))}
    sent = {name: plan.args for name, plan in planned.items()}
    parts = {CAMERA: setup.camera, MICROPHONE: setup.microphone, VOICE: setup.voice, MIND: setup.mind}
    assert sent == {name: (part,) for name, part in parts.items()}
    whole = len(pickle.dumps(setup.pack))
    assert {name: size for name in PARTIAL if (size := len(pickle.dumps(sent[name]))) > whole / 30} == {}


def test_a_rehearsal_is_one_for_every_worker_with_a_device(setup: Setup, tmp_path: Path) -> None:
    rehearsed = setup.rehearsed(tmp_path / "voice.wav")
    assert rehearsed.is_rehearsal
    assert rehearsed.camera.is_rehearsal
    assert rehearsed.microphone.is_rehearsal
    assert rehearsed.voice.rehearsed == tmp_path / "voice.wav"
    assert not any((setup.is_rehearsal, setup.camera.is_rehearsal, setup.microphone.is_rehearsal))


def test_another_pack_is_another_one_in_every_room(setup: Setup) -> None:
    config = load(None, {"KIOSK_KIOSK__DATA_FOLDER": str(setup.data)})
    other = assemble(config, open_pack(config, "sejong"), date.today())
    assert other.pack.voice != setup.pack.voice
    changed = setup.with_pack(other.pack)
    assert (changed.pack, changed.mind.pack, changed.cache) == (other.pack, other.pack, other.cache)
    assert (changed.voice, changed.mind.cache) == (other.voice, other.cache)
