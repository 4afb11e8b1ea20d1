"""A model on another machine: asked in time, left alone when it fails, replaced by the kiosk's own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.domain.answer import Route
from kiosk.mind.engines.embedder import Encoder
from kiosk.mind.engines.model import Prompt
from kiosk.mind.engines.model_llama import LlamaModel
from kiosk.mind.engines.model_openai import OpenAiModel
from kiosk.mind.engines.server import Server
from kiosk.mind.errors import MindError
from kiosk.mind.mind import Engines
from kiosk.mind.settings import MindSettings
from tests.fakes.minds import answers, mind_of
from tests.fakes.model import FakeModel
from tests.fakes.packs import composing
from tests.fakes.servers.chat_server import Habits, served
from tests.mind.conftest import gguf

PROMPT = Prompt("Say only what the notes say.", "Notes:\n- The lamp burned oil.\nAnswer:")
REMOTE, OWN = "Its walls are two metres thick at the foot.", "The oil came from Bergen."


class Clock:
    """Time that stands until it is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def said(model: OpenAiModel) -> str:
    return "".join(model.stream(PROMPT, 40))


def asking(url: str, timeout_seconds: float = 60.0, rest_seconds: float = 60.0, attempts: int = 2) -> Server:
    return Server(url, parameters=8_000_000_000, timeout_seconds=timeout_seconds, rest_seconds=rest_seconds,
                  attempts=attempts)  # fmt: skip


def test_the_server_answers_piece_by_piece() -> None:
    habits = Habits(FakeModel(REMOTE))
    with served(habits) as url:
        model = OpenAiModel(asking(url), FakeModel(OWN))
        assert list(model.stream(PROMPT, 40)) == list(FakeModel(REMOTE).stream(PROMPT, 40))
        assert model.parameters == 8_000_000_000
    assert habits.requests[0]["path"] == "/v1/chat/completions"
    assert [one["content"] for one in habits.requests[0]["messages"]] == [PROMPT.rules, PROMPT.task]


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    habits = Habits(FakeModel(REMOTE))
    with served(habits) as url:
        said(OpenAiModel(asking(url)))
        monkeypatch.setenv("KIOSK_MODEL_KEY", "secret")
        said(OpenAiModel(asking(url)))
    assert habits.keys == ["", "Bearer secret"]


@pytest.mark.parametrize("trouble", ["busy", "refuse", "silent", "nonsense"])
def test_where_the_server_fails_the_own_model_answers(trouble: str) -> None:
    with served(Habits(FakeModel(REMOTE), trouble)) as url:
        assert said(OpenAiModel(asking(url, timeout_seconds=0.2), FakeModel(OWN))) == OWN


def test_a_busy_server_is_asked_once_more() -> None:
    habits = Habits(FakeModel(REMOTE), "busy", heal_after=1)
    with served(habits) as url:
        assert said(OpenAiModel(asking(url), FakeModel(OWN))) == REMOTE
    assert len(habits.requests) == 2


def test_a_server_that_refuses_is_not_asked_twice() -> None:
    habits = Habits(FakeModel(REMOTE), "refuse")
    with served(habits) as url:
        said(OpenAiModel(asking(url), FakeModel(OWN)))
    assert len(habits.requests) == 1


def test_after_three_failures_the_server_is_left_alone_for_a_while() -> None:
    habits, clock = Habits(FakeModel(REMOTE), "busy", heal_after=3), Clock()
    with served(habits) as url:
        model = OpenAiModel(asking(url), FakeModel(OWN, parameters=135_000_000), clock)
        said(model)
        said(model)
        assert not model.is_trusted
        assert model.parameters == 135_000_000
        assert (said(model), len(habits.requests)) == (OWN, 3)
        clock.now = 61.0
        assert said(model) == REMOTE


def test_what_breaks_off_is_not_continued_by_another() -> None:
    with served(Habits(FakeModel(REMOTE), "breaks")) as url:
        pieces = OpenAiModel(asking(url), FakeModel(OWN)).stream(PROMPT, 40)
        assert next(pieces) == REMOTE[:7]
        with pytest.raises(OSError, match="broke off"):
            list(pieces)


def test_nobody_at_the_address_is_no_harm_to_a_visit(embedder: Encoder, kept: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        model = OpenAiModel(asking(f"http://127.0.0.1:{taken.getsockname()[1]}/v1"))
        mind = mind_of(composing(), Engines(embedder, model, kept), MindSettings(compose="always"))
        assert answers(mind, "How thick are the walls of the tower?")[0].route is Route.KNOWLEDGE


@pytest.mark.parametrize("trouble", ["", "breaks"])
def test_a_mind_composes_with_the_server_and_quotes_where_it_breaks_off(
    trouble: str, embedder: Encoder, kept: Path
) -> None:
    with served(Habits(FakeModel(REMOTE), trouble)) as url:
        mind = mind_of(composing(), Engines(embedder, OpenAiModel(asking(url)), kept))
        found = answers(mind, "How thick are the walls of the tower?")[0]
    assert found.route is (Route.KNOWLEDGE if trouble else Route.COMPOSED)


def test_the_real_small_model_behind_a_server_says_what_it_says_at_home(small_model: LlamaModel) -> None:
    with served(Habits(small_model)) as url:
        assert said(OpenAiModel(asking(url, timeout_seconds=60))) == "".join(small_model.stream(PROMPT, 40))


@pytest.mark.parametrize("url", ["", "museum", "ftp://a/v1", "http:///v1", "http://user:key@a/v1", "http://a/v1?key=1"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(MindError, match="KN0014"):
        Server(url)


def test_without_a_model_of_its_own_all_continuations_are_alike() -> None:
    model = OpenAiModel(Server("http://127.0.0.1:9/v1"))
    assert model.likelihood("a", "b") == model.likelihood("c", "d")


@pytest.mark.long
def test_llama_cpps_own_server_is_understood(models: Path) -> None:
    pytest.importorskip("llama_cpp.server.app", reason="pip install llama-cpp-python[server]", exc_type=ImportError)
    path = gguf(models, "smollm2-135m-instruct")
    with _llama_server(path) as url:
        model = OpenAiModel(asking(url, timeout_seconds=60))
        assert said(model) == "".join(LlamaModel(path, context=1024).stream(PROMPT, 40)) or model.is_trusted
        assert said(model)


@contextmanager
def _llama_server(path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "llama_cpp.server", "--model", str(path), "--port", str(port), "--n_ctx", "1024"]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ)
    ) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/v1/models", time.monotonic() + 60, server)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.terminate()


def _wait(url: str, until: float, server: "subprocess.Popen[bytes]") -> None:
    while server.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except OSError:
            continue
        return
    pytest.skip("llama.cpp's server does not start here")
