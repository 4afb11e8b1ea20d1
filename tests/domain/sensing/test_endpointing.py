"""Endpointing."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.sensing.endpointing import EndpointingRules, Listening, doubt, expect, hear

RULES = EndpointingRules()
CHUNK = 0.03


def played(voiced: Sequence[bool], now: Listening | None = None) -> list[Listening]:
    now, states = now or Listening(), []
    for index, is_voiced in enumerate(voiced):
        now = hear(now, (index + 1) * CHUNK, is_voiced, RULES)
        states.append(now)
    return states


def stretch(seconds: float, is_voiced: bool) -> list[bool]:
    return [is_voiced] * round(seconds / CHUNK)


def ended_after(states: Sequence[Listening]) -> float:
    return next((index + 1) * CHUNK for index, state in enumerate(states) if state.is_ended)


def test_a_cough_shorter_than_the_start_does_not_open_an_utterance() -> None:
    assert not any(state.is_open for state in played(stretch(0.09, True) + stretch(3.0, False)))


def test_an_utterance_ends_when_the_silence_has_lasted_long_enough() -> None:
    states = played(stretch(0.3, False) + stretch(1.2, True) + stretch(2.0, False))
    assert abs(ended_after(states) - 1.5 - RULES.silence_seconds) <= CHUNK + 1e-6


def test_a_breath_in_the_middle_of_a_question_does_not_end_it() -> None:
    assert not any(s.is_ended for s in played(stretch(1.2, True) + stretch(0.6, False) + stretch(1.2, True)))


def test_a_whole_question_with_a_sure_answer_ends_sooner_and_a_broken_off_one_later() -> None:
    ends = []
    for is_sure, is_complete in ((True, True), (False, True), (True, False), (False, False)):
        open_one = played(stretch(1.2, True))[-1]
        now, at = expect(open_one, is_sure, is_complete, RULES), 1.2
        while not now.is_ended:
            at += CHUNK
            now = hear(now, at, False, RULES)
        ends.append(at - 1.2)
    assert ends == sorted(ends)
    assert ends[0] < 0.4 < ends[1] == ends[2] < 0.8 < ends[3] < 1.4


def test_what_is_known_of_old_words_says_nothing_of_newer_ones() -> None:
    now = played(stretch(1.2, True))[-1]
    assert expect(now, True, True, RULES, fresh=RULES.blip_seconds + 0.1) == now
    assert expect(now, True, True, RULES, fresh=RULES.blip_seconds).silence_needed == RULES.sure_silence_seconds


def test_other_words_than_those_that_were_known_are_waited_for() -> None:
    known = expect(played(stretch(1.2, True))[-1], True, True, RULES)
    assert doubt(known, RULES).silence_needed == RULES.silence_seconds
    broken_off = expect(known, False, False, RULES)
    assert doubt(broken_off, RULES) == broken_off


def test_a_breath_keeps_what_was_expected_and_a_word_does_not() -> None:
    known = expect(played(stretch(1.2, True))[-1], True, True, RULES)
    breath, word = (hear_on(known, stretch(seconds, True)) for seconds in (0.09, 0.3))
    assert breath.silence_needed == RULES.sure_silence_seconds
    assert word.silence_needed >= RULES.silence_seconds


def hear_on(now: Listening, voiced: Sequence[bool]) -> Listening:
    for is_voiced in voiced:
        now = hear(now, now.heard_at + CHUNK, is_voiced, RULES)
    return now


def test_somebody_who_never_stops_is_cut_at_the_longest() -> None:
    states = played(stretch(RULES.longest_seconds + 2, True))
    assert abs(ended_after(states) - RULES.longest_seconds) < 0.1


def test_silence_alone_never_ends_anything() -> None:
    assert not any(state.is_ended for state in played(stretch(60, False)))


@given(st.lists(st.booleans(), max_size=400))
def test_an_utterance_never_ends_while_its_last_voice_is_younger_than_the_silence(voiced: list[bool]) -> None:
    states = played(voiced)
    for index, state in enumerate(states):
        at = (index + 1) * CHUNK
        if state.is_ended and not (index and states[index - 1].is_ended):
            assert state.opened_at is not None
            assert at - state.voiced_last >= RULES.silence_seconds or at - state.opened_at >= RULES.longest_seconds


@given(st.lists(st.booleans(), max_size=400))
def test_what_has_ended_stays_as_it_is(voiced: list[bool]) -> None:
    ended = [state for state in played(voiced) if state.is_ended]
    assert len(set(ended)) <= 1
