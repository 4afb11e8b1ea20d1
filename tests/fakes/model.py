"""A language model that says what it is told to, piece by piece."""

from collections.abc import Generator

from kiosk.mind.model import Prompt


class FakeModel:
    """Remembers what it was asked."""

    def __init__(self, reply: str, parameters: int = 2_000_000_000, fails: bool = False) -> None:
        self.name = "fake"
        self.parameters = parameters
        self.prompts: list[Prompt] = []
        self._reply = reply
        self._fails = fails

    def stream(self, prompt: Prompt, most_tokens: int) -> Generator[str, None, None]:
        self.prompts.append(prompt)
        for at in range(0, len(self._reply), 7):
            if self._fails and at > max(20, self._reply.rfind(". ")):
                raise RuntimeError("killed in the middle of a sentence")
            yield self._reply[at : at + 7]

    def likelihood(self, beginning: str, continuation: str) -> float:
        shared = set(beginning.lower().split()) & set(continuation.lower().split())
        return -1.0 / (1 + len(shared))
