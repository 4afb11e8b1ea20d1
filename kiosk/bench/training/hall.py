"""Learns when a visitor has finished although the hall goes on, and tells how well that does on other speakers.

    python -m kiosk.bench.training.hall speech.tsv --noise FOLDER --speakers p225 1688 1998

The table is that of `kiosk bench hearing`. Clips of the speakers named are learned from, those of others are counted:
how many ends are found within `FOUND_SECONDS` after the window, and how many pauses before the end are taken for it.
What is printed are `WEIGHTS` and `OFFSET` of `kiosk/senses/hall.py`.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.bench.hearing import Clip, Condition, clips, recorded_in
from kiosk.bench.hearing_detectors import chunked
from kiosk.bench.hearing_noise import FRAME, LEAD_SECONDS, RATE_HZ, Noises, noises, spoken_frames
from kiosk.bench.training.logistic import fitted
from kiosk.senses.hall import SURE, WINDOW_SECONDS, Hall
from kiosk.sound.levels import speech_band_db
from kiosk.sound.recording import read_recording

SNRS_DB = (20.0, 15.0, 10.0, 5.0)
PER_SET, LONGEST_SECONDS = 15, 9.0
FOUND_SECONDS, EARLY_SECONDS = 0.3, 0.35
"""After the window, and before the end: a pause so near to it costs nothing."""

Array = NDArray[np.float64]


def moments(clip: Clip, condition: Condition, found: Noises) -> tuple[Array, Array]:
    """What the hall weighs at every chunk from the first sound on, and its seconds after the end of the last."""
    spoken = np.flatnonzero(spoken_frames(clip.sound()))
    begins, ends = (LEAD_SECONDS + at * FRAME / RATE_HZ for at in (int(spoken[0]), int(spoken[-1]) + 1))
    hall, is_begun = Hall(), False
    rows: list[tuple[float, ...]] = []
    times: list[float] = []
    for chunk in chunked(recorded_in(clip, condition, found)):
        hall.hear(speech_band_db(chunk))
        if not is_begun and chunk.at >= begins:
            hall.begin()
            is_begun = True
        if is_begun:
            rows.append(hall.values())
            times.append(chunk.at + chunk.seconds - ends)
    return np.array(rows), np.array(times)


def gathered(some: Sequence[Clip], snr_db: float, found: Noises) -> Iterator[tuple[Array, Array]]:
    """Of all these clips in babble."""
    for clip in some:
        yield moments(clip, Condition("babble", snr_db), found)


def learned(some: Sequence[Clip], found: Noises) -> tuple[Array, float]:
    """Weights and offset."""
    pairs = [pair for snr_db in SNRS_DB for pair in gathered(some, snr_db, found)]
    values, times = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
    # Between the end and a window after it both answers are right.
    is_told = (times <= 0.1) | (times >= WINDOW_SECONDS - 0.1)
    values, is_over = values[is_told], times[is_told] >= WINDOW_SECONDS - 0.1
    mean, spread = values.mean(axis=0), values.std(axis=0)
    point = fitted((values - mean) / spread, is_over, np.ones(len(values)))
    weights = point[:-1] / spread
    return weights, float(point[-1] - (weights * mean).sum())


def counted(some: Sequence[Clip], snr_db: float, found: Noises, weights: Array, offset: float) -> tuple[int, int]:
    """How many ends are found in time, and in how many clips a pause is taken for the end."""
    ends = cuts = 0
    for values, times in gathered(some, snr_db, found):
        is_sure = 1 / (1 + np.exp(-(values @ weights + offset))) >= SURE
        ends += bool(is_sure[(times >= 0) & (times <= WINDOW_SECONDS + FOUND_SECONDS)].any())
        cuts += bool(is_sure[times < -EARLY_SECONDS].any())
    return ends, cuts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("--noise", type=Path, required=True)
    parser.add_argument("--speakers", nargs="+", required=True)
    options = parser.parse_args()
    everything = [clip for clip in clips(options.table, 10_000) if clip.language == "en" and clip.speaker]
    known = [clip for clip in everything if clip.speaker in options.speakers]
    others = [clip for clip in everything if clip.speaker not in options.speakers]
    short = [[clip for clip in some if len(clip.sound()) <= LONGEST_SECONDS * RATE_HZ] for some in (known, others)]
    babble = [noises(options.noise, [read_recording(clip.path) for clip in some]) for some in (others, known)]
    weights, offset = learned(short[0][: 3 * PER_SET], babble[0])
    print("WEIGHTS =", tuple(round(float(weight), 3) for weight in weights), "OFFSET =", round(offset, 3))
    for snr_db in SNRS_DB:
        some = short[1][: 2 * PER_SET]
        ends, cuts = counted(some, snr_db, babble[1], weights, offset)
        print(f"{snr_db:4.0f} dB: {ends} of {len(some)} ends found, {cuts} pauses taken for the end")


if __name__ == "__main__":
    main()
