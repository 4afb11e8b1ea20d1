"""Noise for `kiosk bench hearing`: babble mixed from many voices, a city, and both laid under speech; all seeded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.problem import KioskError, Problem
from kiosk.sound.levels import frame_powers, rms, spoken
from kiosk.sound.recording import Recording, read_recording, to_int16

RATE_HZ = 16000
VOICES = 6
"""Readers in a babble, beside the meetings: fewer can be followed, more are a murmur."""

FRAME = RATE_HZ // 100
MEETINGS, CITY = "meeting*.wav", "*city*.wav"
LEAD_SECONDS, TAIL_SECONDS = 3.0, 1.5
"""Noise alone before speech, for a noise floor to be learned, and after it."""

Sound = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Noises:
    """The kinds of noise at hand: each gives so many samples of it."""

    kinds: dict[str, Callable[[np.random.Generator, int], Sound]]


def noises(folder: Path, readers: Sequence[Recording]) -> Noises:
    """Babble from the folder's meetings and some of these readers, and the folder's city."""
    meetings, city = _read(folder, MEETINGS), _read(folder, CITY)
    voices = [sound_of(reader) for reader in readers]

    def babble(random: np.random.Generator, length: int) -> Sound:
        chosen = [voices[at] for at in random.permutation(len(voices))[:VOICES]]
        return sum((_levelled(looped(one, random, length)) for one in (*meetings, *chosen)), np.zeros(length))

    def street(random: np.random.Generator, length: int) -> Sound:
        return looped(city[int(random.integers(len(city)))], random, length)

    return Noises({"babble": babble, "city": street})


def mixed(speech: Sound, noise: Sound, snr_db: float) -> Recording:
    """Speech in noise that goes on before and after it, made fainter as a whole if it would be cut."""
    lead = round(LEAD_SECONDS * RATE_HZ)
    factor = spoken_rms(speech) / max(rms(noise), 1e-9) * 10 ** (-snr_db / 20)
    sound = noise * factor
    sound[lead : lead + len(speech)] += speech
    return Recording(to_int16(sound / max(1.0, np.abs(sound).max())), RATE_HZ)


def surrounded(speech: Sound, noise: Sound | None, snr_db: float) -> Recording:
    """The same, or between silences where there is no noise."""
    return mixed(speech, np.zeros(mixed_length(speech)) if noise is None else noise, snr_db)


def mixed_length(speech: Sound) -> int:
    """How many samples of noise go with it."""
    return len(speech) + round((LEAD_SECONDS + TAIL_SECONDS) * RATE_HZ)


def sound_of(recording: Recording) -> Sound:
    """Samples between −1 and 1 at 16 kHz."""
    return recording.at_rate(RATE_HZ).samples / 32768.0


def spoken_frames(speech: Sound) -> NDArray[np.bool_]:
    """Which frames of 10 ms of a clean clip hold speech."""
    return spoken(frame_powers(speech, RATE_HZ))


def spoken_rms(speech: Sound) -> float:
    """The level of speech without its pauses."""
    frames = speech[: len(speech) // FRAME * FRAME].reshape(-1, FRAME)
    return rms(frames[spoken_frames(speech)])


def looped(sound: Sound, random: np.random.Generator, length: int) -> Sound:
    """So many samples from somewhere in it, around and around."""
    start = int(random.integers(len(sound)))
    return np.take(sound, np.arange(start, start + length), mode="wrap")


def _levelled(sound: Sound) -> Sound:
    levelled: Sound = sound / max(rms(sound), 1e-9)
    return levelled


def _read(folder: Path, pattern: str) -> list[Sound]:
    found = [sound_of(read_recording(path)) for path in sorted(folder.glob(pattern))]
    if not found:
        raise KioskError(Problem("KB0003", str(folder), f"holds no {pattern}", "--noise names a folder of recordings"))
    return found
