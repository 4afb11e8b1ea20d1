"""The film of a rehearsal: its scenes drawn again at an even pace, its sounds mixed on one clock."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.app.film_ffmpeg import FRAMES_HZ, encode
from kiosk.app.orders import ClipHeard
from kiosk.domain.scene import Scene
from kiosk.sound.recording import Recording, read_recording, samples_of
from kiosk.sound.wav import wav

SOUND_HZ = 48_000
MARKS = {
    "comment": "AI-generated portrayal: synthetic picture and voice.",
    "AIGC": '{"Label": "1", "ContentProducer": "avatar-kiosk"}',
    "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
}
"""Machine-readable: IPTC's digital source type, and the metadata key of GB 45438-2025."""


@dataclass(frozen=True, slots=True)
class Sounds:
    """What was heard in a rehearsal; times on the kiosk's clock."""

    voice: Path
    """The figure's sound as a WAV."""

    voice_starts: float
    clips: Sequence[ClipHeard]


class Film:
    """Remembers the scenes of a visit; writes them when it is over."""

    def __init__(self, size: tuple[int, int], draw: Callable[[Scene, tuple[int, int]], bytes]) -> None:
        self._size, self._draw = size, draw
        self._scenes: list[Scene] = []

    def add(self, scene: Scene) -> None:
        """One more frame as it was shown."""
        self._scenes.append(scene)

    def write(self, out: Path, sounds: Sounds, tell: Callable[[float], None]) -> None:
        """Draws and encodes; `tell` hears the share that is done. Raises FilmError."""
        sound = out.with_name(f".{out.stem}.wav")
        try:
            began, ended = self._scenes[0].at, self._scenes[-1].at
            mix(sound, sounds, (began, ended))
            encode(self._frames(began, ended, tell), self._size, sound, MARKS, out)
        finally:
            sound.unlink(missing_ok=True)

    def _frames(self, began: float, ended: float, tell: Callable[[float], None]) -> Iterator[bytes]:
        times = [scene.at for scene in self._scenes]
        count = max(1, round((ended - began) * FRAMES_HZ))
        for index in range(count):
            at = began + index / FRAMES_HZ
            tell(index / count)
            yield self._draw(self._scenes[max(0, bisect_right(times, at) - 1)], self._size)


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
