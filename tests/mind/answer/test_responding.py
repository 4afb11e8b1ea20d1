"""A conversation: offers, several questions at once, and what belongs to the last answer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.answer import Answer, Route
from kiosk.domain.content.house_facts import HouseFacts
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.script import Line, Near
from kiosk.mind.engines.embedder import Encoder
from kiosk.mind.mind import Engines, Mind
from kiosk.mind.settings import MindSettings
from kiosk.pack.model.reader import read_pack
from tests.checkout import shipped
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.minds import mind_of
from tests.fakes.packs import lighthouse, line

CHILDREN = replace(
    line("children", ["Did you have children?", "Tell me about your children."], "I had two, Ivo and Mina. Both row."),
    short="Two.", simple="A boy and a girl.", source="Parish register, 1871", topic="family",
)  # fmt: skip
WIFE = replace(
    line("wife", ["Who was your wife?", "What was your wife like?"], "Clara Lind, a pilot's daughter."), topic="family"
)
LAMP = line("lamp", ["How bright was the lamp?", "Could ships see your light?"], "They saw it from twenty miles.")
TWO_TAKES = Line("storm", ["What was the great storm like?"], ["It took the roof.", "The roof went first."])
NEAR = Near(
    ["Have you a brother?", "Tell me about your sisters."], ["I grew up alone. Shall I tell of my own?"], ["children"]
)


def asked(*texts: str, pack: Pack | None = None, settings: MindSettings | None = None) -> Sequence[Answer]:
    """Every part of every answer to one visitor."""
    lines = (CHILDREN, WIFE, LAMP, TWO_TAKES)
    pack = pack or replace(lighthouse(lines, ()), near={"en": (NEAR,)})
    mind: Mind = mind_of(pack, Engines(FakeEmbedder()), settings or MindSettings())
    return [part for text in texts for part, _ in mind.think(text, "en")]


def test_a_near_answer_says_what_is_nearest_and_offers_it() -> None:
    (found,) = asked("Have you a brother?")
    assert (found.route, found.line, found.text) == (Route.NEAR, "children", NEAR.says[0])
    assert [one.line for one in found.suggestions] == ["children"]


@pytest.mark.parametrize("yes", ["yes", "Yes, please.", "go on", "tell me", "okay then", "I'd love to", "Please do!"])
def test_whoever_accepts_is_told_it(yes: str) -> None:
    assert asked("Have you a brother?", yes)[-1].line == "children"
    assert asked("Have you a brother?", yes)[-1].route is Route.SCRIPT


@pytest.mark.parametrize("no", ["no thanks", "No.", "not really", "never mind"])
def test_whoever_does_not_want_it_is_let_be(no: str) -> None:
    assert asked("Have you a brother?", no)[-1].route is Route.HOUSE


def test_whoever_asks_for_something_else_gets_that() -> None:
    assert asked("Have you a brother?", "How bright was the lamp?")[-1].line == "lamp"


def test_an_offer_is_over_with_the_next_answer() -> None:
    assert asked("Have you a brother?", "How bright was the lamp?", "yes")[-1].line != "children"


def test_what_was_told_is_not_offered_again() -> None:
    assert asked("Did you have children?", "Have you a brother?")[-1].line != "children"


def test_two_questions_are_both_answered_in_their_order() -> None:
    found = asked("Who was your wife, and how bright was the lamp?")
    assert [one.line for one in found] == ["wife", "lamp"]


def test_a_preamble_does_not_hide_the_question() -> None:
    (found,) = asked("My cousin rowed here once in a tub and got quite wet. How bright was the lamp?")
    assert found.line == "lamp"


def test_asked_again_it_is_another_take_and_then_said_to_be_what_was_said() -> None:
    question = "What was the great storm like?"
    first, second, third = asked(question, question, question)
    assert {first.text, second.text} == set(TWO_TAKES.says)
    assert third.text != first.text
    assert third.text.endswith(first.text)


def test_shorter_and_simpler_are_the_forms_of_what_was_said() -> None:
    assert asked("Did you have children?", "Shorter, please.")[-1].text == CHILDREN.short
    assert asked("Did you have children?", "I don't understand.")[-1].text == CHILDREN.simple


def test_where_it_comes_from_is_told_aloud() -> None:
    assert CHILDREN.source in asked("Did you have children?", "How do you know that?")[-1].text


def test_a_pronoun_means_whom_was_spoken_of() -> None:
    assert asked("Did you have children?", "Who was your wife?", "What was she like?")[-1].line == "wife"


def test_a_fact_of_the_house_comes_before_every_line() -> None:
    lines = (CHILDREN, line("privy", ["Where is the toilet?", "Where are the toilets?"], "On the rock outside."))
    told = "Down the stairs, on the left."
    settings = MindSettings(facts=HouseFacts({"toilet": {"": told}}))
    assert asked("Where are the toilets?", pack=lighthouse(lines), settings=settings)[-1].text == told


def test_how_old_is_told_by_its_dates_where_no_line_says_it() -> None:
    pack = lighthouse((CHILDREN, LAMP))
    pack = replace(pack, figure=replace(pack.figure, born=date(1815, 12, 10), died=date(1852, 11, 27)))
    text = asked("How old are you?", pack=pack)[-1].text
    assert "1815" in text
    assert "1852" in text


def test_a_courtesy_does_not_hide_what_is_asked_behind_it() -> None:
    assert asked("I am so happy today. How bright was the lamp?")[-1].line == "lamp"
    assert asked("That is interesting. And who was your wife?")[-1].line == "wife"


@pytest.mark.parametrize("said", ["My sister has opened a bakery at home.", "We sold our boat when my son was born."])
def test_whoever_tells_something_is_listened_to(said: str) -> None:
    (found,) = asked(said)
    assert (found.route, found.house) == (Route.HOUSE, "news")


def test_a_name_that_was_told_is_used_once_more_at_the_farewell() -> None:
    assert "Oliver" in asked("I am Oliver and I'm seven.", "How bright was the lamp?", "Goodbye!")[-1].text
    assert "{" not in asked("Goodbye!")[-1].text
    assert "Oliver" not in asked("I am Oliver and I'm seven.", "How bright was the lamp?")[-1].text


def test_an_offer_stands_when_it_was_only_said_again() -> None:
    offered, again, told = asked("Have you a brother?", "Say that again, please.", "Yes, please.")
    assert again.text == offered.text
    assert told.line == "children"


def test_after_an_offer_no_source_of_an_older_answer_is_named() -> None:
    assert (
        CHILDREN.source not in asked("Did you have children?", "Have you a brother?", "How do you know that?")[-1].text
    )


def test_whoever_grieves_is_spoken_to_gently() -> None:
    (*_, after) = asked("My mother died last week.", "I came too late for her.")
    assert after.house == "comfort"
    (*_, later) = asked(
        "My mother died last week.", *["How bright was the lamp?"] * 3, "We have a new kitchen at home."
    )
    assert later.house == "news"


def test_a_wrong_date_does_not_hide_the_line_that_sets_it_right() -> None:
    lines = (line("birth", ["When were you born?", "Where were you born?"], "In 1821, in Bergen."), LAMP)
    (found,) = asked("You were born in 1816 in Oslo, were you not?", pack=lighthouse(lines))
    assert found.line == "birth"


def test_what_the_visitor_never_said_makes_no_careful_topic(embedder: Encoder, kept: Path) -> None:
    found = _leaning(embedder, kept, "Were you ever naughty?", "Can you carry it down for her?")
    assert found.route is not Route.LOCKED


def test_what_the_visitor_asks_for_himself_is_still_one(embedder: Encoder, kept: Path) -> None:
    assert _leaning(embedder, kept, "Did you take laudanum?", "Can I try it, too?").house == "dose"


def _leaning(embedder: Encoder, kept: Path, *texts: str) -> Answer:
    naughty = line("naughty", ["Were you ever naughty?", "Did you ever get into trouble?"], "I could not sit still.")
    laudanum = line("laudanum", ["Did you take laudanum?"], "As everybody did.")
    mind = mind_of(lighthouse((naughty, laudanum, LAMP), ()), Engines(embedder, None, kept))
    return [part for text in texts for part, _ in mind.think(text, "en")][-1]


def test_of_several_remarks_the_leave_is_answered() -> None:
    assert asked("Bye bye, keeper. I like your hat. I am off to the shop!")[-1].request == "goodbye"


def test_what_was_just_given_is_given_once_more_to_whoever_asks_for_it() -> None:
    born = line("born", ["Where were you born?"], "In London, on the tenth of December 1815.")
    first, again = asked("Where were you born?", "When was that?", pack=lighthouse((born, WIFE, LAMP), ()))
    assert (first.line, again.line) == ("born", "born")
    assert again.text.endswith(first.text)
    assert again.text != first.text


def test_lines_of_which_no_choice_may_be_made_are_said_where_sure() -> None:
    """Both are as near, and one of them is not to be offered unasked."""
    asks = ["How did your father treat you?"]
    pair = (line("kind", asks, "Kindly."), line("hard", asks, "He beat me once.", sensitive=True))
    (found,) = asked("how did your father treat you then", pack=lighthouse((*pair, WIFE, LAMP), ()))
    assert found.route is Route.SCRIPT


def test_what_bars_a_careful_topic_bars_the_packs_own_line_on_it() -> None:
    own = line(
        "own",
        ["I want to kill myself.", "I want to die.", "I could kill for peace."],
        "Speak to somebody.",
        locked=True,
    )
    (found,) = asked("I'd kill for a sandwich", pack=lighthouse((own, WIFE, LAMP), ()))
    assert found.route is not Route.LOCKED


def test_what_a_visitor_tells_is_listened_to_rather_than_answered_with_a_likely_line() -> None:
    home = line("home", ["Where did you live?", "Was Horsham near your home?"], "By the sea.")
    (found,) = asked("My first job was in Horsham, I think, long ago", pack=lighthouse((home, WIFE, LAMP), ()))
    assert found.house == "news"


def test_a_word_that_only_sounds_like_a_name_is_left_where_the_question_is_understood() -> None:
    dogs = line("dogs", ["Did you have a dog?", "Did you have a puppy or a dog?"], "Two spaniels.")
    boole = line("boole", ["Did you know Boole?", "Who was Boole?"], "I did not.")
    (found,) = asked("did you have a puppy", pack=lighthouse((dogs, boole, LAMP), ()))
    assert found.line == "dogs"


def test_a_question_about_what_was_said_is_no_house_line_that_it_merely_resembles(embedder: Encoder) -> None:
    mind = mind_of(lighthouse((CHILDREN, WIFE, LAMP, TWO_TAKES), ()), Engines(embedder))
    alone = mind.think("What over?", "en")
    assert [part.house for part, _ in alone] == ["bored"]
    mind.forget()
    for text in ("Who was your wife?", "What over?"):
        said = [part for part, _ in mind.think(text, "en")]
    assert not any(part.house for part in said)


def test_whoever_goes_on_to_another_name_is_told_of_that(embedder: Encoder, kept: Path) -> None:
    pack = read_pack(shipped("ada-lovelace"), date(2026, 6, 1)).pack
    assert pack is not None
    mind = mind_of(pack, Engines(embedder, None, kept))
    said = [part for text in ("What is in Note G?", "And Turing?") for part, _ in mind.think(text, "en")]
    assert [one.line for one in said] == ["note-g", "turing"]
