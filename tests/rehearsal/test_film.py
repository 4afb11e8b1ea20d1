"""A film shows every scene at its time and its sounds where they were heard, however much was made beside the visit."""

import json
import math
import shutil
import subprocess
import wave
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kiosk.app.workers.simulated_input import ClipHeard
from kiosk.domain.screen.scene import Scene
from kiosk.media_ffmpeg.film import FRAMES_HZ, MARKS, FilmError, encode_part
from kiosk.rehearsal.film import SOUND_HZ, Film, Sounds, mix
from kiosk.rehearsal.filming import Beside, Draw, FilmingProcess, OpenDraw, Size, film_until_told
from kiosk.rehearsal.shots import Shot, ShotWriter, read_shots
from tests.stage.scenes import QUIET_SCENE

SIZE = (32, 64)
NEAR = 6
"""Shades that encoding may be off."""

UNEVEN = (0.0, 0.01, 0.4, 0.45, 0.52, 1.234, 1.25, 1.91, 2.01)
SILENCE = Sounds(Path("absent.wav"), 0.0, ())
needs_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")


def mixed(folder: Path, sounds: Sounds, span: tuple[float, float]) -> np.ndarray:
    mix(folder / "mixed.wav", sounds, span)
    with wave.open(str(folder / "mixed.wav")) as file:
        assert file.getframerate() == SOUND_HZ
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def scenes(times: tuple[float, ...] = UNEVEN) -> list[Scene]:
    """Each of another brightness."""
    return [replace(QUIET_SCENE, at=100.0 + at, level=number / len(times)) for number, at in enumerate(times)]


def open_shades() -> Draw:
    return shade


def shade(scene: Scene, size: Size) -> bytes:
    return bytes([round(40 + 180 * scene.level)]) * (3 * size[0] * size[1])


@dataclass
class Assistant:
    """Films the first shots when it is told to end, as a process does that was slower than the visit."""

    open_draw: OpenDraw
    size: Size
    shots: Path
    part: Path
    most: int

    def end(self) -> int:
        with self.shots.open("rb") as opened:
            found = list(islice(read_shots(opened), self.most))
        if found:
            draw = self.open_draw()
            encode_part((draw(shot.scene, self.size) for shot in found for _ in range(shot.frames)), SIZE, self.part)
        return len(found)


def assistant(most: int) -> Callable[[OpenDraw, Size, Path, Path], Beside]:
    return lambda open_draw, size, shots, part: Assistant(open_draw, size, shots, part, most)


