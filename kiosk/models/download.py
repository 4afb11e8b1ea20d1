"""Downloads: one file over http(s), bounded, and continued where an earlier attempt broke off."""

import hashlib
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Protocol, cast

from kiosk.domain.problem import Problem
from kiosk.models.catalog import ModelError
from kiosk.models.progress import Progress
from kiosk.models.reach import Reach

CHUNK_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class Partial:
    """What is left of an unfinished download, and the sign by which the server knows it is still the same file."""

    file: Path
    note: Path

    @property
    def size_bytes(self) -> int:
        return self.file.stat().st_size if self.file.exists() else 0

    def validator(self) -> str:
        try:
            return str(json.loads(self.note.read_text("utf-8"))["validator"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def drop(self) -> None:
        self.file.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)


def partial_of(url: str, folder: Path) -> Partial:
    key = hashlib.sha256(url.encode()).hexdigest()[:16]
    return Partial(folder / f"{key}.part", folder / f"{key}.json")


class Headers(Protocol):
    """What a server says before it sends; names in any case."""

    def get(self, name: str, default: str = "", /) -> str: ...


class Answer(Protocol):
    """A server's answer while it comes. `read` raises OSError or HTTPException where it breaks off."""

    @property
    def status(self) -> int: ...

    @property
    def headers(self) -> Headers: ...

    def read(self, amount: int, /) -> bytes: ...


Open = Callable[[str, Mapping[str, str], float], AbstractContextManager[Answer]]
"""Asks for an address with these headers, waiting so many seconds at most. Raises urllib's HTTPError, or OSError."""


def open_url(url: str, headers: Mapping[str, str], seconds: float) -> AbstractContextManager[Answer]:
    request = urllib.request.Request(url, headers=dict(headers))
    return cast(AbstractContextManager[Answer], urllib.request.urlopen(request, timeout=seconds))


@dataclass(frozen=True, slots=True)
class Downloader:
    """Fetches files into a folder of partial downloads."""

    folder: Path
    reach: Reach
    read_seconds: float
    open: Open = open_url
    """A registry is asked by its own client."""

    def fetch(self, url: str, most_bytes: int, progress: Progress) -> Path:
        """The complete file; the caller moves it away. A broken connection leaves the part for the next time."""
        self.reach.require(url)
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = partial_of(url, self.folder)
        try:
            with self.open(url, _asking(partial), self.read_seconds) as response:
                self._receive(url, response, partial, most_bytes, progress)
        except urllib.error.HTTPError as error:
            if error.code == 416:
                partial.drop()
            hint = "pull once more" if error.code in (416, 429, 503) else ""
            raise ModelError(Problem("KM0022", url, f"was answered with {error.code} {error.reason}", hint)) from error
        except (OSError, HTTPException) as error:
            hint = "pull once more: it goes on where it broke off"
            raise ModelError(Problem("KM0023", url, f"broke off ({error})", hint)) from error
        return partial.file

    def _receive(self, url: str, response: Answer, partial: Partial, most_bytes: int, progress: Progress) -> None:
        start = _start(response, partial)
        length = int(response.headers.get("Content-Length") or 0)
        total = start + length if length else 0
        if total > most_bytes:
            raise _too_much(url, total, most_bytes)
        partial.note.write_text(json.dumps({"url": url, "validator": _validator(response)}), "utf-8")
        done = start
        with partial.file.open("ab" if start else "wb") as file:
            while chunk := response.read(CHUNK_BYTES):
                done += len(chunk)
                if done > most_bytes:
                    file.close()
                    partial.drop()
                    raise _too_much(url, done, most_bytes)
                file.write(chunk)
                progress(done, total, "downloading")
        if total and done != total:
            raise OSError(f"{done} of {total} bytes came")


def _asking(partial: Partial) -> dict[str, str]:
    """The headers of a request that goes on where the part ends."""
    headers = {"User-Agent": "kiosk-models", "Accept-Encoding": "identity"}
    validator = partial.validator()
    if partial.size_bytes and validator:
        headers |= {"Range": f"bytes={partial.size_bytes}-", "If-Range": validator}
    return headers


def _start(response: Answer, partial: Partial) -> int:
    """Where the answer begins: the end of the part where the server took up the range, else the beginning."""
    begins = f"bytes {partial.size_bytes}-"
    if response.status == 206 and response.headers.get("Content-Range", "").startswith(begins):
        return partial.size_bytes
    if response.status == 206:
        partial.drop()
        raise OSError("the server continued at another place than asked")
    return 0


def _validator(response: Answer) -> str:
    """If-Range asks for a strong validator; a weak ETag is none."""
    etag = response.headers.get("ETag", "")
    return etag if etag and not etag.startswith("W/") else response.headers.get("Last-Modified", "")


def _too_much(url: str, size: int, most_bytes: int) -> ModelError:
    what = f"sends {size} bytes, more than the {most_bytes} that are allowed"
    return ModelError(Problem("KM0024", url, what, "it is not the file that the catalog names"))
