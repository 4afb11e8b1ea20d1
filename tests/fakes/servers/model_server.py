"""A publisher on the loopback: real HTTP with ranges, that can break off, lie about digests, or hang."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Publisher:
    """What is published, how it misbehaves, and what was asked of it."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    etag: str = '"1"'
    break_after: int = -1
    """Bytes of the next answer after which the connection is cut, once; -1 never."""

    hang_after: int = -1
    """Bytes after which the server waits for `released` in the middle of an answer."""

    announces_length: bool = True
    ranges: list[str] = field(default_factory=list)
    """The Range header of each request, empty where there was none."""

    is_hanging: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    def url(self, name: str) -> str:
        return f"{self.address}/{name}"


@contextmanager
def published() -> Iterator[Publisher]:
    publisher = Publisher()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(publisher))
    server.daemon_threads = True
    publisher.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield publisher
    finally:
        publisher.released.set()
        server.shutdown()
        server.server_close()


def _handler(publisher: Publisher) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = self.headers.get("Range", "")
            publisher.ranges.append(asked)
            content = publisher.files.get(self.path.lstrip("/"))
            if content is None:
                self.send_error(404)
                return
            start = 0
            if asked and self.headers.get("If-Range") == publisher.etag:
                start = int(asked.removeprefix("bytes=").rstrip("-"))
            if start >= len(content) > 0:
                self.send_error(416)
                return
            self._answer(content, start)

        def _answer(self, content: bytes, start: int) -> None:
            self.send_response(206 if start else 200)
            self.send_header("ETag", publisher.etag)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            if publisher.announces_length:
                self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            body = content[start:]
            if publisher.break_after >= 0:
                body, publisher.break_after = body[: publisher.break_after], -1
            if publisher.hang_after >= 0:
                self.wfile.write(body[: publisher.hang_after])
                self.wfile.flush()
                body, publisher.hang_after = body[publisher.hang_after :], -1
                publisher.is_hanging.set()
                publisher.released.wait(30)
            try:
                self.wfile.write(body)
            except OSError:
                return

        def log_message(self, format: str, *args: object) -> None:
            return

    return Handler
