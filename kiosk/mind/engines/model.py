"""The contract of a language model."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Protocol

from kiosk.mind.engines.stop import Stop


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked. The rules come first and never change, so that a model can keep them worked out."""

    rules: str
    task: str


class LanguageModel(Protocol):
    """Continues and weighs text. Its words are never spoken unchecked.

    Not thread-safe: one thread uses it. Yet `stop` may be called on any thread: within 100 ms `stream` or `likelihood`
    raises `StoppedError`, even before the first piece and while the prompt is read; a stop called beforehand counts.
    What was stopped leaves no trace: the next question gets the words that it would have got.
    """

    @property
    def name(self) -> str: ...

    @property
    def parameters(self) -> int:
        """How many weights it has."""
        ...

    def stream(self, prompt: Prompt, most_tokens: int, stop: Stop | None = None) -> Generator[str, None, None]:
        """Pieces of the reply as they come; closing the generator stops the model."""
        ...

    def likelihood(self, beginning: str, continuation: str, stop: Stop | None = None) -> float:
        """Mean log probability of the continuation's tokens after the beginning; 0 is certain."""
        ...
