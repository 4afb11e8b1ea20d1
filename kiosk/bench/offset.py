"""`kiosk bench offset`: how far the lips are from the sound, live: a virtual loudspeaker against the pictures shown."""

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.app.runtime.kiosk import Kiosk
from kiosk.app.wiring.setup import Setup
from kiosk.domain.audio import Speech
from kiosk.domain.events import Tapped, Typed
from kiosk.domain.problem import KioskError, Problem
from kiosk.domain.screen.scene import Phase, Scene
from kiosk.domain.viseme import VisemeTrack
from kiosk.domain.visit.interaction import MIND, VOICE
from kiosk.domain.visit.turn import Speaking
from kiosk.process.clock import now
from kiosk.stage.frame_pace import percentile

SINK = "kiosk_bench"
RATE_HZ = 16000
START_SECONDS, ANSWER_SECONDS = 300.0, 60.0
REACH_SECONDS = 0.4
"""Lips are sought so far before and after the sound."""

STEP_SECONDS = 0.001
LINES = 8
PROGRAMS = ("pactl", "parec")
Sound = NDArray[np.float32]
Frame = Callable[[], Scene]


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture: when it was on the screen, and how far its jaw was open."""

    at: float
    jaw: float


class Loop:
    """A virtual loudspeaker, and an ear at its monitor that knows when each sample sounded."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._pieces: list[bytes] = []
        self._count = 0
        self._origin = float("inf")
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while piece := os.read(self._process.stdout.fileno(), 65536):
            self._pieces.append(piece)
            self._count += len(piece) // 2
            self._origin = min(self._origin, now() - self._count / RATE_HZ)

    def heard(self, since: float, until: float) -> tuple[Sound, float]:
        """What sounded between two times of the clock, and when its first sample did."""
        sound = np.frombuffer(b"".join(self._pieces), np.int16)
        first = max(0, round((since - self._origin) * RATE_HZ))
        last = max(first, round((until - self._origin) * RATE_HZ))
        return sound[first:last].astype(np.float32), self._origin + first / RATE_HZ


@contextmanager
def loop() -> Iterator[Loop]:
    """Adds the loudspeaker to the running PulseAudio or PipeWire and takes it away. Raises KioskError without one."""
    if missing := [name for name in PROGRAMS if shutil.which(name) is None]:
        what = f"needs {' and '.join(missing)}"
        raise KioskError(Problem("KB0005", "bench offset", what, "sudo apt-get install pulseaudio-utils"))
    sink = ["module-null-sink", f"sink_name={SINK}", f"sink_properties=device.description={SINK}"]
    loaded = subprocess.run(["pactl", "load-module", *sink], capture_output=True, text=True, check=False)
    if loaded.returncode:
        hint = "start PulseAudio or PipeWire in this session"
        raise KioskError(Problem("KB0005", "bench offset", f"no sound server: {loaded.stderr.strip()}", hint))
    sound = ["--format=s16le", f"--rate={RATE_HZ}", "--channels=1", "--latency-msec=5"]
    listen = ["parec", "-d", f"{SINK}.monitor", *sound]
    try:
        with subprocess.Popen(listen, stdout=subprocess.PIPE) as process:
            yield Loop(process)
            process.kill()
    finally:
        subprocess.run(["pactl", "unload-module", loaded.stdout.strip()], capture_output=True, check=False)


def bench_setup(setup: Setup) -> Setup:
    """The same kiosk, heard through the virtual loudspeaker."""
    settings = replace(setup.voice.settings, device=SINK, volume_percent=100)
    return replace(setup, voice=replace(setup.voice, settings=settings))


