"""`kiosk run`: the kiosk itself."""

import argparse
import os
import threading
from dataclasses import replace

from kiosk.app.config.config import load
from kiosk.app.runtime.cache_tidying import tidied
from kiosk.app.runtime.figure_loading import first_setup
from kiosk.app.runtime.show import Show, ShowOrder
from kiosk.app.runtime.shutdown import leave_at_once
from kiosk.cli.output import Output
from kiosk.stage.frame_pace import Pace
from kiosk.stage.screen.window import Window


def run(options: argparse.Namespace) -> int:
    """Shows the figure until the window is closed, the time is over, or the system or staff ask for the end."""
    first = first_setup(options.config, options.pack)
    settings = replace(first.stage.settings, fullscreen=first.stage.settings.fullscreen and not options.windowed)
    os.environ.setdefault("SDL_VIDEO_ALLOW_SCREENSAVER", "0")
    window = Window(settings, first.pack.figure.name)
    threading.Thread(target=tidied, args=(load(options.config),), name="tidying", daemon=True).start()
    order = ShowOrder(first.data, options.config, options.pack, options.seconds)
    show = Show(order, window, Pace(settings.fps), Output(options.json).row)
    try:
        ready = show.until_another_pack(first)
        while ready is not None:
            ready = show.until_another_pack(ready.setup, ready)
    finally:
        show.close()
        window.close()
    if show.is_stuck:
        leave_at_once(0)
    return 0
