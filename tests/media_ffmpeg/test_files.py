"""Real files through the real programs."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from kiosk.media_ffmpeg.decoding import SoundWish, frames, sound
from kiosk.media_ffmpeg.encoding import Pictures, join, write_flac, write_pictures
from kiosk.media_ffmpeg.probing import FILMS, OGG, Stream, probe
from kiosk.media_ffmpeg.program import MediaError
from kiosk.sound.wav import wav
from tests.fakes.footage import level, make_film

BEEP = "sine=frequency=880:duration=1"
SIZE = (64, 96)


def test_a_film_tells_its_streams_its_length_and_the_size_of_its_picture(tmp_path: Path) -> None:
    found = probe(make_film(tmp_path / "film.mp4", 1.0, size=SIZE, sound=BEEP))
    assert set(found.streams) == {Stream("video", SIZE), Stream("audio")}
    assert found.seconds == pytest.approx(1.0, abs=0.1)
    assert (found.has_picture, found.has_sound) == (True, True)
    silent = probe(make_film(tmp_path / "silent.mkv", 0.3))
    assert (silent.has_picture, silent.has_sound) == (True, False)


def test_what_is_none_of_the_formats_asked_for_is_not_opened(tmp_path: Path) -> None:
    make_film(tmp_path / "real.mp4", 0.3)
    (tmp_path / "list.mp4").write_text("ffconcat version 1.0\nfile real.mp4\n")
    (tmp_path / "sound.mp4").write_bytes(wav(bytes(8000), 8000))
    for name in ("list.mp4", "sound.mp4", "none.mp4"):
        with pytest.raises(MediaError, match="KF0003"):
            probe(tmp_path / name, (*FILMS, *OGG))
    assert probe(tmp_path / "sound.mp4", ("wav",)).has_sound


def test_pictures_come_one_by_one_in_their_order(tmp_path: Path) -> None:
    found = list(frames(make_film(tmp_path / "film.mp4", 0.5, size=SIZE), SIZE, 30))
    assert {len(frame) for frame in found} == {SIZE[0] * SIZE[1] * 3 // 2}
    brightness = [float(np.frombuffer(frame, np.uint8)[: SIZE[0] * SIZE[1]].mean()) for frame in found]
    assert brightness == pytest.approx([16 + level(number) * 219 / 255 for number in range(15)], abs=3)


def test_sound_is_decoded_at_the_rate_and_length_that_are_wanted(tmp_path: Path) -> None:
    file = make_film(tmp_path / "film.mp4", 1.0, sound=BEEP)
    samples = np.frombuffer(sound(file, SoundWish(24_000)), np.int16)
    assert len(samples) / 24_000 == pytest.approx(1.0, abs=0.1)
    assert np.abs(np.fft.rfft(samples)).argmax() * 24_000 / len(samples) == pytest.approx(880, abs=5)
    assert len(sound(file, SoundWish(8000, longest_seconds=0.25))) == 4000


def test_a_film_without_sound_is_told(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="KF0003"):
        sound(make_film(tmp_path / "silent.mp4", 0.3), SoundWish(8000))


def test_sound_written_and_read_is_the_same_and_nothing_else_is_left(tmp_path: Path) -> None:
    make_film(tmp_path / "made" / "film.mp4", 0.1)
    samples = np.random.default_rng(2).integers(-9000, 9000, 4000, np.int16).tobytes()
    write_flac(tmp_path / "flac" / "a.flac", samples, 24_000, {"comment": "marked"})
    assert sound(tmp_path / "flac" / "a.flac", SoundWish(24_000, ("flac",))) == samples
    assert [file.name for file in (tmp_path / "flac").iterdir()] == ["a.flac"]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    make_film(tmp_path / "made" / "film.mp4", 0.1)
    with pytest.raises(MediaError, match="KF0002"):
        write_flac(tmp_path / "flac" / "a.flac", bytes(8), 0, {})
    assert list((tmp_path / "flac").iterdir()) == []


def shades(count: int, first: int = 0) -> Iterator[bytes]:
    return (bytes([level(first + number)]) * (SIZE[0] * SIZE[1] * 3) for number in range(count))


def test_parts_of_a_film_follow_one_another_with_sound_and_marks(tmp_path: Path) -> None:
    make_film(tmp_path / "made" / "film.mp4", 0.1)
    parts, out = (tmp_path / "the first's.mkv", tmp_path / "second.mkv"), tmp_path / "out" / "film.mp4"
    out.parent.mkdir()
    write_pictures(shades(20), Pictures(SIZE, 30), parts[0])
    write_pictures(shades(10, 20), Pictures(SIZE, 30), parts[1])
    (tmp_path / "a.wav").write_bytes(wav(bytes(2 * 8000), 8000))
    join(parts, tmp_path / "a.wav", {"comment": "made by a machine = so"}, out)
    contents = probe(out)
    assert contents.has_sound
    assert contents.seconds == pytest.approx(1.0, abs=0.1)
    brightness = [float(np.frombuffer(frame, np.uint8)[: SIZE[0] * SIZE[1]].mean()) for frame in frames(out, SIZE, 30)]
    assert brightness == pytest.approx([16 + level(number) * 219 / 255 for number in range(30)], abs=4)
    assert b"made by a machine = so" in out.read_bytes()
    assert [file.name for file in out.parent.iterdir()] == ["film.mp4"]


def test_a_part_that_is_not_there_makes_no_film(tmp_path: Path) -> None:
    make_film(tmp_path / "made" / "film.mp4", 0.1)
    with pytest.raises(MediaError, match="KF0002"):
        join([tmp_path / "none.mkv"], None, {}, tmp_path / "film.mp4")
    assert not (tmp_path / "film.mp4").exists()
