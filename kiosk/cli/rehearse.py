"""`kiosk rehearse`: a scripted visit with real engines and no hardware."""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from kiosk.app.runtime.kiosk import Kiosk
from kiosk.app.runtime.shutdown import Shutdown
from kiosk.app.wiring.setup import Setup, open_setup
from kiosk.app.wiring.stage import open_picture
from kiosk.app.wiring.voice import synthetic_visitor
from kiosk.cli.output import Output
from kiosk.domain.problem import Problem
from kiosk.process.clock import now
from kiosk.rehearsal.file import Turn, check_chips, read_rehearsal
from kiosk.rehearsal.film import Film, Sounds
from kiosk.rehearsal.filming import Draw
from kiosk.rehearsal.player import Rehearsal
from kiosk.rehearsal.stills import Stills
from kiosk.stage.frame_pace import Pace
from kiosk.stage.picture import Picture

FILM_SIZE = (720, 1280)
MOST_SECONDS = 3600.0
MINOR = ("anticipated", "gaze_moved")
"""Events that programs may want and people need not read."""

Keepers = Sequence[Film | Stills]


def run(options: argparse.Namespace) -> int:
    """Plays the visit in real time, then writes what was asked for."""
    steps = read_rehearsal(options.file)
    setup = open_setup(options)
    check_chips(steps, {line.id for lines in setup.pack.lines.values() for line in lines})
    out = Output(options.json)
    with tempfile.TemporaryDirectory(prefix="kiosk-rehearsal-") as folder:
        shutdown, voice = Shutdown(), Path(folder) / "voice.wav"
        setup = setup.rehearsed(voice)
        picture = open_picture(setup.pack, setup.stage.settings)
        film = Film(partial(_open_drawing, setup), FILM_SIZE, Path(folder)) if options.video else None
        stills = Stills(options.stills, picture) if options.stills else None
        pace = Pace(setup.stage.settings.fps)
        with Kiosk(setup) as kiosk:
            speak = synthetic_visitor()
            rehearsal = Rehearsal(kiosk, steps, speak, lambda row: out.row(row, _line(row)))
            _play(kiosk, rehearsal, (picture, pace), [one for one in (film, stills) if one is not None], shutdown)
            memory = [mib for mib in kiosk.memory().values() if mib is not None]
        shutdown.give_back()
        if shutdown.is_asked:
            return out.problems([Problem("KR0014", str(options.file), "was ended from outside; nothing is written")])
        summary = {
            "event": "summary",
            "turns": [asdict(turn) for turn in rehearsal.turns],
            "frames": pace.summary(),
            "pss_mib": round(sum(memory)),
        }
        if film and rehearsal.began is not None:
            film.write(options.video, Sounds(voice, rehearsal.voice_starts, rehearsal.clips), _progress)
    if stills:
        stills.close()
    if options.transcript:
        options.transcript.write_text(transcript(rehearsal.turns), encoding="utf-8")
    status = out.problems(rehearsal.problems)
    out.row(summary, f"{transcript(rehearsal.turns)}\nframes {summary['frames']}, memory {summary['pss_mib']} MiB")
    return status


def _open_drawing(setup: Setup) -> Draw:
    return open_picture(setup.pack, setup.stage.settings, is_patient=True).pixels


def _play(kiosk: Kiosk, rehearsal: Rehearsal, drawn: tuple[Picture, Pace], keepers: Keepers, end: Shutdown) -> None:
    """Frame after frame until the visit is over or ended from outside, drawn as it would be on the screen."""
    ends = now() + MOST_SECONDS
    picture, pace = drawn
    while not (rehearsal.is_over(now()) or end.is_asked) and now() < ends:
        pace.begin()
        scene = kiosk.scene()
        picture.show(scene)
        pace.wait()
        pace.shown()
        rehearsal.poke(now())
        if rehearsal.began is not None:
            for keeper in keepers:
                keeper.add(scene)


def transcript(turns: Sequence[Turn]) -> str:
    """What was said, with labels and times, for people."""
    rows: list[str] = []
    for turn in turns:
        latency = f"{turn.latency} s" if turn.latency is not None else "touched or typed"
        line = f" {turn.line}" if turn.line else ""
        rows += [f"visitor: {turn.heard}", f"figure:  {turn.text}"]
        rows += [f"         [{turn.route}{line}] {turn.label} ({latency})", ""]
    return "\n".join(rows)


def _line(row: Mapping[str, object]) -> str | None:
    if row["event"] in MINOR:
        return None
    shown = {key: value for key, value in row.items() if key not in ("event", "at")}
    return f"{row.get('at', ''):>8}  {row['event']:18} {' '.join(f'{key}={value}' for key, value in shown.items())}"


def _progress(share: float) -> None:
    if sys.stderr.isatty():
        print(f"\rfilm {share:4.0%}", end="" if share < 1 else "\n", file=sys.stderr, flush=True)
