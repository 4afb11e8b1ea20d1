"""`kiosk pack check`: everything that is wrong with a pack, as lines, as objects, or as a page to read."""

import argparse
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kiosk.app.config.config import Config, load
from kiosk.app.config.pack_selection import chosen_folder
from kiosk.app.wiring.setup import assemble
from kiosk.app.wiring.stage import open_picture
from kiosk.authoring.audit import scrutinized
from kiosk.cli.output import Output
from kiosk.domain.content.pack import Pack
from kiosk.domain.problem import KioskError, Problem
from kiosk.domain.screen.composition import compose
from kiosk.domain.visit.interaction import Brief, begin
from kiosk.domain.visit.visiting import speak
from kiosk.pack.checks.report import Shown, page
from kiosk.pack.model.reader import Reading, read_pack
from kiosk.stage.widgets.contact_sheet import write_overview

PICTURES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
LARGEST_PICTURE = 3_000_000
"""Bytes: larger files are named in the page and not shown."""


def run(options: argparse.Namespace) -> int:
    """1 where the pack is refused."""
    out = Output(options.json)
    config = load(options.config)
    folder = chosen_folder(config, options.path)
    today = date.today()
    reading = scrutinized(config, folder, read_pack(folder, today), today)
    status = out.problems(reading.problems)
    if options.html is not None:
        _write(options.html, page(folder, reading, _pictures(config, folder, reading)))
        print(f"written: {options.html}", file=sys.stderr)
    pack = reading.pack
    if pack is None:
        errors = sum(problem.is_error for problem in reading.problems)
        out.row({"event": "checked", "pack": str(folder), "fit": False}, f"{folder}: {errors} errors; it is refused")
        return status
    row = {"event": "checked", "pack": str(folder), "fit": True, **_counts(pack), "digest": pack.digest}
    out.row(row, f"{folder}: fit to be shown, {_told(_counts(pack))}")
    return status


def _counts(pack: Pack) -> dict[str, int]:
    lines = [line for spoken in pack.lines.values() for line in spoken]
    return {
        "lines": len(lines),
        "takes": sum(len(line.says) > 1 for line in lines),
        "short": sum(bool(line.short) for line in lines),
        "simple": sum(bool(line.simple) for line in lines),
        "near": sum(map(len, pack.near.values())),
        "passages": sum(map(len, pack.passages.values())),
    }


def _told(counts: Mapping[str, int]) -> str:
    forms = (("takes", "with several takes"), ("short", "with a short form"), ("simple", "with a simple one"))
    told = ", ".join(f"{counts[key]} {words}" for key, words in forms if counts[key])
    lines = f"{counts['lines']} lines{f' ({told})' if told else ''}"
    near = [f"{counts['near']} near answers"] if counts["near"] else []
    return ", ".join([lines, *near, f"{counts['passages']} passages"])


def _write(file: Path, text: str) -> None:
    """All at once. Raises KioskError."""
    try:
        with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8") as made:
            made.write(text)
        Path(made.name).chmod(0o644)
        Path(made.name).replace(file)
    except OSError as error:
        hint = "choose a folder that is there and may be written to"
        raise KioskError(Problem("KA0001", str(file), f"cannot be written: {error.strerror}", hint)) from error


def _pictures(config: Config, folder: Path, reading: Reading) -> list[Shown]:
    screens = _screen(config, reading.pack) if reading.pack is not None else []
    files = [file for file in sorted(folder.rglob("*")) if file.suffix.lower() in PICTURES and file.is_file()]
    return [
        *screens,
        *(
            Shown(file.relative_to(folder).as_posix(), file.read_bytes(), PICTURES[file.suffix.lower()])
            for file in files
            if "build" not in file.relative_to(folder).parts and file.stat().st_size <= LARGEST_PICTURE
        ),
    ]


def _screen(config: Config, pack: Pack) -> list[Shown]:
    """The screen that waits for visitors, in every language of the pack."""
    setup = assemble(config, pack, date.today())
    picture = open_picture(setup.pack, setup.stage.settings)
    shown = []
    with tempfile.TemporaryDirectory() as made:
        for language in pack.languages:
            file, small = Path(made) / f"{language}.png", Path(made) / f"{language}.jpg"
            moment = begin(Brief(pack, setup.phrases, setup.visit.patience, setup.visit.staff, date.today()), 0.0)
            picture.save(compose(speak(moment, language), 0.0, None), file)
            write_overview([file], small)
            shown.append(Shown(f"waiting for visitors, {language}", small.read_bytes()))
    picture.close()
    return shown
