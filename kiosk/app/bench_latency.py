"""`kiosk bench latency`: recorded questions through the whole chain in real time, and how long the answers take.

The time runs from the last voiced sample of the clip (what stands out of the recording itself, measured on the clip,
not by our own detector) to the first audible sample of the answer.
"""

import csv
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kiosk.app.clock import now
from kiosk.app.frames import percentile
from kiosk.app.kiosk import Kiosk
from kiosk.app.kit import Kit
from kiosk.app.orders import ClipHeard, HearFile, HearSound
from kiosk.app.worker import Note, Post
from kiosk.domain import controls
from kiosk.domain.answer import Answer
from kiosk.domain.audio import BYTES_PER_SAMPLE, Speech
from kiosk.domain.events import SpeechStarted, Tapped, Typed, UtteranceEnded
from kiosk.domain.interaction import MICROPHONE, Interaction
from kiosk.domain.problem import KioskError, Problem
from kiosk.domain.scene import Phase
from kiosk.domain.script import Line, PackWords

SEED = 20
YES = ("1", "true", "yes")
FIXED_SILENCES = (0.5, 0.7, 1.0)
CLIP_SECONDS = 40.0
START_SECONDS = 120.0
ROOM_TONE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """One utterance to be heard."""

    text: str
    order: HearFile | HearSound


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of one question; times on the kiosk's clock."""

    clip: ClipHeard
    route: str
    heard_end: float | None
    """Where our own detector saw the end of speech."""

    closed: float
    """When endpointing closed the utterance."""

    sounded: float | None
    """When the answer's first sample was heard; None when no answer came."""

    @property
    def latency(self) -> float | None:
        return None if self.sounded is None else self.sounded - self.clip.ends

    @property
    def is_cut_off(self) -> bool:
        return self.closed < self.clip.ends


