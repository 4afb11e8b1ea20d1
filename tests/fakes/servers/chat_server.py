"""A model's server on loopback: OpenAI's chat API over a model that is given, or trouble of a chosen kind."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from kiosk.mind.engines.model import LanguageModel, Prompt


@dataclass
class Habits:
    """How the server behaves, and what it was asked."""

    model: LanguageModel
    trouble: str = ""
    """refuse, busy, silent, stalls, breaks, nonsense, or empty."""

    heal_after: int = 99
    """The trouble ends after so many requests."""

    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    is_stalling: threading.Event = field(default_factory=threading.Event)
    """Whoever asked now waits for a silent or stalled server."""

    is_left: threading.Event = field(default_factory=threading.Event)
    """The other end went away while the server stalled."""


@contextmanager
def served(habits: Habits) -> Iterator[str]:
    """Its address, while it runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            habits.requests.append({"path": self.path, **asked})
            habits.keys.append(self.headers.get("Authorization", ""))
            trouble = habits.trouble if len(habits.requests) <= habits.heal_after else ""
            if trouble == "silent":
                habits.is_stalling.set()
                habits.over.wait()
                return
            self.send_response({"refuse": 401, "busy": 503}.get(trouble, 200))
            self.end_headers()
            if trouble not in ("refuse", "busy"):
                self.answer(asked, trouble)

        def answer(self, asked: dict[str, Any], trouble: str) -> None:
            if trouble == "nonsense":
                self.wfile.write(b"data: <html>\n\n")
                return
            prompt = Prompt(asked["messages"][0]["content"], asked["messages"][1]["content"])
            for at, piece in enumerate(habits.model.stream(prompt, asked["max_tokens"])):
                if trouble == "breaks" and at == 2:
                    return
                if trouble == "stalls" and at == 2:
                    self.stall()
                    return
                told = {"choices": [{"delta": {"content": piece}}]}
                self.wfile.write(f"data: {json.dumps(told)}\n\n".encode())
            self.wfile.write(b"data: [DONE]\n\n")

        def stall(self) -> None:
            """Reads from somebody who has no more to say: nothing comes until they go."""
            self.wfile.flush()
            habits.is_stalling.set()
            if not self.connection.recv(1):
                habits.is_left.set()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        habits.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
