"""Words worked out beside the hearing: a recognizer in a thread of its own, so that no decision waits for it."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.audio import AudioChunk
from kiosk.domain.problem import Problem
from kiosk.domain.sensing.transcript import Transcript
from kiosk.senses.errors import SensesError
from kiosk.senses.heartbeat import Heartbeat
from kiosk.senses.recognition.backlog import Backlog, Job
from kiosk.senses.recognition.recognizer import Recognizer

log = logging.getLogger(__name__)

PARTIAL_SECONDS = 0.6
"""Of sound between two partials of a recognizer that does not stream."""

BACK_OFF = 3.0
"""And at least this many times as long as the last one took to work out."""

JOB_SECONDS, OPEN_SECONDS = 60.0, 90.0
"""A recognizer that is longer at one job, or at loading its model, hangs; a busy machine makes it slow, no more."""

LAG_SECONDS = 10.0
"""So much sound waits at most, as while a model is loaded; an answer that comes later is no answer any more."""

MOST_FAILURES = 3
"""In a row, and a new process must do what opening the recognizer anew did not."""

WAITING_NEWS = 256
"""Nobody asks for the news of an utterance that was given up; the oldest are forgotten."""

CLOSE_SECONDS = 2.0
NOTHING = Transcript("", is_final=True)

Opening = Callable[[str], Recognizer]
"""Opens the recognizer of a language; takes seconds. Raises SensesError where there is none."""


@dataclass(frozen=True, slots=True)
class Words:
    """What became of one request."""

    utterance: int
    request: int
    """The number of the `settle` or `finish` that it answers; 0 for a partial."""

    transcript: Transcript
    until: float = 0.0
    """The audio time up to which it was heard."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of opening the recognizer of a language."""

    language: str
    name: str = ""
    reason: str = ""
    """Why there is none: the code of a problem, or an error's name."""


