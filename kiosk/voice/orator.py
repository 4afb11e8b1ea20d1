"""The orator: texts in order to the loudspeaker, each with the events and the position that the stage follows."""

import logging
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.audio import Speech
from kiosk.domain.commands import Say
from kiosk.domain.events import Event, SpeechEnded, SpeechStarted
from kiosk.domain.figure import Voice
from kiosk.domain.problem import Problem
from kiosk.sound.resampling import resampled
from kiosk.voice.recordings import Recordings
from kiosk.voice.speaker import SilentSpeaker, Speaker
from kiosk.voice.synthesizer import Synthesizer, unspoken
from kiosk.voice.trouble import VoiceError

WAITING_TEXTS = 16
"""One more is dropped and told as ended at once, so that nobody waits for it."""

KEPT_SPEECHES = 8
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
    prepared: Say | None = None
    """The following text, once its speech has been made."""


class Orator:
    """Owned by one thread, which calls `step` every few milliseconds. No method raises VoiceError.

    What cannot be synthesized or heard passes in silence in the time of its captions; `trouble` says why.
    """

    def __init__(
        self,
        synthesizer: Synthesizer,
        open_speaker: Callable[[], Speaker],
        publish: Publish,
        clock: Callable[[], float],
        recordings: Recordings,
    ) -> None:
        self._synthesizer = synthesizer
        self._open_speaker = open_speaker
        self._publish = publish
        self._clock = clock
        self._recordings = recordings
        self._silent = SilentSpeaker(SILENT_RATE_HZ, clock)
        self._speaker: Speaker = self._silent
        self._volume: int | None = None
        self._waiting: deque[tuple[Say, Voice]] = deque()
        self._events: list[Event] = []
        self._playing: _Playing | None = None
        self._breathes_until = clock()
        self._paused_turn: int | None = None
        self._speeches: OrderedDict[tuple[str, str, Voice, str], Speech] = OrderedDict()
        self._text_trouble: Problem | None = None
        self._device_trouble: Problem | None = None
        self._open()

    @property
    def trouble(self) -> Problem | None:
        """Why visitors do not hear the figure, None while they do."""
        return self._device_trouble or self._text_trouble

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
        self._waiting.append((command, voice))
        if self._playing is None:
            self._begin()

    def prepare(self, text: str, language: str, voice: Voice, media: str = "") -> None:
        """Makes the speech of a text that will probably be said."""
        self._speech(text, language, voice, media)

    def hush(self) -> None:
        """Stops within 100 ms and forgets what was to be said."""
        self._waiting.clear()
        if self._playing is not None:
            self._speaker.stop()
            self._end()
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
        elif self._waiting and self._playing.is_heard:
            self._prepare_following(self._playing)
        told, self._events = tuple(self._events), []
        return told

    def close(self) -> None:
        self.hush()
        self._speaker.close()

    def _begin(self) -> None:
        if not self._waiting or self._clock() < self._breathes_until:
            return
        if self._waiting[0][0].turn == self._paused_turn:
            return
        say, voice = self._waiting.popleft()
        speech = self._speech(say.text, say.language, voice, say.media)
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
                started = SpeechStarted(now - position, say.turn, say.part, say.text, track, words)
                self._events.append(started)
            self._publish(say.turn, say.part, position, now)
        if not is_playing:
            self._end()

    def _prepare_following(self, playing: _Playing) -> None:
        following, voice = self._waiting[0]
        if following is not playing.prepared:
            playing.prepared = following
            self._speech(following.text, following.language, voice, following.media)

    def _end(self) -> None:
        if self._playing is not None:
            say, now = self._playing.say, self._clock()
            self._publish(say.turn, say.part, -1.0, now)
            self._events.append(SpeechEnded(now, say.turn, say.part))
            self._breathes_until = now + BREATH_SECONDS
        self._playing = None

    def _speech(self, text: str, language: str, voice: Voice, media: str) -> Speech:
        key = (text, language, voice, media)
        if key in self._speeches:
            self._speeches.move_to_end(key)
            return self._speeches[key]
        try:
            speech = self._made(text, language, voice, media)
        except VoiceError as error:
            self._text_trouble = error.problems[0]
            logger.warning("a text of %d characters passes in silence: %s", len(text), error.problems[0].code)
            return unspoken(text)
        self._speeches[key] = speech
        if len(self._speeches) > KEPT_SPEECHES:
            self._speeches.popitem(last=False)
        return speech

    def _made(self, text: str, language: str, voice: Voice, media: str) -> Speech:
        if media:
            try:
                return self._recordings.load(media, text, language)
            except VoiceError as error:
                logger.warning("a recording is replaced by synthesis: %s", error.problems[0].code)
        speech = self._synthesizer.speak(text, language, voice)
        self._text_trouble = None
        return resampled(speech, self._speaker.rate_hz)

    def _open(self) -> None:
        self._opened_at = self._clock()
        try:
            self._speaker = self._open_speaker()
        except VoiceError as error:
            self._device_trouble = error.problems[0]
            return
        self._device_trouble = None
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
