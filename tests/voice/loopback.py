"""A sound system with a virtual loudspeaker, and an ear at its monitor."""

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

RATE_HZ = 48000
DEADLINE_SECONDS = 120.0
"""Only what hangs takes longer, however busy the machine is."""


class Ear:
    """Hears the monitor and knows when each sample arrived."""

    def __init__(self) -> None:
        self._arrivals: list[tuple[float, bytes]] = []
        self._process = subprocess.Popen(
            [
                "parec",
                "-d",
                "speaker.monitor",
                "--format=s16le",
                f"--rate={RATE_HZ}",
                "--channels=1",
                "--latency-msec=5",
            ],
            stdout=subprocess.PIPE,
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while piece := os.read(self._process.stdout.fileno(), 65536):
            self._arrivals.append((time.monotonic(), piece))

    @property
    def seconds(self) -> float:
        return sum(len(piece) for _, piece in list(self._arrivals)) / 2 / RATE_HZ

    def heard(self) -> tuple[NDArray[np.int16], float]:
        """Everything so far, and when its first sample sounded: the earliest that any arrival allows."""
        arrivals, count, origin = list(self._arrivals), 0, float("inf")
        for at, piece in arrivals:
            count += len(piece) // 2
            origin = min(origin, at - count / RATE_HZ)
        return np.frombuffer(b"".join(piece for _, piece in arrivals), np.int16), origin

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


def null_sink(name: str) -> tuple[str, ...]:
    """The module that makes such a virtual device, and its arguments."""
    return "module-null-sink", f"sink_name={name}", f"rate={RATE_HZ}", f"sink_properties=device.description={name}"


@contextmanager
def sound_system(folder: Path, sinks: Sequence[str] = ("speaker",)) -> Iterator[subprocess.Popen[bytes]]:
    """PulseAudio of its own with these sinks; skips the test where it is not installed."""
    for program in ("pulseaudio", "parec", "paplay", "pactl"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    before = {name: os.environ.get(name) for name in ("XDG_RUNTIME_DIR", "HOME", "PULSE_SERVER")}
    folder.chmod(0o700)
    os.environ.update(XDG_RUNTIME_DIR=str(folder), HOME=str(folder))
    os.environ.pop("PULSE_SERVER", None)
    modules = ["module-native-protocol-unix", *(" ".join(null_sink(sink)) for sink in sinks)]
    loaded = [part for module in modules for part in ("-L", module)]
    daemon = subprocess.Popen(
        ["pulseaudio", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "-n", *loaded],
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: _has_speaker() or daemon.poll() is not None)
        if daemon.poll() is not None:
            pytest.skip("pulseaudio does not start here")
        yield daemon
    finally:
        daemon.terminate()
        daemon.wait()
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _has_speaker() -> bool:
    listed = subprocess.run(["pactl", "list", "short", "sinks"], capture_output=True, check=False)
    return b"speaker" in listed.stdout


def until(is_so: Callable[[], bool]) -> None:
    """Looks again and again until it is so; fails at the deadline."""
    pause = threading.Event()
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it never came to be"
        pause.wait(0.003)
