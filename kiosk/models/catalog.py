"""The catalog: every model the kiosk knows, what it is for, its licence, and where it can be had."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

from kiosk.domain.problem import KioskError, Problem

CATALOG_FILE = Path(__file__).with_name("catalog.toml")


class ModelError(KioskError):
    """A model is unknown, cannot be had, or is not what it should be."""


class Purpose(StrEnum):
    """What a model does for the kiosk."""

    RECOGNIZER = "recognizer"
    SECOND_PASS = "second_pass"
    LANGUAGE_MODEL = "language_model"
    EMBEDDING = "embedding"
    FACES = "faces"
    LANDMARKS = "landmarks"
    VOICE = "voice"


class Engine(StrEnum):
    """The library that loads a model."""

    VOSK = "vosk"
    MOONSHINE = "moonshine"
    WHISPER = "whisper"
    LLAMA = "llama"
    OPENCV = "opencv"
    ONNX = "onnx"


class SourceKind(StrEnum):
    """How a source is reached. Local folders need no entry: they are looked through for every model."""

    URL = "url"
    WHEEL = "wheel"
    MAVEN = "maven"
    PARTS = "parts"
    """Several sources that deliver a piece of one file each."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file that a source delivers."""

    origin: str
    """Its address, or its path inside the wheel or jar."""

    name: str
    """Its path inside the model's folder (for an archive: the archive's own name)."""

    sha256: str = ""
    """Empty where nobody has computed it yet: it is pinned on the first pull."""


@dataclass(frozen=True, slots=True)
class Source:
    """One place that a model can be had from."""

    kind: SourceKind
    files: tuple[SourceFile, ...]
    download_bytes: int
    """What travels; nothing may send more than half as much again."""

    unpacked_bytes: int
    """What an archive may hold."""

    package: str = ""
    """Of a wheel its name, of a jar its group and artifact: `group:artifact`."""

    version: str = ""
    sha256: str = ""
    """Of the whole jar; of other kinds the files alone are known."""

    is_archive: bool = False
    parts: "tuple[Source, ...]" = ()
    joined: str = ""
    """The file that is made of the first file of each part, in their order."""

    @property
    def label(self) -> str:
        if self.kind is SourceKind.PARTS:
            return " and ".join(part.label for part in self.parts)
        if self.kind is SourceKind.URL:
            return self.files[0].origin
        return f"{self.kind.value} {self.package} {self.version}"

    @property
    def is_packed(self) -> bool:
        """Whether its files travel inside a package of some registry."""
        return self.kind is not SourceKind.URL


@dataclass(frozen=True, slots=True)
class Model:
    """One model, complete enough to choose it, fetch it and load it."""

    id: str
    purpose: Purpose
    engine: Engine
    languages: tuple[str, ...]
    """ISO 639-1 codes; empty where language plays no part."""

    licence: str
    homepage: str
    size_bytes: int
    memory_mib: int
    files: tuple[str, ...]
    """Files that must be there once installed; `a|b` asks for one of the two."""

    sources: tuple[Source, ...]
    entry: str = ""
    """The file that the engine opens, or empty where it opens the folder."""

    parameters: int = 0
    """Weights of a language model; 0 for other purposes."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """All known models, in the order of the file."""

    models: tuple[Model, ...]

    def find(self, model_id: str) -> Model:
        for model in self.models:
            if model.id == model_id:
                return model
        near = get_close_matches(model_id, [model.id for model in self.models], n=1)
        hint = f"did you mean '{near[0]}'?" if near else "see: kiosk models list"
        raise ModelError(Problem("KM0001", f"model {model_id}", "is not in the catalog", hint))

    def of(self, purpose: Purpose) -> tuple[Model, ...]:
        return tuple(model for model in self.models if model.purpose is purpose)


def load_catalog(file: Path = CATALOG_FILE) -> Catalog:
    try:
        tables = tomllib.loads(file.read_text("utf-8"))["model"]
        return Catalog(tuple(_model(table) for table in tables))
    except (OSError, KeyError, TypeError, ValueError) as error:
        hint = "the catalog belongs to the program: reinstall it"
        raise ModelError(Problem("KM0002", str(file), f"cannot be read as a catalog ({error!r})", hint)) from error


def _model(table: Mapping[str, Any]) -> Model:
    files = tuple(table["files"])
    size: int = table["size_bytes"]
    return Model(
        id=table["id"],
        purpose=Purpose(table["purpose"]),
        engine=Engine(table["engine"]),
        languages=tuple(table.get("languages", ())),
        licence=table["licence"],
        homepage=table.get("homepage", ""),
        size_bytes=size,
        memory_mib=table["memory_mib"],
        files=files,
        sources=tuple(_source(entry, files, size) for entry in table["source"]),
        entry=table.get("entry", ""),
        parameters=table.get("parameters", 0),
    )


def _source(table: Mapping[str, Any], names: tuple[str, ...], size: int) -> Source:
    if "part" in table:
        return _joined(table, names, size)
    kind = next((kind for kind in (SourceKind.WHEEL, SourceKind.MAVEN) if kind in table), SourceKind.URL)
    address: str = table["url"] if kind is SourceKind.URL else table.get("within", "")
    is_archive = kind is SourceKind.URL and address.endswith(".zip")
    package, version = _package(table, kind)
    digests: Mapping[str, str] = table.get("files", {})
    if is_archive:
        files: tuple[SourceFile, ...] = (SourceFile(address, address.rsplit("/", 1)[1], table.get("sha256", "")),)
    elif digests:
        top = f"{address}/" if address else ""
        files = tuple(SourceFile(f"{top}{name}", name, digest) for name, digest in digests.items())
    else:
        files = (SourceFile(address, names[0], table.get("sha256", "")),)
    return Source(
        kind=kind,
        files=files,
        download_bytes=table.get("download_bytes", size),
        unpacked_bytes=table.get("unpacked_bytes", size),
        package=package,
        version=version,
        sha256=table["sha256"] if kind is SourceKind.MAVEN else "",
        is_archive=is_archive,
    )


def _joined(table: Mapping[str, Any], names: tuple[str, ...], size: int) -> Source:
    parts = tuple(_source(part, names, size) for part in table["part"])
    return Source(
        kind=SourceKind.PARTS,
        files=tuple(SourceFile(name, name, digest) for name, digest in table["files"].items()),
        download_bytes=sum(part.download_bytes for part in parts),
        unpacked_bytes=size,
        parts=parts,
        joined=table["join"],
    )


def _package(table: Mapping[str, Any], kind: SourceKind) -> tuple[str, str]:
    """Name and version; Maven writes both in one, `group:artifact:version`."""
    if kind is not SourceKind.MAVEN:
        return table.get("wheel", ""), table.get("version", "")
    group, artifact, version = table["maven"].split(":")
    return f"{group}:{artifact}", version
