from itertools import pairwise

import numpy as np
import pytest

from kiosk.sound.playing import FADE_SECONDS, Feed, Samples, gain_of
from tests.fakes.clock import Clock

RATE_HZ = 8000
BLOCK = 320
LATENCY = 0.04


def _take(feed: Feed, clock: Clock, blocks: int) -> Samples:
    taken = []
    for _ in range(blocks):
        taken.append(np.frombuffer(feed.take(BLOCK), np.int16))
        clock.now += BLOCK / RATE_HZ
    return np.concatenate(taken)


def _feed() -> tuple[Feed, Clock]:
    clock = Clock()
    return Feed(RATE_HZ, LATENCY, clock), clock


def _tone(seconds: float) -> Samples:
    return np.full(round(seconds * RATE_HZ), 10000, np.int16)


def test_every_sample_reaches_the_device_once_and_silence_follows() -> None:
    feed, clock = _feed()
    samples = np.arange(1, 1001, dtype=np.int16)
    feed.begin(samples)
    taken = _take(feed, clock, 5)
    assert np.array_equal(taken[:1000], samples)
    assert not taken[1000:].any()


def test_the_position_counts_from_the_first_audible_sample() -> None:
    feed, clock = _feed()
    feed.begin(_tone(1.0))
    assert feed.position() is None
    assert feed.is_playing()
    _take(feed, clock, 1)
    clock.now = 100.0 + LATENCY - 0.001
    assert feed.position() is None
    assert feed.is_playing()
    clock.now = 100.0 + LATENCY + 0.25
    assert feed.position() == pytest.approx(0.25)


def test_a_speech_plays_until_its_last_sample_was_heard() -> None:
    feed, clock = _feed()
    feed.begin(_tone(0.1))
    _take(feed, clock, 3)
    clock.now = 100.0 + LATENCY + 0.09
    assert feed.is_playing()
    clock.now = 100.0 + LATENCY + 0.101
    assert not feed.is_playing()
    assert feed.position() is None


def test_a_device_that_ran_dry_is_noticed_and_the_position_waits_for_it() -> None:
    feed, clock = _feed()
    feed.begin(_tone(2.0))
    _take(feed, clock, 5)
    clock.now += 0.5
    _take(feed, clock, 1)
    assert feed.stalls == 1
    assert feed.position() == pytest.approx(6 * BLOCK / RATE_HZ - LATENCY)


def test_a_block_that_comes_a_little_late_moves_the_position_hardly() -> None:
    feed, clock = _feed()
    feed.begin(_tone(2.0))
    _take(feed, clock, 3)
    clock.now += 0.01
    _take(feed, clock, 1)
    assert feed.stalls == 0
    assert feed.position() == pytest.approx(clock.now - 100.0 - LATENCY, abs=0.001)


def test_stopping_fades_within_the_next_block_and_does_not_click() -> None:
    feed, clock = _feed()
    feed.begin(_tone(1.0))
    before = _take(feed, clock, 2)
    feed.cut()
    after = _take(feed, clock, 2)
    assert not feed.is_playing()
    assert feed.position() is None
    sound = np.concatenate([before, after]).astype(int)
    assert np.abs(np.diff(sound[BLOCK:])).max() < 10000 / (FADE_SECONDS * RATE_HZ) * 1.5
    assert not after[round(FADE_SECONDS * RATE_HZ) :].any()


def test_a_speech_that_replaces_another_does_not_cut_it_with_a_click() -> None:
    feed, clock = _feed()
    feed.begin(_tone(1.0))
    before = _take(feed, clock, 1)
    feed.begin(np.zeros(800, np.int16))
    after = _take(feed, clock, 1)
    assert abs(int(after[0]) - int(before[-1])) < 200
    assert after[-1] == 0


def test_the_end_of_a_loud_speech_and_the_beginning_of_the_next_do_not_wrap_round() -> None:
    feed, clock = _feed()
    feed.set_volume(100)
    loud = np.full(8000, 30000, np.int16)
    feed.begin(loud)
    _take(feed, clock, 1)
    feed.begin(loud)
    assert _take(feed, clock, 1).min() >= 0


def test_the_volume_changes_without_a_step() -> None:
    feed, clock = _feed()
    feed.begin(_tone(1.0))
    before = _take(feed, clock, 1)
    feed.set_volume(50)
    sound = np.concatenate([before, _take(feed, clock, 2)]).astype(int)
    assert sound[-1] == 2500
    assert np.abs(np.diff(sound)).max() < 100


def test_louder_is_louder_and_nothing_is_silence() -> None:
    gains = [gain_of(percent) for percent in range(0, 101, 10)]
    assert gains[0] == 0.0
    assert gains[-1] == 1.0
    assert all(low < high for low, high in pairwise(gains))


def test_a_speech_that_is_held_stands_still_and_goes_on_where_it_stood() -> None:
    feed, clock = _feed()
    samples = _tone(1.0)
    feed.begin(samples)
    _take(feed, clock, 10)
    feed.hold()
    silent = _take(feed, clock, 50)
    fade = round(FADE_SECONDS * RATE_HZ)
    assert not silent[fade:].any()
    assert feed.is_playing()
    assert feed.position() == pytest.approx(10 * BLOCK / RATE_HZ)
    feed.go_on()
    assert feed.position() == pytest.approx(10 * BLOCK / RATE_HZ)
    heard = _take(feed, clock, 20)
    assert np.count_nonzero(heard) == pytest.approx(len(samples) - 10 * BLOCK, abs=2)
    assert not feed.is_playing() or feed.position() is not None


def test_after_a_hold_the_position_counts_from_what_is_heard_again() -> None:
    feed, clock = _feed()
    feed.begin(_tone(2.0))
    _take(feed, clock, 10)
    feed.hold()
    _take(feed, clock, 25)
    feed.go_on()
    _take(feed, clock, 5)
    assert feed.position() == pytest.approx(15 * BLOCK / RATE_HZ - LATENCY, abs=0.001)


def test_while_the_last_handed_over_samples_are_heard_a_held_position_still_moves() -> None:
    feed, clock = _feed()
    feed.begin(_tone(1.0))
    _take(feed, clock, 5)
    feed.hold()
    before = feed.position()
    clock.now += LATENCY / 2
    after = feed.position()
    assert before is not None
    assert after is not None
    assert before < after <= 5 * BLOCK / RATE_HZ


def test_a_held_speech_can_be_cut_and_the_next_is_whole() -> None:
    feed, clock = _feed()
    feed.begin(_tone(1.0))
    _take(feed, clock, 5)
    feed.hold()
    _take(feed, clock, 5)
    feed.cut()
    assert not feed.is_playing()
    assert not _take(feed, clock, 2).any()
    samples = np.arange(1, 1001, dtype=np.int16)
    feed.begin(samples)
    assert np.array_equal(_take(feed, clock, 5)[:1000], samples)


def test_holding_and_going_on_never_click() -> None:
    feed, clock = _feed()
    feed.begin(_tone(2.0))
    taken = [_take(feed, clock, 5)]
    feed.hold()
    taken.append(_take(feed, clock, 5))
    feed.go_on()
    taken.append(_take(feed, clock, 5))
    steps = np.abs(np.diff(np.concatenate(taken).astype(np.int32))[BLOCK:])
    assert steps.max() < 10000 / (FADE_SECONDS * RATE_HZ) * 2
