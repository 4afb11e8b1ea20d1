"""Progress: how a pull tells whoever watches how far it is."""

from typing import Protocol


class Progress(Protocol):
    """Called from the pulling thread, often; must return at once. `total` is 0 where nobody knows it."""

    def __call__(self, done: int, total: int, stage: str) -> None: ...


def silent(done: int, total: int, stage: str) -> None:
    """For callers that do not watch."""
