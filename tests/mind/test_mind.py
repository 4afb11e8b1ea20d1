"""What visitors get for what they ask: every route, follow-ups, and input of every kind."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.answer import Route
from kiosk.domain.content.figure import Policy
from kiosk.mind.engines.embedder import Encoder
from kiosk.mind.mind import Engines, Mind
from tests.fakes.minds import answer, answers, mind_of
from tests.fakes.packs import LINES, file_of, lighthouse, line, passages
from tests.fakes.phrases import phrases


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("how far away could people see the light", "lamp"),
        ("who's your dad", "father"),
        ("what year were you born in", "born"),
        ("did you have a wife", "wife"),
        ("what was the most terrible storm", "storm"),
        ("what kind of meals did you have", "food"),
    ],
)
def test_a_question_in_other_words_finds_its_line(mind: Mind, question: str, expected: str) -> None:
    found = answer(mind, question)
    assert (found.route, found.line) == (Route.SCRIPT, expected)
    assert found.label == phrases().label_written


@pytest.mark.parametrize("question", ["How bright was the lamp", "Could ships see your light?", "WHO WAS YOUR FATHER?"])
def test_words_alone_find_the_line_when_no_embeddings_are_at_hand(plain_mind: Mind, question: str) -> None:
    assert answer(plain_mind, question).route is Route.SCRIPT


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of Australia?",
        "Who won the football match?",
        "How do I reset my password?",
        "How do I bake bread?",
    ],
)
def test_a_foreign_question_is_declined_with_three_that_can_be_answered(mind: Mind, question: str) -> None:
    found = answer(mind, question)
    assert found.route is Route.DECLINE
    assert found.text == "Of that the sea knows more than The Keeper."
    assert len(found.suggestions) == 3
    assert all(answer(mind, one.text).line == one.line for one in found.suggestions)


@pytest.mark.parametrize("question", ["Who was Jonas Berg?", "What did Captain Nemo do?"])
def test_a_name_that_the_line_does_not_know_is_not_answered_by_it(mind: Mind, question: str) -> None:
    found = answer(mind, question)
    assert found.line != "jonas" or found.route is Route.NEAR


def test_a_question_for_a_date_goes_to_the_texts_where_the_line_tells_none(mind: Mind) -> None:
    found = answer(mind, "When did the telegraph cable reach the island?")
    assert found.route is Route.KNOWLEDGE
    assert "1866" in found.text


def test_a_locked_line_is_found_and_routed_as_locked(mind: Mind) -> None:
    found = answer(mind, "how did you die in the end")
    assert (found.route, found.line) == (Route.LOCKED, "drowned")


def test_a_locked_line_is_not_said_for_a_question_about_somebody_else(mind: Mind) -> None:
    assert answer(mind, "How did your father die?").line != "drowned"


def test_the_five_likeliest_lines_are_told_whatever_the_route(mind: Mind) -> None:
    for question in ("How bright was the lamp?", "hello", "What is Bitcoin?", ""):
        found = answer(mind, question)
        scores = [candidate.score for candidate in found.candidates]
        assert len(scores) == 5
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)


def test_a_verbatim_line_names_its_source_on_the_label(mind: Mind) -> None:
    assert "Log of the light, 1871" in answer(mind, "What was your motto?").label


def test_a_recording_comes_with_its_line(mind: Mind) -> None:
    assert answer(mind, "What did you eat?").media == "voice/food.wav"


def test_two_lines_that_ask_the_same_are_offered_as_a_choice(embedder: Encoder, kept: Path) -> None:
    twins = (
        line("boat", ["What was your boat like?"], "Small."),
        line("ship", ["What was your ship like?"], "Large."),
        *LINES,
    )
    mind = mind_of(lighthouse(twins), Engines(embedder, None, kept))
    found = answer(mind, "Tell me about your boat or your ship.")
    assert found.route is Route.CHOICE
    assert {one.line for one in found.suggestions} == {"boat", "ship"}
    assert all(one.text in found.text for one in found.suggestions), "both are named aloud"
    assert (found.label, found.line) == ("", None)


def test_what_the_script_does_not_know_is_quoted_from_the_texts(mind: Mind) -> None:
    found = answer(mind, "How thick are the walls at the foot of the tower?")
    assert found.route is Route.KNOWLEDGE
    assert "two metres thick" in found.text
    assert found.text.startswith(phrases().quote_written)
    assert "Harbour ledger" in found.label


def test_who_asks_the_texts_once_more_is_told_once_more(mind: Mind) -> None:
    question = "How thick are the walls at the foot of the tower?"
    first, second = answer(mind, question), answer(mind, question)
    assert second.route is Route.KNOWLEDGE
    assert second.text.endswith(first.text)
    assert second.text != first.text, "it is announced as what was said before"
    assert second.sources == first.sources


def test_a_source_points_at_the_very_words_that_are_quoted(embedder: Encoder, kept: Path) -> None:
    found = answer(mind_of(lighthouse(()), Engines(embedder, None, kept)), "Where did the oil barrels come from?")
    assert found.route is Route.KNOWLEDGE
    for source in found.sources:
        assert file_of(source.file)[source.start : source.end] in found.text
    assert found.text.startswith("In Log of the light I wrote:")


def test_another_route_is_taken_when_one_is_switched_off(mind: Mind) -> None:
    only = frozenset({Route.KNOWLEDGE, Route.COMPOSED})
    routes = [part.route for part, _ in mind.think("How bright was the lamp?", "en", None, only)]
    assert routes[0] in (Route.KNOWLEDGE, Route.DECLINE)


def test_tell_me_more_goes_on_with_the_line_that_follows_and_then_with_the_texts(mind: Mind) -> None:
    answer(mind, "How bright was the lamp?")
    assert answer(mind, "Tell me more.").line == "oil"
    third = answer(mind, "And then?")
    assert third.route in (Route.KNOWLEDGE, Route.DECLINE)
    assert third.line is None


def test_tell_me_more_at_the_beginning_asks_what_about(mind: Mind) -> None:
    found = answer(mind, "Tell me more.")
    assert found.route is Route.HOUSE
    assert len(found.suggestions) == 3


def test_a_pronoun_stands_for_the_person_spoken_of_last(mind: Mind) -> None:
    answer(mind, "Who was Jonas Lind?")
    found = answer(mind, "What did he do?")
    assert found.line in ("jonas", None)
    assert found.route is not Route.HOUSE


def test_a_line_touched_on_the_screen_is_what_more_belongs_to(mind: Mind) -> None:
    mind.recall("storm", "en")
    assert answer(mind, "Tell me more about that.").line == "wreck"


def test_a_line_said_twice_comes_in_other_words(mind: Mind) -> None:
    first, second = answer(mind, "How bright was the lamp?"), answer(mind, "How bright was the lamp?")
    assert first.line == second.line == "lamp"
    assert first.text != second.text


def test_nothing_of_a_visit_is_left_for_the_next_visitor(mind: Mind) -> None:
    first = answer(mind, "How bright was the lamp?")
    mind.forget()
    assert answer(mind, "Tell me more.").route is Route.HOUSE
    mind.forget()
    assert answer(mind, "How bright was the lamp?") == first


@pytest.mark.parametrize("text", ["", "   ", "?!", "🙂🙂🙂", "\x00\x07\x1b"])
def test_what_holds_no_word_is_asked_for_again(mind: Mind, text: str) -> None:
    found = answer(mind, text)
    assert found.route is Route.UNHEARD
    assert found.suggestions


@pytest.mark.parametrize(
    "text",
    [
        "why " * 2500,
        "кто вы такая",
        "12345",
        "a" * 10_000,
        "\u202eevil\u202c",
        "Ａｄａ",
        "ㅋㅋㅋㅋ",
        "%s {name} \\n",
        "'; DROP TABLE",
    ],
)
def test_odd_input_gets_an_answer_with_words(mind: Mind, text: str) -> None:
    assert answer(mind, text).text


def test_an_unsure_transcript_that_matches_nothing_is_asked_for_again(mind: Mind) -> None:
    assert answers(mind, "the marble of grown tax", confidence=0.3, is_typed=False)[0].route is Route.UNHEARD
    assert answers(mind, "the", confidence=None, is_typed=False)[0].route is Route.UNHEARD


def test_an_unsure_transcript_that_is_a_line_word_for_word_is_answered(mind: Mind) -> None:
    assert answers(mind, "how bright was the lamp", confidence=0.3, is_typed=False)[0].line == "lamp"


@pytest.mark.parametrize("count", [0, 1])
def test_a_pack_of_hardly_any_lines_still_answers(count: int, embedder: Encoder, kept: Path) -> None:
    for engines in (Engines(embedder, None, kept), Engines()):
        mind = mind_of(lighthouse(LINES[:count], texts=()), engines)
        assert answer(mind, "Hello.").route is Route.HOUSE
        assert answer(mind, "How do I bake bread?").route is Route.DECLINE
        assert answer(mind, "How bright was the lamp?").line == (LINES[0].id if count else None)


def test_a_pack_without_lines_and_house_lines_still_declines() -> None:
    mind = mind_of(lighthouse((), texts=(), policy=Policy(house_lines=False)))
    assert answer(mind, "How bright was the lamp?").route is Route.DECLINE
    assert answer(mind, "Hello.").route is Route.DECLINE


@pytest.mark.parametrize(
    ("question", "line"),
    [("등대 불은 얼마나 밝았어요?", "lamp"), ("제일 큰 폭풍은 언제였나요", "storm"), ("무엇을 먹었나요", "food")],
)
def test_korean_is_matched_by_its_words_and_syllables(mind: Mind, question: str, line: str) -> None:
    assert answer(mind, question, "ko").line == line


def test_korean_greetings_are_house_lines(mind: Mind) -> None:
    assert answer(mind, "안녕하세요", "ko").route is Route.HOUSE


@pytest.mark.parametrize(
    ("text", "is_complete"),
    [
        ("how bright was", False),
        ("how bright was the", False),
        ("how bright was the lamp", True),
        ("um", False),
        ("tell me about your", False),
    ],
)
def test_an_unfinished_question_is_not_taken_for_complete(mind: Mind, text: str, is_complete: bool) -> None:
    assert mind.anticipate(text, "en").is_complete is is_complete


def test_the_line_is_known_before_it_is_asked(mind: Mind) -> None:
    guess = mind.anticipate("how bright was the lamp", "en")
    assert guess.line == "lamp"
    assert guess.score == answer(mind, "how bright was the lamp").score


def test_an_unknown_language_is_answered_in_the_packs_first(mind: Mind) -> None:
    assert answer(mind, "How bright was the lamp?", "fr").line == "lamp"


def test_a_quotation_keeps_the_limit_of_its_text(embedder: Encoder, kept: Path) -> None:
    short = [replace(one, text=replace(one.text, max_quote_words=9)) for one in passages()]
    mind = mind_of(lighthouse((), texts=short), Engines(embedder, None, kept))
    found = answer(mind, "How thick are the walls at the foot of the tower?")
    assert found.route is Route.KNOWLEDGE
    quoted = found.text.removeprefix(phrases().quote_written)
    assert len(quoted.split()) <= 9
