"""What the recognizer understood of an utterance."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Word:
    """One recognized word."""

    text: str
    start: float
    """Seconds of audio since the utterance was opened."""

    end: float
    confidence: float | None = None
    """0 to 1; None where the recognizer has none."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """How words came in that were spoken."""

    confidence: float | None = None
    """The recognizer's, 0 to 1; None where it has none."""

    others: Sequence[str] = ()
    """What else may have been said, likeliest first."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words so far, or all of them."""

    text: str
    is_final: bool = False
    words: Sequence[Word] = ()
    recognizer: str = ""
    others: Sequence[str] = ()
    """What else may have been said, as the sound allows; likeliest first."""

    is_doubted: bool = False
    """More likely noise than words; whoever holds a button means to speak all the same."""

    @property
    def confidence(self) -> float | None:
        """The mean of the words' confidences, None where the recognizer has none."""
        known = [word.confidence for word in self.words if word.confidence is not None]
        return sum(known) / len(known) if known else None


def without_words(transcript: Transcript) -> Transcript:
    """Nothing that was said."""
    return replace(transcript, text="", words=(), others=())


def joined(segments: Sequence[Transcript]) -> Transcript:
    """One utterance of the segments a recognizer cut it into: nothing of them is lost."""
    return Transcript(
        text=" ".join(segment.text for segment in segments if segment.text),
        is_final=bool(segments) and segments[-1].is_final,
        words=tuple(word for segment in segments for word in segment.words),
        recognizer=segments[-1].recognizer if segments else "",
        # What else a part may be says nothing of the whole.
        others=segments[-1].others if len(segments) == 1 else (),
        is_doubted=bool(segments) and segments[-1].is_doubted,
    )
