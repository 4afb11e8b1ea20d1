"""The mind thinks on a thread of its own: what nobody waits for is cut short, and a thread that is stuck is noticed."""

import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Protocol

import pytest

from kiosk.app.workers.mind import attend
from kiosk.domain.answer import Route
from kiosk.domain.commands import Anticipate, Forget, Recall, TakeBack, Think
from kiosk.domain.events import AnswerReady, Anticipated, Event, Foreseen
from kiosk.domain.sensing.transcript import Spoken
from kiosk.mind.engines.model import Prompt
from kiosk.mind.engines.stop import Stop
from kiosk.mind.mind import Engines, Mind
from kiosk.mind.settings import MindSettings
from kiosk.mind.thinker import GRACE_SECONDS, QUIET_SECONDS, Foresee, Job, Thinker, newest
from kiosk.mind.write.composing import AGAIN_SECONDS
from tests.fakes.clock import Clock
from tests.fakes.minds import mind_of
from tests.fakes.model import EndlessModel, FakeModel
from tests.fakes.packs import composing
from tests.fakes.processes.link import FakeLink

QUESTION = "How thick are the walls of the tower?"
TRUE = "Its walls are two metres thick at the foot."
HANG_SECONDS = 60.0
COMPOSE_SECONDS = 3600.0
"""No deadline helps in these tests."""


