"""Speeches at hand: what has been made of the texts to be said, what is made next, and what is thrown away."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence

from kiosk.domain.audio import Speech
from kiosk.domain.problem import Problem
from kiosk.voice.making import Made, Maker, Wanted
from kiosk.voice.synthesis.synthesizer import unspoken

KEPT_SPEECHES = 8
LATE_SECONDS = 5.0
"""Whoever waits so long for a sound is given captions in silence: sooner than the visit itself gives up (6 s)."""

HUNG_SECONDS = 30.0
"""Nothing takes so long, and a call into an engine that never returns cannot be ended: only the process can."""

LATE = Problem("KV0016", "speech", "takes too long to be made", "is the machine overloaded?")

logger = logging.getLogger(__name__)


class Speeches:
    """Owned by the thread that plays. Nothing here waits: a speech is there, or it is not there yet."""

    def __init__(self, maker: Maker, clock: Callable[[], float]) -> None:
        self._maker = maker
        self._clock = clock
        self._kept: OrderedDict[Wanted, Speech] = OrderedDict()
        self._failed: dict[Wanted, Problem] = {}
        self._needed: Sequence[Wanted] = ()
        self._late: Wanted | None = None
        """Has passed in silence, and is kept if it is made after all: it may be said again."""

        self._guess: Wanted | None = None
        self._foreseen: Speech | None = None
        """Of the guess; kept apart, so that guesses drive out nothing that was said."""

        self.trouble: Problem | None = None
        """Why the last text passed in silence."""

    @property
    def is_hung(self) -> bool:
        """Whether what makes speeches will never return."""
        return self._busy_seconds() >= HUNG_SECONDS

    def want(self, needed: Sequence[Wanted], rate_hz: int) -> None:
        """Takes what has been made, and begins with the first that is missing; with the guess when none is."""
        self._needed = needed
        self._take()
        following = (*needed, self._guess) if self._guess is not None else needed
        missing = next((one for one in following if self._is_missing(one)), None)
        if missing is not None and self._maker.since is None:
            # A maker that makes at once has its news right after.
            self._maker.make(missing, rate_hz)
            self._take()

    def ready(self, wanted: Wanted, waited_seconds: float) -> Speech | None:
        """The speech, or silence where there is none in time; None: it is still being made."""
        if wanted == self._guess and self._foreseen is not None:
            self._keep(wanted, self._foreseen)
            self.guess(None)
        if wanted in self._kept:
            self._kept.move_to_end(wanted)
            return self._kept[wanted]
        # Told once: the next time it is wanted it is tried again.
        problem = self._failed.pop(wanted, None)
        # A text that has just come does not wait from the beginning for a maker that has long been stuck in another.
        if problem is None and max(waited_seconds, self._busy_seconds()) >= LATE_SECONDS:
            self._late, problem = wanted, LATE
        if problem is None:
            return None
        logger.warning("a text of %d characters passes in silence: %s", len(wanted.text), problem.code)
        self.trouble = problem
        return unspoken(wanted.text)

    def guess(self, wanted: Wanted | None) -> None:
        """Will probably be said: made once nothing else is to be made. Only the newest guess counts."""
        if wanted != self._guess:
            self._guess, self._foreseen = wanted, None

    def forget(self) -> None:
        """Nothing of what was to be said is wanted any more: what is being made is thrown away."""
        self._needed, self._late = (), None
        self._failed.clear()
        self.guess(None)

    def close(self) -> None:
        self._maker.close()

    def _is_missing(self, wanted: Wanted) -> bool:
        is_foreseen = wanted == self._guess and self._foreseen is not None
        return not (is_foreseen or wanted in self._kept or wanted in self._failed)

    def _take(self) -> None:
        made = self._maker.news()
        if made is None:
            return
        if made.is_synthesized or (self.trouble == LATE and made.speech is not None):
            self.trouble = None
        if made.wanted in self._needed or made.wanted in (self._guess, self._late):
            self._sort(made)

    def _sort(self, made: Made) -> None:
        if made.speech is None:
            self._failed[made.wanted] = made.problem or LATE
        elif made.wanted in self._needed or made.wanted == self._late:
            self._keep(made.wanted, made.speech)
        else:
            self._foreseen = made.speech

    def _keep(self, wanted: Wanted, speech: Speech) -> None:
        self._kept[wanted] = speech
        if len(self._kept) > KEPT_SPEECHES:
            self._kept.popitem(last=False)

    def _busy_seconds(self) -> float:
        since = self._maker.since
        return 0.0 if since is None else self._clock() - since
