"""What is recommended for which machine and which languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.models.catalog import Engine, Purpose, load_catalog
from kiosk.models.recommend import (
    COMPOSING_PARAMETERS,
    FIRST_SENTENCE_SECONDS,
    LANGUAGES,
    RESERVED_MIB,
    Machine,
    Piece,
    Speed,
    estimate_seconds,
    recommend,
)

CATALOG = load_catalog()
IDS = [model.id for model in CATALOG.models]
MACHINES = st.builds(Machine, st.integers(256, 65_536), st.integers(1, 64))
SPOKEN = st.lists(st.sampled_from([*LANGUAGES, "xx", "en-GB"]), min_size=1, max_size=4)


def piece_for(pieces: tuple[Piece, ...], purpose: Purpose) -> Piece:
    return next(piece for piece in pieces if piece.purpose is purpose)


def ids(piece: Piece) -> list[str]:
    return [candidate.model.id for candidate in piece.candidates]


@given(SPOKEN, MACHINES, st.frozensets(st.sampled_from(IDS)))
def test_what_is_recommended_fits_the_machine_and_can_be_had(
    languages: list[str], machine: Machine, unreachable: frozenset[str]
) -> None:
    pieces = recommend(CATALOG.models, languages, machine, unreachable)
    for piece in pieces:
        assert piece.without
        for candidate in piece.candidates:
            assert candidate.means
            assert candidate.model.id not in unreachable
            assert candidate.model.purpose is piece.purpose or candidate.model.engine is Engine.WHISPER
            if piece.purpose is Purpose.LANGUAGE_MODEL:
                assert candidate.model.memory_mib <= machine.memory_mib - RESERVED_MIB
                assert estimate_seconds(candidate.model.parameters, machine) <= FIRST_SENTENCE_SECONDS
                assert "estimated" in candidate.means
    heard = [piece.language for piece in pieces if piece.purpose is Purpose.RECOGNIZER]
    assert heard == list(dict.fromkeys(language.split("-")[0] for language in languages))


@given(SPOKEN, MACHINES)
def test_vosk_comes_before_every_other_recognizer_of_the_language(languages: list[str], machine: Machine) -> None:
    for piece in recommend(CATALOG.models, languages, machine):
        if piece.purpose is Purpose.RECOGNIZER:
            others = [candidate.model.engine is not Engine.VOSK for candidate in piece.candidates]
            assert others == sorted(others)
            assert all(piece.language in candidate.model.languages for candidate in piece.candidates)


@given(st.sampled_from(sorted(LANGUAGES)), MACHINES)
def test_with_one_language_the_largest_model_in_time_comes_first(language: str, machine: Machine) -> None:
    piece = piece_for(recommend(CATALOG.models, [language], machine), Purpose.LANGUAGE_MODEL)
    sizes = [candidate.model.parameters for candidate in piece.candidates]
    assert sizes == sorted(sizes, reverse=True)


@given(SPOKEN, MACHINES, st.integers(1, 32))
def test_more_cores_never_take_a_model_away(languages: list[str], machine: Machine, more: int) -> None:
    larger = Machine(machine.memory_mib, machine.cores + more)
    few = ids(piece_for(recommend(CATALOG.models, languages, machine), Purpose.LANGUAGE_MODEL))
    many = ids(piece_for(recommend(CATALOG.models, languages, larger), Purpose.LANGUAGE_MODEL))
    assert set(few) <= set(many)


def test_a_small_machine_gets_no_language_model_and_is_told_so() -> None:
    piece = piece_for(recommend(CATALOG.models, ["en"], Machine(8192, 2)), Purpose.LANGUAGE_MODEL)
    assert ids(piece) == []
    assert "quotations only" in piece.without


@pytest.mark.parametrize(
    ("machine", "first"),
    [(Machine(8192, 2), "whisper-base"), (Machine(2048, 2), "whisper-tiny-en"), (Machine(8192, 1), "whisper-tiny-en")],
)
def test_english_is_heard_once_more_by_the_larger_model_where_the_machine_is_not_small(
    machine: Machine, first: str
) -> None:
    piece = piece_for(recommend(CATALOG.models, ["en"], machine), Purpose.SECOND_PASS)
    assert ids(piece) == sorted(["whisper-base", "whisper-tiny-en"], key=lambda one: one != first)


def test_a_strong_machine_gets_a_model_that_composes() -> None:
    piece = piece_for(recommend(CATALOG.models, ["en"], Machine(16_384, 16)), Purpose.LANGUAGE_MODEL)
    first = piece.candidates[0]
    assert first.model.parameters >= COMPOSING_PARAMETERS
    assert "may compose" in first.means


def test_a_model_that_would_take_longer_than_three_seconds_to_a_sentence_is_not_recommended_for_composing() -> None:
    piece = piece_for(recommend(CATALOG.models, ["en"], Machine(16_384, 4)), Purpose.LANGUAGE_MODEL)
    slow = [one for one in piece.candidates if one.model.parameters >= COMPOSING_PARAMETERS]
    assert all(estimate_seconds(one.model.parameters, Machine(16_384, 4)) <= 3.0 for one in slow)


def test_a_speed_measured_here_replaces_the_reference() -> None:
    fast = Machine(16_384, 2, Speed(1e12, 1e12, "measured on this machine"))
    piece = piece_for(recommend(CATALOG.models, ["en"], fast), Purpose.LANGUAGE_MODEL)
    assert piece.candidates[0].model.parameters > 3e9
    assert "measured on this machine" in piece.candidates[0].means


def test_without_the_publisher_english_is_heard_by_moonshine() -> None:
    pieces = recommend(CATALOG.models, ["en"], Machine(8192, 2), frozenset({"vosk-small-en-us"}))
    assert ids(piece_for(pieces, Purpose.RECOGNIZER)) == ["moonshine-tiny-en", "whisper-tiny-en", "whisper-base"]


def test_a_language_whose_own_model_cannot_be_had_is_heard_by_whisper_and_told_how_well() -> None:
    pieces = recommend(CATALOG.models, ["de"], Machine(8192, 2), frozenset({"vosk-small-de"}))
    piece = piece_for(pieces, Purpose.RECOGNIZER)
    assert ids(piece) == ["whisper-base"]
    assert "one word in six is wrong" in piece.candidates[0].means


def test_a_language_that_no_recognizer_knows_is_touched_and_typed() -> None:
    piece = piece_for(recommend(CATALOG.models, ["th"], Machine(8192, 2)), Purpose.RECOGNIZER)
    assert piece.candidates == ()
    assert "Thai is not heard" in piece.without


def test_an_english_pack_takes_the_english_embeddings_and_others_the_multilingual() -> None:
    machine = Machine(8192, 2)
    english = piece_for(recommend(CATALOG.models, ["en"], machine), Purpose.EMBEDDING)
    korean = piece_for(recommend(CATALOG.models, ["en", "ko"], machine), Purpose.EMBEDDING)
    assert ids(english)[0] == "bge-small-en-v1.5"
    assert ids(korean) == ["paraphrase-multilingual-minilm", "bge-small-en-v1.5"]
    assert "Korean" in korean.candidates[1].means
