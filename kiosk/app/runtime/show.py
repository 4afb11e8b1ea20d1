"""The show: one window, in which one figure after another is shown until the end."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from kiosk.app.runtime.commands import Commands
from kiosk.app.runtime.figure_loading import FigureLoader
from kiosk.app.runtime.kiosk import Kiosk
from kiosk.app.runtime.painter import Painter
from kiosk.app.runtime.rights_watch import Ground, Midnight
from kiosk.app.runtime.show_rows import Row, event_rows, succession_rows
from kiosk.app.runtime.shutdown import Shutdown
from kiosk.app.runtime.stick_watch import SlotWatch
from kiosk.app.runtime.succession import Chosen, Ready, Shown, Succession
from kiosk.app.wiring.setup import Setup
from kiosk.domain.events import StickFound, Tapped
from kiosk.domain.screen import controls
from kiosk.domain.visit.interaction import Interaction
from kiosk.process.clock import now
from kiosk.process.last_frame import FrameWriter, frame_name
from kiosk.process.link import Post
from kiosk.process.memory import give_back
from kiosk.stage.frame_pace import Pace
from kiosk.stage.screen.window import Canvas, Window

MOST_UNSHOWN = 10
"""After so many failures in a row there is no screen any more: the program ends, and the system starts it anew."""

Tell = Callable[[Row], None]
"""Is given a row for whatever programs may want to know; never what anybody said."""


@dataclass(frozen=True, slots=True)
class ShowOrder:
    """What was asked for where the kiosk was started."""

    data: Path
    """Packs and models."""

    config: Path | None = None
    """Read beside the files that are always read."""

    pack: str | None = None
    """None: as configured, or in use."""

    seconds: float | None = None
    """None: until somebody ends it."""


class Show:
    """One window, and one pack after another in it."""

    def __init__(self, order: ShowOrder, window: Window, pace: Pace, tell: Tell) -> None:
        self._window, self._pace, self._tell = window, pace, tell
        self._ends = now() + order.seconds if order.seconds else float("inf")
        self._shutdown = Shutdown()
        self.visitor: Callable[[Kiosk], None] | None = None
        """Is shown the kiosk in every frame, and may touch it: where visitors are played."""

        self.is_stuck = False
        """A worker of one of the packs does not end."""

        self._frames = FrameWriter(frame_name(order.data), window.canvas.get_size(), now)
        self._unshown = 0
        """Frames in a row that did not reach the window."""

        self._slot = SlotWatch(order.data, now)
        self.commands = Commands()
        """What is asked of the kiosk while it runs; anybody may give, in any thread."""

        self._loader = FigureLoader(order.config, window.screen)
        midnight = Midnight(Ground(order.data, date.today, now), now)
        self._succession = Succession(self.commands, midnight, self._loader, now, order.pack)

    def close(self) -> None:
        """Nobody follows, and nobody sees any more what stands on the screen."""
        self._succession.close()
        self._frames.close()

    def until_another_pack(self, setup: Setup, ready: Ready | None = None) -> Ready | None:
        """Shows this one, whose stage is ready unless it is the first; what comes next, or None for the end."""
        following: Ready | None = None
        with Kiosk(setup, self.commands) as kiosk:
            if ready is not None and isinstance(ready.wish, Chosen):
                kiosk.inbox.put(Tapped(now(), controls.FIGURE + setup.visit.figure))
            kiosk.director.observe(self._follow)
            if self._slot.holds_stick:
                kiosk.inbox.put(StickFound(now(), is_new=False))
            kiosk.director.step()  # the workers start while the first portrait is painted
            again, first = partial(self._loader.stage, setup), ready.stage if ready is not None else None
            with closing(Painter(kiosk.scene, again, kiosk.director.recover, now, first)) as painter:
                while following is None and not self._is_over():
                    if (plugged := self._slot.event()) is not None:
                        kiosk.inbox.put(plugged)
                    self._frame(kiosk, painter)
                    following = self._succession.step(Shown(kiosk.setup, kiosk.director.now), kiosk.inbox.put)
        self.is_stuck = self.is_stuck or kiosk.is_stuck
        give_back()
        ended = {"event": "ended", "frames": self._pace.summary()}
        for row in (ended,) if following is None else succession_rows(following, now()):
            self._tell(row)
        return following

    def _is_over(self) -> bool:
        is_asked = self._shutdown.is_asked or self._succession.is_ending
        return self._window.is_closing or is_asked or now() >= self._ends

    def _frame(self, kiosk: Kiosk, painter: Painter[Canvas]) -> None:
        self._pace.begin()
        painter.draw(self._window.canvas, self._pace.ahead)
        self._pace.wait()
        try:
            self._window.show()
            self._pace.shown()
            if self._frames.is_wanted:
                self._frames.write(self._window.pixels())
            for event in self._window.poll(painter.scene, now()):
                kiosk.inbox.put(event)
        except Exception:
            self._unshown += 1
            if self._unshown >= MOST_UNSHOWN:
                raise
            kiosk.director.recover("the window")
        else:
            self._unshown = 0
        if self.visitor is not None:
            self.visitor(kiosk)

    def _follow(self, event: Post, before: Interaction, after: Interaction) -> None:
        for row in event_rows(event, before, after):
            self._tell(row)
