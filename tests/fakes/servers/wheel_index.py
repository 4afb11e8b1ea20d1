"""A publisher's index of wheels on the loopback, and one that accepts and never answers."""

import hashlib
import io
import socket
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def wheel(name: str, version: str, content: str = "") -> bytes:
    """One that pip takes for whole, for every system."""
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}/__init__.py": content,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{file},,\n" for file in [*files, f"{info}/RECORD"])
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for file, text in files.items():
            archive.writestr(zipfile.ZipInfo(file), text)
    return written.getvalue()


@dataclass
class WheelIndex:
    """What is published; counts what was asked for."""

    wheels: dict[str, bytes] = field(default_factory=dict)
    address: str = ""
    asked: list[str] = field(default_factory=list)

    def publish(self, name: str, version: str, content: str = "") -> str:
        """The digest of a new wheel, which replaces the one of before."""
        made = wheel(name, version, content)
        self.wheels[f"{name}-{version}-py3-none-any.whl"] = made
        return hashlib.sha256(made).hexdigest()

    def answer(self, path: str) -> bytes | None:
        """The page of links, a wheel, or nothing."""
        self.asked.append(path)
        if path.endswith("/"):
            return "".join(f'<a href="../{name}">{name}</a>' for name in self.wheels).encode()
        return self.wheels.get(path.rsplit("/", 1)[-1])


@contextmanager
def published() -> Iterator[WheelIndex]:
    """An index that answers."""
    index = WheelIndex()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = index.answer(self.path)
            self.send_response(200 if found is not None else 404)
            self.send_header("Content-Type", "text/html" if self.path.endswith("/") else "application/zip")
            self.send_header("Content-Length", str(len(found or b"")))
            self.end_headers()
            self.wfile.write(found or b"")

        def log_message(self, format: str, *args: object) -> None:
            """Tests read what the commands say."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        index.address = f"http://127.0.0.1:{server.server_port}/whl"
        yield index
        server.shutdown()


@contextmanager
def silent() -> Iterator[str]:
    """The address of one that accepts and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/whl"


def closed() -> str:
    """The address of one that refuses connections."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return f"http://127.0.0.1:{listening.getsockname()[1]}/whl"
