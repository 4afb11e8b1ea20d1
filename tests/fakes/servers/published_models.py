"""Small models for the store to fetch: catalog entries, zips and wheels made on the spot."""

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path

from kiosk.models.catalog import Engine, Model, Purpose, Source, SourceFile, SourceKind


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def url_source(url: str, content: bytes, digest: str = "", is_archive: bool = False) -> Source:
    name = url.rsplit("/", 1)[1] if is_archive else "toy.gguf"
    return Source(
        SourceKind.URL, (SourceFile(url, name, digest),), len(content), len(content) * 4, is_archive=is_archive
    )


def wheel_source(package: str, content: bytes, digest: str = "", within: str = "toy_weights/model") -> Source:
    files = (SourceFile(f"{within}/toy.gguf", "toy.gguf", digest),)
    size = len(content)
    return Source(SourceKind.WHEEL, files, size + 4096, size, package=package, version="1.0")


def maven_source(package: str, jar: bytes, content: bytes) -> Source:
    """One file, `content`, deep inside `jar`."""
    files = (SourceFile("deep/inside/toy.gguf", "toy.gguf", sha256(content)),)
    size = len(jar)
    return Source(SourceKind.MAVEN, files, size, len(content), package=package, version="1.0", sha256=sha256(jar))


def toy(*sources: Source, files: tuple[str, ...] = ("toy.gguf",), size: int = 200_000) -> Model:
    entry = files[0] if len(files) == 1 and "|" not in files[0] else ""
    return Model(
        id="toy",
        purpose=Purpose.LANGUAGE_MODEL,
        engine=Engine.LLAMA,
        languages=("en",),
        licence="Apache-2.0",
        homepage="",
        size_bytes=size,
        memory_mib=1,
        files=files,
        sources=sources,
        entry=entry,
        parameters=1,
    )


def write_zip(file: Path, members: Mapping[str, bytes]) -> bytes:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    return file.read_bytes()


def write_wheel(folder: Path, name: str, members: Mapping[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    info = f"{name}-1.0.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode()
    kind = b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    everything = {**members, f"{info}/METADATA": metadata, f"{info}/WHEEL": kind}
    record = "".join(f"{member},,\n" for member in (*everything, f"{info}/RECORD")).encode()
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    write_zip(wheel, {**everything, f"{info}/RECORD": record})
    return wheel
