"""The film of a rehearsal: its scenes drawn again at an even pace, its sounds mixed on one clock."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.app.workers.simulated_input import ClipHeard
from kiosk.domain.problem import Problem
from kiosk.domain.screen.scene import Scene
from kiosk.media_ffmpeg.film import FRAMES_HZ, MARKS, FilmError, encode_part, join
from kiosk.rehearsal.filming import Beside, FilmingProcess, OpenDraw, Size
from kiosk.rehearsal.shots import Shot, ShotWriter, read_shots
from kiosk.sound.recording import Recording, read_recording, samples_of
from kiosk.sound.wav import wav

SOUND_HZ = 48_000
ROUNDING = 1e-6
"""Of a frame: times that are equal but for their last digits are equal."""


Begin = Callable[[OpenDraw, Size, Path, Path], Beside]
"""Begins to film the shots of a file into a part."""


@dataclass(frozen=True, slots=True)
class Sounds:
    """What was heard in a rehearsal; times on the kiosk's clock."""

    voice: Path
    """The figure's sound as a WAV."""

    voice_starts: float
    clips: Sequence[ClipHeard]


class Film:
    """A film of a visit, made while it plays as far as the machine's spare time reaches, and ended when it is over."""

    def __init__(self, open_draw: OpenDraw, size: Size, folder: Path, begin: Begin = FilmingProcess) -> None:
        self._open_draw, self._size = open_draw, size
        self._shots, self._parts = folder / "shots", (folder / "beside.mkv", folder / "after.mkv")
        self._sound = folder / "sound.wav"
        self._writer = ShotWriter(self._shots)
        self._beside = begin(open_draw, size, self._shots, self._parts[0])
        self._began = 0.0
        self._last: Scene | None = None
        self._taken = self._frames = 0
        """Shots and frames that are written."""

    def add(self, scene: Scene) -> None:
        """One more frame as it was shown."""
        if self._last is None:
            self._began = scene.at
        else:
            self._fill(self._last, math.ceil((scene.at - self._began) * FRAMES_HZ - ROUNDING))
        self._last = scene

    def write(self, out: Path, sounds: Sounds, tell: Callable[[float], None]) -> None:
        """Ends the film; `tell` hears the share of what was left that is done. Raises FilmError."""
        if self._last is None:
            raise FilmError(Problem("KF0004", str(out), "nothing was shown, so there is no film"))
        self._fill(self._last, max(1, self._frames))
        self._writer.close()
        mix(self._sound, sounds, (self._began, self._last.at))
        done = self._beside.end()
        if done < self._taken:
            encode_part(self._rest(done, tell), self._size, self._parts[1])
        parts = [part for part, is_there in zip(self._parts, (done > 0, done < self._taken), strict=True) if is_there]
        join(parts, self._sound, MARKS, out)

    def _fill(self, scene: Scene, until: int) -> None:
        """The scene is shown by all frames before this one that show nothing yet."""
        if until > self._frames:
            self._writer.write(Shot(scene, until - self._frames))
            self._taken, self._frames = self._taken + 1, until

    def _rest(self, done: int, tell: Callable[[float], None]) -> Iterator[bytes]:
        draw = self._open_draw()
        with self._shots.open("rb") as opened:
            for number, shot in enumerate(islice(read_shots(opened), done, None), start=1):
                picture = draw(shot.scene, self._size)
                yield from repeat(picture, shot.frames)
                tell(number / (self._taken - done))


def mix(out: Path, sounds: Sounds, span: tuple[float, float]) -> None:
    """Writes the figure's sound and the visitor's clips as one WAV."""
    track = np.zeros(round((span[1] - span[0] + 1.0) * SOUND_HZ), np.float32)
    if sounds.voice.is_file():
        _lay(track, read_recording(sounds.voice), sounds.voice_starts - span[0])
    for clip in sounds.clips:
        _lay(track, Recording(samples_of(clip.samples), clip.rate_hz), clip.starts - span[0])
    out.write_bytes(wav(np.clip(track, -32768, 32767).astype("<i2").tobytes(), SOUND_HZ))


def _lay(track: NDArray[np.float32], recording: Recording, at: float) -> None:
    sound = recording.at_rate(SOUND_HZ).samples
    start = round(at * SOUND_HZ)
    sound, start = (sound[-start:], 0) if start < 0 else (sound, start)
    end = min(len(track), start + len(sound))
    if end > start:
        track[start:end] += sound[: end - start]
