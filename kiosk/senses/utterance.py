"""One utterance: sound kept from before it, endpointing, and its words."""

from collections import deque
from dataclasses import dataclass

from kiosk.domain.audio import AudioChunk
from kiosk.domain.sensing.endpointing import EndpointingRules, Listening, doubt, expect, go_on, hear, release, sunk
from kiosk.domain.sensing.foreground import Foreground, ForegroundRules, voice
from kiosk.domain.sensing.plausibility import is_plausible
from kiosk.domain.sensing.transcript import Transcript, without_words
from kiosk.senses.hall import LIKELY, SURE, WINDOW_SECONDS, Hall
from kiosk.senses.recognition.transcription import Transcription
from kiosk.sound.levels import speech_band_db

FOREGROUND = ForegroundRules()
SETTLE_SECONDS = 0.09
"""After this much silence the words are worked out: shorter than any rule's silence, longer than a closed lip."""

REST_SECONDS = 0.25
"""A pause this long may divide what was said."""


@dataclass(frozen=True, slots=True)
class Near:
    """By what the visitor is told from everybody else."""

    hall: Hall
    """It hears every chunk before the utterance does."""

    speaker: Foreground = Foreground()
    """Who asked in this turn, where that is known."""


class Utterance:
    """Hears chunks until the visitor has finished and the words are there; `resume` takes that back."""

    def __init__(
        self,
        language: str,
        rules: EndpointingRules,
        transcription: Transcription,
        near: Near,
        is_held: bool = False,
    ) -> None:
        self._rules, self._transcription, self._hall = rules, transcription, near.hall
        self._before: deque[AudioChunk] = deque()
        self.speaker = near.speaker
        """How loud the visitor is; one who is known from before is told from others at once."""

        self._told: list[str] = []
        """Texts understood while the visitor spoke."""

        self._aside: list[AudioChunk] = []
        """What somebody else said, from its first sound on: words only if the visitor speaks on after it."""

        self._request = 0
        """The request for all the words up to the silence at hand; 0 while voice sounds."""

        self.listening = Listening(silence_needed=rules.silence_seconds, is_held=is_held)
        self.transcript = Transcript("")
        """The newest words."""

        self._is_whole, self._until = False, 0.0
        """`transcript` was asked for in the silence at hand; the audio time up to which the words were heard."""

        self._voiced: list[tuple[float, float]] = []
        """End and length of every voiced chunk, in seconds."""

        self._known: tuple[str, bool, bool] | None = None
        """The words that were judged last: whether their answer is sure, and whether they are complete."""

        self.started: float | None = None
        """Audio time of the first voiced sample."""

        transcription.begin(language)

    @property
    def is_ended(self) -> bool:
        """The visitor has finished and the words are known."""
        return self.listening.is_ended and self.is_whole

    @property
    def is_whole(self) -> bool:
        """The transcript holds all words: it was asked for in this silence, or it is a whole question that is known."""
        is_known = self._known == (self.transcript.text, True, True)
        return self._is_whole or (
            self._transcription.settles and is_known and self._fresh() <= self._rules.blip_seconds
        )

    def expect(self, text: str, is_sure: bool, is_complete: bool) -> None:
        """Changes how much silence is waited for, if these are still the newest words."""
        # The mind answers later: newer words may have come in since, and this says nothing of them.
        if text == self.transcript.text:
            self._known = (text, is_sure, is_complete)
            self._rejudge(self._known)

    def feed(self, chunk: AudioChunk, is_voiced: bool) -> bool:
        """Hears one more chunk; whether it is the visitor's voice. After the end it is kept: the visitor may go on."""
        is_other = is_voiced and self._is_other(chunk)
        is_voiced, end = is_voiced and not is_other and self._is_near(), chunk.at + chunk.seconds
        was_open = self.listening.opened_at is not None
        if not self.listening.is_held and self._hall.likelihood >= SURE:
            self._sink(end - WINDOW_SECONDS)
        pause = end - self.listening.voiced_last
        self.listening = hear(self.listening, end, is_voiced, self._rules)
        # What came to nothing, such as a cough, is no part of the voice of what follows.
        if self.listening.voiced_since is None:
            self._voiced.clear()
        elif is_voiced:
            self._voiced.append((end, chunk.seconds))
        if self.listening.opened_at is None:
            self._keep(chunk)
        elif not was_open:
            # Endpointing counts by the ends of chunks: the first voiced sample lies one chunk before.
            self.started = self.listening.opened_at - chunk.seconds
            self._hall.begin()
            self._catch_up(chunk)
        else:
            self._follow(chunk, is_voiced, pause, is_other)
        return is_voiced

    def news(self) -> list[Transcript]:
        """Words that have been worked out since the last call."""
        # A recognizer that streams is asked at the end alone; of others, whoever was ended in no pause: by a button or
        # the longest length.
        if self.listening.is_ended and not self._request and not self.is_whole:
            self._request = self._transcription.finish()
        found = []
        for words in self._transcription.news():
            if self._is_whole and not words.request:
                # Sound goes on being heard after the end: what comes of it late does not make the words unfinished.
                continue
            self.transcript = self._believed(words.transcript)
            if not words.request:
                self._told.append(self.transcript.text)
            self._until = words.until
            # An answer to the request of an earlier pause lacks what was said since.
            self._is_whole = bool(words.request) and words.request == self._request
            if self._known and not self.listening.is_ended:
                self._rejudge(self._known)
            found.append(self.transcript)
        return found

    def resume(self) -> None:
        """The visitor goes on: the same utterance, its sound kept, ends when it ends again."""
        if self.listening.is_ended:
            self.listening = go_on(self.listening, self._rules)
            self._forget_request()

    def release(self) -> None:
        """The button that was held is let go: nothing more is heard."""
        self.listening = release(self.listening)

    @property
    def words(self) -> Transcript:
        """All of them, as far as they can have been said."""
        return self._weighed(self.transcript)

    @property
    def is_the_halls(self) -> bool:
        """Nobody who stands near has said any of it."""
        return not self.listening.is_held and self._hall.is_alone

    def _rejudge(self, known: tuple[str, bool, bool]) -> None:
        """What is known of the words holds when they are heard again; of other words nothing is known yet."""
        text, is_sure, is_complete = known
        if text == self.transcript.text:
            self.listening = expect(self.listening, is_sure, is_complete, self._rules, self._fresh())
        else:
            self._known, self.listening = None, doubt(self.listening, self._rules)

    def _fresh(self) -> float:
        """Seconds of voice that the newest words do not hold."""
        return sum(length for end, length in self._voiced if end > self._until)

    def _believed(self, transcript: Transcript) -> Transcript:
        """No words where there was hardly any voice; whoever holds a button means to speak."""
        if self.listening.is_held:
            return transcript
        is_click = sum(length for _, length in self._voiced) < self._rules.shortest_seconds
        return without_words(transcript) if is_click else transcript

    def _weighed(self, transcript: Transcript) -> Transcript:
        """At the end: no words that cannot have been said, nor any that a second hearing takes for noise."""
        now = self.listening
        spoken = now.voiced_last - (now.opened_at or 0.0)
        is_likely = transcript.confidence is not None or is_plausible(transcript.text, spoken, self._told)
        is_sure = now.is_held or (is_likely and not transcript.is_doubted and not self.is_the_halls)
        return transcript if is_sure else without_words(transcript)

    def _is_near(self) -> bool:
        """Whether voice can be the visitor's: it rises out of the hall, and has not sunk back into it."""
        if self.listening.is_held:
            return True
        return self._hall.stands_out if self.listening.opened_at is None else self._hall.likelihood < LIKELY

    def _sink(self, since: float) -> None:
        """The hall alone has been heard since then."""
        self.listening = sunk(self.listening, since)
        self._voiced = [one for one in self._voiced if one[0] <= since]

    def _is_other(self, chunk: AudioChunk) -> bool:
        """Whether this voice is too faint for the visitor's; who holds a button is the visitor."""
        if self.listening.is_held:
            return False
        self.speaker = voice(self.speaker, chunk.seconds, speech_band_db(chunk), FOREGROUND)
        return self.speaker.is_far

    def _follow(self, chunk: AudioChunk, is_voiced: bool, pause: float, is_other: bool) -> None:
        if is_voiced and not self.listening.is_ended:
            # Before this chunk is heard: what was settled ends where the pause does.
            if self._request and pause >= REST_SECONDS:
                self._transcription.rest()
            self._forget_request()
        self._listen(chunk, is_voiced, is_other)
        silent = chunk.at + chunk.seconds - self.listening.voiced_last
        if (
            self._transcription.settles
            and not self._request
            and not self.listening.is_ended
            and silent >= SETTLE_SECONDS
        ):
            self._request = self._transcription.settle()

    def _listen(self, chunk: AudioChunk, is_voiced: bool, is_other: bool) -> None:
        """Nothing of the visitor's is lost: if it is heard again, what was between is heard too."""
        # The silence between waits with the other's words, so that the sound stays in order.
        if is_other or (self._aside and not is_voiced):
            self._aside.append(chunk)
            return
        for one in (*self._aside, chunk):
            self._transcription.hear(one)
        self._aside.clear()

    def _forget_request(self) -> None:
        self._request, self._is_whole = 0, False
        self._transcription.drop()

    def _keep(self, chunk: AudioChunk) -> None:
        self._before.append(chunk)
        # The run that opens an utterance has passed before it is known to open one, so it is kept as well.
        kept = self._rules.pre_roll_seconds + self._rules.start_seconds
        while self._before and chunk.at - self._before[0].at > kept:
            self._before.popleft()

    def _catch_up(self, chunk: AudioChunk) -> None:
        for earlier in (*self._before, chunk):
            self._transcription.hear(earlier)
        self._before.clear()
