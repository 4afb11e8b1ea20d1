"""The listener."""

from kiosk.domain.endpointing import EndpointingRules
from kiosk.domain.events import Event, LevelMeasured, PartialTranscript, SpeechHeard, UtteranceEnded
from kiosk.senses.hearing import hear_all
from kiosk.senses.listener import Listener
from tests.fakes.clock import Clock
from tests.fakes.microphone import QueuedMicrophone
from tests.fakes.recognizer import CountingRecognizer
from tests.fakes.vad import LoudnessVad

RULES = EndpointingRules()


class Room:
    """A listener with everything it needs."""

    def __init__(self, settles: bool = False) -> None:
        self.clock, self.microphone, self.vad = Clock(), QueuedMicrophone(), LoudnessVad()
        self.recognizer = CountingRecognizer(settles=settles)
        self.languages: list[str] = []
        self.listener = Listener(self.microphone, self.vad, self._for, RULES, self.clock)

    def _for(self, language: str) -> CountingRecognizer:
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
    room.listener.open(7, "en")
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
    room.listener.open(1, "en")
    last = room.hear(*SPEECH)[-1]
    assert isinstance(last, UtteranceEnded)
    assert last.speech_end is not None
    assert abs(last.speech_end - 101.5) < 0.04


def test_sound_before_the_opening_is_kept_so_that_no_first_syllable_is_lost() -> None:
    room = Room()
    room.listener.open(1, "en")
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
    room.listener.open(1, "en")
    assert room.hear((1.8, True)) == []


def test_after_an_utterance_nothing_is_heard_until_the_next_opening() -> None:
    room = Room()
    room.listener.open(1, "en")
    room.hear(*SPEECH)
    assert room.hear(*SPEECH) == []
    room.clock.now = 106.0
    room.listener.open(2, "ko")
    ends = [event for event in room.hear(*SPEECH) if isinstance(event, UtteranceEnded)]
    assert [event.turn for event in ends] == [2]


def test_a_cough_opens_nothing() -> None:
    room = Room()
    room.listener.open(1, "en")
    assert room.hear((0.3, False), (0.09, True), (2.0, False)) == []


def test_closing_throws_away_what_was_half_heard() -> None:
    room = Room()
    room.listener.open(1, "en")
    room.hear((0.3, False), (0.6, True))
    room.listener.close()
    assert room.hear((2.0, False)) == []


def test_a_sure_answer_shortens_the_wait_and_one_for_another_turn_does_not() -> None:
    for turn, silence, ends in ((1, 0.5, True), (2, 0.5, False)):
        room = Room()
        room.listener.open(1, "en")
        room.hear((0.3, False), (0.6, True))
        room.listener.expect(turn, is_sure=True, is_complete=True)
        assert bool([e for e in room.hear((silence, False)) if isinstance(e, UtteranceEnded)]) == ends


def test_words_worked_out_in_a_pause_are_not_worked_out_again() -> None:
    room = Room(settles=True)
    room.listener.open(1, "en")
    last = room.hear(*SPEECH)[-1]
    assert isinstance(last, UtteranceEnded)
    assert last.text.endswith("10 11")
    assert room.recognizer.finished == 0


def test_words_that_follow_a_pause_are_not_lost_to_what_was_worked_out_in_it() -> None:
    room = Room(settles=True)
    room.listener.open(1, "en")
    last = room.hear((0.3, True), (0.4, False), (0.6, True), (1.0, False))[-1]
    assert isinstance(last, UtteranceEnded)
    assert last.text == "0 1 2 3 4 5 6 7 8"


def test_loudness_is_told_ten_times_a_second_at_most_and_only_while_listening() -> None:
    room = Room()
    room.microphone.queue(3.0, True)
    assert room.listener.step() == ()
    room.listener.open(1, "en")
    room.clock.now = room.microphone.clock_of(0.0)
    room.listener.open(1, "en")
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


def test_a_silent_recording_gives_nothing() -> None:
    microphone = QueuedMicrophone()
    microphone.queue(5.0, False)
    assert list(hear_all(microphone, LoudnessVad(), CountingRecognizer(), RULES, Clock())) == []


def test_a_monologue_is_cut_at_the_longest_and_no_word_falls_into_the_gap() -> None:
    microphone = QueuedMicrophone()
    microphone.queue(30.0, True)
    recognizer = CountingRecognizer()
    finals = [one for one in hear_all(microphone, LoudnessVad(), recognizer, RULES, Clock()) if one["event"] == "final"]
    assert len(finals) == 2
    assert len(recognizer.accepted) == 1000
