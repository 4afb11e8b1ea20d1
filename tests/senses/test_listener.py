"""The listener."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.commands import ExpectEnd, OpenMicrophone
from kiosk.domain.events import Event, LevelMeasured, PartialTranscript, SpeechHeard, SpeechResumed, UtteranceEnded
from kiosk.domain.sensing.endpointing import EndpointingRules
from kiosk.senses.errors import RecognizerError
from kiosk.senses.hearing import hear_all
from kiosk.senses.listener import Listener
from kiosk.senses.recognition.transcription import JOB_SECONDS, Transcription
from tests.fakes.clock import Clock
from tests.fakes.microphone import CHUNK_SECONDS, QueuedMicrophone
from tests.fakes.processes.patience import Gate, until
from tests.fakes.recognizer import CountingRecognizer
from tests.fakes.vad import LoudnessVad

RULES = EndpointingRules()


class Room:
    """A listener with everything it needs."""

    def __init__(self, settles: bool = False) -> None:
        self.clock, self.microphone, self.vad = Clock(), QueuedMicrophone(), LoudnessVad()
        self.recognizer = CountingRecognizer(settles=settles)
        self.languages: list[str] = []
        transcription = Transcription(self.recognizer_for, is_threaded=False, clock=self.clock)
        self.listener = Listener(self.microphone, self.vad, RULES, self.clock, transcription)

    def recognizer_for(self, language: str) -> CountingRecognizer:
        self.languages.append(language)
        return self.recognizer

    def hear(self, *stretches: tuple[float, bool]) -> list[Event]:
        """Stretches of loud or silent sound; levels are left out."""
        events: list[Event] = []
        for seconds, is_loud in stretches:
            self.microphone.queue(seconds, is_loud)
        while not self.microphone.is_over:
            events.extend(self.listener.step())
            self.clock.pause(0.6)
        return [event for event in events if not isinstance(event, LevelMeasured)]


SPEECH = ((0.3, False), (1.2, True), (1.5, False))


def test_an_utterance_is_heard_word_by_word_and_ends_with_all_of_its_words() -> None:
    room = Room()
    room.listener.open(OpenMicrophone(7, "en"))
    events = room.hear(*SPEECH)
    assert isinstance(events[0], SpeechHeard)
    assert all(isinstance(event, PartialTranscript) for event in events[1:-1])
    assert len(events) > 5
    last = events[-1]
    assert isinstance(last, UtteranceEnded)
    assert last.text == "0 1 2 3 4 5 6 7 8 9 10 11"
    assert (last.turn, last.confidence, room.languages) == (7, 0.5, ["en"])


def test_the_end_of_speech_is_told_on_the_kiosks_clock() -> None:
    room = Room()
    room.listener.open(OpenMicrophone(1, "en"))
    last = room.hear(*SPEECH)[-1]
    assert isinstance(last, UtteranceEnded)
    assert last.speech_end is not None
    assert abs(last.speech_end - 101.5) < 0.04


def test_sound_before_the_opening_is_kept_so_that_no_first_syllable_is_lost() -> None:
    room = Room()
    room.listener.open(OpenMicrophone(1, "en"))
    room.hear(*SPEECH)
    assert room.recognizer.accepted[0] <= 0.3 - RULES.pre_roll_seconds / 2
    assert len(room.recognizer.accepted) == len(set(room.recognizer.accepted))


def test_a_closed_listener_recognizes_nothing_but_still_learns_the_room() -> None:
    room = Room()
    assert room.hear(*SPEECH) == []
    assert room.recognizer.accepted == []
    assert room.vad.heard == 100


def test_what_was_said_before_the_opening_is_not_heard_after_it() -> None:
    room = Room()
    room.clock.pause(2.0)
    room.listener.open(OpenMicrophone(1, "en"))
    assert room.hear((1.8, True)) == []


def test_after_an_utterance_no_word_is_heard_until_the_next_opening() -> None:
    room = Room()
    room.listener.open(OpenMicrophone(1, "en"))
    room.hear(*SPEECH)
    assert all(isinstance(event, SpeechResumed) for event in room.hear(*SPEECH))
    room.clock.now = 106.0
    room.listener.open(OpenMicrophone(2, "ko"))
    ends = [event for event in room.hear(*SPEECH) if isinstance(event, UtteranceEnded)]
    assert [event.turn for event in ends] == [2]


def test_a_cough_opens_nothing() -> None:
    room = Room()
    room.listener.open(OpenMicrophone(1, "en"))
    assert room.hear((0.3, False), (0.09, True), (2.0, False)) == []


def test_a_click_long_enough_to_open_an_utterance_is_no_word() -> None:
    room = Room()
    room.listener.open(OpenMicrophone(1, "en"))
    last = room.hear((0.3, False), (0.16, True), (2.0, False))[-1]
    assert isinstance(last, UtteranceEnded)
    assert last.text == ""


def test_closing_throws_away_what_was_half_heard() -> None:
    room = Room()
    room.listener.open(OpenMicrophone(1, "en"))
    room.hear((0.3, False), (0.6, True))
    room.listener.close()
    assert room.hear((2.0, False)) == []


def told(events: Sequence[Event]) -> str:
    """The newest words."""
    return [event.text for event in events if isinstance(event, PartialTranscript | UtteranceEnded)][-1]


def test_a_sure_answer_shortens_the_wait_and_one_for_another_turn_or_other_words_does_not() -> None:
    for turn, about, ends in ((1, "", True), (2, "", False), (1, " and more", False)):
        room = Room()
        room.listener.open(OpenMicrophone(1, "en"))
        text = told(room.hear((0.3, False), (0.6, True)))
        room.listener.expect(ExpectEnd(turn, text + about, is_sure=True, is_complete=True))
        assert bool([e for e in room.hear((0.5, False)) if isinstance(e, UtteranceEnded)]) == ends


def known(room: Room, *stretches: tuple[float, bool]) -> str:
    """A question whose words were worked out in a pause, and which is known."""
    text = told(room.hear(*stretches))
    room.listener.expect(ExpectEnd(1, text, is_sure=True, is_complete=True))
    return text


def test_a_breath_after_a_known_question_neither_begins_the_wait_anew_nor_the_words() -> None:
    room = Room(settles=True)
    room.listener.open(OpenMicrophone(1, "en"))
    text = known(room, (0.3, False), (0.9, True), (0.15, False))
    worked_out = room.recognizer.settled
    last = room.hear((0.06, True), (RULES.sure_silence_seconds + 0.06, False))[-1]
    assert isinstance(last, UtteranceEnded)
    assert last.text == text
    assert room.recognizer.settled <= worked_out + 1


def test_a_word_after_a_known_question_begins_the_wait_anew() -> None:
    room = Room(settles=True)
    room.listener.open(OpenMicrophone(1, "en"))
    known(room, (0.3, False), (0.9, True), (0.15, False))
    events = room.hear((0.3, True), (RULES.sure_silence_seconds + 0.06, False))
    assert not [event for event in events if isinstance(event, UtteranceEnded)]


def test_words_that_come_in_during_the_silence_and_are_not_judged_yet_do_not_end_the_question() -> None:
    room = Room(settles=True)
    room.recognizer.said = "how bright was the"
    room.listener.open(OpenMicrophone(1, "en"))
    known(room, (0.3, False), (0.9, True), (0.15, False))
    room.recognizer.said = "how bright was the lamp and"
    room.hear((0.06, True), (0.12, False))
    events = room.hear((RULES.sure_silence_seconds, False))
    assert not [event for event in events if isinstance(event, UtteranceEnded)]


def test_the_same_words_after_a_breath_need_not_be_judged_again() -> None:
    room = Room(settles=True)
    room.recognizer.said = "how bright was the lamp"
    room.listener.open(OpenMicrophone(1, "en"))
    known(room, (0.3, False), (0.9, True), (0.15, False))
    room.hear((0.2, True), (0.12, False))
    events = room.hear((RULES.sure_silence_seconds - 0.06, False))
    assert isinstance(events[-1], UtteranceEnded)


def test_a_visitor_who_speaks_on_after_the_end_is_told_once_and_heard_on_with_nothing_lost() -> None:
    for settles in (False, True):
        room = Room(settles)
        room.listener.open(OpenMicrophone(1, "en"))
        ended = room.hear(*SPEECH)[-1]
        assert isinstance(ended, UtteranceEnded)
        again = room.hear((0.6, True))
        assert [(type(event), getattr(event, "turn", None)) for event in again] == [(SpeechResumed, 1)]
        room.listener.open(OpenMicrophone(2, "en", goes_on=True))
        last = room.hear((0.6, True), (2.0, False))[-1]
        assert isinstance(last, UtteranceEnded)
        assert last.turn == 2
        assert last.text.startswith(ended.text)
        assert last.text.split()[-1] == "23"


def test_nobody_who_was_closed_out_is_heard_on() -> None:
    room = Room()
    room.listener.open(OpenMicrophone(1, "en"))
    room.hear(*SPEECH)
    room.listener.close()
    assert room.hear(*SPEECH) == []


def test_words_worked_out_in_a_pause_are_not_worked_out_again() -> None:
    room = Room(settles=True)
    room.listener.open(OpenMicrophone(1, "en"))
    last = room.hear(*SPEECH)[-1]
    assert isinstance(last, UtteranceEnded)
    assert last.text.endswith("10 11")
    assert room.recognizer.finished == 0


def test_words_that_follow_a_pause_are_not_lost_to_what_was_worked_out_in_it() -> None:
    room = Room(settles=True)
    room.listener.open(OpenMicrophone(1, "en"))
    last = room.hear((0.3, True), (0.4, False), (0.6, True), (1.0, False))[-1]
    assert isinstance(last, UtteranceEnded)
    assert last.text == "0 1 2 3 4 5 6 7 8"


def test_loudness_is_told_ten_times_a_second_at_most_and_only_while_listening() -> None:
    room = Room()
    room.microphone.queue(3.0, True)
    assert room.listener.step() == ()
    room.listener.open(OpenMicrophone(1, "en"))
    room.clock.now = room.microphone.clock_of(0.0)
    room.listener.open(OpenMicrophone(1, "en"))
    levels = []
    for _ in range(80):
        levels += [event for event in room.listener.step() if isinstance(event, LevelMeasured)]
        room.clock.pause(0.03)
    assert 0 < len(levels) <= 25
    assert all(0 < event.level <= 1 for event in levels)


def test_a_recording_gives_one_final_per_utterance_and_one_for_what_is_open_at_its_end() -> None:
    microphone = QueuedMicrophone()
    for seconds, is_loud in ((0.3, False), (0.9, True), (1.2, False), (0.6, True)):
        microphone.queue(seconds, is_loud)
    told = list(hear_all(microphone, LoudnessVad(), CountingRecognizer(), RULES, Clock()))
    finals = [one for one in told if one["event"] == "final"]
    assert [one["text"] for one in finals] == ["0 1 2 3 4 5 6 7 8", "0 1 2 3 4 5"]
    assert finals[0].keys() == {
        "event", "audio", "clock", "text", "confidence", "speech_start", "speech_end", "recognizer",
    }  # fmt: skip
    assert (finals[0]["speech_start"], finals[0]["speech_end"], finals[1]["audio"]) == (0.3, 1.2, 3.0)
    assert next(one.keys() for one in told if one["event"] == "partial") == {"event", "audio", "clock", "text"}


def test_a_recording_is_heard_by_the_loop_that_hears_visitors_and_no_other_loop_makes_utterances() -> None:
    rooms = Path(__file__).parents[2] / "kiosk"
    makers = [file.name for file in rooms.rglob("*.py") if " Utterance(" in file.read_text(encoding="utf-8")]
    assert makers == ["listener.py"]


def test_a_visitor_whose_words_will_not_come_is_unheard_and_then_the_fault_is_raised() -> None:
    room, gate, clock = Room(), Gate(), Clock()
    room.recognizer.trouble = gate
    transcription = Transcription(room.recognizer_for, clock=clock)
    room.listener = Listener(room.microphone, room.vad, RULES, room.clock, transcription)
    room.listener.open(OpenMicrophone(1, "en"))
    room.hear((0.3, False), (1.2, True))
    assert gate.is_reached()
    clock.pause(JOB_SECONDS + 1.0)
    (event,) = room.listener.step()
    assert isinstance(event, UtteranceEnded)
    assert (event.turn, event.text) == (1, "")
    assert event.speech_end == pytest.approx(101.5)
    with pytest.raises(RecognizerError):
        room.listener.step()
    gate.open()
    transcription.close()


def test_sound_after_the_end_that_a_late_recognizer_makes_words_of_does_not_keep_the_visitor_waiting() -> None:
    room, gate = Room(), Gate()
    room.recognizer.trouble = gate
    transcription = Transcription(room.recognizer_for, clock=Clock())
    room.listener = Listener(room.microphone, room.vad, RULES, room.clock, transcription)
    room.listener.open(OpenMicrophone(1, "en"))
    room.hear((0.3, False), (1.26, True), (1.5, False))
    room.hear((0.06, True), (0.3, False))
    gate.open()
    until(lambda: bool(room.recognizer.accepted) and room.recognizer.accepted[-1] > 3.3)
    (event,) = room.listener.step()
    assert isinstance(event, UtteranceEnded)
    assert event.text.split()[-1] == "11"
    transcription.close()


def test_of_a_visitor_who_has_said_nothing_no_question_is_unheard_when_the_recognizer_hangs() -> None:
    room, gate, clock = Room(), Gate(), Clock()
    room.recognizer.trouble = gate
    transcription = Transcription(room.recognizer_for, clock=clock)
    room.listener = Listener(room.microphone, room.vad, RULES, room.clock, transcription)
    room.listener.open(OpenMicrophone(1, "en"))
    transcription.finish()
    assert gate.is_reached()
    clock.pause(JOB_SECONDS + 1.0)
    with pytest.raises(RecognizerError):
        room.listener.step()
    gate.open()
    transcription.close()


def test_a_silent_recording_gives_nothing() -> None:
    microphone = QueuedMicrophone()
    microphone.queue(5.0, False)
    assert list(hear_all(microphone, LoudnessVad(), CountingRecognizer(), RULES, Clock())) == []


def test_a_monologue_is_cut_at_the_longest_and_no_word_falls_into_the_gap() -> None:
    microphone = QueuedMicrophone()
    # A sound without any gap would be the hall's.
    for _ in range(100):
        microphone.queue(0.27, True)
        microphone.queue(0.03, False)
    recognizer = CountingRecognizer()
    finals = [one for one in hear_all(microphone, LoudnessVad(), recognizer, RULES, Clock()) if one["event"] == "final"]
    assert len(finals) == 2
    assert len(recognizer.accepted) == 1000


def murmur(room: Room, seconds: float, peak: int) -> None:
    """Voices without a pause; some syllables are louder than others."""
    dice = np.random.default_rng(5)
    for _ in range(round(seconds / CHUNK_SECONDS)):
        room.microphone.queue(CHUNK_SECONDS, True, round(peak * 10 ** dice.uniform(-0.2, 0.1)))


def test_among_people_who_talk_a_question_ends_when_the_visitor_does() -> None:
    room = Room()
    room.listener.open(OpenMicrophone(1, "en"))
    murmur(room, 2.0, 1000)
    for _ in range(5):
        murmur(room, 0.3, 6000)
        murmur(room, 0.06, 1500)
    murmur(room, 4.0, 1000)
    ends = [event for event in room.hear() if isinstance(event, UtteranceEnded)]
    assert ends[0].speech_end is not None
    assert ends[0].speech_end == pytest.approx(103.8, abs=0.4)
    assert ends[0].at < 105.6


def test_a_murmur_alone_opens_nothing() -> None:
    room = Room()
    room.listener.open(OpenMicrophone(1, "en"))
    # Before it is known, whoever speaks is heard; the murmur has been there before.
    room.listener.close()
    murmur(room, 2.0, 1000)
    assert room.hear() == []
    room.listener.open(OpenMicrophone(2, "en"))
    murmur(room, 10.0, 1000)
    assert room.hear() == []


def held(room: Room, *stretches: tuple[float, bool]) -> list[Event]:
    """What is told until the button is let go, and after it."""
    room.listener.open(OpenMicrophone(1, "en", is_held=True))
    events = room.hear(*stretches)
    room.clock.now = room.microphone.clock_of(sum(seconds for seconds, _ in stretches))
    room.listener.release(1)
    return events


def test_while_a_button_is_held_no_silence_ends_the_question_and_letting_go_does_at_once() -> None:
    room = Room()
    events = held(room, (0.6, True), (3.0, False), (0.6, True))
    assert not [event for event in events if isinstance(event, UtteranceEnded)]
    ended = [event for event in room.hear((0.12, True)) if isinstance(event, UtteranceEnded)]
    assert [event.turn for event in ended] == [1]
    assert ended[0].text.split()[-1] == "12"
    assert room.hear(*SPEECH) == []


def test_letting_go_ends_the_question_although_no_sound_comes_in_any_more() -> None:
    room = Room()
    held(room, (0.6, True))
    room.clock.pause(1.0)
    assert [type(event) for event in room.listener.step()] == [UtteranceEnded]


def test_a_button_that_never_comes_up_again_is_heard_no_longer_than_anybody() -> None:
    room = Room()
    events = held(room, (RULES.longest_seconds + 1.0, True))
    assert len([event for event in events if isinstance(event, UtteranceEnded)]) == 1


def test_letting_go_of_an_earlier_turn_ends_nothing() -> None:
    room = Room()
    held(room, (0.6, True))
    room.listener.open(OpenMicrophone(2, "en", is_held=True))
    room.listener.release(1)
    room.clock.pause(1.0)
    assert not [event for event in room.hear((0.3, True)) if isinstance(event, UtteranceEnded)]


def test_doubted_words_are_none_but_for_whoever_holds_the_button() -> None:
    room = Room()
    room.recognizer.is_doubted = True
    room.listener.open(OpenMicrophone(1, "en"))
    last = room.hear(*SPEECH)[-1]
    assert isinstance(last, UtteranceEnded)
    assert last.text == ""
    room = Room()
    room.recognizer.is_doubted = True
    held(room, (0.6, True), (0.3, False))
    ended = [event for event in room.hear((0.12, True)) if isinstance(event, UtteranceEnded)]
    assert [event.text != "" for event in ended] == [True]


def behind(room: Room, seconds: float) -> list[Event]:
    """Somebody else speaks, 20 dB fainter, and is voice to the detector."""
    room.microphone.queue(seconds, True, peak=800)
    return room.hear()


def test_a_fainter_voice_behind_the_visitor_does_not_hold_the_turn_and_puts_no_words_into_it() -> None:
    room = Room()
    room.listener.open(OpenMicrophone(1, "en"))
    room.hear((0.3, False), (1.2, True))
    ended = [event for event in behind(room, 3.0) if isinstance(event, UtteranceEnded)]
    assert len(ended) == 1
    assert len(ended[0].text.split()) <= 12 + 10
    assert not [event for event in behind(room, 1.0) if isinstance(event, SpeechResumed)]


def test_nothing_is_lost_of_a_visitor_who_speaks_on_after_a_fainter_voice() -> None:
    room = Room()
    room.listener.open(OpenMicrophone(1, "en"))
    room.hear((0.3, False), (1.2, True))
    behind(room, 0.9)
    last = room.hear((0.6, True), (1.5, False))[-1]
    assert isinstance(last, UtteranceEnded)
    assert last.text.split()[-1] == str(round((1.2 + 0.9 + 0.6) / 0.1) - 1)


def test_a_fainter_voice_does_not_speak_over_the_answer_to_a_nearer_one() -> None:
    room = Room()
    room.listener.open(OpenMicrophone(1, "en"))
    room.hear(*SPEECH)
    room.clock.now = room.microphone.clock_of(3.0)
    room.listener.open(OpenMicrophone(1, "en"))
    assert behind(room, 1.0) == []
    assert [type(event) for event in room.hear((0.6, True))][:1] == [SpeechHeard]


def test_a_fainter_visitor_is_heard_in_a_turn_of_its_own() -> None:
    room = Room()
    room.listener.open(OpenMicrophone(1, "en"))
    room.hear(*SPEECH)
    room.clock.now = room.microphone.clock_of(3.0)
    room.listener.open(OpenMicrophone(2, "en"))
    assert [type(event) for event in behind(room, 1.0)][:1] == [SpeechHeard]
