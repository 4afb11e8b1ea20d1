"""The microphone worker hears in whatever languages it can, and ends when no words will come any more."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from kiosk.app.workers.microphone import LOOK_SECONDS, RETRY_SECONDS, Ear, listen
from kiosk.domain.commands import OpenMicrophone
from kiosk.domain.events import (
    Event,
    LanguagesUnheard,
    LevelMeasured,
    UtteranceEnded,
    WorkerLost,
    WorkerReady,
)
from kiosk.domain.sensing.endpointing import EndpointingRules
from kiosk.process.link import Link
from kiosk.senses.errors import RecognizerError, refuse
from kiosk.senses.recognition.choose import Choice
from kiosk.senses.recognition.languages import Languages
from kiosk.senses.recognition.transcription import JOB_SECONDS, Transcription
from kiosk.senses.settings import RecognizerSettings
from tests.fakes.clock import Clock
from tests.fakes.microphone import QueuedMicrophone
from tests.fakes.processes.link import ScriptedLink
from tests.fakes.processes.patience import Gate
from tests.fakes.recognizer import CountingRecognizer
from tests.fakes.vad import LoudnessVad


class Site:
    """A machine with models of some languages, and a worker that listens on it."""

    def __init__(self, models: Path, *installed: str) -> None:
        self.models, self.clock, self.link = models, Clock(), ScriptedLink()
        self.microphones: list[QueuedMicrophone] = []
        self.loaded: list[str] = []
        self.loading: Callable[[str], None] = lambda _: None
        self.trouble: Callable[[], None] = lambda: None
        for language in installed:
            (models / language).mkdir()

    def listen(self) -> list[Event]:
        """What is told until the script is over, but for levels."""
        languages = Languages(("en", "ko"), self._installed, self._opened)
        transcription = Transcription(languages.open, clock=self.clock)
        ear = Ear(self._microphone, lambda _: LoudnessVad(), languages, transcription, EndpointingRules(), self.clock)
        listen(cast(Link, self.link), ear)
        return self.told

    @property
    def told(self) -> list[Event]:
        return [event for event in self.link.posted if not isinstance(event, LevelMeasured)]

    def has(self, kind: type[Event], count: int = 1) -> Callable[[], bool]:
        return lambda: len(self.of(kind)) >= count

    def of(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.told if isinstance(event, kind)]

    def speak(self) -> bool:
        microphone = self.microphones[-1]
        microphone.queue(self.clock() - microphone.clock_of(0.0), False)
        for seconds, is_loud in ((0.3, False), (1.2, True), (1.5, False)):
            microphone.queue(seconds, is_loud)
        return True

    def pause(self, seconds: float) -> Callable[[], bool]:
        def passes() -> bool:
            self.clock.pause(seconds)
            return True

        return passes

    def install(self, language: str) -> Callable[[], bool]:
        def installs() -> bool:
            (self.models / language).mkdir()
            return True

        return installs

    def _installed(self) -> RecognizerSettings:
        return RecognizerSettings("vosk", {language: self.models / language for language in ("en", "ko")})

    def _opened(self, choice: Choice) -> CountingRecognizer:
        self.loading(choice.folder.name)
        self.loaded.append(choice.folder.name)
        recognizer = CountingRecognizer(choice.name)
        recognizer.trouble = self._troubled
        return recognizer

    def _troubled(self) -> None:
        self.trouble()

    def _microphone(self) -> QueuedMicrophone:
        self.microphones.append(QueuedMicrophone(self.clock()))
        return self.microphones[-1]


def unheard(event: Event) -> dict[str, str]:
    assert isinstance(event, LanguagesUnheard)
    return dict(event.languages)


def ended(event: Event) -> tuple[int, str]:
    assert isinstance(event, UtteranceEnded)
    return event.turn, event.text.split(" ")[-1]


def test_a_language_without_a_model_takes_nothing_from_the_others(tmp_path: Path) -> None:
    site = Site(tmp_path, "en")
    site.link.then(site.has(WorkerReady), OpenMicrophone(1, "ko"), OpenMicrophone(2, "en"), site.speak)
    site.link.then(site.has(UtteranceEnded))
    site.listen()
    assert [unheard(event) for event in site.of(LanguagesUnheard)] == [{"ko": "KS0009"}]
    assert [ended(event) for event in site.of(UtteranceEnded)] == [(2, "11")]
    assert site.of(WorkerLost) == []


def test_nobody_is_listened_to_in_a_language_without_a_model(tmp_path: Path) -> None:
    site = Site(tmp_path, "en")
    site.link.then(site.has(WorkerReady), OpenMicrophone(1, "en"), OpenMicrophone(2, "ko"), site.speak)
    site.link.then(lambda: site.microphones[-1].is_over)
    assert [type(event) for event in site.listen()] == [LanguagesUnheard, WorkerReady]


def test_a_figure_whose_first_language_has_no_model_is_heard_in_its_second(tmp_path: Path) -> None:
    site = Site(tmp_path, "ko")
    site.link.then(site.has(WorkerReady), OpenMicrophone(1, "en"), OpenMicrophone(2, "ko"), site.speak)
    site.link.then(site.has(UtteranceEnded))
    told = site.listen()
    assert unheard(told[0]) == {"en": "KS0009"}
    assert told[1] == WorkerReady(100.0, "microphone", "vosk-ko")
    assert [ended(event) for event in site.of(UtteranceEnded)] == [(2, "11")]


def test_a_model_that_is_installed_while_the_kiosk_runs_is_found(tmp_path: Path) -> None:
    site = Site(tmp_path, "en")
    site.link.then(site.has(WorkerReady), site.install("ko"), site.pause(LOOK_SECONDS), site.has(LanguagesUnheard, 2))
    site.listen()
    assert unheard(site.told[-1]) == {}


def test_a_model_that_was_installed_since_is_found_at_once_when_its_language_is_chosen(tmp_path: Path) -> None:
    site = Site(tmp_path, "en")
    site.link.then(site.has(WorkerReady), site.install("ko"), OpenMicrophone(1, "ko"), site.speak)
    site.link.then(site.has(UtteranceEnded))
    site.listen()
    assert site.loaded == ["en", "ko"]


def test_without_any_model_the_microphone_is_lost_once_and_there_as_soon_as_a_model_is(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.link.then(site.has(WorkerLost), *[site.pause(RETRY_SECONDS)] * 5, site.install("ko"))
    site.link.then(site.pause(RETRY_SECONDS), site.has(WorkerReady))
    told = site.listen()
    assert [type(event) for event in told] == [WorkerLost, LanguagesUnheard, WorkerReady]
    assert told[0] == WorkerLost(100.0, "microphone", "KS0009")


def test_a_model_that_cannot_be_loaded_is_told_and_another_in_its_place_is_tried(tmp_path: Path) -> None:
    def loading(language: str) -> None:
        if language == "ko" and (tmp_path / "ko").stat().st_mtime_ns == 1:
            raise refuse("KS0008", "model", "cannot be loaded")

    def replaced() -> bool:
        os.utime(tmp_path / "ko", ns=(2, 2))
        return True

    site = Site(tmp_path, "en", "ko")
    os.utime(tmp_path / "ko", ns=(1, 1))
    site.loading = loading
    site.link.then(site.has(WorkerReady), OpenMicrophone(1, "ko"), site.has(LanguagesUnheard, 2))
    site.link.then(site.pause(LOOK_SECONDS), replaced, site.pause(LOOK_SECONDS), site.has(LanguagesUnheard, 3))
    site.link.then(OpenMicrophone(2, "ko"), site.speak, site.has(UtteranceEnded))
    site.listen()
    assert [unheard(event) for event in site.of(LanguagesUnheard)] == [{}, {"ko": "KS0008"}, {}]
    assert [ended(event) for event in site.of(UtteranceEnded)] == [(2, "11")]


def test_a_worker_that_loads_a_model_shows_that_it_lives_and_hears_on(tmp_path: Path) -> None:
    site, gate = Site(tmp_path, "en", "ko"), Gate()

    def is_loading() -> bool:
        looks.append(site.link.looks)
        return gate.is_reached() and looks[-1] - looks[0] > 50

    def opened() -> bool:
        gate.open()
        return True

    looks: list[int] = []
    site.loading = lambda language: gate() if language == "ko" else None
    site.link.then(site.has(WorkerReady), OpenMicrophone(1, "ko"), is_loading, site.speak)
    site.link.then(lambda: site.microphones[-1].is_over, opened, site.has(UtteranceEnded))
    assert ended(site.listen()[-1]) == (1, "11")


def test_a_microphone_that_is_lost_is_closed_and_the_model_stays_loaded(tmp_path: Path) -> None:
    site = Site(tmp_path, "en")

    def unplug() -> bool:
        site.microphones[-1].is_lost = True
        return True

    site.link.then(site.has(WorkerReady), unplug, site.has(WorkerLost), site.pause(RETRY_SECONDS))
    site.link.then(site.has(WorkerReady, 2), OpenMicrophone(1, "en"), site.speak, site.has(UtteranceEnded))
    site.listen()
    assert [microphone.is_closed for microphone in site.microphones] == [True, True]
    assert site.loaded == ["en"]


def test_when_the_recognizer_hangs_the_visitor_is_not_waited_for_and_the_worker_ends(tmp_path: Path) -> None:
    site, gate = Site(tmp_path, "en"), Gate()
    site.trouble = gate
    site.link.then(site.has(WorkerReady), OpenMicrophone(3, "en"), site.speak, gate.is_reached)
    site.link.then(lambda: site.microphones[-1].is_over, site.pause(JOB_SECONDS + 1.0), lambda: False)
    with pytest.raises(RecognizerError):
        site.listen()
    gate.open()
    assert ended(site.told[-1]) == (3, "")
    assert site.microphones[-1].is_closed


def test_when_the_recognizer_fails_the_question_is_unheard_and_the_next_one_is_heard_by_a_new_recognizer(
    tmp_path: Path,
) -> None:
    site, failures = Site(tmp_path, "en"), list[int]()

    def fail_once() -> None:
        if not failures:
            failures.append(1)
            raise RuntimeError("the decoder is out of memory")

    site.trouble = fail_once
    for turn in (1, 2):
        site.link.then(site.has(WorkerReady), OpenMicrophone(turn, "en"), site.speak, site.has(UtteranceEnded, turn))
    site.listen()
    assert [ended(event) for event in site.of(UtteranceEnded)] == [(1, ""), (2, "11")]
    assert site.loaded == ["en", "en"]
    assert site.of(WorkerLost) == []


def test_the_recognizers_thread_ends_with_the_worker(tmp_path: Path) -> None:
    site = Site(tmp_path, "en")
    before = threading.active_count()
    site.link.then(site.has(WorkerReady))
    site.listen()
    assert threading.active_count() == before
