"""`kiosk pack build|install|list|use`: the organizer's verbs."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kiosk.app.config.config import load
from kiosk.app.config.pack_selection import at_stage, chosen, open_library, open_whole
from kiosk.app.runtime.cache_tidying import tidied
from kiosk.app.wiring.setup import Setup, assemble
from kiosk.authoring.build import bar, build, build_folder, hang
from kiosk.authoring.prerender import prerender
from kiosk.cli.output import Output
from kiosk.pack.store.carrying import carry


def run(options: argparse.Namespace) -> int:
    """Does the act that was asked for."""
    out = Output(options.json)
    acts = {"build": _build, "install": _install, "list": _list, "use": _use}
    return acts[options.act](options, out)


def _build(options: argparse.Namespace, out: Output) -> int:
    """What is computed goes into the pack; with a file named, pack and all that go into it, signed by nobody."""
    config, today = load(options.config), date.today()
    folder, stage = chosen(config, options.path)
    whole = open_whole(config, folder, today)
    stages = [stage] if stage or not whole.variants else [one.id for one in whole.variants]
    setups = [assemble(config, at_stage(whole, one), today) for one in stages]
    if not options.only_voices:
        _compute(setups, out)
    status = _render(setups, out) if options.voices else 0
    tidied(config)
    if options.out is not None:
        pack = carry(folder, options.out, today)
        row = {"event": "carried", "file": str(options.out), "id": pack.id, "version": pack.version}
        out.row({**row, "digest": pack.digest}, f"{options.out}: {pack.id} {pack.version}, signed by nobody")
    return status


def _compute(setups: Sequence[Setup], out: Output) -> None:
    for file in hang(setups):
        out.row({"event": "portrait", "file": str(file)}, f"the portrait is drawn, in {file}")
    for built in build(setups, bar("reading questions")):
        row = {"event": "built", "pack": setups[0].pack.id, "language": built.language, "lines": built.lines}
        row |= {"stage": built.stage} if built.stage else {}
        row |= {"questions": built.questions, "embedding": built.embedding, "seconds": round(built.seconds, 2)}
        by = f"words, letters and {built.embedding}" if built.embedding else "words and letters"
        where = f"{built.stage} {built.language}".strip()
        said = f"{where}: {built.lines} lines, {built.questions} questions, by {by}, in {built.folder}"
        out.row({**row, "folder": str(built.folder)}, said)


def _render(setups: Sequence[Setup], out: Output) -> int:
    spoken = prerender(setups, build_folder(setups[0]), bar("rendering speech"))
    row = {"event": "rendered", "pack": setups[0].pack.id, "texts": spoken.texts, "rendered": spoken.rendered}
    row |= {"removed": spoken.removed, "seconds": round(spoken.seconds, 1), "folder": str(spoken.folder)}
    said = f"{spoken.texts} texts spoken, {spoken.rendered} of them now ({spoken.seconds / 60:.1f} minutes)"
    out.row(row, f"{said}, in {spoken.folder}")
    return out.problems(spoken.problems)


def _install(options: argparse.Namespace, out: Output) -> int:
    config = load(options.config)
    installed = open_library(config).install(Path(options.path), date.today(), options.trial)
    tidied(config)
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
