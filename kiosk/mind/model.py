"""The contract of a language model."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked. The rules come first and never change, so that a model can keep them worked out."""

    rules: str
    task: str


class LanguageModel(Protocol):
    """Continues and weighs text. Not thread-safe: one worker owns it. Its words are never spoken unchecked."""

    @property
    def name(self) -> str: ...

    @property
    def parameters(self) -> int:
        """How many weights it has."""
        ...

    def stream(self, prompt: Prompt, most_tokens: int) -> Generator[str, None, None]:
        """Pieces of the reply as they come; closing the generator stops the model."""
        ...

    def likelihood(self, beginning: str, continuation: str) -> float:
        """Mean log probability of the continuation's tokens after the beginning; 0 is certain."""
        ...