def shades(file: Path) -> list[float]:
    """The brightness of every frame."""
    command = ["ffmpeg", "-loglevel", "error", "-i", str(file), "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    return [float(one) for one in np.frombuffer(raw, np.uint8).reshape(-1, 3 * SIZE[0] * SIZE[1]).mean(axis=1)]


def expected(shown: list[Scene]) -> list[float]:
    """At each frame's time the scene that was on the screen."""
    began, ended = shown[0].at, shown[-1].at
    found = []
    for index in range(max(1, math.ceil((ended - began) * FRAMES_HZ))):
        [*_, last] = [scene for scene in shown if scene.at <= began + index / FRAMES_HZ]
        found.append(float(shade(last, SIZE)[0]))
    return found


def probed(file: Path) -> dict[str, Any]:
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_format", "-show_packets", str(file)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert isinstance(found, dict)
    return found


@needs_ffmpeg
@pytest.mark.parametrize("most", [0, 1, 4, 99])
def test_every_scene_is_shown_at_its_time_however_much_was_filmed_beside_the_visit(tmp_path: Path, most: int) -> None:
    film = Film(open_shades, SIZE, tmp_path, assistant(most))
    shown = scenes()
    for scene in shown:
        film.add(scene)
    film.write(tmp_path / "film.mp4", SILENCE, lambda _: None)
    found = shades(tmp_path / "film.mp4")
    assert found == pytest.approx(expected(shown), abs=NEAR)


@needs_ffmpeg
@pytest.mark.parametrize("most", [0, 4, 99])
def test_frames_of_a_joined_film_come_evenly_and_in_step_with_its_sound(tmp_path: Path, most: int) -> None:
    film = Film(open_shades, SIZE, tmp_path, assistant(most))
    for scene in scenes():
        film.add(scene)
    film.write(tmp_path / "film.mp4", SILENCE, lambda _: None)
    found = probed(tmp_path / "film.mp4")
    times = sorted(float(one["pts_time"]) for one in found["packets"] if one["codec_type"] == "video")
    assert times == pytest.approx([index / FRAMES_HZ for index in range(len(times))], abs=0.002)
    starts = {one["codec_type"]: float(one["start_time"]) for one in found["streams"]}
    assert starts == pytest.approx({"video": 0.0, "audio": 0.0}, abs=0.03)
    marks = {key.lower(): value for key, value in found["format"]["tags"].items()}
    assert all(marks[key.lower()] == value for key, value in MARKS.items())


@needs_ffmpeg
def test_a_process_beside_the_visit_films_what_it_can_and_the_rest_follows(tmp_path: Path) -> None:
    film = Film(open_shades, SIZE, tmp_path)
    shown = scenes(tuple(index / 9.7 for index in range(30)))
    for scene in shown:
        film.add(scene)
    film.write(tmp_path / "film.mp4", SILENCE, lambda _: None)
    assert shades(tmp_path / "film.mp4") == pytest.approx(expected(shown), abs=NEAR)


@dataclass
class Told:
    """A message comes after so many questions for one."""

    after: int
    asked: int = 0
    sent: list[int] = field(default_factory=list)

    def poll(self, timeout: float, /) -> bool:
        self.asked += 1
        return self.asked > self.after

    def send(self, message: int, /) -> None:
        self.sent.append(message)


@needs_ffmpeg
@pytest.mark.parametrize(("after", "whole"), [(0, 0), (1, 1), (4, 4), (12, 9)])
def test_what_is_filmed_beside_a_visit_ends_with_a_whole_shot_when_the_visit_ends(
    tmp_path: Path, after: int, whole: int
) -> None:
    shown = [Shot(scene, 2) for scene in scenes()]
    writer = ShotWriter(tmp_path / "shots")
    for shot in shown:
        writer.write(shot)
    part = tmp_path / "part.mkv"
    assert film_until_told(open_shades, SIZE, (tmp_path / "shots", part), Told(after)) == whole
    if whole:
        brightness = [float(shade(shot.scene, SIZE)[0]) for shot in shown[:whole] for _ in range(shot.frames)]
        assert shades(part) == pytest.approx(brightness, abs=NEAR)


def fail_to_open() -> Draw:
    raise RuntimeError("no stage")


def test_a_process_that_fails_beside_the_visit_has_filmed_nothing(tmp_path: Path) -> None:
    (tmp_path / "shots").touch()
    assert FilmingProcess(fail_to_open, SIZE, tmp_path / "shots", tmp_path / "part.mkv").end() == 0


def test_a_visit_that_showed_nothing_says_that_there_is_no_film(tmp_path: Path) -> None:
    with pytest.raises(FilmError, match="nothing was shown"):
        Film(open_shades, SIZE, tmp_path, assistant(0)).write(tmp_path / "film.mp4", SILENCE, lambda _: None)


def test_a_shot_that_is_half_written_is_read_when_it_is_whole(tmp_path: Path) -> None:
    first, second = (Shot(scene, 3) for scene in scenes()[:2])
    writer = ShotWriter(tmp_path / "whole")
    writer.write(first)
    writer.write(second)
    writer.close()
    content = (tmp_path / "whole").read_bytes()
    for cut in range(len(content)):
        (tmp_path / "growing").write_bytes(content[:cut])
        with (tmp_path / "growing").open("rb") as opened:
            before = list(read_shots(opened))
            (tmp_path / "growing").write_bytes(content)
            assert [*before, *read_shots(opened)] == [first, second]


def test_a_visitors_clip_is_heard_when_it_was_spoken(tmp_path: Path) -> None:
    clip = ClipHeard(12.0, 12.5, np.full(8000, 1000, "<i2").tobytes(), 16000)
    sound = mixed(tmp_path, Sounds(tmp_path / "absent.wav", 0.0, [clip]), (10.0, 15.0))
    loud = np.flatnonzero(sound) / SOUND_HZ
    assert abs(loud[0] - 2.0) < 0.001
    assert abs(loud[-1] - 2.5) < 0.001


def test_the_figures_voice_that_began_before_the_film_is_cut_to_it(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "voice.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SOUND_HZ)
        samples = np.zeros(5 * SOUND_HZ, "<i2")
        samples[4 * SOUND_HZ] = 9000
        file.writeframes(samples.tobytes())
    sound = mixed(tmp_path, Sounds(tmp_path / "voice.wav", 7.0, []), (10.0, 13.0))
    assert np.flatnonzero(sound).tolist() == [SOUND_HZ]


def test_what_a_visitor_says_sounds_in_the_film_as_it_was_recorded(tmp_path: Path) -> None:
    time = np.arange(16000) / 16000
    clip = ClipHeard(10.5, 11.5, np.rint(8000 * np.sin(2 * np.pi * 5000 * time)).astype("<i2").tobytes(), 16000)
    sound = mixed(tmp_path, Sounds(tmp_path / "absent.wav", 0.0, [clip]), (10.0, 12.0))
    heard = sound[round(0.6 * SOUND_HZ) : round(1.4 * SOUND_HZ)].astype(float)
    spectrum = np.abs(np.fft.rfft(heard * np.hanning(len(heard)))) ** 2
    tone = spectrum[round(4900 * len(heard) / SOUND_HZ) : round(5100 * len(heard) / SOUND_HZ)].sum()
    assert spectrum.sum() / tone - 1 < 1e-5
