"""One request to a model's server, on a thread of its own: whoever waits for it may stop waiting at once.

Finding a name, connecting and agreeing on a cipher cannot be broken off from outside. The thread that does it is then
left to its own time limits, and what it still brings is thrown away.
"""

import contextlib
import http.client
import json
import queue
import socket
import threading
from collections.abc import Generator, Iterator, Mapping
from typing import Any

from kiosk.mind.engines.stop import Stop, StoppedError

LONGEST_LINE = 65_536
DONE = "[DONE]"


class RefusalError(OSError):
    """The server answered with another status than 200."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status = status


class Request:
    """Asked once. The reader puts what comes into a queue: pieces, then None at the end or the error that ended it."""

    def __init__(self, connection: http.client.HTTPConnection, path: str, headers: Mapping[str, str]) -> None:
        self._connection, self._path, self._headers = connection, path, dict(headers)
        self._said: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._is_over = False

    def pieces(self, body: object, patience_seconds: float, stop: Stop) -> Generator[str, None, None]:
        """Raises what the connection raises, TimeoutError where nothing comes, StoppedError once `stop` is called."""
        threading.Thread(target=self._read, args=(json.dumps(body),), daemon=True, name="model-server").start()
        try:
            with stop.doing(self._end):
                while True:
                    said = self._next(patience_seconds)
                    if stop.is_called:
                        raise StoppedError("the request was stopped")
                    if said is None:
                        return
                    if isinstance(said, Exception):
                        raise said
                    yield said
        finally:
            self._end()

    def _next(self, patience_seconds: float) -> str | Exception | None:
        """Connecting may take as long as an answer may; the connection's own limit comes first where it can."""
        try:
            return self._said.get(timeout=2 * patience_seconds)
        except queue.Empty:
            raise TimeoutError("the server says nothing") from None

    def _end(self) -> None:
        """Shuts the connection down: closing alone would not wake a reader that waits for it."""
        with self._lock:
            self._is_over = True
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    # The plain socket's: that of TLS would take the cipher from the reader, who is still in the middle
                    # of it.
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
        self._said.put(None)

    def _read(self, body: str) -> None:
        """The reader's thread; its end is always told."""
        try:
            self._connection.connect()
            with self._lock:
                self._socket = self._connection.sock
                # It was stopped while it connected, when there was no socket yet that could be shut down.
                if self._is_over:
                    return
            self._connection.request("POST", self._path, body, self._headers)
            with contextlib.closing(self._connection.getresponse()) as response:
                if response.status != http.client.OK:
                    raise RefusalError(response.status)
                for piece in _told(response):
                    self._said.put(piece)
            self._said.put(None)
        except Exception as error:  # raised again where it is waited for
            self._said.put(error)
        finally:
            self._connection.close()


def _told(response: http.client.HTTPResponse) -> Iterator[str]:
    """The pieces of an event stream. Raises ValueError where it is none, OSError where it ends before its end."""
    while line := response.readline(LONGEST_LINE):
        text = line.decode("utf-8").strip()
        if not text.startswith("data:"):
            continue
        told = text.removeprefix("data:").strip()
        if told == DONE:
            return
        event: Any = json.loads(told)
        choice = event["choices"][0] if event["choices"] else {}
        piece = choice.get("delta", {}).get("content")
        if piece:
            yield str(piece)
    raise OSError("it broke off")
