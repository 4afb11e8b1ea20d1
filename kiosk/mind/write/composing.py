"""Composing: a model shortens the passages found, and only what one source sentence says passes."""

import logging
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from kiosk.mind.engines.model import LanguageModel
from kiosk.mind.engines.stop import Stop, StoppedError
from kiosk.mind.settings import MindSettings
from kiosk.mind.texts.retrieval import Found, Sentence
from kiosk.mind.texts.sentences import whole
from kiosk.mind.write.grounding import supported
from kiosk.mind.write.prompt import composing

log = logging.getLogger(__name__)
NOTES = 4
MOST_SENTENCES = 2
MEASURED = 3
"""So many last times count."""

AGAIN_SECONDS = 3600.0
"""A machine that was too slow may only have been busy: after so long it is measured again."""

WARMING = ("The lamp was kept burning all night.", "The letters were kept in a box of oak.")


@dataclass(frozen=True, slots=True)
class Composed:
    """One sentence of the model with the sentence it rests on."""

    text: str
    source: Sentence


class Composer:
    """One model with the time that it took on this machine. Not thread-safe: one mind owns it."""

    def __init__(
        self, model: LanguageModel, settings: MindSettings, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._model, self._settings, self._clock = model, settings, clock
        self._times: deque[float] = deque(maxlen=MEASURED)
        self._measured_at = clock()

    @property
    def first_seconds(self) -> float | None:
        """Mean of the last times from a question to a first whole sentence; None before the first."""
        return sum(self._times) / len(self._times) if self._times else None

    @property
    def is_willing(self) -> bool:
        """Below a billion parameters a model may choose but not speak, and neither may one that takes too long, unless
        somebody insists."""
        if self._settings.compose != "auto":
            return self._settings.compose == "always"
        return self._is_large and self._is_quick

    @property
    def is_due(self) -> bool:
        """Whether it was too slow so long ago that it should be measured again."""
        is_in_question = self._settings.compose == "auto" and self._is_large and not self._is_quick
        return is_in_question and self._clock() - self._measured_at >= AGAIN_SECONDS

    @property
    def _is_large(self) -> bool:
        return self._model.parameters >= self._settings.composer_parameters

    @property
    def _is_quick(self) -> bool:
        return (self.first_seconds or 0.0) <= self._settings.first_seconds

    def warm(self, stop: Stop | None = None) -> None:
        """Works the rules out ahead, and measures twice: the second time is that of a visit."""
        for note in WARMING:
            list(self._sentences("What is kept here?", [note], stop or Stop()))
        if len(self._times) > 1:
            self._times.popleft()
        if not self.is_willing:
            log.warning("a first sentence takes %.1f s here: passages are quoted instead", self.first_seconds or 0.0)

    def measure(self, stop: Stop) -> None:
        """Warms anew and forgets the times before; where it was stopped or got no answer they count on."""
        before, self._times = self._times, deque(maxlen=MEASURED)
        self.warm(stop)
        if stop.is_called or not self._times:
            self._times = before
        if not stop.is_called:
            self._measured_at = self._clock()

    def composed(
        self, question: str, ranked: Sequence[tuple[Found, float]], stop: Stop | None = None
    ) -> Iterator[Composed]:
        """Supported sentences as each is done, up to the first that is not; none where there are none in time, and none
        any more once `stop` is called."""
        notes = [one.sentence for one, _ in ranked[:NOTES]]
        texts = [note.text for note in notes]
        used: list[Sentence] = []
        with closing(self._sentences(question, texts, stop or Stop())) as sentences:
            for sentence in sentences:
                place = supported(sentence, texts)
                # What follows an invention is not spoken either, supported or not.
                if place is None:
                    break
                if notes[place] not in used:
                    used.append(notes[place])
                    yield Composed(sentence, notes[place])
                if len(used) == MOST_SENTENCES:
                    break
        log.info("composed %d sentences", len(used))

    def _sentences(self, question: str, notes: Sequence[str], stop: Stop) -> Generator[str, None, None]:
        """The model's sentences as each becomes whole; none more once the model fails, time is up or it is stopped."""
        began, has_begun = self._clock(), False
        # Of its own: time that is up must not stop the quotation that takes its place.
        limit = Stop()
        with stop.doing(limit.call), limit.within(self._settings.compose_seconds):
            stream = self._model.stream(composing(question, notes), self._settings.compose_tokens, limit)
            try:
                for sentence in whole(stream):
                    if not has_begun:
                        self._took(self._clock() - began)
                    has_begun = True
                    yield sentence
            except StoppedError:
                # Whoever left says nothing about the machine; time that ran out does, and counts in full.
                if not has_begun and not stop.is_called:
                    self._took(max(self._clock() - began, self._settings.compose_seconds))
            except (RuntimeError, ValueError, OSError) as error:
                log.warning("composing failed: %s", type(error).__name__)
            finally:
                stream.close()

    def _took(self, seconds: float) -> None:
        """Of a question to its first whole sentence, or to the end of patience without one."""
        self._times.append(seconds)
        self._measured_at = self._clock()
