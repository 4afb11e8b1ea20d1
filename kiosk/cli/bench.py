"""`kiosk bench`: measures this machine, and prints a table or one object per row."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kiosk.app.runtime.kiosk import Kiosk
from kiosk.app.wiring.setup import Setup, open_setup
from kiosk.app.wiring.stage import open_film, open_photograph, open_picture
from kiosk.app.wiring.voice import synthetic_visitor
from kiosk.authoring.rig import examine
from kiosk.bench import frames, offset
from kiosk.bench.grounding_rows import grounding_rows
from kiosk.bench.hearing import clips, hearing_rows, phantom_rows
from kiosk.bench.hearing_detectors import detector_rows
from kiosk.bench.hearing_noise import noises
from kiosk.bench.latency import LatencyBench, bench_setup, recorded, synthetic
from kiosk.bench.latency_rows import rows
from kiosk.bench.lips import lips_rows
from kiosk.bench.matching_rows import matching_rows
from kiosk.bench.seeing import Shown, seeing_rows, shown
from kiosk.bench.visitors.conversation_rows import conversation_rows
from kiosk.bench.voice import voice_rows
from kiosk.cli.output import Output, table
from kiosk.domain.audio import Speech
from kiosk.domain.events import Typed
from kiosk.domain.problem import KioskError, Problem
from kiosk.domain.screen.scene import Phase, Scene
from kiosk.process.clock import now
from kiosk.sound.recording import read_recording
from kiosk.sound.resampling import resampled
from kiosk.stage.frame_pace import Pace
from kiosk.stage.picture import Picture
from kiosk.stage.portrait.photograph.fitting import Verdict
from kiosk.stage.portrait.photograph.photo import RiggingError, read_photo
from kiosk.stage.portrait.photograph.photograph import Photograph
from kiosk.stage.stage import Stage
from kiosk.voice.synthesis.choose import open_voices

START_SECONDS = 120.0
CLIPS, CLIPS_OF_A_SET, EVERY_CLIP = 40, 10, 10_000


def run(options: argparse.Namespace) -> int:
    """Measures what was asked for."""
    setup = open_setup(options)
    benches = {
        "latency": _latency,
        "frames": _frames,
        "memory": _memory,
        "matching": matching_rows,
        "conversation": _conversation,
        "hearing": _hearing,
        "grounding": _grounding,
        "seeing": _seeing,
        "voice": _voice,
        "lips": _lips,
        "offset": _offset,
    }
    found = benches[options.target](options, setup)
    out = Output(options.json)
    for row in found:
        out.row(row, _missed(row) if row.get("event") else None)
    if not options.json:
        print(table([row for row in found if not row.get("event")]))
    return 0


def _latency(options: argparse.Namespace, setup: Setup) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        setup, count = setup.rehearsed(Path(folder) / "voice.wav"), options.clips or CLIPS
        if options.speech:
            questions = recorded(options.speech, setup.pack.language, count)
        else:
            _tell("no --speech is given: the questions are spoken by a synthetic visitor")
            questions = synthetic(setup.pack, count, synthetic_visitor())
        with Kiosk(bench_setup(setup, questions, Path(folder) / "voice.wav")) as kiosk:
            bench = LatencyBench(kiosk)
            bench.run(questions, _tell, _framer(kiosk))
    return rows(bench.measured)


def _grounding(options: argparse.Namespace, setup: Setup) -> list[dict[str, Any]]:
    return grounding_rows(options, setup.mind)


def _conversation(options: argparse.Namespace, setup: Setup) -> list[dict[str, Any]]:
    return list(conversation_rows(options.dialogues, setup.mind))


def _missed(row: Mapping[str, Any]) -> str:
    said = row["line"] or row["route"]
    return f"{row['verdict']} ({row['kind']}): {row['asks']}\n    [{said} {row['score']:.2f}] {row['text']}"


def _hearing(options: argparse.Namespace, setup: Setup) -> list[dict[str, Any]]:
    if options.speech is None:
        raise KioskError(Problem("KB0004", "--speech", "names no table of recordings", "give --speech TABLE"))
    found = clips(options.speech, options.clips or CLIPS_OF_A_SET)
    if options.noise is None:
        _tell("no --noise is given: clean speech alone is heard")
    others = [clip for clip in clips(options.speech, EVERY_CLIP) if clip not in found] or found
    heard = noises(options.noise, [read_recording(clip.path) for clip in others]) if options.noise else None
    if options.detectors:
        return list(detector_rows(setup.microphone.vad, found, heard, options.noise, _tell))
    rows = list(hearing_rows(setup.microphone, found, heard, _tell))
    return rows + (list(phantom_rows(setup.microphone, heard, options.seconds, _tell)) if heard else [])


def _seeing(options: argparse.Namespace, setup: Setup) -> list[dict[str, Any]]:
    if options.faces is None:
        _tell("no --faces is given: the people are the product's own figures")
    people, empty = shown(options.faces)
    what = Shown(people, empty, options.clips or CLIPS_OF_A_SET, options.seconds, setup.camera.settings.rate_hz)
    return list(seeing_rows(setup.camera.faces, what, _tell))


def _frames(options: argparse.Namespace, setup: Setup) -> list[dict[str, Any]]:
    pictures = {"vector": open_picture(setup.pack, setup.stage.settings)}
    if options.photo:
        pictures["photograph"] = Picture(Stage(_photograph(options.photo, setup), setup.pack.theme))
    else:
        _tell("the photograph's row is left out: no --photo is given")
    if options.film:
        pictures["film"] = Picture(Stage(open_film(options.film), setup.pack.theme))
    else:
        _tell("the film's row is left out: no --film is given")
    return frames.measure(setup, pictures, options.seconds, _tell)


def _photograph(file: Path, setup: Setup) -> Photograph:
    """With the points beside it, or with those that are found now."""
    if file.with_name("rig.toml").is_file():
        return open_photograph(file)
    photo = read_photo(file)
    found = examine(photo, setup.stage, setup.camera.faces)
    if found.rig is None or found.verdict is Verdict.UNUSABLE:
        raise RiggingError(*(Problem("KG0023", str(file), reason) for reason in found.reasons))
    return Photograph(photo, found.rig)


def _memory(options: argparse.Namespace, setup: Setup) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        setup = setup.rehearsed(Path(folder) / "voice.wav")
        with Kiosk(setup) as kiosk:
            frame = _framer(kiosk)
            ends = now() + START_SECONDS
            while kiosk.director.now.machine.lost and now() < ends:
                frame()
            kiosk.inbox.put(Typed(now(), "Who taught you mathematics?"))
            ends = now() + options.seconds
            while now() < ends and kiosk.director.now.phase is not Phase.ATTRACT:
                frame()
            found = kiosk.memory()
    known = {name: mib for name, mib in found.items() if mib is not None}
    listed = [{"process": name, "pss_mib": round(mib, 1)} for name, mib in known.items()]
    return [*listed, {"process": "total", "pss_mib": round(sum(known.values()), 1)}]


def _voice(options: argparse.Namespace, setup: Setup) -> list[dict[str, Any]]:
    return voice_rows(setup, options.texts, options.engines or ("auto", "espeak"), _tell)


def _lips(options: argparse.Namespace, setup: Setup) -> list[dict[str, Any]]:
    return lips_rows(setup.pack, options.texts, _tell)


def _offset(options: argparse.Namespace, setup: Setup) -> list[dict[str, Any]]:
    voices, setup = open_voices(), offset.bench_setup(setup)

    def spoken(text: str) -> Speech:
        return resampled(voices.speak(text, setup.pack.language, setup.pack.voice), offset.RATE_HZ)

    with offset.loop() as ear, Kiosk(setup) as kiosk:
        return offset.measure(kiosk, ear, _framer(kiosk), spoken, _tell)


def _framer(kiosk: Kiosk) -> Callable[[], Scene]:
    """Draws one frame and waits until it is due, as the running kiosk does."""
    picture = open_picture(kiosk.setup.pack, kiosk.setup.stage.settings)
    pace = Pace(kiosk.setup.stage.settings.fps)

    def frame() -> Scene:
        pace.begin()
        scene = kiosk.scene(pace.ahead)
        picture.show(scene)
        pace.wait()
        return scene

    return frame


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
