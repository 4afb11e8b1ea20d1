"""Grounding: what a source sentence does not say never passes, whatever a model makes of it."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.mind.write.grounding import follows, supported

SOURCES = (
    "Babbage invited Ada and her mother to see the Difference Engine in June 1833.",
    "The engine was never completed, although the Government had spent 17,000 pounds.",
    "Faraday, who was famous by then, refused to take pupils.",
    "Some scholars believe that Babbage wrote the table.",
    "The tower, which was built of granite, stood for ninety years.",
)

TRUE = (
    "Babbage invited Ada and her mother to see the Difference Engine.",
    "Babbage invited Ada and her mother to see the Difference Engine in June 1833.",
    "The tower stood for ninety years.",
)

FALSE = (
    "Ada invited Babbage and her mother to see the Difference Engine.",
    "Babbage was invited by Ada to see the Difference Engine.",
    "Babbage invited Ada and her mother to see the Analytical Engine.",
    "Babbage invited Ada and her mother to see the Difference Engine in June 1834.",
    "Babbage invited Ada and her mother to see the Difference Engine in July 1833.",
    "The engine was completed.",
    "The engine was never completed.",
    "The Government had spent 17,000 pounds.",
    "The Government had spent 17,000 dollars.",
    "The engine had spent 17,000 pounds.",
    "Babbage wrote the table.",
    "Scholars wrote the table.",
    "Faraday took pupils.",
    "Faraday, who was famous by then.",
    "The tower was built of granite in 1838.",
    "I invited Ada and her mother to see the Difference Engine.",
    "Did Babbage invite Ada?",
    "Her mother to see the Difference Engine.",
    "Yes.",
    "",
)


def test_what_one_source_says_passes() -> None:
    for sentence in TRUE:
        assert supported(sentence, SOURCES) is not None, sentence


def test_what_no_source_says_is_stopped() -> None:
    for sentence in FALSE:
        assert supported(sentence, SOURCES) is None, sentence


def test_two_sources_cannot_be_joined() -> None:
    assert supported("Babbage invited Ada and her mother, and the engine was never completed.", SOURCES) is None


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The house is now a hotel.", "The house is now a hotel."),
        ("Today the tower is closed.", "Today the tower is closed."),
        ("He mended the panes with canvas.", "I mended the panes with canvas."),
        ("Mended the panes with canvas.", "I mended the panes with canvas."),
        ("You mended the panes with canvas.", "I mended the panes with canvas."),
        ("My father kept the light.", "Jonas said my father kept the light."),
    ],
)
def test_nothing_is_said_of_today_and_the_first_person_is_kept(sentence: str, source: str) -> None:
    assert not follows(sentence, source)


people = st.sampled_from(["Ada", "Charles", "Mary", "Henrik Moe", "Babbage", "the Queen", "a keeper", "Lord Byron"])
deeds = st.sampled_from(["taught", "painted", "accused", "followed", "paid", "married", "betrayed", "wrote to"])
years = st.integers(1500, 1999)


@given(people, people, deeds, years)
def test_swapped_roles_never_pass(one: str, other: str, deed: str, year: int) -> None:
    assume(one != other)
    source = f"{one} {deed} {other} in {year}."
    assert follows(source, source)
    assert not follows(f"{other} {deed} {one} in {year}.", source)
    assert not follows(f"{other} {deed} {one}.", source)
    assert not follows(f"{other} was {deed} by {one} in {year}.", f"{other} was {deed} in {year} by {one}.")


@given(people, people, deeds, years, years)
def test_changed_numbers_never_pass(one: str, other: str, deed: str, year: int, wrong: int) -> None:
    assume(year != wrong and str(wrong) not in str(year))
    for source in (
        f"{one} {deed} {other} in {year}.",
        f"In {year}, {one} {deed} {other}.",
        f"{one} paid {year} pounds.",
    ):
        assert not follows(source.replace(str(year), str(wrong)), source)


DENIALS = ("never", "not", "hardly", "no longer", "almost", "perhaps")


@given(people, people, deeds, st.sampled_from(DENIALS), st.sampled_from(["", " in the winter", ", with regret"]))
def test_dropped_and_added_denials_never_pass(one: str, other: str, deed: str, denial: str, rest: str) -> None:
    plain, denied = f"{one} {deed} {other}{rest}.", f"{one} {denial} {deed} {other}{rest}."
    assert not follows(plain, denied)
    assert not follows(denied, plain)
    assert not follows(f"{one} {deed} {other}.", denied)


@given(people, people, people, deeds, deeds)
def test_two_clauses_do_not_lend_each_other_their_people(one: str, two: str, three: str, deed: str, other: str) -> None:
    assume(len({one, two, three}) == 3 and deed != other)
    source = f"{one} {deed} {two}, and {three} {other} {one}."
    assert not follows(f"{three} {deed} {two}.", source)
    assert not follows(f"{one} {other} {one}.", source)
    assert not follows(f"{one} {other} {two}.", source)


words = st.sampled_from(sorted({word.strip(".,") for source in SOURCES for word in source.split()}))


@given(st.integers(0, len(SOURCES) - 1), st.data())
def test_a_source_with_two_words_swapped_does_not_pass(which: int, data: st.DataObject) -> None:
    pieces = SOURCES[which].rstrip(".").replace(",", "").split()
    first = data.draw(st.integers(0, len(pieces) - 2))
    second = data.draw(st.integers(first + 1, len(pieces) - 1))
    pieces[first], pieces[second] = pieces[second], pieces[first]
    if pieces[first].lower() in ("the", "and", "that") or pieces[second].lower() in ("the", "and", "that"):
        return
    assert not follows(" ".join(pieces) + ".", SOURCES[which])


@given(st.integers(0, len(SOURCES) - 1), st.data())
def test_a_source_with_a_word_put_in_does_not_pass(which: int, data: st.DataObject) -> None:
    pieces = SOURCES[which].rstrip(".").split()
    word = data.draw(words)
    if word.lower() in ("the", "and", "that"):
        return
    pieces.insert(data.draw(st.integers(1, len(pieces) - 1)), word)
    assert not follows(" ".join(pieces) + ".", SOURCES[which])


@given(st.lists(words, min_size=3, max_size=9))
def test_words_of_the_sources_thrown_together_pass_only_as_a_shortened_source(thrown: list[str]) -> None:
    sentence = " ".join(thrown)
    place = supported(sentence, SOURCES)
    if place is not None:
        source = [word.strip(".,").lower() for word in SOURCES[place].split()]
        at = -1
        for word in (one.lower() for one in thrown if one.lower() not in ("the", "and", "that")):
            at = source.index(word, at + 1)
