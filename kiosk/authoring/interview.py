"""An interview at the desk: one person before the microphone, asked question by question; what they keep is kept."""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from kiosk.app.wiring.setup import Setup
from kiosk.authoring.listening import play_aloud, say_aloud
from kiosk.authoring.recording import enter_pressed, record
from kiosk.authoring.transcribe import KioskTranscriber
from kiosk.domain.commands import Say
from kiosk.domain.content.figure import Voice
from kiosk.domain.problem import KioskError, Problem
from kiosk.pack.edit.interview import CONSENT, Interview, Prepared, consent_words, stem
from kiosk.pack.importers.recordings import import_memo
from kiosk.pack.importers.wishes import Wishes
from kiosk.process.clock import now
from kiosk.senses.microphone import Microphone
from kiosk.senses.microphone_file import FileMicrophone
from kiosk.senses.microphone_miniaudio import MiniaudioMicrophone
from kiosk.senses.recognition.choose import open_vad
from kiosk.sound.recording import read_recording
from kiosk.voice.errors import VoiceError
from kiosk.voice.synthesis.choose import open_voices

BEFORE = "Enter records  [s]kip  [q]uit: "
AFTER = "[k]eep  [r]epeat  [l]isten  [s]kip  [q]uit: "
STOPS = "recording … Enter, or four seconds of silence, ends it"
UNRECORDED = "KC0044"


class Teller(Protocol):
    """Where it is told what happens."""

    def row(self, row: Mapping[str, object], text: str | None) -> None: ...

    def problems(self, problems: Iterable[Problem]) -> int:
        """1 where one of them is an error."""
        ...


@dataclass(frozen=True, slots=True)
class Means:
    """How somebody is interviewed."""

    recordings: Path | None = None
    """A folder with their answers, where nobody sits there."""

    is_quiet: bool = False
    """Nothing is said aloud."""

    recognizer: str = ""


class LeaveError(Exception):
    """The person goes; everything that was kept or recorded stays."""


class Sitting:
    """One person before the microphone, or recordings of them in a folder."""

    def __init__(self, interview: Interview, setup: Setup, means: Means, out: Teller) -> None:
        self._interview, self._setup, self._out = interview, setup, out
        self._folder: Path | None = means.recordings
        self._is_quiet: bool = means.is_quiet
        self._transcribe = KioskTranscriber(setup.microphone, means.recognizer)

    def run(self) -> None:
        """Raises LeaveError."""
        if not self._interview.has_consent:
            self._consent()
        for question in self._interview.waiting():
            self._tell({"event": "asked", "id": question.id, "asks": question.asks[0]}, f"\n? {question.asks[0]}")
            take = self._confirmed(question.id, question.asks[0])
            if take is None:
                self._interview.skip(question)
                self._tell({"event": "skipped", "id": question.id}, "skipped")
            else:
                self._keep(question, take)

    def _consent(self) -> None:
        """Nothing is asked before it."""
        words = consent_words(self._interview.language, self._interview.pack.name, date.today())
        self._tell(
            {"event": "consent", "asks": words}, f"Before anything else, please say aloud, if you agree:\n\n  {words}\n"
        )
        take = self._confirmed(CONSENT, "")
        if take is None:
            raise LeaveError
        heard = " ".join(one.text for one in self._transcribe(take, self._interview.language).utterances)
        file = self._interview.keep_consent(read_recording(take).wav, date.today(), heard)
        take.unlink(missing_ok=True)
        self._tell({"event": "consented", "file": str(file), "heard": heard}, f"kept in {file}")

    def _confirmed(self, name: str, aloud: str) -> Path | None:
        """A take that the person wants to keep; None: skipped. One that an interruption left behind is offered."""
        take = self._interview.take(name)
        has_take = take.exists() and read_recording(take).seconds > 1.0
        if not has_take:
            self._speak(aloud)
            if self._choice(BEFORE, "s", "") == "s":
                return None
        while True:
            if not has_take:
                self._record(name, take)
            self._play(take)
            match self._choice(AFTER, "k", "r", "l", "s"):
                case "k":
                    return take
                case "s":
                    take.unlink(missing_ok=True)
                    return None
                case "r":
                    has_take = False
                case _:
                    has_take = True

    def _choice(self, prompt: str, *keys: str) -> str:
        """One of the letters. Raises LeaveError at the end of the input."""
        while True:
            print(prompt, end="", file=sys.stderr, flush=True)
            line = sys.stdin.readline()
            if not line or line.strip().startswith("q"):
                raise LeaveError
            if line.strip()[:1] in keys:
                return line.strip()[:1]
            print("type one of the letters in brackets", file=sys.stderr)

    def _record(self, name: str, take: Path) -> None:
        microphone = self._microphone(name)
        try:
            print(STOPS, file=sys.stderr)
            seconds = record(microphone, open_vad(self._setup.microphone.vad), take, enter_pressed)
        finally:
            microphone.close()
        self._tell({"event": "recorded", "id": name, "seconds": round(seconds, 1)}, f"{seconds:.0f} s")

    def _microphone(self, name: str) -> Microphone:
        if self._folder is None:
            return MiniaudioMicrophone(self._setup.microphone.settings, now)
        file = self._folder / f"{name}.wav"
        if not file.is_file():
            hint = "record it there, or leave --recordings out and speak"
            raise KioskError(Problem(UNRECORDED, str(file), "is missing", hint))
        return FileMicrophone(read_recording(file), self._setup.microphone.settings)

    def _keep(self, question: Prepared, take: Path) -> None:
        """Words with their times, and lines that play the answer; the take goes once both are written."""
        pack, language = self._interview.pack, self._interview.language
        named = take.with_name(f"{stem(question)}.wav")
        wishes = Wishes(language, "primary", question.asks[0], pack.name, date.today().year, asks=tuple(question.asks))
        try:
            self._interview.begin(question)
            named.write_bytes(read_recording(take).wav)
            report = import_memo(named, pack, wishes, self._transcribe)
        except KioskError as error:
            self._out.problems(error.problems)
            return
        finally:
            named.unlink(missing_ok=True)
        take.unlink(missing_ok=True)
        status = self._out.problems(report.problems)
        targets = [item.target for item in report.items if item.target]
        row = {"event": "kept", "id": question.id, "files": targets, "fit": not status}
        self._tell(row, "".join(f"  {target}\n" for target in targets).rstrip("\n"))

    def _speak(self, text: str) -> None:
        if text:
            say = Say(0, 0, text, self._interview.language)
            self._aloud(lambda: say_aloud(self._setup.voice, open_voices(), say, Voice()))

    def _play(self, take: Path) -> None:
        self._aloud(lambda: play_aloud(self._setup.voice, read_recording(take)))

    def _aloud(self, act: Callable[[], None]) -> None:
        """Where there is no loudspeaker people read, and are told once."""
        if self._is_quiet:
            return
        try:
            act()
        except VoiceError as error:
            self._is_quiet = True
            self._out.problems(error.problems)

    def _tell(self, row: dict[str, object], text: str) -> None:
        self._out.row(row, text)