class Posted:
    """What the thinker has told, for whoever waits for it."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._changed = threading.Condition()

    def post(self, event: Event) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def wait_for(self, is_it: Callable[[Event], bool]) -> Event:
        with self._changed:
            assert self._changed.wait_for(lambda: any(map(is_it, self.events)), HANG_SECONDS), "it never came"
        return next(filter(is_it, self.events))

    def answer(self, turn: int) -> AnswerReady:
        event = self.wait_for(lambda event: isinstance(event, AnswerReady) and event.turn == turn)
        assert isinstance(event, AnswerReady)
        return event

    @property
    def turns(self) -> set[int]:
        return {event.turn for event in self.events if isinstance(event, AnswerReady)}


class MindWith(Protocol):
    """Words alone: so the mind is less sure of its texts than with embeddings, and must not mind."""

    def __call__(self, model: FakeModel, compose: str = "always", clock: Clock | None = None) -> Mind: ...


@pytest.fixture(scope="module")
def mind_with(tmp_path_factory: pytest.TempPathFactory) -> MindWith:
    kept = tmp_path_factory.mktemp("mind")

    def make(model: FakeModel, compose: str = "always", clock: Clock | None = None) -> Mind:
        settings = MindSettings(compose=compose, compose_seconds=COMPOSE_SECONDS, quote=0.1)
        return mind_of(composing(), Engines(model=model, cache=kept, clock=clock or Clock()), settings)

    return make


@contextmanager
def thinking(mind: Mind, clock: Clock | None = None) -> Iterator[tuple[Thinker, Posted]]:
    posted = Posted()
    with Thinker(mind, posted.post, COMPOSE_SECONDS, clock or Clock()) as thinker:
        yield thinker, posted


def think(turn: int, text: str = QUESTION) -> Think:
    return Think(turn, text, "en")


def test_questions_are_answered_in_order(mind_with: MindWith) -> None:
    with thinking(mind_with(FakeModel(TRUE))) as (thinker, posted):
        thinker.accept([Anticipate(1, QUESTION, "en")])
        posted.wait_for(lambda event: isinstance(event, Anticipated))
        thinker.accept([think(1)])
        assert posted.answer(1).answer.route is Route.COMPOSED


def test_the_answer_is_foreseen_while_the_visitor_still_speaks_and_given_when_asked() -> None:
    with thinking(mind_of()) as (thinker, posted):
        thinker.accept([Anticipate(1, "how bright was the lamp", "en")])
        foreseen = posted.wait_for(lambda event: isinstance(event, Foreseen))
        thinker.accept([Think(1, "How bright was the lamp?", "en", Spoken())])
        ready = posted.answer(1)
        assert isinstance(foreseen, Foreseen)
        assert (foreseen.turn, foreseen.text) == (1, "how bright was the lamp")
        assert foreseen.answer == ready.answer


def test_nothing_is_foreseen_of_words_that_are_no_longer_the_latest() -> None:
    first, second = Anticipate(1, "how bright was", "en"), Anticipate(1, "how bright was the lamp", "en")
    assert newest([Job(Foresee(first)), Job(second)])[0].command == second
    assert newest([Job(Foresee(second))])[0].command == Foresee(second)


@pytest.mark.parametrize("later", [Forget(), TakeBack(), think(2, "How bright was the lamp?"), Recall("lamp", "en"),
                                   Anticipate(2, "how bright", "en")])  # fmt: skip
@pytest.mark.parametrize("begun", ["", TRUE + " Its"])
def test_composing_that_nobody_waits_for_ends_at_once_and_is_not_told(
    later: object, begun: str, mind_with: MindWith
) -> None:
    model = EndlessModel(begun)
    with thinking(mind_with(model)) as (thinker, posted):
        thinker.accept([think(1)])
        assert model.is_reading.wait(HANG_SECONDS)
        told = len(posted.events)
        thinker.accept([later])
        thinker.accept([think(9, "Who are you?")])
        posted.answer(9)
        assert not [event for event in posted.events[told:] if isinstance(event, AnswerReady) and event.turn == 1]


def test_words_of_the_same_question_do_not_end_its_answer(mind_with: MindWith) -> None:
    model = EndlessModel(TRUE)
    with thinking(mind_with(model)) as (thinker, posted):
        thinker.accept([think(1)])
        assert model.is_reading.wait(HANG_SECONDS)
        thinker.accept([Anticipate(1, QUESTION, "en")])
        assert not thinker.is_idle
        thinker.accept([Forget()])
        posted.wait_for(lambda event: isinstance(event, Anticipated))


def test_a_question_that_waits_and_is_stale_is_not_composed_at_all(mind_with: MindWith) -> None:
    model = EndlessModel()
    with thinking(mind_with(model)) as (thinker, posted):
        thinker.accept([think(1)])
        assert model.is_reading.wait(HANG_SECONDS)
        thinker.accept([think(2), think(3), think(4, "Who are you?")])
        posted.answer(4)
        assert posted.turns == {4}
        assert len(model.prompts) <= 3


def test_a_question_taken_back_leaves_no_trace_in_what_follows(mind_with: MindWith) -> None:
    model = EndlessModel()
    with thinking(mind_with(model)) as (thinker, posted):
        thinker.accept([think(1, "How bright was the lamp?")])
        first = posted.answer(1).answer
        thinker.accept([think(2)])
        assert model.is_reading.wait(HANG_SECONDS)
        thinker.accept([TakeBack(), think(3, "Can you repeat that?")])
        assert posted.answer(3).answer.request == "repeat"
        assert first.line == "lamp"


def test_a_thread_that_is_stuck_stops_the_heart_until_it_comes_to_itself(mind_with: MindWith) -> None:
    model, clock, link = EndlessModel(is_deaf=True), Clock(), FakeLink()
    with thinking(mind_with(model), clock) as (thinker, posted):
        link.send(think(1))
        attend(link, thinker)
        assert model.is_reading.wait(HANG_SECONDS)
        clock.now += COMPOSE_SECONDS + GRACE_SECONDS - 0.1
        attend(link, thinker)
        assert link.beats == 2
        clock.now += 0.2
        link.send(think(2, "Who are you?"))
        attend(link, thinker)
        assert (link.beats, len(link.waiting)) == (2, 1)
        model.released.set()
        posted.answer(1)
        while thinker.is_stuck:
            thinker.wait_for_life(0.1)
        attend(link, thinker)
        posted.answer(2)
        assert link.beats == 3


def test_a_model_that_a_new_question_cannot_end_is_stuck_too(mind_with: MindWith) -> None:
    model, clock = EndlessModel(is_deaf=True), Clock()
    with thinking(mind_with(model), clock) as (thinker, _):
        thinker.accept([think(1)])
        assert model.is_reading.wait(HANG_SECONDS)
        thinker.accept([think(2)])
        clock.now += COMPOSE_SECONDS + GRACE_SECONDS + 0.1
        assert thinker.is_stuck


def test_what_the_mind_fails_with_ends_the_worker(mind_with: MindWith) -> None:
    link = FakeLink()
    with thinking(mind_with(FakeModel(TRUE))) as (thinker, _):
        link.send(Think(1, None, "en"))  # type: ignore[arg-type]
        attend(link, thinker)
        while not thinker.is_idle:
            thinker.wait_for_life(0.1)
        with pytest.raises(TypeError):
            attend(link, thinker)


class Paced(FakeModel):
    """Takes so long for a sentence, by the clock that it is given; once it `is_endless`, until it is stopped."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        super().__init__(TRUE)
        self.clock, self.seconds = clock, seconds
        self.is_endless = False
        self.is_reading = threading.Event()

    def stream(self, prompt: Prompt, most_tokens: int, stop: Stop | None = None) -> Generator[str, None, None]:
        self.clock.now += self.seconds
        if self.is_endless:
            ended = threading.Event()
            with (stop or Stop()).doing(ended.set):
                self.is_reading.set()
                ended.wait()
        yield from super().stream(prompt, most_tokens, stop)


