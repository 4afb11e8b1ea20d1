"""Microphones through miniaudio, on virtual devices of a PulseAudio server of the test's own."""

import json
import os
import shutil
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from tests.senses.test_microphone_file import clip

SINKS = ("speaker", "mic")

PROGRAM = """
import json, subprocess, sys, time
from threading import Event
import numpy as np
from kiosk.senses.errors import SensesError
from kiosk.senses.microphone_miniaudio import MiniaudioMicrophone, device_names
from kiosk.senses.settings import MicrophoneSettings

found = {"names": device_names()}
try:
    MiniaudioMicrophone(MicrophoneSettings(device="zither"))
except SensesError as error:
    found["unknown"] = str(error)
microphone = MiniaudioMicrophone(MicrophoneSettings(device="MIC.mon", queue_seconds=1.0))
deadline = time.monotonic() + 240  # only what hangs takes longer: everything else is counted in samples
chunk = None
while (chunk is None or chunk.at < 2.0) and time.monotonic() < deadline:
    chunk = microphone.read(0.1)
player = subprocess.Popen(["paplay", "-d", "mic", sys.argv[1]])
pieces, times, lags, quiet = [], [], [], 0
while quiet < 20 and time.monotonic() < deadline:
    chunk = microphone.read(0.1)
    if chunk is not None:
        pieces.append(np.frombuffer(chunk.samples, np.int16))
        times.append(chunk.at)
        lags.append(time.monotonic() - microphone.clock_of(chunk.at + chunk.seconds))
        is_loud = np.abs(pieces[-1].astype(int)).max() > 3000
        quiet = 0 if is_loud else quiet + (player.poll() is not None)
sound = np.concatenate(pieces).astype(float)
spectrum = np.abs(np.fft.rfft(sound))
found |= {
    "loudest_hz": float(np.fft.rfftfreq(len(sound), 1 / 16000)[spectrum.argmax()]),
    "loud_seconds": float((np.abs(sound) > 3000).mean() * len(sound) / 16000),
    "gaps": sum(abs(b - a - 0.032) > 1e-6 for a, b in zip(times, times[1:])),
    "lag": min(lags),
    "dropped": microphone.dropped_seconds,
}
pause = Event()
while microphone.dropped_seconds < 2.0 and time.monotonic() < deadline:
    pause.wait(0.1)
fewest = microphone.dropped_seconds
late = microphone.read(0.1)
found |= {"skipped": late.at - times[-1] - 0.032, "fewest": fewest, "most": microphone.dropped_seconds}
found["age_of_oldest"] = time.monotonic() - microphone.clock_of(late.at)
subprocess.run(["pulseaudio", "--kill"], check=True)
try:
    while time.monotonic() < deadline:
        microphone.read(0.2)
except SensesError as error:
    found["lost"] = error.problems[0].code
microphone.close()
print(json.dumps(found))
"""


@pytest.fixture
def sound_system(tmp_path: Path) -> dict[str, str]:
    """The environment of a PulseAudio server with two virtual devices; it ends with the test."""
    if not shutil.which("pulseaudio") or not shutil.which("paplay"):
        pytest.skip("pulseaudio and pulseaudio-utils are not installed")
    tmp_path.chmod(0o700)
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)}
    environment.pop("PULSE_SERVER", None)
    modules = [part for sink in SINKS for part in ("-L", f"module-null-sink sink_name={sink}")]
    start = [
        "pulseaudio",
        "--daemonize=yes",
        "--exit-idle-time=-1",
        "-n",
        "-L",
        "module-native-protocol-unix",
        *modules,
    ]
    if subprocess.run(start, env=environment, capture_output=True, check=False).returncode:
        pytest.skip("pulseaudio does not start here")
    return environment


def test_a_microphone_is_found_by_name_heard_without_gaps_and_missed_when_it_goes(
    sound_system: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "tone.wav"
    tone = clip(1.0, 0.0, 44100).samples
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(44100)
        file.writeframes(tone.tobytes())
    try:
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(path)], env=sound_system, capture_output=True, text=True, timeout=300,
            cwd=Path(__file__).parents[2], check=False,
        )  # fmt: skip
    finally:
        subprocess.run(["pulseaudio", "--kill"], env=sound_system, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert sum("mic.monitor" in name for name in found["names"]) == 1
    assert "no microphone is called 'zither'" in found["unknown"]
    assert found["loudest_hz"] == pytest.approx(44100 / (2 * np.pi * 5), abs=5)
    assert found["loud_seconds"] == pytest.approx(0.84, abs=0.1)
    assert (found["gaps"], found["dropped"]) == (0, 0)
    assert -0.01 <= found["lag"] < 0.2, "the least of all: only some chunks wait on a busy machine"
    assert found["fewest"] >= 2.0
    assert found["fewest"] - 0.1 <= found["skipped"] <= found["most"] + 0.1
    assert found["age_of_oldest"] >= 0.9, "a second is kept"
    assert found["lost"] == "KS0006"
