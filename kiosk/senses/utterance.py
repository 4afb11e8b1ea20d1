"""One utterance: sound kept from before it, endpointing, and its words."""

from collections import deque

from kiosk.domain.audio import AudioChunk
from kiosk.domain.endpointing import EndpointingRules, Listening, expect, hear
from kiosk.domain.transcript import Transcript
from kiosk.senses.recognizer import Recognizer

SETTLE_SECONDS = 0.18
"""After this much silence the recognizer works ahead: shorter than any rule's silence."""


class Utterance:
    """Hears chunks until the visitor has finished; then `ended` holds the transcript."""

    def __init__(self, recognizer: Recognizer, rules: EndpointingRules) -> None:
        self._recognizer, self._rules = recognizer, rules
        self._before: deque[AudioChunk] = deque()
        self._settled: Transcript | None = None
        self._is_settled = False
        self.listening = Listening(silence_needed=rules.silence_seconds)
        self.started: float | None = None
        """Audio time of the first voiced sample."""

        recognizer.reset()

    @property
    def is_ended(self) -> bool:
        return self.listening.is_ended

    def expect(self, is_sure: bool, is_complete: bool) -> None:
        """Changes how much silence is waited for."""
        self.listening = expect(self.listening, is_sure, is_complete, self._rules)

    def feed(self, chunk: AudioChunk, is_voiced: bool) -> Transcript | None:
        """Hears one more chunk; the words so far where they have changed."""
        end = chunk.at + chunk.seconds
        was_open = self.listening.is_open
        self.listening = hear(self.listening, end, is_voiced, self._rules)
        if not self.listening.is_open and not was_open:
            self._keep(chunk)
            return None
        if not was_open:
            self.started = (self.listening.opened_at or end) - chunk.seconds
            return self._catch_up(chunk)
        if is_voiced:
            self._is_settled, self._settled = False, None
        partial = self._recognizer.accept(chunk)
        if not self._is_settled and end - self.listening.voiced_last >= SETTLE_SECONDS:
            self._is_settled, self._settled = True, self._recognizer.settle()
            return self._settled or partial
        return partial

    def finish(self) -> Transcript:
        """All the words, worked out ahead where the visitor has said nothing since."""
        if self._settled is None:
            return self._recognizer.finish()
        self._recognizer.reset()
        return self._settled

    def _keep(self, chunk: AudioChunk) -> None:
        self._before.append(chunk)
        kept = self._rules.pre_roll_seconds + self._rules.start_seconds
        while self._before and chunk.at - self._before[0].at > kept:
            self._before.popleft()

    def _catch_up(self, chunk: AudioChunk) -> Transcript | None:
        partial = None
        for earlier in (*self._before, chunk):
            partial = self._recognizer.accept(earlier) or partial
        self._before.clear()
        return partial
