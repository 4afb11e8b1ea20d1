"""Real films through the real decoder."""

import wave
from pathlib import Path

import pytest

from kiosk.app.wiring.footage import PackFootage
from kiosk.stage.portrait.clip.footage import FRAMES_HZ, FootageError
from tests.fakes.footage import level, make_film

SIZE = (48, 64)


def levels(file: Path) -> list[float]:
    return [float(frame[: SIZE[1]].mean()) for frame in PackFootage().frames(file, SIZE)]


def luma(number: int) -> float:
    """A frame's brightness in the narrow range of films."""
    return 16 + level(number) * 219 / 255


@pytest.mark.parametrize("rate_hz", [24, 25, 30, 60])
def test_every_film_is_shown_at_thirty_pictures_a_second_and_each_in_its_time(tmp_path: Path, rate_hz: int) -> None:
    file = make_film(tmp_path / "count.mp4", 1.5, rate_hz)
    assert PackFootage().seconds(file) == pytest.approx(1.5, abs=0.06)
    found = levels(file)
    assert len(found) == pytest.approx(45, abs=2)
    for number in range(0, 42, 7):
        time = number / FRAMES_HZ
        assert any(abs(found[number] - luma(round((time + off) * rate_hz))) < 3 for off in (-0.035, 0.0, 0.035))


def test_a_wide_film_fills_an_upright_place(tmp_path: Path) -> None:
    file = make_film(tmp_path / "wide.mp4", 0.2, size=(160, 64))
    frame = next(iter(PackFootage().frames(file, SIZE)))
    assert frame.shape == (SIZE[1] * 3 // 2, SIZE[0])
    assert frame[: SIZE[1]].min() > 8


def test_a_truncated_film_ends_early(tmp_path: Path) -> None:
    file = make_film(tmp_path / "whole.mkv", 1.5)
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert 0 < len(levels(cut)) < 45


def test_what_is_no_film_is_told_with_what_to_do(tmp_path: Path) -> None:
    text, empty, sound = tmp_path / "text.mp4", tmp_path / "empty.mp4", tmp_path / "sound.mp4"
    text.write_text("this is not a film")
    empty.touch()
    with wave.open(str(sound), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(8000))
    for unusable in (text, empty, sound, tmp_path / "none.mp4"):
        with pytest.raises(FootageError) as error:
            PackFootage().seconds(unusable)
        assert error.value.problems[0].code == "KF0003"
        assert error.value.problems[0].hint
        assert list(PackFootage().frames(unusable, SIZE)) == []


def test_a_list_of_files_that_calls_itself_a_film_opens_none_of_them(tmp_path: Path) -> None:
    make_film(tmp_path / "real.mp4", 0.3)
    for name, content in (
        ("list.mp4", "ffconcat version 1.0\nfile real.mp4\n"),
        ("play.mp4", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nreal.mp4\n#EXT-X-ENDLIST\n"),
    ):
        (tmp_path / name).write_text(content)
        with pytest.raises(FootageError):
            PackFootage().seconds(tmp_path / name)
        assert list(PackFootage().frames(tmp_path / name, SIZE)) == []


def test_who_stops_looking_stops_the_decoder(tmp_path: Path) -> None:
    frames = PackFootage().frames(make_film(tmp_path / "long.mp4", 3.0), SIZE)
    next(frames)
    getattr(frames, "close")()  # noqa: B009 - a generator, which the contract calls an iterator
    assert list(frames) == []
