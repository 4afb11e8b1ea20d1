"""Making speech beside the playing: one text at a time, so that whoever plays never waits for a synthesizer."""

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from kiosk.domain.audio import Speech
from kiosk.domain.content.figure import Voice
from kiosk.domain.problem import Problem
from kiosk.sound.resampling import resampled
from kiosk.voice.errors import VoiceError
from kiosk.voice.recordings import Recordings
from kiosk.voice.synthesis.synthesizer import Synthesizer

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text as it is to be heard; two that are equal sound the same."""

    text: str
    language: str
    voice: Voice
    media: str = ""
    """A recording of the pack that holds these words."""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of it: a speech, or why there is none."""

    wanted: Wanted
    speech: Speech | None = None
    problem: Problem | None = None
    is_synthesized: bool = False


class Studio:
    """Makes speeches with what is slow: a synthesizer, and recordings to which lips are fitted. One thread owns it."""

    def __init__(self, synthesizer: Synthesizer, recordings: Recordings) -> None:
        self._synthesizer = synthesizer
        self._recordings = recordings

    def make(self, wanted: Wanted, rate_hz: int) -> Made:
        """The recording where there is one that can be played, else synthesis. Never fails."""
        try:
            if (recorded := self._recorded(wanted)) is not None:
                return Made(wanted, recorded)
            speech = self._synthesizer.speak(wanted.text, wanted.language, wanted.voice)
            # At the loudspeaker's rate already, so that whoever plays need not wait for that.
            return Made(wanted, resampled(speech, rate_hz), is_synthesized=True)
        except VoiceError as error:
            return Made(wanted, problem=error.problems[0])
        except Exception as error:
            logger.exception("a text of %d characters could not be made", len(wanted.text))
            return Made(wanted, problem=Problem("KV0015", "speech", f"cannot be made: {type(error).__name__}"))

    def _recorded(self, wanted: Wanted) -> Speech | None:
        if not wanted.media:
            return None
        try:
            return self._recordings.load(wanted.media, wanted.text, wanted.language)
        except VoiceError as error:
            logger.warning("a recording is replaced by synthesis: %s", error.problems[0].code)
            return None


class Maker(Protocol):
    """Makes one speech after the other. Called by the thread that plays; none of its methods fails."""

    @property
    def since(self) -> float | None:
        """Its heartbeat: since when it has been at one speech; None while it has nothing to do."""

    def make(self, wanted: Wanted, rate_hz: int) -> None:
        """Begins with a speech; only while it has nothing to do."""

    def news(self) -> Made | None:
        """What has been made since the last call; with it the maker has nothing to do."""

    def close(self) -> None:
        """Begins with nothing any more."""


class MakerAtOnce:
    """Makes a speech as it is asked for: where nobody has to be heeded meanwhile."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._made: Made | None = None

    @property
    def since(self) -> float | None:
        return None

    def make(self, wanted: Wanted, rate_hz: int) -> None:
        self._made = self._studio.make(wanted, rate_hz)

    def news(self) -> Made | None:
        made, self._made = self._made, None
        return made

    def close(self) -> None:
        pass


class MakerBeside:
    """Makes speeches in a thread of its own, in which the studio is opened too: some engines know no other.

    The thread ends with the process even in the middle of a call that never returns.
    """

    def __init__(self, open_studio: Callable[[], Studio], clock: Callable[[], float]) -> None:
        """Returns once the studio is open. Raises VoiceError where it cannot be opened."""
        self._clock = clock
        self._since: float | None = None
        self._jobs: queue.SimpleQueue[tuple[Wanted, int] | None] = queue.SimpleQueue()
        self._made: queue.SimpleQueue[Made] = queue.SimpleQueue()
        opened: queue.SimpleQueue[Exception | None] = queue.SimpleQueue()
        threading.Thread(target=self._work, args=(open_studio, opened), name="making", daemon=True).start()
        if (error := opened.get()) is not None:
            raise error

    @property
    def since(self) -> float | None:
        return self._since

    def make(self, wanted: Wanted, rate_hz: int) -> None:
        self._since = self._clock()
        self._jobs.put((wanted, rate_hz))

    def news(self) -> Made | None:
        try:
            made = self._made.get_nowait()
        except queue.Empty:
            return None
        self._since = None
        return made

    def close(self) -> None:
        self._jobs.put(None)

    def _work(self, open_studio: Callable[[], Studio], opened: "queue.SimpleQueue[Exception | None]") -> None:
        try:
            studio = open_studio()
        except Exception as error:
            opened.put(error)
            return
        opened.put(None)
        while (job := self._jobs.get()) is not None:
            self._made.put(studio.make(*job))
