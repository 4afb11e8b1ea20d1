"""Grounding: what a source sentence does not say never passes, whatever a model makes of it."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.mind.grounding import follows, supported

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
