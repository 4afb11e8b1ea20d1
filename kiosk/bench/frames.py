"""`kiosk bench frames`: how evenly pictures come while others hear and think on the same cores."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from kiosk.app.wiring.setup import Setup
from kiosk.bench import load
from kiosk.domain.screen.captions import reading_times
from kiosk.domain.screen.composition import compose
from kiosk.domain.screen.scene import Phase, Scene
from kiosk.domain.viseme import Cue, Viseme, VisemeTrack
from kiosk.domain.visit.interaction import Brief, Visitor, begin
from kiosk.domain.visit.turn import Speaking, Turn
from kiosk.process.child import CONTEXT
from kiosk.process.clock import now
from kiosk.stage.frame_pace import Pace, percentile
from kiosk.stage.picture import Picture

TEXT = "I have been listening to the mill and the store, and I should like to tell you how a machine may weave numbers."
SYLLABLE_SECONDS = 0.09
WARM_SECONDS = 6.0
"""What is painted once, in the first breath of months, is not what is measured."""

VOWELS = (Viseme.AA, Viseme.PP, Viseme.E, Viseme.SS, Viseme.O, Viseme.FF, Viseme.I, Viseme.NN, Viseme.U, Viseme.KK)


Pictures = Mapping[str, Picture]
"""What is measured, by the kind of its portrait."""


def measure(setup: Setup, pictures: Pictures, seconds: float, tell: Callable[[str], None]) -> list[dict[str, Any]]:
    """For each portrait one row with idle neighbours and one with busy ones."""
    rows = [_run(setup, kind, pictures[kind], (seconds, "nothing")) for kind in pictures]
    tell("idle: done")
    with busy(setup) as load_name:
        rows += [_run(setup, kind, pictures[kind], (seconds, load_name)) for kind in pictures]
    tell(f"{load_name}: done")
    return rows


def _run(setup: Setup, kind: str, picture: Picture, beside: tuple[float, str]) -> dict[str, Any]:
    seconds, load_name = beside
    brief, began = Brief(setup.pack, setup.phrases, setup.visit.patience), now()
    _show(picture, Pace(setup.stage.settings.fps), brief, began, began + WARM_SECONDS)
    pace = Pace(setup.stage.settings.fps)
    _show(picture, pace, brief, began, now() + seconds)
    width, height = picture.size
    return {
        "portrait": kind,
        "size": f"{width}x{height}",
        "fps": pace.summary()["fps"],
        "interval_p50_ms": round(percentile(pace.intervals, 50) * 1000, 2),
        "interval_p99_ms": round(percentile(pace.intervals, 99) * 1000, 2),
        "draw_p99_ms": pace.summary()["p99_ms"],
        "load": load_name,
    }


def _show(picture: Picture, pace: Pace, brief: Brief, began: float, until: float) -> None:
    while now() < until:
        pace.begin()
        picture.show(speaking_scene(brief, now() - began))
        pace.wait()
        pace.shown()


def speaking_scene(brief: Brief, at: float) -> Scene:
    """A moment of an endless answer: mouth, caption, label and gaze all move."""
    words, seconds = reading_times(TEXT)
    count = int(seconds / SYLLABLE_SECONDS)
    cues = tuple(Cue(index * SYLLABLE_SECONDS, VOWELS[index % len(VOWELS)]) for index in range(count))
    speaking = Speaking(0, TEXT, 0.0, VisemeTrack(cues, seconds), words)
    moment = begin(brief, 0.0)
    visitor = Visitor(gaze=((at % 4) / 2 - 1, 0.1))
    moment = replace(moment, phase=Phase.ANSWERING, turn=Turn(speaking=speaking), visitor=visitor)
    return compose(moment, at, at % seconds)


@contextmanager
def busy(setup: Setup) -> Iterator[str]:
    """Two neighbours as in a visit: one recognizes speech without a pause, one generates text."""
    parts = setup.microphone, setup.mind.settings
    jobs = load.jobs(*parts)
    names = [f"{name} (nice {niceness})" for name, _, niceness in jobs]
    started = [CONTEXT.Process(target=load.run, args=(job, *parts, niceness), daemon=True) for _, job, niceness in jobs]
    for process in started:
        process.start()
    load.wait_until_warm(started)
    try:
        yield " + ".join(names) or "nothing"
    finally:
        for process in started:
            process.kill()
            process.join(5.0)