def test_a_machine_that_is_quick_again_composes_again_after_an_hour_in_which_nobody_had_to_wait(
    mind_with: MindWith,
) -> None:
    clock = Clock()
    model = Paced(clock, 9.0)
    with thinking(mind_with(model, "auto", clock), clock) as (thinker, posted):
        thinker.accept([think(1)])
        assert posted.answer(1).answer.route is Route.KNOWLEDGE
        model.seconds, asked = 0.5, len(model.prompts)
        clock.now += AGAIN_SECONDS - QUIET_SECONDS
        idly(thinker)
        thinker.accept([Forget(), think(2)])
        assert posted.answer(2).answer.route is Route.KNOWLEDGE
        assert len(model.prompts) == asked
        clock.now += QUIET_SECONDS - 1.0
        idly(thinker)
        assert len(model.prompts) == asked
        clock.now += 2.0
        idly(thinker)
        thinker.accept([Forget(), think(3)])
        assert posted.answer(3).answer.route is Route.COMPOSED


def idly(thinker: Thinker) -> None:
    """Nothing has arrived; whatever is begun for want of work is waited for."""
    thinker.accept([])
    while not thinker.is_idle:
        thinker.wait_for_life(0.1)


def test_a_visitor_does_not_wait_for_a_measurement(mind_with: MindWith) -> None:
    clock = Clock()
    model = Paced(clock, 9.0)
    mind = mind_with(model, "auto", clock)
    with thinking(mind, clock) as (thinker, posted):
        model.is_endless = True
        clock.now += AGAIN_SECONDS
        thinker.accept([])
        assert model.is_reading.wait(HANG_SECONDS)
        thinker.accept([think(1)])
        assert posted.answer(1).answer.route is Route.KNOWLEDGE
        assert mind.is_due


def test_guesses_about_older_words_are_left_out() -> None:
    first, second = Job(Anticipate(1, "who", "en")), Job(Anticipate(1, "who taught", "en"))
    ask, forget, recall = Job(Think(1, "who taught you", "en")), Job(Forget()), Job(Recall("lamp", "en"))
    assert newest([first, second]) == [second]
    assert newest([first, second, ask, forget]) == [ask, forget]
    assert newest([ask, recall, second]) == [ask, recall, second]
