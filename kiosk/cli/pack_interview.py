"""`kiosk pack interview`: a living person answers prepared questions; their consent is spoken first."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from kiosk.app.config.pack_selection import FIGURES, SHIPPED
from kiosk.app.wiring.setup import Setup, open_setup
from kiosk.authoring.listening import play_aloud, say_aloud
from kiosk.authoring.recording import enter_pressed, record
from kiosk.authoring.transcribe import KioskTranscriber
from kiosk.cli.output import Output
from kiosk.domain.commands import Say
from kiosk.domain.content.figure import Voice
from kiosk.domain.problem import KioskError, Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.edit.interview import CONSENT, Interview, Prepared, consent_words, prepared, stem
from kiosk.pack.importers.figure_pack import open_figure_pack
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


class _LeaveError(Exception):
    """The person goes; everything that was kept or recorded stays."""


def run(options: argparse.Namespace) -> int:
    """Asks everything that was not answered yet; 1 where there is no consent at the end."""
    out = Output(options.json)
    pack = open_figure_pack(options.pack)
    if not pack.is_living:
        hint = 'kind = "living" in [figure] of pack.toml; recordings of others: kiosk pack import'
        raise KioskError(Problem(Code.CONTRADICTION.value, str(options.pack), "is of nobody who can be asked", hint))
    language = pack.language(options.language or "")
    interview = Interview(pack, language, prepared(pack, language, options.questions))
    setup = open_setup(argparse.Namespace(config=options.config, pack=str(SHIPPED / FIGURES[0])))
    try:
        _Sitting(interview, setup, options, out).run()
    except (_LeaveError, KeyboardInterrupt):
        print("\nWhat was recorded is kept: the same command goes on from here.", file=sys.stderr)
    left = len(interview.waiting())
    told = f"{left} questions left" if left else f"every question was asked. next:  kiosk pack review {pack.folder}"
    row = {"event": "interviewed", "pack": str(pack.folder), "waiting": left, "consent": interview.has_consent}
    out.row(row, f"{pack.folder}: {told}")
    return 0 if interview.has_consent else 1


class _Sitting:
    """One person before the microphone, or recordings of them in a folder."""

    def __init__(self, interview: Interview, setup: Setup, options: argparse.Namespace, out: Output) -> None:
        self._interview, self._setup, self._out = interview, setup, out
        self._folder: Path | None = options.recordings
        self._is_quiet: bool = options.quiet
        self._transcribe = KioskTranscriber(setup.microphone, options.recognizer or "")

    def run(self) -> None:
        """Raises _LeaveError."""
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
            raise _LeaveError
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
        """One of the letters. Raises _LeaveError at the end of the input."""
        while True:
            print(prompt, end="", file=sys.stderr, flush=True)
            line = sys.stdin.readline()
            if not line or line.strip().startswith("q"):
                raise _LeaveError
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
