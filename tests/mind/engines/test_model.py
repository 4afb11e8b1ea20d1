"""What every language model promises: it can be stopped at any moment, and what was stopped leaves no trace."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.mind.engines.model import LanguageModel, Prompt
from kiosk.mind.engines.model_llama import LlamaModel
from kiosk.mind.engines.model_openai import OpenAiModel
from kiosk.mind.engines.server import Server
from kiosk.mind.engines.stop import Stop, StoppedError
from tests.fakes.model import EndlessModel, FakeModel
from tests.fakes.servers.chat_server import Habits, served
from tests.mind.conftest import gguf

RULES = "You answer a museum visitor in one short sentence, from the notes alone."
PROMPT = Prompt(RULES, "Notes:\n- The lamp burned oil.\nWhat burned in the lamp?")
OTHER = Prompt(RULES, "Notes:\n- The tower was built of granite.\nWhat was the tower built of?")
LONG = Prompt(RULES, "\n".join(f"- In the year {1600 + at} the keeper counted {at} ships." for at in range(45)))
"""So long that no machine has read it before it is stopped."""

SOON_SECONDS = 0.02
TOKENS = 12


@pytest.fixture(scope="module")
def llama(models: Path) -> Iterator[LlamaModel]:
    model = LlamaModel(gguf(models, "smollm2-135m-instruct"))
    yield model
    model.close()


@pytest.fixture(params=["fake", "llama", "openai", "openai without a server"])
def model(request: pytest.FixtureRequest) -> Iterator[LanguageModel]:
    own = FakeModel("It burned oil, all night long.")
    if request.param == "fake":
        yield own
    elif request.param == "llama":
        yield request.getfixturevalue("llama")
    else:
        with served(Habits(own, "busy" if "without" in request.param else "")) as url:
            yield OpenAiModel(Server(url, timeout_seconds=60.0), own)


def said(model: LanguageModel, prompt: Prompt = PROMPT, stop: Stop | None = None) -> str:
    return "".join(model.stream(prompt, TOKENS, stop))


def test_a_stop_that_was_called_before_lets_nothing_begin(model: LanguageModel) -> None:
    stop = Stop()
    stop.call()
    with pytest.raises(StoppedError):
        said(model, stop=stop)


def test_a_stop_between_two_pieces_lets_no_other_come(model: LanguageModel) -> None:
    stop = Stop()
    pieces = model.stream(PROMPT, TOKENS, stop)
    assert next(pieces)
    stop.call()
    with pytest.raises(StoppedError):
        next(pieces)


def test_after_a_stop_every_question_gets_the_words_that_it_would_have_got(model: LanguageModel) -> None:
    expected = {prompt: said(model, prompt) for prompt in (PROMPT, OTHER)}
    assert all(expected.values())
    for prompt in (PROMPT, OTHER):
        for pieces_before in (0, 1, 3):
            stop = Stop()
            pieces = model.stream(prompt, TOKENS, stop)
            for _ in range(pieces_before):
                next(pieces)
            stop.call()
            with pytest.raises(StoppedError):
                next(pieces)
            for again in (prompt, OTHER, PROMPT):
                assert said(model, again) == expected[again]


def test_a_stop_that_comes_too_late_or_belongs_to_another_question_stops_nothing(model: LanguageModel) -> None:
    stop = Stop()
    expected = said(model, stop=stop)
    stop.call()
    assert said(model, stop=Stop()) == said(model) == expected


def test_a_stopped_weighing_is_told_and_the_next_one_is_right(llama: LlamaModel) -> None:
    expected = llama.likelihood(PROMPT.task, " Oil burned in it.")
    stop = Stop()
    stop.call()
    for one in (llama, OpenAiModel(Server("http://127.0.0.1:9/v1"), llama)):
        with pytest.raises(StoppedError):
            one.likelihood(PROMPT.task, " Oil burned in it.", stop)
        assert one.likelihood(PROMPT.task, " Oil burned in it.") == expected


def test_a_prompt_is_not_read_to_its_end_once_time_is_up(llama: LlamaModel) -> None:
    expected = said(llama)
    stop = Stop()
    with stop.within(SOON_SECONDS), pytest.raises(StoppedError):
        next(llama.stream(LONG, TOKENS, stop))
    assert said(llama) == expected


def test_the_rules_stay_worked_out_where_a_question_was_stopped(llama: LlamaModel) -> None:
    said(llama)
    stop = Stop()
    with stop.within(SOON_SECONDS), pytest.raises(StoppedError):
        next(llama.stream(LONG, TOKENS, stop))
    assert llama.kept_tokens >= llama.count(RULES)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("trouble", ["silent", "stalls"])
def test_a_blocked_read_from_a_server_ends_when_it_is_stopped(trouble: str) -> None:
    """Its own patience would last ten minutes."""
    habits = Habits(FakeModel("It burned oil, all night long."), trouble)
    with served(habits) as url:
        model = OpenAiModel(Server(url, timeout_seconds=600.0), FakeModel("Not I."))
        stop = Stop()
        _stop_when(habits, stop)
        with pytest.raises(StoppedError):
            list(model.stream(PROMPT, TOKENS, stop))
        assert trouble == "silent" or habits.is_left.wait(30)
        assert model.is_trusted


def _stop_when(habits: Habits, stop: Stop) -> None:
    def wait() -> None:
        habits.is_stalling.wait()
        stop.call()

    threading.Thread(target=wait, daemon=True).start()


@pytest.mark.timeout(60)
def test_visitors_who_leave_are_no_failures_of_the_server() -> None:
    habits = Habits(FakeModel("It burned oil."), "silent", heal_after=4)
    with served(habits) as url:
        model = OpenAiModel(Server(url, timeout_seconds=600.0, attempts=1))
        for _ in range(4):
            stop = Stop()
            habits.is_stalling.clear()
            _stop_when(habits, stop)
            with pytest.raises(StoppedError):
                said(model, stop=stop)
        assert said(model) == "It burned oil."


@pytest.mark.timeout(60)
def test_a_stop_wakes_the_own_model_behind_a_server_that_fails() -> None:
    own = EndlessModel()
    with served(Habits(FakeModel(""), "refuse")) as url:
        stop = Stop()
        with stop.within(SOON_SECONDS), pytest.raises(StoppedError):
            said(OpenAiModel(Server(url), own), stop=stop)