class Transcription:
    """Takes sound and requests at once; `news` gives what has been worked out since.

    It has the recognizer of one language at a time, to keep memory bounded, and opens it in its own thread: loading a
    model holds up nobody. An utterance in which it fails has no words, and the next one has a new recognizer.

    In the same thread (`is_threaded=False`) everything is worked out as it is asked for: for recordings that are heard
    as fast as they can be. Whatever fails is raised there.
    """

    def __init__(
        self, opening: Opening, is_threaded: bool = True, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self._opening, self._clock = opening, clock
        # Filled by one thread and emptied by the other without a lock: a deque's ends allow it.
        self._news: deque[Words] = deque(maxlen=WAITING_NEWS)
        self._opened: deque[Opened] = deque(maxlen=WAITING_NEWS)
        self._backlog, self._heartbeat = Backlog(LAG_SECONDS), Heartbeat(clock)
        # Each written by one thread: `_answered` by the recognizer's, the others by whoever listens.
        self._utterance, self._request, self._wanted, self._answered = 0, 0, 0, 0
        self._lags = False
        self._failures = 0
        self._language = ""
        self._recognizer: Recognizer | None = None
        self._seconds, self._partial_at, self._until = 0.0, 0.0, 0.0
        self._thread = threading.Thread(target=self._work, name="transcription", daemon=True) if is_threaded else None
        if self._thread is not None:
            self._thread.start()

    @property
    def fault(self) -> Problem | None:
        """Why no words will come any more, which only a new process mends; None while they will."""
        if self._thread is None or self._backlog.is_closed:
            return None
        if self._heartbeat.is_overdue:
            return Problem("KS0013", "recognizer", "does not come to an end with what it has begun")
        if not self._thread.is_alive():
            return Problem("KS0013", "recognizer", "its thread has ended")
        if self._failures >= MOST_FAILURES:
            return Problem("KS0013", "recognizer", f"has failed {self._failures} times in a row")
        return None

    @property
    def name(self) -> str:
        """Of the recognizer that is there; empty where none is."""
        # Read once: the other thread may put another one, or none, in its place.
        recognizer = self._recognizer
        return recognizer.name if recognizer is not None else ""

    @property
    def settles(self) -> bool:
        """Whether `settle` is worth asking for: the recognizer is there and does not stream."""
        recognizer = self._recognizer
        return recognizer is not None and not recognizer.is_streaming

    def prepare(self, language: str) -> None:
        """Opens the recognizer of a language before anybody speaks; `opened` tells what came of it."""
        self._utterance += 1
        self._start(Job(lambda: self._prepare(language), self._utterance))

    def begin(self, language: str) -> int:
        """A new utterance; its number."""
        self._utterance += 1
        self._wanted, self._lags = 0, False
        self._start(Job(lambda: self._begin(language), self._utterance))
        return self._utterance

    def hear(self, chunk: AudioChunk) -> None:
        """More sound of the utterance."""
        number = self._utterance
        dropped = self._do(Job(lambda: self._hear(number, chunk), number, seconds=chunk.seconds))
        # Once for an utterance, or the log would get a line for every chunk.
        if dropped and not self._lags:
            self._lags = True
            log.warning("the recognizer is %.0f s behind: the oldest sound is dropped", LAG_SECONDS)

    def settle(self) -> int:
        """The speaker pauses: works ahead; the request's number. Only for a recognizer that does not stream."""
        return self._ask(lambda recognizer: recognizer.settle())

    def finish(self) -> int:
        """All the words; the request's number."""
        return self._ask(lambda recognizer: recognizer.finish())

    def rest(self) -> None:
        """Speech goes on after a pause that was settled."""
        number, request = self._utterance, self._request
        self._do(Job(lambda: self._rest(number, request), number))

    def drop(self) -> None:
        """What was asked for last is no longer wanted; if nobody has begun with it, nobody will."""
        self._wanted = 0

    def news(self) -> list[Words]:
        """What has been worked out for the utterance at hand."""
        # As many as lie there now: the other thread may be adding more.
        found = [self._news.popleft() for _ in range(len(self._news))]
        return [words for words in found if words.utterance == self._utterance]

    def opened(self) -> list[Opened]:
        """Which recognizers were opened since the last call, or could not be."""
        return [self._opened.popleft() for _ in range(len(self._opened))]

    def close(self) -> None:
        """Ends the thread once it has finished what it does; one that hangs is left to the end of the process."""
        self._utterance += 1
        self._backlog.close()
        if self._thread is not None:
            self._thread.join(CLOSE_SECONDS)
            if self._thread.is_alive():
                log.warning("the recognizer does not come to an end")

    def _ask(self, work: Callable[[Recognizer], Transcript]) -> int:
        self._request += 1
        request, number = self._request, self._utterance
        self._wanted = request
        self._do(Job(lambda: self._answer(number, request, work), number, request=request))
        return request

    def _start(self, job: Job) -> None:
        if self._thread is None:
            job.work()
        else:
            self._backlog.begin(job)

    def _do(self, job: Job) -> float:
        if self._thread is None:
            job.work()
            return 0.0
        return self._backlog.put(job)

    # In the recognizer's thread

    def _work(self) -> None:
        while (job := self._backlog.take()) is not None:
            self._heartbeat.begin(JOB_SECONDS)
            try:
                job.work()
            except Exception:
                log.exception("the recognizer failed; the next utterance has a new one")
                self._fail(job)
            self._heartbeat.rest()

    def _fail(self, job: Job) -> None:
        """What is left of the utterance is not heard, and whoever waits for its words has none."""
        self._failures += 1
        self._recognizer = None
        if job.request and job.request == self._wanted:
            self._tell(job.utterance, job.request, NOTHING)

    def _prepare(self, language: str) -> None:
        if self._recognizer is not None and language == self._language:
            self._opened.append(Opened(language, self._recognizer.name))
        else:
            self._open(language)

    def _begin(self, language: str) -> None:
        if self._recognizer is None or language != self._language:
            self._open(language)
        if self._recognizer is not None:
            self._seconds, self._partial_at = 0.0, PARTIAL_SECONDS
            self._recognizer.reset()

    def _open(self, language: str) -> None:
        """Opens the recognizer of this language; where that cannot be, it is told."""
        # The one before is let go first: two models at a time are more than a small machine holds.
        self._recognizer, self._language = None, language
        self._heartbeat.begin(OPEN_SECONDS)
        try:
            self._recognizer = self._opening(language)
        except Exception as error:
            if self._thread is None:
                raise
            reason = error.problems[0].code if isinstance(error, SensesError) else type(error).__name__
            log.exception("no recognizer for %s", language)
            self._opened.append(Opened(language, reason=reason))
            return
        self._heartbeat.begin(JOB_SECONDS)
        self._opened.append(Opened(language, self._recognizer.name))

    def _hear(self, number: int, chunk: AudioChunk) -> None:
        if number != self._utterance or self._recognizer is None:
            return
        self._until = chunk.at + chunk.seconds
        self._tell(number, 0, self._recognizer.accept(chunk))
        self._seconds += chunk.seconds
        # Sound that waits is heard first, and what was asked for comes before what was not.
        is_due = not self._recognizer.is_streaming and self._seconds >= self._partial_at
        if is_due and self._backlog.is_empty and not self._wanted:
            before = self._clock()
            self._tell(number, 0, self._recognizer.partial())
            self._partial_at = self._seconds + max(PARTIAL_SECONDS, BACK_OFF * (self._clock() - before))

    def _rest(self, number: int, request: int) -> None:
        # What was to be settled in the pause may have been passed over: then nothing of it may stay as it is.
        if number == self._utterance and request == self._answered and self._recognizer is not None:
            self._recognizer.rest()

    def _answer(self, number: int, request: int, work: Callable[[Recognizer], Transcript]) -> None:
        if number != self._utterance or request != self._wanted:
            return
        if self._recognizer is None:
            self._tell(number, request, NOTHING)
            return
        self._tell(number, request, work(self._recognizer))
        self._answered, self._failures = request, 0
        self._partial_at = self._seconds + PARTIAL_SECONDS

    def _tell(self, number: int, request: int, transcript: Transcript | None) -> None:
        if transcript is not None:
            self._news.append(Words(number, request, transcript, self._until))
