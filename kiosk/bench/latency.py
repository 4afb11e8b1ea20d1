"""`kiosk bench latency`: recorded questions through the whole chain in real time; `bench_latency_rows` adds them up.

A bench pack is made whose questions are what the clips say. After each clip the room is quiet.
"""

import csv
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from kiosk.app.runtime.kiosk import Kiosk
from kiosk.app.wiring.setup import Setup
from kiosk.app.workers.simulated_input import ClipHeard, HearFile, HearSound
from kiosk.bench.latency_rows import Measured
from kiosk.domain.audio import BYTES_PER_SAMPLE, Speech
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.script import Line, PackWords
from kiosk.domain.events import AnswerReady, SpeechResumed, SpeechStarted, Tapped, Typed, UtteranceEnded
from kiosk.domain.problem import KioskError, Problem
from kiosk.domain.screen import controls
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import MICROPHONE, Interaction
from kiosk.process.clock import now
from kiosk.process.link import Note, Post
from kiosk.senses.microphone_file import spoken_end
from kiosk.sound.levels import frame_powers
from kiosk.sound.recording import Recording, read_recording, samples_of

log = logging.getLogger(__name__)

SEED = 20
FAINT_PERCENT, CLEAN_DB = 5, 42.0
"""The faintest twentieth of a clean clip lies this far below its loudest 10 ms: 7 dB below what counts as speech."""

YES = ("1", "true", "yes")
CLIP_SECONDS = 40.0
START_SECONDS = 120.0
ROOM_TONE_SECONDS = 2.0
"""Quiet after every clip, and before the first."""


@dataclass(frozen=True, slots=True)
class Question:
    """One utterance to be heard."""

    text: str
    order: HearFile | HearSound


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
    clean = [row for row in rows if is_clean(read_recording(table.parent / row["path"]))]
    if len(clean) < len(rows):
        log.warning("%d recordings are left out: their own noise hides where speech ends", len(rows) - len(clean))
    rows = clean
    if not rows:
        raise KioskError(Problem("KB0002", str(table), f"names no recording in '{language}' that is there"))
    random.Random(SEED).shuffle(rows)
    rows.sort(key=lambda row: row["is_question"].lower() not in YES)
    return [Question(row["text"], HearFile(table.parent / row["path"])) for row in rows[:count]]


def is_clean(recording: Recording) -> bool:
    """Whether its noise lies well below what counts as speech, so that the true end of speech can be told."""
    powers = frame_powers(recording.samples, recording.rate_hz)
    return len(powers) > 0 and bool(np.percentile(powers, FAINT_PERCENT) <= powers.max() * 10 ** (-CLEAN_DB / 10))


def synthetic(pack: Pack, count: int, speak: Callable[[str, str], Speech]) -> list[Question]:
    """The pack's own questions by a synthetic visitor, where there are no recordings."""
    asks = [ask for line in pack.lines.get(pack.language, ()) for ask in line.asks]
    random.Random(SEED).shuffle(asks)
    return [
        Question(ask, HearSound((spoken := speak(ask, pack.language)).samples, spoken.rate_hz)) for ask in asks[:count]
    ]


def bench_setup(setup: Setup, questions: Sequence[Question], voice: Path) -> Setup:
    """A kiosk whose script knows the questions, each with an answer of its own."""
    language = setup.pack.language
    lines = tuple(
        Line(f"q{number}", (question.text,), (f"That was question number {number}.",))
        for number, question in enumerate(questions, 1)
    )
    pack = replace(
        setup.pack,
        lines={language: lines},
        passages={language: ()},
        near={},
        words={language: PackWords()},
        digest="bench",
    )
    return setup.with_pack(pack).rehearsed(voice)


@dataclass(slots=True)
class Course:
    """What happens while one clip is heard."""

    clip: ClipHeard | None = None
    ends: list[UtteranceEnded] = field(default_factory=list)
    """Each time the utterance was taken for finished."""

    resumed: int = 0
    """How often that was taken back."""

    ready: float | None = None
    route: str = "none"
    line: str | None = None
    sounded: float | None = None
    """The first sample of the first answer that was heard."""


class LatencyBench:
    """Asks one question after another; `measured` grows."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        self.measured: list[Measured] = []
        self._course = Course()
        kiosk.director.observe(self._observe)

    def run(self, questions: Sequence[Question], tell: Callable[[str], None], frame: Callable[[], object]) -> None:
        """Plays all questions. `frame` draws and waits; it is called until each answer sounds."""
        self._until(lambda: not self._kiosk.director.now.machine.lost - {"camera"}, START_SECONDS, frame)
        self._kiosk.inbox.put(Typed(now(), "hello"))
        self._until(lambda: self._phase() is Phase.ANSWERING, 30.0, frame)
        self._until(lambda: self._phase() is Phase.LISTENING, 30.0, frame)
        for number, question in enumerate(questions, 1):
            self._ask(number, question, frame)
            tell(f"{number}/{len(questions)}")

    def _ask(self, number: int, question: Question, frame: Callable[[], object]) -> None:
        begin = now() + ROOM_TONE_SECONDS
        self._until(lambda: now() > begin and self._is_quiet(), 30.0, frame)
        course = self._course = Course()
        self._kiosk.workers[MICROPHONE].send(question.order)
        self._until(lambda: course.sounded is not None, CLIP_SECONDS, frame)
        if course.clip is None:
            return
        over = course.clip.starts + len(course.clip.samples) / BYTES_PER_SAMPLE / course.clip.rate_hz
        self._until(lambda: now() > over, CLIP_SECONDS, frame)
        self.measured.append(_measured(course, question.text, f"q{number}"))
        self._kiosk.inbox.put(Tapped(now(), controls.STOP))
        self._until(self._is_quiet, 30.0, frame)

    def _is_quiet(self) -> bool:
        return self._phase() is Phase.LISTENING and not self._kiosk.director.now.turn.ear.is_hearing

    def _phase(self) -> Phase:
        return self._kiosk.director.now.phase

    def _until(self, is_so: Callable[[], bool], seconds: float, frame: Callable[[], object]) -> bool:
        ends = now() + seconds
        while not is_so() and now() < ends:
            frame()
        return is_so()

    def _observe(self, event: Post, before: Interaction, after: Interaction) -> None:
        course = self._course
        match event:
            case Note(content=ClipHeard() as clip):
                course.clip = clip
            case UtteranceEnded() if course.clip and before.phase is Phase.LISTENING and after.phase is Phase.THINKING:
                course.ends.append(event)
            case SpeechResumed() if after.turn.number != before.turn.number:
                course.resumed += 1
            case AnswerReady(at=at) if course.ends and after.phase is Phase.ANSWERING and course.sounded is None:
                course.ready = at
            case SpeechStarted(text=text, at=at) if course.ends and course.sounded is None:
                answer = after.visit.answer
                if after.phase is Phase.ANSWERING and answer is not None and text == answer.text:
                    course.sounded, course.route, course.line = at, answer.route.value, answer.line


def _measured(course: Course, text: str, line: str) -> Measured:
    assert course.clip is not None
    true_end = course.clip.starts + spoken_end(samples_of(course.clip.samples), course.clip.rate_hz)
    last = course.ends[-1] if course.ends else None
    return Measured(
        route=course.route if course.sounded is not None else "none",
        true_end=true_end,
        closings=tuple(end.at for end in course.ends),
        heard_end=last.speech_end if last else None,
        ready=course.ready,
        sounded=course.sounded,
        resumed=course.resumed,
        said=text,
        heard=last.text if last else "",
        is_right=course.line == line,
    )