def measure(
    kiosk: Kiosk, ear: Loop, frame: Frame, spoken: Callable[[str], Speech], tell: Callable[[str], None]
) -> list[dict[str, Any]]:
    """Asks for lines and compares each answer's sound with its pictures; positive offsets: the lips come late."""
    _until(lambda: not {VOICE, MIND} & kiosk.director.now.machine.lost, frame, START_SECONDS)
    kiosk.inbox.put(Tapped(now(), "wake"))
    _until(lambda: kiosk.director.now.phase is Phase.LISTENING, frame, ANSWER_SECONDS)
    offsets, pack = list[float](), kiosk.setup.pack
    for line in [one for one in pack.lines[pack.language] if one.asks and not one.media][:LINES]:
        kiosk.inbox.put(Typed(now(), line.asks[0]))
        shown, speaking, began = _answer(kiosk, frame)
        if speaking is None:
            tell(f"{line.id}: no answer was heard")
            continue
        sound, origin = ear.heard(began - 0.5, now())
        heard_at = origin + start_of(as_sound(spoken(speaking.text)), sound) / RATE_HZ
        offset = lips_at(shown, speaking.track, heard_at) - heard_at
        tell(f"{line.id}: {offset * 1000:+.0f} ms, {len(shown)} pictures")
        offsets.append(offset * 1000)
    return [row(offsets)]


def row(offsets_ms: list[float]) -> dict[str, Any]:
    """One object; what nothing was measured of is null."""
    if not offsets_ms:
        return {"lines": 0, "offset_p50_ms": None, "offset_worst_ms": None}
    worst = max(offsets_ms, key=abs)
    middle = percentile(offsets_ms, 50)
    return {"lines": len(offsets_ms), "offset_p50_ms": round(middle, 1), "offset_worst_ms": round(worst, 1)}


def _answer(kiosk: Kiosk, frame: Frame) -> tuple[list[Shown], Speaking | None, float]:
    """The pictures of the first text of an answer, and when it began."""
    _until(lambda: kiosk.director.now.phase is Phase.ANSWERING, frame, ANSWER_SECONDS)
    _until(lambda: kiosk.director.now.turn.speaking is not None or not _answers(kiosk), frame, ANSWER_SECONDS)
    speaking, began, shown = kiosk.director.now.turn.speaking, now(), list[Shown]()
    while speaking is not None and kiosk.director.now.turn.speaking is speaking:
        scene = frame()
        shown.append(Shown(now(), scene.mouth.jaw))
    _until(lambda: not _answers(kiosk), frame, ANSWER_SECONDS)
    return shown, speaking, began


def _answers(kiosk: Kiosk) -> bool:
    return kiosk.director.now.phase is Phase.ANSWERING


def _until(is_so: Callable[[], bool], frame: Frame, seconds: float) -> None:
    ends = now() + seconds
    while not is_so():
        if now() > ends:
            what = f"nothing came for {seconds:.0f} seconds"
            raise KioskError(Problem("KB0006", "bench offset", what, "kiosk doctor says what does not work"))
        frame()


def as_sound(speech: Speech) -> Sound:
    return np.frombuffer(speech.samples, np.int16).astype(np.float32)


def start_of(known: Sound, heard: Sound) -> int:
    """The sample of `heard` at which `known` begins: where the two resemble each other most."""
    size = len(known) + len(heard)
    product = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(known, size))
    return int(np.argmax(np.fft.irfft(product, size)[: max(1, len(heard))]))


def lips_at(shown: Sequence[Shown], track: VisemeTrack, near: float) -> float:
    """When the track must have begun for the pictures to look as they did, sought around that time."""
    times, jaws = np.array([one.at for one in shown]), np.array([one.jaw for one in shown])
    steps = np.arange(near - REACH_SECONDS, near + REACH_SECONDS, STEP_SECONDS)
    grid = np.arange(-2 * REACH_SECONDS, track.seconds + 2 * REACH_SECONDS, STEP_SECONDS)
    shape = np.array([track.shape_at(float(at)).jaw for at in grid])
    errors = [float(np.mean((np.interp(times - step, grid, shape) - jaws) ** 2)) for step in steps]
    return float(steps[int(np.argmin(errors))])
