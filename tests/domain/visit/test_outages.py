"""A language that nothing here hears takes nothing from the others."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.screen import controls
from kiosk.domain.screen.composition import compose
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import MICROPHONE
from tests.domain.story import Story
from tests.fakes.visits import brief

NO_KOREAN = {"ko": "KS0009"}


def deaf_to_korean(story: Story) -> Story:
    return story.take(events.LanguagesUnheard(story.at, NO_KOREAN))


def korean(story: Story) -> Story:
    """The figure has said in Korean that it speaks Korean now, and listens."""
    story.tap(controls.LANGUAGE + "ko")
    for part in range(len(story.now.turn.queue)):
        story.hear(part).take(events.SpeechEnded(story.at + 1.0, story.now.turn.number, part))
    assert story.now.phase is Phase.LISTENING
    return story


def notice(story: Story) -> str:
    return compose(story.now, story.at, None).notice


def is_opened(story: Story, language: str) -> bool:
    return any(isinstance(one, do.OpenMicrophone) and one.language == language for one in story.done)


def test_a_language_that_nothing_hears_is_said_to_be_so_in_that_language_alone() -> None:
    story = deaf_to_korean(Story().listening())
    assert (notice(story), compose(story.now, story.at, None).state) == ("", story.now.phrases.listening)
    korean(story)
    assert notice(story) == story.now.phrases.no_microphone
    story.tap(controls.LANGUAGE + "en")
    assert notice(story) == ""


def test_who_speaks_a_language_that_can_be_heard_from_now_on_is_listened_to_at_once() -> None:
    story = korean(deaf_to_korean(Story().listening()))
    before = len(story.done)
    story.take(events.LanguagesUnheard(story.at, {}))
    assert story.since(before) == [do.OpenMicrophone(story.now.turn.number, "ko")]
    assert not story.take(events.LanguagesUnheard(story.at, {})).since(before + 1)


def test_who_is_being_heard_when_the_model_fails_is_not_waited_for() -> None:
    story = Story().listening()
    story.take(events.SpeechHeard(story.at, story.now.turn.number), events.LanguagesUnheard(story.at, {"en": "KS0008"}))
    assert not story.now.turn.ear.is_hearing
    assert notice(story) == story.now.phrases.no_microphone


def test_no_button_is_offered_in_a_language_that_nothing_hears_and_it_comes_with_one_that_is_heard() -> None:
    story = deaf_to_korean(Story(replace(brief(), hold_to_talk=True)).listening())
    assert compose(story.now, story.at, None).hold is not None
    korean(story)
    assert compose(story.now, story.at, None).hold is None
    story.take(events.LanguagesUnheard(story.at, {}))
    assert compose(story.now, story.at, None).hold is not None
    assert not is_opened(story, "ko")


def test_what_cannot_be_heard_is_still_known_when_the_visitor_has_left() -> None:
    story = deaf_to_korean(Story().listening()).take(events.VisitorLeft(50.0)).wait(200.0)
    assert story.now.phase is Phase.ATTRACT
    assert story.now.machine.deaf_to == NO_KOREAN


def test_a_language_that_can_be_heard_is_not_heard_without_a_microphone() -> None:
    story = korean(deaf_to_korean(Story().listening())).take(events.WorkerLost(30.0, MICROPHONE, "KS0006"))
    before = len(story.done)
    story.take(events.LanguagesUnheard(31.0, {}))
    assert not story.since(before)
    assert notice(story) == story.now.phrases.no_microphone
