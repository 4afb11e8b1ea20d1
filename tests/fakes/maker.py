"""A maker that works for as long as the test wants, and notes what it was given to make."""

from kiosk.voice.making import Made, Studio, Wanted
from tests.fakes.clock import Clock


class FakeMaker:
    """Begins at once; `finish` lets it be done with what it is at."""

    def __init__(self, studio: Studio, clock: Clock) -> None:
        self.begun: list[str] = []
        self.since: float | None = None
        self._studio, self._clock = studio, clock
        self._job: tuple[Wanted, int] | None = None
        self._made: Made | None = None

    def make(self, wanted: Wanted, rate_hz: int) -> None:
        assert self.since is None, "it was given a second text at once"
        self.begun.append(wanted.text)
        self.since, self._job = self._clock(), (wanted, rate_hz)

    def finish(self) -> None:
        """What it is at is done."""
        assert self._job is not None
        self._made, self._job = self._studio.make(*self._job), None

    def news(self) -> Made | None:
        made, self._made = self._made, None
        if made is not None:
            self.since = None
        return made

    def close(self) -> None:
        pass
