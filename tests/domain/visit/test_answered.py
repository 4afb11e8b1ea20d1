"""Every question that was answered is told of once, with its times, and its words only where they are kept."""

from kiosk.domain import events
from kiosk.domain.visit.answered import QuestionAnswered, Reckoning, reckoned
from kiosk.domain.visit.decision import advance
from kiosk.domain.visit.interaction import VOICE
from tests.domain.story import ANSWER, TEXT, TRACK, WORDS, Story


class Followed(Story):
    """A visit and what was told of it."""

    def __init__(self, keeps_questions: bool = False, lost: frozenset[str] = frozenset()) -> None:
        super().__init__(lost=lost)
        self.told: list[QuestionAnswered] = []
        self._known, self._keeps = Reckoning(), keeps_questions

    def take(self, *happened: events.Event) -> "Followed":
        for event in happened:
            self.at = max(self.at, event.at)
            self.now, commands = advance(self.now, event)
            self.done.extend(commands)
            self._known, told = reckoned(self._known, event, self.now, self._keeps)
            self.told.extend([told] if told else [])
        return self


def spoken(visit: Followed) -> Followed:
    """Asked at 10, answered at 10.5, heard at 10.75."""
    visit.listening()
    visit.take(events.UtteranceEnded(10.25, visit.now.turn.number, "how bright", 0.8, speech_end=10.0))
    visit.take(events.AnswerReady(10.5, visit.now.turn.number, ANSWER))
    visit.take(events.SpeechStarted(10.75, visit.now.turn.number, 0, TEXT, TRACK, WORDS))
    return visit


def test_a_spoken_question_is_told_of_with_its_times_and_without_its_words() -> None:
    (told,) = spoken(Followed()).told
    assert (told.asked_at, told.answered_at, told.at, told.seconds) == (10.0, 10.5, 10.75, 0.75)
    assert (told.route, told.line, told.score, told.language) == (ANSWER.route, "lamp", 0.9, "en")
    assert told.question == ""


def test_its_words_are_told_where_the_operator_keeps_them_and_it_was_fit_to_be_shown() -> None:
    assert spoken(Followed(keeps_questions=True)).told[0].question == "how bright"


def test_a_greeting_a_repetition_and_a_filler_are_no_answers() -> None:
    visit = spoken(Followed())
    visit.take(events.SpeechEnded(12.0, visit.now.turn.number, 0)).tap("repeat")
    visit.take(events.SpeechStarted(13.0, visit.now.turn.number, 0, TEXT, TRACK, WORDS))
    assert len(visit.told) == 1


def test_a_touched_question_is_told_of_too() -> None:
    visit = Followed()
    visit.listening().tap("chip:storm")
    visit.take(events.SpeechStarted(visit.at + 0.5, visit.now.turn.number, 0, TEXT, TRACK, WORDS))
    assert [told.line for told in visit.told] == ["storm"]


def test_without_a_voice_an_answer_counts_from_when_it_can_be_read() -> None:
    visit = Followed(lost=frozenset({VOICE}))
    visit.take(events.VisitorArrived(1.0)).wait(60.0)
    visit.take(events.Typed(70.0, "how bright"), events.AnswerReady(71.0, visit.now.turn.number + 1, ANSWER))
    visit.take(events.AnswerReady(71.0, visit.now.turn.number, ANSWER))
    assert [told.seconds for told in visit.told] == [1.0]


def test_a_mind_that_never_answers_is_told_of_as_declining() -> None:
    visit = Followed()
    visit.listening().take(events.UtteranceEnded(10.0, visit.now.turn.number, "how bright", 0.8, speech_end=9.5))
    visit.wait(12.0)
    visit.take(events.SpeechStarted(visit.at, visit.now.turn.number, 0, TEXT, TRACK, WORDS))
    (told,) = visit.told
    assert told.route == "decline"
    assert told.asked_at == 9.5
