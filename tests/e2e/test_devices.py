"""A visit through virtual devices: a recorded visitor is played into the microphone, and what sounds is heard again."""

import shutil
import subprocess
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.word_error import words
from tests.e2e.command import LIGHTHOUSE, data_folder, kiosk
from tests.e2e.screen import PATIENCE_SECONDS, Screen, Shown, screen, shown
from tests.voice.loopback import RATE_HZ, Ear, null_sink, sound_system, until

SAYS = (
    "The bridge over the East River was opened in eighteen eighty three. Its two towers were built of granite and "
    "limestone, and its cables were the first that were made of steel. On the first day more than a hundred thousand "
    "people walked across it."
)
LINE = f"""
[[line]]
id = "bridge"
asks = ["How old is the Brooklyn Bridge?", "When was the Brooklyn Bridge built?"]
says = "{SAYS}"
"""
SIZE = (540, 960)
SINKS = ("speaker", "visitor")
AUDIBLE = 100.0
"""Mean absolute sample of speech; a silent sink gives 0."""


@dataclass
class Hall:
    """A kiosk with the virtual devices `speaker` and `visitor`, and an ear where the public would be."""

    on: Screen
    kiosk: Shown
    ear: Ear
    data: Path

    def wake(self) -> None:
        self.on.click(SIZE[0] / 2, SIZE[1] / 2)
        self.kiosk.expect(event="phase", phase="listening")

    def play(self, clip: Path) -> None:
        subprocess.run(
            ["paplay", "-d", "visitor", str(clip)], env=self.on.surroundings, check=True, timeout=PATIENCE_SECONDS
        )

    def heard_since(self, start: float, file: Path) -> str:
        """What a recognizer understands of all that sounded since so many seconds."""
        sound = self.ear.heard()[0][round(start * RATE_HZ) :]
        with wave.open(str(file), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE_HZ)
            out.writeframes(sound.tobytes())
        heard = kiosk("hear", file, data=self.data)
        return " ".join(row["text"] for row in heard.only("final"))

    def loudness(self, seconds: float) -> float:
        """Of the last so many seconds, as the mean absolute sample."""
        return float(np.abs(self.ear.heard()[0][-round(seconds * RATE_HZ) :].astype(int)).mean())


def share_of(said: str, heard: str) -> float:
    """How many of the words that were said were heard."""
    told, there = words(said), set(words(heard))
    return sum(word in there for word in told) / len(told)


@pytest.fixture
def hall(tmp_path: Path, models: Path, learned: Path, request: pytest.FixtureRequest) -> Iterator[Hall]:
    needed = ("moonshine-tiny-en", "bge-small-en-v1.5")
    if missing := [name for name in needed if not (models / name).is_dir()]:
        pytest.skip(f"models are missing: {', '.join(missing)}")
    data, pack = data_folder(tmp_path / "data", models, learned), tmp_path / "lighthouse"
    shutil.copytree(LIGHTHOUSE, pack)
    (pack / "script" / "en" / "bridge.toml").write_text(LINE)
    settings = {
        "KIOSK_KIOSK__PACK": str(pack),
        "KIOSK_VOICE__DEVICE": "speaker",
        "KIOSK_MICROPHONE__DEVICE": "visitor",
        **getattr(request, "param", {}),
    }
    sounds = tmp_path / "sounds"
    sounds.mkdir()
    with sound_system(sounds, SINKS), screen(*SIZE) as on:
        ear = Ear()
        try:
            with shown(on, data, **settings) as running:
                missing_yet = {"voice", "microphone", "mind"}
                while missing_yet:
                    missing_yet.discard(running.expect(event="worker_ready")["worker"])
                yield Hall(on, running, ear, data)
        finally:
            ear.close()


@pytest.fixture
def question(asked_aloud: Callable[[str], Path]) -> Path:
    return asked_aloud("google_how_old_is_the_brooklyn_bridge")


def test_a_recorded_visitor_gets_the_curators_line_and_hears_it(hall: Hall, question: Path, tmp_path: Path) -> None:
    hall.wake()
    start = hall.ear.seconds
    hall.play(question)
    assert hall.kiosk.expect(event="phase", phase="answering")["route"] == "script"
    hall.kiosk.expect(event="phase", phase="listening")
    assert share_of(SAYS, hall.heard_since(start, tmp_path / "answer.wav")) > 0.85


@pytest.mark.long
def test_a_speaker_that_is_unplugged_costs_the_sound_and_not_the_visit(
    hall: Hall, question: Path, tmp_path: Path
) -> None:
    hall.wake()
    hall.play(question)
    hall.kiosk.expect(event="phase", phase="answering")
    until(lambda: hall.loudness(0.5) > AUDIBLE)
    pactl(hall, "unload-module", "module-null-sink")
    hall.kiosk.expect(event="phase", phase="listening")
    for sink in SINKS:
        pactl(hall, "load-module", *null_sink(sink))
    hall.ear.close()
    hall.ear = Ear()
    start = hall.ear.seconds
    hall.kiosk.expect(event="worker_ready", worker="microphone")
    hall.play(question)
    hall.kiosk.expect(event="phase", phase="answering")
    hall.kiosk.expect(event="phase", phase="listening")
    assert share_of(SAYS, hall.heard_since(start, tmp_path / "again.wav")) > 0.85


@pytest.mark.long
@pytest.mark.parametrize("hall", [{"KIOSK_KIOSK__BARGE_IN": "true"}], indirect=True)
def test_a_visitor_who_speaks_over_the_figure_is_listened_to(
    hall: Hall, question: Path, asked_aloud: Callable[[str], Path]
) -> None:
    hall.wake()
    hall.play(question)
    hall.kiosk.expect(event="phase", phase="answering")
    until(lambda: hall.loudness(0.5) > AUDIBLE)
    hall.play(asked_aloud("azure_whats_the_weather_like"))
    hall.kiosk.expect(event="phase", phase="listening")
    until(lambda: hall.loudness(0.3) < AUDIBLE / 5)


def pactl(hall: Hall, *arguments: str) -> None:
    subprocess.run(
        ["pactl", *arguments], env=hall.on.surroundings, check=True, capture_output=True, timeout=PATIENCE_SECONDS
    )
