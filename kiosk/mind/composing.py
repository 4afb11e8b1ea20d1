"""Composing: a model shortens the passages found, and only what one source sentence says passes."""

import logging
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from kiosk.mind.grounding import supported
from kiosk.mind.model import LanguageModel
from kiosk.mind.prompt import composing
from kiosk.mind.retrieval import Found, Sentence
from kiosk.mind.sentences import whole
from kiosk.mind.settings import MindSettings

log = logging.getLogger(__name__)
NOTES = 4
MOST_SENTENCES = 2
MEASURED = 3
"""So many last times count."""

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
        is_large = self._model.parameters >= self._settings.composer_parameters
        return is_large and (self.first_seconds or 0.0) <= self._settings.first_seconds

    def warm(self) -> None:
        """Works the rules out ahead, and measures twice: the second time is that of a visit."""
        for note in WARMING:
            list(self._sentences("What is kept here?", [note]))
        if len(self._times) > 1:
            self._times.popleft()
        if not self.is_willing:
            log.warning("a first sentence takes %.1f s here: passages are quoted instead", self.first_seconds or 0.0)

    def composed(self, question: str, ranked: Sequence[tuple[Found, float]]) -> Iterator[Composed]:
        """Supported sentences as each is done, up to the first that is not; none where there are none in time."""
        notes = [one.sentence for one, _ in ranked[:NOTES]]
        texts = [note.text for note in notes]
        used: list[Sentence] = []
        with closing(self._sentences(question, texts)) as sentences:
            for sentence in sentences:
                place = supported(sentence, texts)
                if place is None:
                    break
                if notes[place] not in used:
                    used.append(notes[place])
                    yield Composed(sentence, notes[place])
                if len(used) == MOST_SENTENCES:
                    break
        log.info("composed %d sentences", len(used))

    def _sentences(self, question: str, notes: Sequence[str]) -> Generator[str, None, None]:
        """The model's sentences as each becomes whole; none more once the model fails or time is up."""
        began = self._clock()
        until = began + self._settings.compose_seconds
        stream = self._model.stream(composing(question, notes), self._settings.compose_tokens)
        try:
            for at, sentence in enumerate(whole(self._in_time(stream, until))):
                if at == 0:
                    self._times.append(self._clock() - began)
                yield sentence
        except (RuntimeError, ValueError, OSError) as error:
            log.warning("composing failed: %s", type(error).__name__)
        finally:
            stream.close()

    def _in_time(self, pieces: Iterator[str], until: float) -> Iterator[str]:
        """The stream until time is up; what was begun then is no sentence and fails the check."""
        for piece in pieces:
            if self._clock() > until:
                return
            yield piece
