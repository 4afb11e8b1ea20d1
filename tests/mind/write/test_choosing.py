"""A model chooses between two sentences only where they are equally likely."""

from dataclasses import replace

import numpy as np

from kiosk.mind.engines.stop import Stop
from kiosk.mind.texts.retrieval import Found, Sentence
from kiosk.mind.write.choosing import Ranked, chosen
from tests.fakes.model import EndlessModel, FakeModel

QUESTION = "Who lit the lamp?"


def ranked(lead: float) -> Ranked:
    """The model of these tests finds the question likelier after the second."""
    first = Sentence(0, 0, 0, 9, "Fog came.")
    second = replace(first, number=1, text="Nobody lit the lamp?")
    return [(Found(first, 1.0, np.zeros(1)), lead), (Found(second, 1.0, np.zeros(1)), 0.0)]


def test_the_likelier_of_two_close_sentences_comes_first() -> None:
    assert chosen(QUESTION, ranked(0.1), FakeModel(""))[0][0].sentence.number == 1


def test_a_clear_lead_is_not_questioned() -> None:
    assert chosen(QUESTION, ranked(3.0), FakeModel(""))[0][0].sentence.number == 0


def test_a_single_sentence_needs_no_choice() -> None:
    assert chosen(QUESTION, ranked(0.1)[:1], FakeModel(""))[0][0].sentence.number == 0
    assert chosen(QUESTION, [], FakeModel("")) == []


def test_a_model_that_takes_too_long_chooses_nothing() -> None:
    sentences = ranked(0.1)
    assert chosen(QUESTION, sentences, EndlessModel()) == sentences


def test_nothing_is_chosen_for_a_visitor_who_has_left() -> None:
    stop, sentences = Stop(), ranked(0.1)
    stop.call()
    assert chosen(QUESTION, sentences, FakeModel(""), stop) == sentences
