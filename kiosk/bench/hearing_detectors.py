"""`kiosk bench hearing --detectors`: which chunks each detector of voice takes for speech, in noise.

What is speech is told by the clean clip: frames of 10 ms within 35 dB of its loudest. False alarms are counted in the
noise before speech, once the noise floor has had a second to settle, and in whole recordings of noise without people.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.bench.hearing import CLEAN, Clip, Condition, conditions, recorded_in
from kiosk.bench.hearing_noise import FRAME, LEAD_SECONDS, RATE_HZ, Noises, spoken_frames
from kiosk.bench.latency import is_clean
from kiosk.domain.audio import AudioChunk
from kiosk.senses.recognition.choose import DETECTORS, open_vad
from kiosk.senses.settings import VadSettings
from kiosk.senses.vad import Vad
from kiosk.sound.recording import Recording, read_recording

SETTLED_SECONDS = 1.0
CHUNK = 512
"""Samples that all detectors are given at a time: 32 ms."""

PEOPLE = ("meeting", "baby", "sneeze")
"""In names of recordings that hold voices, or what is made by a mouth."""

Truth = NDArray[np.bool_]


@dataclass(slots=True)
class Count:
    """Chunks with speech and without, and how many of each were taken for voice."""

    spoken: int = 0
    hits: int = 0
    noise: int = 0
    alarms: int = 0

    def add(self, voiced: Truth, spoken: Truth, unspoken: Truth) -> None:
        self.spoken += int(spoken.sum())
        self.hits += int((voiced & spoken).sum())
        self.noise += int(unspoken.sum())
        self.alarms += int((voiced & unspoken).sum())


def detector_rows(
    vad: VadSettings, found: Sequence[Clip], noises: Noises | None, folder: Path | None, tell: Callable[[str], None]
) -> Iterator[dict[str, Any]]:
    """One row per detector and noise, and one over the recordings of noise alone."""
    clean = [clip for clip in found if is_clean(read_recording(clip.path))]
    for name in DETECTORS:
        for condition in conditions(noises):
            tell(f"{name}: {condition.noise} {condition.snr_db or ''}")
            count = Count()
            for clip in clean:
                _judge(count, _opened(vad, name), clip, recorded_in(clip, condition, noises))
            yield _row(name, condition, count)
        if folder is not None:
            yield _row(name, Condition("alone"), _alone(vad, name, folder))


def _row(name: str, condition: Condition, count: Count) -> dict[str, Any]:
    return {
        "detector": name,
        "noise": condition.noise,
        "snr_db": condition.snr_db,
        "hit_rate": round(count.hits / count.spoken, 3) if count.spoken else None,
        "false_alarms": round(count.alarms / count.noise, 4) if count.noise and condition.noise != CLEAN else None,
        "seconds_of_noise": round(count.noise * CHUNK / RATE_HZ, 1),
    }


def _opened(vad: VadSettings, name: str) -> Vad:
    return open_vad(replace(vad, detector=name))


def _judge(count: Count, vad: Vad, clip: Clip, recording: Recording) -> None:
    voiced = _voiced(chunked(recording), vad)
    frames = np.zeros(len(recording.samples) // FRAME, bool)
    lead, spoken = round(LEAD_SECONDS * RATE_HZ) // FRAME, spoken_frames(clip.sound())
    frames[lead : lead + len(spoken)] = spoken
    starts = np.arange(len(voiced)) * CHUNK
    holds = np.array([frames[at // FRAME : (at + CHUNK) // FRAME].mean() > 0.5 for at in starts])
    before = (starts >= SETTLED_SECONDS * RATE_HZ) & (starts + CHUNK <= LEAD_SECONDS * RATE_HZ)
    count.add(voiced, holds, before)


def _alone(vad: VadSettings, name: str, folder: Path) -> Count:
    count = Count()
    for path in sorted(folder.glob("*.wav")):
        if not any(word in path.name for word in PEOPLE):
            voiced = _voiced(chunked(read_recording(path).at_rate(RATE_HZ)), _opened(vad, name))
            late = np.arange(len(voiced)) * CHUNK >= SETTLED_SECONDS * RATE_HZ
            count.add(voiced, np.zeros(len(voiced), bool), late)
    return count


def chunked(recording: Recording) -> Iterator[AudioChunk]:
    for at in range(0, len(recording.samples) - CHUNK + 1, CHUNK):
        yield AudioChunk(at / RATE_HZ, recording.samples[at : at + CHUNK].tobytes(), RATE_HZ)


def _voiced(chunks: Iterator[AudioChunk], vad: Vad) -> Truth:
    return np.array([vad.is_voiced(chunk) for chunk in chunks], bool)
