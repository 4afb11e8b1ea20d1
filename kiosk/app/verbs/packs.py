"""`kiosk pack new|check|install|list|use`: the organizer's verbs."""

import argparse
from datetime import date
from pathlib import Path

from kiosk.app.config import load
from kiosk.app.output import Output
from kiosk.app.selection import chosen_folder, open_library
from kiosk.pack.reader import read_pack
from kiosk.pack.starter import new_pack


def run(options: argparse.Namespace) -> int:
    """Does the act that was asked for."""
    out = Output(options.json)
    acts = {"new": _new, "check": _check, "install": _install, "list": _list, "use": _use}
    return acts[options.act](options, out)


def _new(options: argparse.Namespace, out: Output) -> int:
    folder = Path(options.name)
    title = folder.name.replace("-", " ").title()
    new_pack(folder, folder.name, title)
    out.row(
        {"event": "made", "folder": str(folder)},
        f"{folder} is made. Edit its files, then:  kiosk pack check {folder}",
    )
    return 0


def _check(options: argparse.Namespace, out: Output) -> int:
    folder = chosen_folder(load(options.config), options.path)
    reading = read_pack(folder, date.today())
    status = out.problems(reading.problems)
    pack = reading.pack
    if pack is None:
        errors = sum(problem.is_error for problem in reading.problems)
        out.row({"event": "checked", "pack": str(folder), "fit": False}, f"{folder}: {errors} errors; it is refused")
        return status
    lines = sum(map(len, pack.lines.values()))
    passages = sum(map(len, pack.passages.values()))
    row = {"event": "checked", "pack": str(folder), "fit": True, "lines": lines, "passages": passages}
    out.row({**row, "digest": pack.digest}, f"{folder}: fit to be shown, {lines} lines, {passages} passages")
    return status


def _install(options: argparse.Namespace, out: Output) -> int:
    installed = open_library(load(options.config)).install(Path(options.path), date.today(), options.trial)
    status = out.problems(installed.problems)
    row = {"event": "installed", "id": installed.id, "version": installed.version, "digest": installed.digest}
    then = "it is in use" if installed.is_in_use else f"show it with:  kiosk pack use {installed.id}"
    out.row({**row, "in_use": installed.is_in_use}, f"{installed.id} {installed.version} is installed; {then}")
    return status


def _list(options: argparse.Namespace, out: Output) -> int:
    for pack in open_library(load(options.config)).list(date.today()):
        errors = sum(problem.is_error for problem in pack.problems)
        row = {"id": pack.id, "version": pack.version, "digest": pack.digest, "in_use": pack.is_in_use}
        row = {**row, "trust": pack.seal.trust.value, "signer": pack.seal.signer}
        mark = "*" if pack.is_in_use else " "
        state = f"{errors} errors: kiosk pack check {pack.id}" if errors else "fit"
        out.row(
            {**row, "folder": str(pack.folder), "fit": not errors}, f"{mark} {pack.id:24} {pack.version:10} {state}"
        )
    return 0


def _use(options: argparse.Namespace, out: Output) -> int:
    folder = open_library(load(options.config)).use(options.path)
    out.row({"event": "in_use", "id": options.path, "folder": str(folder)}, f"{options.path} is in use from now on")
    return 0
