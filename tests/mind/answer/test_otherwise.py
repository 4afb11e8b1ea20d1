"""What else may have been said helps to understand what was: the script hears too."""

from dataclasses import replace

import pytest

from kiosk.domain.answer import Answer, Route
from kiosk.domain.sensing.transcript import Spoken
from kiosk.mind.mind import Engines
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.minds import mind_of
from tests.fakes.packs import lighthouse, line

LAMP = line("lamp", ["How bright was the lamp?", "Could ships see your light?"], "They saw it from twenty miles.")
WIFE = line("wife", ["Who was your wife?", "What was your wife like?"], "Clara Lind, a pilot's daughter.")
STORM = replace(line("storm", ["What was the great storm like?"], "It took the roof."), locked=True)


def heard(text: str, *others: str, ahead: str = "") -> Answer:
    """The answer to what was most likely said; `ahead`: what the kiosk had thought of while the visitor spoke."""
    mind = mind_of(lighthouse((LAMP, WIFE, STORM), ()), Engines(FakeEmbedder()))
    if ahead:
        mind.anticipate(ahead, "en")
        mind.foresee(ahead, "en")
    return next(answer for answer, _ in mind.think(text, "en", Spoken(others=others)))


@pytest.mark.parametrize("ahead", ["", "Cow blight was the lamb?"])
def test_a_line_that_another_reading_fits_is_told_and_the_screen_shows_those_words(ahead: str) -> None:
    found = heard("Cow blight was the lamb?", "How blight was the land?", "How bright was the lamp?", ahead=ahead)
    assert (found.line, found.understood) == ("lamp", "How bright was the lamp?")


def test_what_was_heard_well_is_not_read_again() -> None:
    found = heard("Who was your wife?", "How bright was the lamp?")
    assert (found.line, found.understood) == ("wife", "")


def test_readings_that_fit_nothing_change_nothing() -> None:
    found = heard("Cow blight was the lamb?", "Now fight us the ham.", "A bowl of white lamb")
    assert found.line is None
    assert found.understood == ""


def test_no_careful_topic_and_no_house_line_is_guessed_from_another_reading() -> None:
    """A visitor in a loud hall is not told where to call for help because noise sounded like it."""
    found = heard("The dial is on the shelf", "I want to die by myself", "What was the great storm like?")
    assert found.route not in (Route.LOCKED, Route.HOUSE)
