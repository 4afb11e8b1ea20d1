"""A clock that moves only when it is told to."""


class Clock:
    """Call it for the time; `pause` is what `time.sleep` would be."""

    def __init__(self, now: float = 100.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        """Lets time pass."""
        self.now += seconds
