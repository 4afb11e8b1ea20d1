"""Jars by their Maven coordinates, asked for by maven-artifact, of Maven Central or of a repository of one's own."""

import urllib.error
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from maven_artifact import Artifact, Requestor

from kiosk.domain.problem import Problem
from kiosk.models.catalog import ModelError, Source

CHUNK_BYTES = 1 << 16
"""What has come of a chunk is lost where a connection breaks in the middle of it."""
CENTRAL = "https://repo.maven.apache.org/maven2"


def jar_address(source: Source, repository: str) -> str:
    """Where a repository of Maven's layout has the jar; only released versions are meant, so nobody is asked."""
    artifact = Artifact.parse(f"{source.package}:{source.version}")
    if artifact is None or artifact.is_snapshot():
        what = "names no released artifact: group:artifact:version"
        raise ModelError(Problem("KM0034", source.label, what, "the catalog belongs to the program: reinstall it"))
    return str(artifact.uri((repository or CENTRAL).rstrip("/")))


@dataclass(frozen=True, slots=True)
class Arriving:
    """An answer of the client, read piece by piece as the downloads read one."""

    status: int
    headers: Any
    pieces: Iterator[bytes]

    def read(self, amount: int, /) -> bytes:
        return next(self.pieces, b"")


@contextmanager
def open_jar(url: str, headers: Mapping[str, str], seconds: float) -> Iterator[Arriving]:
    """Asks as `download.Open` promises. The client sends its own headers; ours are laid over them as it signs."""

    def lay(request: Any) -> Any:
        request.headers.update(headers)
        return request

    answer = Requestor().request(url, _refused, stream=True, timeout=seconds, auth=lay)
    try:
        yield Arriving(answer.status_code, answer.headers, answer.iter_content(CHUNK_BYTES))
    finally:
        answer.close()


def _refused(url: str, error: Exception) -> None:
    """A server that answered with an error says so as urllib would; all else is a broken connection already."""
    answer = getattr(error, "response", None)
    if answer is not None:
        raise urllib.error.HTTPError(url, answer.status_code, answer.reason, answer.headers, None) from error
    raise error
