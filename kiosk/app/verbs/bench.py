"""`kiosk bench latency|frames|memory`: measures this machine, prints a table or one object per row."""

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.app import bench_frames
from kiosk.app.bench_latency import LatencyBench, bench_kit, recorded, rows, synthetic
from kiosk.app.clock import now
from kiosk.app.frames import Pace
from kiosk.app.kiosk import Kiosk
from kiosk.app.kit import Kit, open_kit
from kiosk.app.output import Output, table
from kiosk.app.rigging import examine
from kiosk.app.scenery import open_film, open_photograph, open_picture
from kiosk.app.speech import synthetic_visitor
from kiosk.domain.events import Typed
from kiosk.domain.problem import Problem
from kiosk.domain.scene import Phase
from kiosk.stage.picture import Picture
from kiosk.stage.portrait.photograph.fitting import Verdict
from kiosk.stage.portrait.photograph.photo import RiggingError, read_photo
from kiosk.stage.portrait.photograph.photograph import Photograph
from kiosk.stage.stage import Stage

START_SECONDS = 120.0


def run(options: argparse.Namespace) -> int:
    """Measures what was asked for."""
    kit = open_kit(options)
    benches = {"latency": _latency, "frames": _frames, "memory": _memory}
    found = benches[options.target](options, kit)
    out = Output(options.json)
    for row in found:
        out.row(row)
    if not options.json:
        print(table(found))
    return 0


def _latency(options: argparse.Namespace, kit: Kit) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        kit = replace(kit, rehearsed_voice=Path(folder) / "voice.wav")
        if options.speech:
            questions = recorded(options.speech, kit.pack.language, options.clips)
        else:
            _tell("no --speech is given: the questions are spoken by a synthetic visitor")
            questions = synthetic(kit, options.clips, synthetic_visitor(kit))
        with Kiosk(bench_kit(kit, questions, Path(folder) / "voice.wav")) as kiosk:
            bench = LatencyBench(kiosk)
            bench.run(questions, _tell, _framer(kiosk))
    return rows(bench.measured)


def _frames(options: argparse.Namespace, kit: Kit) -> list[dict[str, Any]]:
    pictures = {"vector": open_picture(kit)}
    if options.photo:
        pictures["photograph"] = Picture(Stage(_photograph(options.photo, kit), kit.pack.theme))
    else:
        _tell("the photograph's row is left out: no --photo is given")
    if options.film:
        pictures["film"] = Picture(Stage(open_film(options.film), kit.pack.theme))
    else:
        _tell("the film's row is left out: no --film is given")
    return bench_frames.measure(kit, pictures, options.seconds, _tell)


def _photograph(file: Path, kit: Kit) -> Photograph:
    """With the points beside it, or with those that are found now."""
    if file.with_name("rig.toml").is_file():
        return open_photograph(file)
    photo = read_photo(file)
    found = examine(photo, kit)
    if found.rig is None or found.verdict is Verdict.UNUSABLE:
        raise RiggingError(*(Problem("KG0023", str(file), reason) for reason in found.reasons))
    return Photograph(photo, found.rig)


def _memory(options: argparse.Namespace, kit: Kit) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        kit = replace(kit, rehearsed_voice=Path(folder) / "voice.wav")
        with Kiosk(kit) as kiosk:
            frame = _framer(kiosk)
            ends = now() + START_SECONDS
            while kiosk.director.now.lost and now() < ends:
                frame()
            kiosk.inbox.put(Typed(now(), "Who taught you mathematics?"))
            ends = now() + options.seconds
            while now() < ends and kiosk.director.now.phase is not Phase.ATTRACT:
                frame()
            found = kiosk.memory()
    known = {name: mib for name, mib in found.items() if mib is not None}
    listed = [{"process": name, "pss_mib": round(mib, 1)} for name, mib in known.items()]
    return [*listed, {"process": "total", "pss_mib": round(sum(known.values()), 1)}]


def _framer(kiosk: Kiosk) -> "Any":
    """Draws one frame and waits for the next, as the running kiosk does."""
    picture = open_picture(kiosk.kit)
    pace = Pace(kiosk.kit.stage.fps)

    def frame() -> None:
        pace.begin()
        picture.show(kiosk.scene())
        pace.wait()

    return frame


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
