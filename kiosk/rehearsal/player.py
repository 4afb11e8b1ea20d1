"""Plays a rehearsal: does what its visitor does when the time has come, and keeps what was said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kiosk.app.runtime.kiosk import Kiosk
from kiosk.app.workers.simulated_input import (
    ClipHeard,
    HearFile,
    HearSound,
    LookAt,
    Order,
    Pretend,
    Surround,
    VoiceRecorded,
)
from kiosk.domain.audio import Speech
from kiosk.domain.events import (
    AnswerReady,
    Cued,
    Pressed,
    Released,
    SpeechEnded,
    SpeechStarted,
    Tapped,
    Typed,
    WorkerLost,
    WorkerReady,
)
from kiosk.domain.problem import Problem
from kiosk.domain.screen.controls import TALK
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import CAMERA, MICROPHONE, Interaction
from kiosk.process.link import Note, Post
from kiosk.rehearsal.event_rows import told
from kiosk.rehearsal.file import Step, Turn, ended_phase, no_reply, unmet

SETTLE_SECONDS = 0.4
"""A visitor takes a breath before speaking into the opened microphone, and lets go of a button as late."""

START_SECONDS = 300.0
STUCK_SECONDS = 60.0
"""Beyond what the figure may take for an answer and for its sound."""

TAIL_SECONDS = 1.0
SPOKEN = ("wav", "says")
REPLIED = (*SPOKEN, "types", "taps", "cues", "holds")

Printer = Callable[[Mapping[str, Any]], None]
Speak = Callable[[str, str], Speech]
"""Says a text in a language."""


class Rehearsal:
    """One visit. `poke` is called every frame; `is_over` ends it."""

    def __init__(self, kiosk: Kiosk, steps: Sequence[Step], speak: Speak, printer: Printer) -> None:
        self._kiosk, self._steps, self._speak, self._print = kiosk, list(steps), speak, printer
        self._unsettled = set(kiosk.workers)
        self._created: float | None = None
        self.began: float | None = None
        """Kiosk clock of second 0; None while workers still start."""

        self._due: float | None = None
        self._done: list[Step] = []
        self._active = 0.0
        self._ended_at: float | None = None
        self._spoken_until: float | None = None
        self._waits_for: Step | None = None
        self._turns_before = 0
        self.turns: list[Turn] = []
        self._turn_of_reply = -1
        self.clips: list[ClipHeard] = []
        self.voice_starts = 0.0
        self.problems: list[Problem] = []
        kiosk.director.observe(self._observe)

    def poke(self, at: float) -> None:
        """Does the next step when its time has come."""
        self._created = self._created or at
        if self.began is None:
            if not self._unsettled or at - self._created > START_SECONDS:
                self.began = self._active = at
            return
        patience = self._kiosk.director.now.brief.patience
        stuck = STUCK_SECONDS + patience.answer_seconds + patience.voice_seconds
        if self._ended_at is None and at - self._active > stuck:
            left = f" before step {self._steps[0].number}" if self._steps else ""
            self.problems.append(Problem("KR0012", "rehearsal", f"nothing has happened for {stuck:.0f} s{left}"))
            self._end(at - TAIL_SECONDS)
        if self._steps and self._is_due(self._steps[0], at):
            self._do(self._steps.pop(0), at)
        elif not self._steps and self._ended_at is None and self._is_quiet():
            self._end(at)

    def is_over(self, at: float) -> bool:
        """All steps are done, all replies are spoken, and a moment has passed."""
        return self._ended_at is not None and at - self._ended_at >= TAIL_SECONDS

    def _is_due(self, step: Step, at: float) -> bool:
        if step.at is not None:
            assert self.began is not None
            return at - self.began >= step.at
        return self._due is not None and at >= self._due

    def _is_quiet(self) -> bool:
        phase = self._kiosk.director.now.phase
        if self._done and self._done[-1].action == "leaves":
            return phase is Phase.ATTRACT
        return self._waits_for is None and phase in (Phase.LISTENING, Phase.ATTRACT)

    def _end(self, at: float) -> None:
        self._ended_at = at
        self._settle_expectation(None)

    def _do(self, step: Step, at: float) -> None:
        self._settle_expectation(None)
        self._done.append(step)
        self._due, self._active = None, at
        self._print({"event": "step", "at": self._since(at), "number": step.number, step.action: str(step.value)})
        self._happened("step", at)
        if step.action in REPLIED and not (step.action == "taps" and not str(step.value).startswith("chip:")):
            self._waits_for, self._turns_before = step, len(self.turns)
        match step.action, step.value:
            case "faces", count:
                self._order(CAMERA, Pretend(count))
            case "leaves", _:
                self._order(CAMERA, Pretend(0))
            case (("image" | "video"), file):
                self._order(CAMERA, LookAt(file))
            case "hall", file:
                self._order(MICROPHONE, Surround(file))
            case "wav", file:
                self._order(MICROPHONE, HearFile(file))
            case "says", text:
                speech = self._speak(text, self._kiosk.director.now.language)
                self._order(MICROPHONE, HearSound(speech.samples, speech.rate_hz))
            case "types", text:
                self._kiosk.inbox.put(Typed(at, text))
            case "taps", control:
                self._kiosk.inbox.put(Tapped(at, control))
            case "holds", is_down:
                self._kiosk.inbox.put(Pressed(at, TALK) if is_down else Released(at, TALK))
            case "cues", address:
                self._kiosk.inbox.put(Cued(at, address))

    def _order(self, worker: str, order: Order) -> None:
        self._kiosk.workers[worker].send(order)

    def _observe(self, event: Post, before: Interaction, after: Interaction) -> None:
        if isinstance(event, Note):
            self._noted(event.content)
            return
        if isinstance(event, WorkerReady | WorkerLost):
            self._unsettled.discard(event.worker)
        if (row := told(event)) is not None:
            self._active = max(self._active, event.at)
            self._print({**row, "at": self._since(event.at)})
        if before.phase is not after.phase:
            self._changed(before, after, event.at)
        if after.visit.answer is not before.visit.answer and after.phase is Phase.ANSWERING:
            self._replied(event, after)
        if isinstance(event, SpeechStarted) and after.phase is Phase.ANSWERING:
            self._sounded(event)
        if isinstance(event, SpeechEnded):
            self._active = max(self._active, event.at)

    def _noted(self, content: object) -> None:
        match content:
            case ClipHeard(ends=ends):
                self.clips.append(content)
                self._spoken_until = ends
                self._happened("sound", ends)
            case VoiceRecorded(starts=starts):
                self.voice_starts = starts

    def _changed(self, before: Interaction, after: Interaction, at: float) -> None:
        self._print({"event": "phase", "at": self._since(at), "phase": after.phase.value})
        ended = ended_phase(before.phase, after.phase)
        if ended in ("answer", "address"):
            self._settle_expectation(self.turns[-1] if self.turns else None)
        if ended == "farewell":
            self._left_unanswered(at)
        if ended is not None:
            self._happened(ended, at)

    def _left_unanswered(self, at: float) -> None:
        """A visit ended before the reply that a step waits for: it will not come, however often somebody is greeted."""
        waits = self._waits_for
        may_go_on = bool(self._steps) and self._steps[0].after == "farewell"
        if waits is None or len(self.turns) > self._turns_before or may_go_on:
            return
        if self._steps and not waits.expect:
            self.problems.append(no_reply(waits))
        self._steps.clear()
        self._end(at)

    def _happened(self, event: str, at: float) -> None:
        """The next step is due if it waits for this."""
        if self._steps and self._steps[0].after == event:
            settles = self._steps[0].action in SPOKEN or event in ("step", "sound")
            self._due = at + (SETTLE_SECONDS if settles else 0.0)

    def _replied(self, event: object, after: Interaction) -> None:
        answer = after.visit.answer
        assert answer is not None
        if isinstance(event, AnswerReady) and self._turn_of_reply == after.turn.number:
            self.turns[-1] = replace(self.turns[-1], text=f"{self.turns[-1].text} {answer.text}")
            return
        self._turn_of_reply = after.turn.number
        self.turns.append(Turn(after.visit.heard, answer.route.value, answer.line, answer.text, answer.label, None))

    def _sounded(self, event: SpeechStarted) -> None:
        """The first sound of a reply gives its latency, where the question was spoken."""
        if self._spoken_until is None or not self.turns or not self.turns[-1].text.startswith(event.text):
            return
        self.turns[-1] = replace(self.turns[-1], latency=round(event.at - self._spoken_until, 3))
        self._spoken_until = None

    def _settle_expectation(self, turn: Turn | None) -> None:
        if self._waits_for is not None:
            self.problems.extend(unmet(self._waits_for, turn))
            self._waits_for = None

    def _since(self, at: float) -> float:
        return round(at - (self.began if self.began is not None else at), 3)
