"""The orator: texts in order to the loudspeaker, each with the events and the position that the stage follows."""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.audio import Speech
from kiosk.domain.commands import Prepare, Say
from kiosk.domain.content.figure import Voice
from kiosk.domain.events import Event, SpeechEnded, SpeechStarted
from kiosk.domain.problem import Problem
from kiosk.voice.errors import VoiceError
from kiosk.voice.making import Maker, Wanted
from kiosk.voice.speaker import SilentSpeaker, Speaker
from kiosk.voice.speeches import Speeches

WAITING_TEXTS = 16
"""One more is dropped and told as ended at once, so that nobody waits for it."""

AHEAD_TEXTS = 2
"""So many of the texts that wait are made ahead: memory is bounded, and no text waits for the one after the next."""

BREATH_SECONDS = 0.2
"""Between one text and the next; with the rest around each speech it sounds like the pause between sentences."""

REOPEN_SECONDS = 5.0
SILENT_RATE_HZ = 48000

Publish = Callable[[int, int, float, float], None]
"""Takes turn, part, position and clock; a negative position means that nothing sounds."""

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Playing:
    """What is being said now."""

    say: Say
    speech: Speech
    position: float = 0.0
    is_heard: bool = False


class Orator:
    """Owned by one thread, which calls `step` every few milliseconds. No method raises VoiceError, none waits.

    What cannot be synthesized in time, or not heard, passes in silence in the time of its captions; `trouble` says why.
    """

    def __init__(
        self,
        maker: Maker,
        open_speaker: Callable[[], Speaker],
        publish: Publish,
        clock: Callable[[], float],
    ) -> None:
        self._speeches = Speeches(maker, clock)
        self._open_speaker = open_speaker
        self._publish = publish
        self._clock = clock
        self._silent = SilentSpeaker(SILENT_RATE_HZ, clock)
        self._speaker: Speaker = self._silent
        self._volume: int | None = None
        self._waiting: deque[tuple[Say, Wanted]] = deque()
        self._waits_since: float | None = None
        """Since when the next text could have begun, had it been made."""

        self._guessed_turn: int | None = None
        self._events: list[Event] = []
        self._playing: _Playing | None = None
        self._breathes_until = clock()
        self._paused_turn: int | None = None
        self._device_trouble: Problem | None = None
        self._open()

    @property
    def trouble(self) -> Problem | None:
        """Why visitors do not hear the figure, None while they do."""
        return self._device_trouble or self._speeches.trouble

    @property
    def is_hung(self) -> bool:
        """Whether no speech will be made any more, in this process."""
        return self._speeches.is_hung

    @property
    def is_idle(self) -> bool:
        return self._playing is None and not self._waiting

    @property
    def heard(self) -> tuple[Speech, float] | None:
        """The speech that sounds, and how many seconds of it have been heard."""
        playing = self._playing
        if playing is None or not playing.is_heard or playing.say.turn == self._paused_turn:
            return None
        return playing.speech, playing.position

    def say(self, command: Say, voice: Voice) -> None:
        """Speaks the text after what is being spoken."""
        if len(self._waiting) >= WAITING_TEXTS:
            logger.warning("too many texts wait to be spoken, one is dropped")
            self._events.append(SpeechEnded(self._clock(), command.turn, command.part))
            return
        wanted = Wanted(command.text, command.language, voice, command.media)
        self._waiting.append((command, wanted))
        if self._playing is None:
            self._begin()
        if self._guessed_turn is not None and command.turn != self._guessed_turn:
            self._drop_guess()

    def prepare(self, command: Prepare, voice: Voice) -> None:
        """Makes the speech of a text that will probably be said in this turn, once nothing else is to be made."""
        self._guessed_turn = command.turn
        self._speeches.guess(Wanted(command.text, command.language, voice, command.media))

    def hush(self) -> None:
        """Stops within 100 ms and forgets what was to be said, even while it is being made."""
        self._waiting.clear()
        self._waits_since, self._guessed_turn = None, None
        self._speeches.forget()
        if self._playing is not None:
            self._speaker.stop()
            self._end()
            # `_end` has asked for a breath; after an interruption there is none.
            self._breathes_until = self._clock()

    def pause(self, turn: int) -> None:
        """Holds what is being said of that turn, and what of it waits; other turns are not its business."""
        self._paused_turn = turn
        if self._playing is not None and self._playing.say.turn == turn:
            self._speaker.hold()

    def resume(self) -> None:
        self._paused_turn = None
        self._speaker.go_on()

    def set_volume(self, percent: int) -> None:
        self._volume = percent
        self._speaker.set_volume(percent)

    def step(self) -> tuple[Event, ...]:
        """Plays on, publishes the position, and tells what has happened since the last step."""
        if self._playing is not None:
            self._follow(self._playing)
        if self._playing is None:
            if self._device_trouble and self._clock() - self._opened_at >= REOPEN_SECONDS:
                self._open()
            self._begin()
        if self._playing is None or self._playing.is_heard:
            self._want()
        told, self._events = tuple(self._events), []
        return told

    def close(self) -> None:
        self.hush()
        self._speeches.close()
        self._speaker.close()

    def _begin(self) -> None:
        if not self._waiting or self._clock() < self._breathes_until:
            return
        if self._waiting[0][0].turn == self._paused_turn:
            return
        self._want()
        now = self._clock()
        self._waits_since = now if self._waits_since is None else self._waits_since
        say, wanted = self._waiting[0]
        speech = self._speeches.ready(wanted, now - self._waits_since)
        if speech is None:
            return
        self._waiting.popleft()
        self._waits_since = None
        self._playing = _Playing(say, speech)
        try:
            self._speaker.start(speech)
        except VoiceError as error:
            self._lose(error)

    def _follow(self, playing: _Playing) -> None:
        try:
            position, is_playing = self._speaker.position(), self._speaker.is_playing()
        except VoiceError as error:
            self._lose(error)
            return
        now, say = self._clock(), playing.say
        if position is not None:
            playing.position = position
            if not playing.is_heard:
                playing.is_heard = True
                track, words = playing.speech.track, playing.speech.words
                # When its first sample was heard, not when it was noticed.
                started = SpeechStarted(now - position, say.turn, say.part, say.text, track, words)
                self._events.append(started)
            self._publish(say.turn, say.part, position, now)
        if not is_playing:
            self._end()

    def _want(self) -> None:
        ahead = [wanted for _, wanted in list(self._waiting)[:AHEAD_TEXTS]]
        self._speeches.want(ahead, self._speaker.rate_hz)

    def _drop_guess(self) -> None:
        self._guessed_turn = None
        self._speeches.guess(None)

    def _end(self) -> None:
        if self._playing is not None:
            say, now = self._playing.say, self._clock()
            self._publish(say.turn, say.part, -1.0, now)
            self._events.append(SpeechEnded(now, say.turn, say.part))
            self._breathes_until = now + BREATH_SECONDS
        self._playing = None

    def _open(self) -> None:
        self._opened_at = self._clock()
        try:
            self._speaker = self._open_speaker()
        except VoiceError as error:
            self._device_trouble = error.problems[0]
            return
        self._device_trouble = None
        # A device that was opened anew knows nothing of it.
        if self._volume is not None:
            self._speaker.set_volume(self._volume)

    def _lose(self, error: VoiceError) -> None:
        """The device is gone: what it was playing goes on in silence from where it was."""
        logger.warning("the loudspeaker is lost: %s", error.problems[0].code)
        self._device_trouble = error.problems[0]
        self._opened_at = self._clock()
        self._speaker.close()
        self._speaker = self._silent
        if self._playing is not None:
            self._silent.resume(self._playing.speech, self._playing.position)
            if self._playing.say.turn == self._paused_turn:
                self._silent.hold()
