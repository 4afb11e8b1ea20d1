"""Words worked out beside the hearing: a recognizer in a thread of its own, so that no decision waits for it."""

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.audio import AudioChunk
from kiosk.domain.transcript import Transcript
from kiosk.senses.recognizer import Recognizer

PARTIAL_SECONDS = 0.6
"""Of sound between two partials of a recognizer that does not stream."""

BACK_OFF = 3.0
"""And at least this many times as long as the last one took to work out."""


@dataclass(frozen=True, slots=True)
class Words:
    """What became of one request."""

    utterance: int
    request: int
    """The number of the `settle` or `finish` that it answers; 0 for a partial."""

    transcript: Transcript
    until: float = 0.0
    """The audio time up to which it was heard."""


class Transcription:
    """Takes sound and requests at once; `news` gives what has been worked out since.

    In the same thread (`is_threaded=False`) everything is worked out as it is asked for: for recordings that are heard
    as fast as they can be.
    """

    def __init__(self, is_threaded: bool = True, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._news: queue.SimpleQueue[Words] = queue.SimpleQueue()
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._waiting = 0
        self._utterance, self._request, self._wanted = 0, 0, 0
        self._recognizer: Recognizer | None = None
        self._seconds, self._partial_at, self._until = 0.0, 0.0, 0.0
        self._thread = threading.Thread(target=self._work, name="transcription", daemon=True) if is_threaded else None
        if self._thread is not None:
            self._thread.start()

    def begin(self, recognizer: Recognizer) -> int:
        """A new utterance; its number."""
        self._utterance += 1
        number = self._utterance
        self._wanted = 0
        self._do(lambda: self._begin(recognizer))
        return number

    def hear(self, chunk: AudioChunk) -> None:
        """More sound of the utterance."""
        number = self._utterance
        self._do(lambda: self._hear(number, chunk))

    def settle(self) -> int:
        """The speaker pauses: works ahead; the request's number. Only for a recognizer that does not stream."""
        return self._ask(lambda recognizer: recognizer.settle())

    def finish(self) -> int:
        """All the words; the request's number."""
        return self._ask(lambda recognizer: recognizer.finish())

    def rest(self) -> None:
        """Speech goes on after a pause that was settled."""
        number = self._utterance
        self._do(lambda: self._recognizer.rest() if self._recognizer and number == self._utterance else None)

    def drop(self) -> None:
        """What was asked for last is no longer wanted; if nobody has begun with it, nobody will."""
        self._wanted = 0

    def news(self) -> list[Words]:
        """What has been worked out for the utterance at hand."""
        found = [self._news.get() for _ in range(self._news.qsize())]
        return [words for words in found if words.utterance == self._utterance]

    def close(self) -> None:
        """Ends the thread once it has finished what it does."""
        self._utterance += 1
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()

    def _ask(self, work: Callable[[Recognizer], Transcript]) -> int:
        self._request += 1
        request, number = self._request, self._utterance
        self._wanted = request
        self._do(lambda: self._answer(number, request, work))
        return request

    def _do(self, job: Callable[[], None]) -> None:
        if self._thread is None:
            job()
        else:
            self._jobs.put(job)

    # In the recognizer's thread

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def _begin(self, recognizer: Recognizer) -> None:
        self._recognizer = recognizer
        self._seconds, self._partial_at = 0.0, PARTIAL_SECONDS
        recognizer.reset()

    def _hear(self, number: int, chunk: AudioChunk) -> None:
        if number != self._utterance or self._recognizer is None:
            return
        self._until = chunk.at + chunk.seconds
        self._tell(number, 0, self._recognizer.accept(chunk))
        self._seconds += chunk.seconds
        # Sound that waits is heard first, and what was asked for comes before what was not.
        is_due = not self._recognizer.is_streaming and self._seconds >= self._partial_at
        if is_due and self._jobs.empty() and not self._wanted:
            before = self._clock()
            self._tell(number, 0, self._recognizer.partial())
            self._partial_at = self._seconds + max(PARTIAL_SECONDS, BACK_OFF * (self._clock() - before))

    def _answer(self, number: int, request: int, work: Callable[[Recognizer], Transcript]) -> None:
        if number == self._utterance and request == self._wanted and self._recognizer is not None:
            self._tell(number, request, work(self._recognizer))
            self._partial_at = self._seconds + PARTIAL_SECONDS

    def _tell(self, number: int, request: int, transcript: Transcript | None) -> None:
        if transcript is not None:
            self._news.put(Words(number, request, transcript, self._until))
