"""A language model on another machine, behind any server that speaks OpenAI's chat API (llama.cpp's, vLLM, …).

Nothing leaves the kiosk unless its operator names a server. A question that the server does not answer in time goes to
the kiosk's own model; after a few failures the server is left alone for a while. The key is read from the environment.
"""

import http.client
import logging
import os
import ssl
import time
from collections.abc import Callable, Generator
from urllib.parse import SplitResult, urlsplit

from kiosk.mind.engines.model import LanguageModel, Prompt
from kiosk.mind.engines.request_openai import RefusalError, Request
from kiosk.mind.engines.server import Server
from kiosk.mind.engines.stop import Stop

log = logging.getLogger(__name__)

FAILED = (OSError, http.client.HTTPException, ValueError, KeyError, IndexError, TypeError, AttributeError)
"""What a server may do wrong: be away, break off, or speak something else."""

# Of a server that is busy or starting anew; the others will be the same the second time.
RETRIED = frozenset({408, 429, 500, 502, 503, 504})


class OpenAiModel:
    """Keeps the promises of `LanguageModel`; what the server cannot do, the own model does, if there is one."""

    def __init__(
        self, server: Server, own: LanguageModel | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._server, self._own, self._clock = server, own, clock
        self._address: SplitResult = urlsplit(server.url)
        self._failures = 0
        self._rests_until = 0.0
        self.name = server.model or self._address.hostname or "server"

    @property
    def parameters(self) -> int:
        """Of the model that would answer now."""
        return self._server.parameters if self.is_trusted or self._own is None else self._own.parameters

    @property
    def is_trusted(self) -> bool:
        """Whether the server is asked at all."""
        return self._clock() >= self._rests_until

    def stream(self, prompt: Prompt, most_tokens: int, stop: Stop | None = None) -> Generator[str, None, None]:
        """Once the first piece is there, nobody else takes over: what breaks off then is raised as OSError."""
        stop = stop or Stop()
        pieces = self._begun(prompt, most_tokens, stop) if self.is_trusted else None
        if pieces is None:
            if self._own is None:
                raise OSError("no server answers, and there is no model of the kiosk's own")
            yield from self._own.stream(prompt, most_tokens, stop)
            return
        try:
            yield from pieces
            self._failures = 0
        except FAILED as error:
            self._failed(error)
            raise OSError("the server broke off") from error
        finally:
            pieces.close()

    def likelihood(self, beginning: str, continuation: str, stop: Stop | None = None) -> float:
        """Weighed by the kiosk's own model: servers do not tell the probability of given words. Without one all
        continuations are alike."""
        return self._own.likelihood(beginning, continuation, stop) if self._own is not None else 0.0

    def _begun(self, prompt: Prompt, most_tokens: int, stop: Stop) -> Generator[str, None, None] | None:
        """A stream whose first piece has come; None after the last attempt."""
        for _ in range(self._server.attempts):
            pieces = self._pieces(prompt, most_tokens, stop)
            try:
                first = next(pieces, "")
                return _after(first, pieces)
            except FAILED as error:
                self._failed(error)
                if isinstance(error, RefusalError) and error.status not in RETRIED:
                    break
                if not self.is_trusted:
                    break
        return None

    def _pieces(self, prompt: Prompt, most_tokens: int, stop: Stop) -> Generator[str, None, None]:
        body = {
            "messages": [
                {"role": "system", "content": prompt.rules},
                {"role": "user", "content": prompt.task},
            ],
            "max_tokens": most_tokens,
            "temperature": 0,
            "stream": True,
            **({"model": self._server.model} if self._server.model else {}),
        }
        path = f"{self._address.path.rstrip('/')}/chat/completions"
        request = Request(self._connection(), path, self._headers())
        return request.pieces(body, self._server.timeout_seconds, stop)

    def _connection(self) -> http.client.HTTPConnection:
        host, port, patience = self._address.hostname or "", self._address.port, self._server.timeout_seconds
        if self._address.scheme == "https":
            return http.client.HTTPSConnection(host, port, timeout=patience, context=ssl.create_default_context())
        return http.client.HTTPConnection(host, port, timeout=patience)

    def _headers(self) -> dict[str, str]:
        key = os.environ.get(self._server.key_variable, "")
        own = {"Content-Type": "application/json", "Accept": "text/event-stream"}
        return {**own, "Authorization": f"Bearer {key}"} if key else own

    def _failed(self, error: Exception) -> None:
        self._failures += 1
        log.warning("the model's server failed: %s", type(error).__name__)
        if self._failures >= self._server.failures:
            self._failures = 0
            self._rests_until = self._clock() + self._server.rest_seconds
            log.warning("the model's server is left alone for %.0f s", self._server.rest_seconds)


def _after(first: str, rest: Generator[str, None, None]) -> Generator[str, None, None]:
    try:
        if first:
            yield first
        yield from rest
    finally:
        rest.close()