def recorded(table: Path, language: str, count: int) -> list[Question]:
    """Questions first, then other utterances, of a table of recordings; a seeded choice.

    Its columns: path (beside the table), lang, is_question, text, text_source; drafts of texts are left out.
    """
    try:
        with table.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file, delimiter="\t") if row["lang"] == language]
        rows = [row for row in rows if row["text"] and "DRAFT" not in row["text_source"]]
    except (OSError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise KioskError(Problem("KB0001", str(table), f"cannot be read: {error}")) from error
    rows = [row for row in rows if (table.parent / row["path"]).is_file()]
    if not rows:
        raise KioskError(Problem("KB0002", str(table), f"names no recording in '{language}' that is there"))
    random.Random(SEED).shuffle(rows)
    rows.sort(key=lambda row: row["is_question"].lower() not in YES)
    return [Question(row["text"], HearFile(table.parent / row["path"])) for row in rows[:count]]


def synthetic(kit: Kit, count: int, speak: Callable[[str], Speech]) -> list[Question]:
    """The pack's own questions by a synthetic visitor, where there are no recordings."""
    asks = [ask for line in kit.pack.lines.get(kit.pack.language, ()) for ask in line.asks]
    random.Random(SEED).shuffle(asks)
    return [Question(ask, HearSound((spoken := speak(ask)).samples, spoken.rate_hz)) for ask in asks[:count]]


def bench_kit(kit: Kit, questions: Sequence[Question], voice: Path) -> Kit:
    """A kiosk whose script knows the questions, each with an answer of its own."""
    language = kit.pack.language
    lines = tuple(
        Line(f"q{number}", (question.text,), (f"That was question number {number}.",))
        for number, question in enumerate(questions, 1)
    )
    pack = replace(
        kit.pack, lines={language: lines}, passages={language: ()}, words={language: PackWords()}, digest="bench"
    )
    return replace(kit, pack=pack, rehearsed_voice=voice)


class LatencyBench:
    """Asks one question after another; `measured` grows."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        self.measured: list[Measured] = []
        self._clip: ClipHeard | None = None
        self._closed: UtteranceEnded | None = None
        self._sounded: float | None = None
        kiosk.director.observe(self._observe)

    def run(self, questions: Sequence[Question], tell: Callable[[str], None], frame: Callable[[], None]) -> None:
        """Plays all questions. `frame` draws and waits; it is called until each answer sounds."""
        self._until(lambda: not self._kiosk.director.now.lost - {"camera"}, START_SECONDS, frame)
        self._kiosk.inbox.put(Typed(now(), "hello"))
        self._until(lambda: self._phase() is Phase.ANSWERING, 30.0, frame)
        self._until(lambda: self._phase() is Phase.LISTENING, 30.0, frame)
        for number, question in enumerate(questions, 1):
            self._ask(question, frame)
            tell(f"{number}/{len(questions)}")

    def _ask(self, question: Question, frame: Callable[[], None]) -> None:
        self._clip = self._closed = self._sounded = None
        begin = now() + ROOM_TONE_SECONDS
        self._until(lambda: now() > begin and self._is_quiet(), 30.0, frame)
        self._kiosk.workers[MICROPHONE].send(question.order)
        self._until(lambda: self._sounded is not None, CLIP_SECONDS, frame)
        clip, closed, answer = self._heard()
        if clip is None or closed is None:
            return
        route = answer.route.value if answer and self._sounded else "none"
        self.measured.append(Measured(clip, route, closed.speech_end, closed.at, self._sounded))
        over = clip.starts + len(clip.samples) / BYTES_PER_SAMPLE / clip.rate_hz
        self._kiosk.inbox.put(Tapped(now(), controls.STOP))
        self._until(lambda: now() > over + ROOM_TONE_SECONDS and self._is_quiet(), 30.0, frame)

    def _heard(self) -> tuple[ClipHeard | None, UtteranceEnded | None, Answer | None]:
        return self._clip, self._closed, self._kiosk.director.now.answer

    def _is_quiet(self) -> bool:
        return self._phase() is Phase.LISTENING and not self._kiosk.director.now.is_hearing

    def _phase(self) -> Phase:
        return self._kiosk.director.now.phase

    def _until(self, is_so: Callable[[], bool], seconds: float, frame: Callable[[], None]) -> bool:
        ends = now() + seconds
        while not is_so() and now() < ends:
            frame()
        return is_so()

    def _observe(self, event: Post, before: Interaction, after: Interaction) -> None:
        match event:
            case Note(content=ClipHeard() as clip):
                self._clip = clip
            case UtteranceEnded(text=text) if self._closed is None and text.strip() and before is not after:
                self._closed = event
            case SpeechStarted(text=text, at=at) if after.phase is Phase.ANSWERING and self._closed is not None:
                if after.answer is not None and text == after.answer.text and self._sounded is None:
                    self._sounded = at


def rows(measured: Sequence[Measured]) -> list[dict[str, Any]]:
    """One row per route, and one over all."""
    routes = sorted({one.route for one in measured})
    return [_row(route, [one for one in measured if one.route == route]) for route in routes] + [_row("all", measured)]


def _row(route: str, measured: Sequence[Measured]) -> dict[str, Any]:
    latencies = [one.latency for one in measured if one.latency is not None and not one.is_cut_off]
    return {
        "route": route,
        "n": len(measured),
        "p50": round(percentile(latencies, 50), 3),
        "p95": round(percentile(latencies, 95), 3),
        "cut_off": round(sum(one.is_cut_off for one in measured) / max(1, len(measured)), 3),
        "baseline_p50": {
            str(silence): round(percentile(_fixed(measured, silence), 50), 3) for silence in FIXED_SILENCES
        },
    }


def _fixed(measured: Sequence[Measured], silence: float) -> list[float]:
    """What a fixed silence would have cost: our own end of speech, the silence, then the same work."""
    return [
        one.heard_end + silence + (one.sounded - one.closed) - one.clip.ends
        for one in measured
        if one.sounded is not None and one.heard_end is not None and not one.is_cut_off
    ]
