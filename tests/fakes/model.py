"""A language model that says what it is told to, piece by piece."""

import threading
from collections.abc import Generator

from kiosk.mind.engines.model import Prompt
from kiosk.mind.engines.stop import Stop, StoppedError


class FakeModel:
    """Remembers what it was asked."""

    def __init__(self, reply: str, parameters: int = 2_000_000_000, fails: bool = False) -> None:
        self.name = "fake"
        self.parameters = parameters
        self.prompts: list[Prompt] = []
        self._reply = reply
        self._fails = fails

    def stream(self, prompt: Prompt, most_tokens: int, stop: Stop | None = None) -> Generator[str, None, None]:
        self.prompts.append(prompt)
        for at in range(0, len(self._reply), 7):
            if self._fails and at > max(20, self._reply.rfind(". ")):
                raise RuntimeError("killed in the middle of a sentence")
            if stop is not None and stop.is_called:
                raise StoppedError("told to stop")
            yield self._reply[at : at + 7]

    def likelihood(self, beginning: str, continuation: str, stop: Stop | None = None) -> float:
        if stop is not None and stop.is_called:
            raise StoppedError("told to stop")
        shared = set(beginning.lower().split()) & set(continuation.lower().split())
        return -1.0 / (1 + len(shared))


class EndlessModel(FakeModel):
    """Says its reply and then reads for ever, the prompt if it has nothing to say: until it is stopped or released."""

    def __init__(self, reply: str = "", is_deaf: bool = False) -> None:
        """`is_deaf`: not even a stop ends it."""
        super().__init__(reply)
        self.is_reading = threading.Event()
        self.released = threading.Event()
        self._is_deaf = is_deaf

    def stream(self, prompt: Prompt, most_tokens: int, stop: Stop | None = None) -> Generator[str, None, None]:
        yield from super().stream(prompt, most_tokens, stop)
        self._read(stop or Stop())

    def likelihood(self, beginning: str, continuation: str, stop: Stop | None = None) -> float:
        self._read(stop or Stop())
        return super().likelihood(beginning, continuation, stop)

    def _read(self, stop: Stop) -> None:
        ended = threading.Event()
        with stop.doing(ended.set):
            self.is_reading.set()
            (self.released if self._is_deaf else ended).wait()
        if not self._is_deaf:
            raise StoppedError("told to stop")
