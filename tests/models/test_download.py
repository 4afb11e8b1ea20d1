"""Downloads from a publisher on the loopback."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.models.catalog import ModelError
from kiosk.models.download import Downloader, partial_of
from kiosk.models.progress import silent
from kiosk.models.reach import Reach
from tests.fakes.servers.model_server import Publisher, published

CONTENT = os.urandom(300_000)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with published() as server:
        server.files["toy.gguf"] = CONTENT
        yield server


def downloader(folder: Path) -> Downloader:
    return Downloader(folder / ".partial", Reach(2.0), 5.0)


def test_a_download_is_complete_and_tells_its_progress(publisher: Publisher, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    file = downloader(tmp_path).fetch(
        publisher.url("toy.gguf"), 10**6, lambda done, total, _: seen.append((done, total))
    )
    assert file.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert seen == sorted(seen)


def test_a_broken_download_goes_on_where_it_broke_off(publisher: Publisher, tmp_path: Path) -> None:
    publisher.break_after = 120_000
    url = publisher.url("toy.gguf")
    with pytest.raises(ModelError) as caught:
        downloader(tmp_path).fetch(url, 10**6, silent)
    assert caught.value.problems[0].code == "KM0023"
    kept = partial_of(url, tmp_path / ".partial").size_bytes
    assert 0 < kept <= 120_000
    assert downloader(tmp_path).fetch(url, 10**6, silent).read_bytes() == CONTENT
    assert publisher.ranges == ["", f"bytes={kept}-"]


def test_a_part_of_an_older_file_is_thrown_away(publisher: Publisher, tmp_path: Path) -> None:
    publisher.break_after = 120_000
    url = publisher.url("toy.gguf")
    with pytest.raises(ModelError):
        downloader(tmp_path).fetch(url, 10**6, silent)
    publisher.files["toy.gguf"], publisher.etag = os.urandom(200_000), '"2"'
    assert downloader(tmp_path).fetch(url, 10**6, silent).read_bytes() == publisher.files["toy.gguf"]


def test_a_complete_part_that_was_never_taken_up_is_fetched_anew(publisher: Publisher, tmp_path: Path) -> None:
    url = publisher.url("toy.gguf")
    downloader(tmp_path).fetch(url, 10**6, silent)
    with pytest.raises(ModelError) as caught:
        downloader(tmp_path).fetch(url, 10**6, silent)
    assert caught.value.problems[0].hint == "pull once more"
    assert downloader(tmp_path).fetch(url, 10**6, silent).read_bytes() == CONTENT


@pytest.mark.parametrize("announces_length", [True, False])
def test_a_source_that_sends_too_much_is_stopped(publisher: Publisher, tmp_path: Path, announces_length: bool) -> None:
    publisher.announces_length = announces_length
    with pytest.raises(ModelError) as caught:
        downloader(tmp_path).fetch(publisher.url("toy.gguf"), 100_000, silent)
    assert caught.value.problems[0].code == "KM0024"
    assert not list((tmp_path / ".partial").glob("*.part"))


def test_a_missing_file_says_so(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        downloader(tmp_path).fetch(publisher.url("absent.gguf"), 10**6, silent)
    assert "404" in str(caught.value)


def test_a_silent_host_is_asked_only_once_in_a_run(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    fetcher = downloader(tmp_path)
    with pytest.raises(ModelError) as first:
        fetcher.fetch(f"http://127.0.0.1:{port}/a", 10, silent)
    with published() as server, pytest.raises(ModelError) as second:
        fetcher.fetch(f"{server.address}/b", 10, silent)
    assert first.value.problems[0].code == second.value.problems[0].code == "KM0020"
    assert server.ranges == []


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "nonsense"])
def test_only_http_addresses_are_opened(tmp_path: Path, url: str) -> None:
    with pytest.raises(ModelError) as caught:
        downloader(tmp_path).fetch(url, 10, silent)
    assert caught.value.problems[0].code == "KM0021"
