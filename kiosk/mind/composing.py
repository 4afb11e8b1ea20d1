"""Composing: a model shortens the passages found, and only what one source sentence says passes."""

import logging
import time
from collections.abc import Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class Composed:
    """One sentence of the model with the sentence it rests on."""

    text: str
    source: Sentence


def may_compose(model: LanguageModel | None, settings: MindSettings) -> bool:
    """Below a billion parameters a model may choose but not speak, unless somebody insists."""
    if model is None or settings.compose == "never":
        return False
    return settings.compose == "always" or model.parameters >= settings.composer_parameters


def composed(
    question: str, ranked: Sequence[tuple[Found, float]], model: LanguageModel, settings: MindSettings
) -> list[Composed]:
    """Supported sentences only, up to the first that is not; empty where there are none in time."""
    notes = [one.sentence for one, _ in ranked[:NOTES]]
    texts = [note.text for note in notes]
    until = time.monotonic() + settings.compose_seconds
    done: list[Composed] = []
    stream = model.stream(composing(question, texts), settings.compose_tokens)
    try:
        for sentence in whole(_in_time(stream, until)):
            place = supported(sentence, texts)
            if place is None:
                break
            if notes[place] not in [one.source for one in done]:
                done.append(Composed(sentence, notes[place]))
            if len(done) == MOST_SENTENCES:
                break
    except (RuntimeError, ValueError, OSError) as error:
        log.warning("composing failed: %s", type(error).__name__)
    finally:
        stream.close()
    log.info("composed %d sentences", len(done))
    return done


def _in_time(pieces: Iterator[str], until: float) -> Iterator[str]:
    """The stream until time is up; what was begun then is no sentence and fails the check."""
    for piece in pieces:
        if time.monotonic() > until:
            return
        yield piece
