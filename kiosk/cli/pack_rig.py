"""`kiosk pack rig`: one photograph becomes a talking portrait."""

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

from kiosk.app.wiring.setup import Setup, open_setup
from kiosk.app.wiring.stage import NO_SCREEN
from kiosk.authoring.rig import examine, write_film
from kiosk.cli.output import Output
from kiosk.domain.problem import Problem, Severity
from kiosk.domain.visit.interaction import Brief
from kiosk.media_ffmpeg.film import FilmError
from kiosk.stage.portrait.photograph.fitting import Fit, Verdict
from kiosk.stage.portrait.photograph.landmarks import Pixels
from kiosk.stage.portrait.photograph.photo import read_photo
from kiosk.stage.portrait.photograph.photograph import Photograph
from kiosk.stage.portrait.photograph.rig import Rig, check_photo, read_rig, write_rig
from kiosk.stage.portrait.sheet import write_sheet
from kiosk.voice.synthesis.choose import open_voices

WORDS = {
    "en": "Good evening. I was a picture a moment ago. Before five months have passed, many wise people will hear me.",
    "ko": "안녕하세요. 조금 전까지 저는 그림이었습니다. 이제 여러분께 말씀을 드릴 수 있습니다.",
}
"""What the preview says: every kind of sound in it."""

SENTENCES = {
    Verdict.GOOD: "good: it can speak as it is",
    Verdict.CORRECT: "correct these points first",
    Verdict.UNUSABLE: "not usable, because",
}


def run(options: argparse.Namespace) -> int:
    """Finds or reads the points, then shows them: a sheet, a film and, where there is a display, the editor."""
    setup, out = open_setup(options), Output(options.json)
    photo = read_photo(options.photo)
    folder = options.out or options.photo.parent
    file = folder / "rig.toml"
    if file.exists() and not options.again:
        rig = read_rig(file)
        check_photo(rig, options.photo.name, (photo.shape[1], photo.shape[0]))
        out.row(
            {"event": "rig", "file": str(file), "verdict": "kept"}, f"{file} is kept (--again finds the points anew)"
        )
    else:
        found = examine(photo, setup.stage, setup.camera.faces)
        _report(found, options.photo, out)
        if found.rig is None or found.verdict is Verdict.UNUSABLE:
            return 1
        rig = replace(found.rig, photo=options.photo.name)
        write_rig(rig, file)
        out.row({"event": "rig", "file": str(file), "verdict": found.verdict.value}, f"written: {file}")
    if options.editor and _has_display():
        from kiosk.stage.rig_editor.editor import edit

        rig = edit(photo, rig, file)
    elif options.editor:
        print("there is no display: the points can be edited where there is one", file=sys.stderr)
    _show(photo, rig, folder, setup, out)
    return 0


def _report(found: Fit, photo: Path, out: Output) -> None:
    """The verdict, and what speaks against the picture."""
    row = {"event": "verdict", "photo": str(photo), "verdict": found.verdict.value, "reasons": list(found.reasons)}
    out.row(row, f"{photo.name}: {SENTENCES[found.verdict]}")
    severity = Severity.ERROR if found.verdict is Verdict.UNUSABLE else Severity.WARNING
    code = "KG0023" if found.verdict is Verdict.UNUSABLE else "KG0024"
    out.problems([Problem(code, str(photo), reason, severity=severity) for reason in found.reasons])


def _show(photo: Pixels, rig: Rig, folder: Path, setup: Setup, out: Output) -> None:
    """The sheet and the film beside the rig."""
    os.environ.update(NO_SCREEN)
    portrait = Photograph(photo, rig)
    sheet = folder / "rig-sheet.png"
    write_sheet(portrait, sheet)
    out.row({"event": "sheet", "file": str(sheet)}, f"every pose:  {sheet}")
    language = setup.pack.language.split("-")[0]
    speech = open_voices().speak(WORDS.get(language, WORDS["en"]), setup.pack.language, setup.pack.voice)
    film = folder / "rig-preview.mp4"
    try:
        write_film(portrait, Brief(setup.pack, setup.phrases, setup.visit.patience), speech, film, _progress)
    except FilmError as error:
        out.problems([Problem(one.code, one.where, one.what, one.hint, Severity.WARNING) for one in error.problems])
        return
    out.row({"event": "film", "file": str(film)}, f"speaking:    {film}")


def _progress(share: float) -> None:
    if sys.stderr.isatty():
        print(f"\rfilming … {share:4.0%}", end="" if share < 0.99 else "\n", file=sys.stderr, flush=True)


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) or sys.platform in ("win32", "darwin")
