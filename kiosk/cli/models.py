"""`kiosk models list|pull|verify|path|recommend`."""

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from kiosk.app.config.config import Config, data_folder, load
from kiosk.app.config.pack_selection import open_pack
from kiosk.cli.output import Output
from kiosk.domain.problem import KioskError, Problem, Severity
from kiosk.models.catalog import Catalog, Model, ModelError, Purpose, load_catalog
from kiosk.models.progress import Progress
from kiosk.models.provision import Outcome, pull_recommended
from kiosk.models.recommend import REFERENCE_SPEED, Machine, Piece, Speed, recommend
from kiosk.models.store import ModelStore, StoreSettings
from kiosk.process.memory import installed_mib

MIB = 2**20
BAR = 30


def run(options: argparse.Namespace) -> int:
    """Does the act that was asked for."""
    config = load(options.config)
    out = Output(options.json)
    catalog = load_catalog()
    folders = tuple(getattr(options, "folders", None) or ()) + tuple(map(Path, config.value("kiosk", "models_from")))
    settings = StoreSettings(folders=folders, maven_repository=config.value("kiosk", "maven_repository"))
    store = ModelStore(data_folder(config) / "models", settings)
    match options.act:
        case "list":
            return _list(catalog, store, out)
        case "pull":
            return _pull(options, config, catalog, store, out)
        case "verify":
            return out.problems(_verified(_named(catalog, options.models, store), store, out))
        case "path":
            return _path(catalog.find(options.models[0]), store, out)
        case _:
            return _recommend(_pieces(options, config, catalog, _speed(catalog, store)), store, out)


def _list(catalog: Catalog, store: ModelStore, out: Output) -> int:
    installed = {model.id for model in store.installed(catalog.models)}
    for model in catalog.models:
        row = {
            "id": model.id,
            "purpose": model.purpose.value,
            "engine": model.engine.value,
            "languages": list(model.languages),
            "size_bytes": model.size_bytes,
            "memory_mib": model.memory_mib,
            "licence": model.licence,
            "installed": model.id in installed,
        }
        mark = "*" if model.id in installed else " "
        spoken = ",".join(model.languages[:4]) + ("…" if len(model.languages) > 4 else "")
        what = f"{model.purpose.value:15} {model.size_bytes // MIB:6} MiB  {model.licence:12}"
        out.row(row, f"{mark} {model.id:32} {what} {spoken}".rstrip())
    return 0


def _named(catalog: Catalog, names: Iterable[str], store: ModelStore) -> list[Model]:
    return [catalog.find(name) for name in names] or list(store.installed(catalog.models))


def _verified(models: Iterable[Model], store: ModelStore, out: Output) -> list[Problem]:
    problems: list[Problem] = []
    for model in models:
        found = store.verify(model)
        problems += found
        state = "is whole" if not found else f"{len(found)} problems"
        out.row({"event": "verified", "id": model.id, "whole": not found}, f"{model.id}: {state}")
    return problems


def _path(model: Model, store: ModelStore, out: Output) -> int:
    path = store.path(model)
    if path is None:
        hint = f"kiosk models pull {model.id}"
        raise ModelError(Problem("KM0060", model.id, "is not installed", hint))
    out.row({"id": model.id, "path": str(path)}, str(path))
    return 0


def _pull(options: argparse.Namespace, config: Config, catalog: Catalog, store: ModelStore, out: Output) -> int:
    if not options.recommended and not options.models:
        hint = "name models (kiosk models list), or give --recommended"
        raise ModelError(Problem("KA0003", "kiosk models pull", "says nothing to pull", hint))
    status = 0
    for model in [catalog.find(name) for name in options.models]:
        pulled = store.pull(model, _bar(model))
        row = {"event": "pulled", "id": model.id, "from": pulled.origin, "was_there": pulled.was_there}
        out.row(row, f"{model.id}: {'was there' if pulled.was_there else f'pulled from {pulled.origin}'}")
    if options.recommended:
        for outcome in pull_recommended(store, _pieces(options, config, catalog), _bar):
            status = max(status, _settled(outcome, out))
    return status


def _settled(outcome: Outcome, out: Output) -> int:
    """Tells one piece. Only a warning: the kiosk works without any of them."""
    piece = f"{outcome.piece.purpose.value.replace('_', ' ')} {outcome.piece.language}".strip()
    taken = outcome.pulled.model.id if outcome.pulled else None
    passed = [{"id": one.model.id, "why": one.reasons[0].what if one.reasons else ""} for one in outcome.passed_over]
    nothing = "nothing could be had" if outcome.piece.candidates else "none"
    row = {"event": "settled", "piece": piece, "taken": taken, "means": outcome.means, "passed_over": passed}
    out.row(row, f"{'+' if taken else '-'} {piece}: {taken or nothing}. {outcome.means}")
    if passed and not out.is_json:
        print(f"    not to be had from here: {', '.join(one['id'] for one in passed)}")
    # What no model of the catalogue does is no shortage of this machine's.
    if taken is None and outcome.piece.candidates:
        hint = "bring it on a stick: kiosk models pull --recommended --from DIR"
        out.problems([Problem("KA0004", piece, "no model could be had", hint, Severity.WARNING)])
    return 0


def _pieces(
    options: argparse.Namespace, config: Config, catalog: Catalog, speed: Speed = REFERENCE_SPEED
) -> tuple[Piece, ...]:
    languages = options.language or open_pack(config, options.pack).languages
    return recommend(catalog.models, languages, Machine(installed_mib(), os.cpu_count() or 1, speed))


def _speed(catalog: Catalog, store: ModelStore) -> Speed:
    """Of this machine, by the smallest language model that is installed; without one, of the machine of reference."""
    found = [
        (model.parameters, path)
        for model in catalog.models
        if model.purpose is Purpose.LANGUAGE_MODEL and (path := store.path(model)) is not None
    ]
    if not found:
        return REFERENCE_SPEED
    try:
        from kiosk.bench.model_speed import measured

        return measured(min(found)[1])
    except (KioskError, ImportError) as error:
        print(f"not measured here: {error}", file=sys.stderr, flush=True)
        return REFERENCE_SPEED


def _recommend(pieces: Iterable[Piece], store: ModelStore, out: Output) -> int:
    for piece in pieces:
        name = f"{piece.purpose.value.replace('_', ' ')} {piece.language}".strip()
        for rank, candidate in enumerate(piece.candidates, 1):
            is_there = store.path(candidate.model) is not None
            row = {"piece": name, "rank": rank, "id": candidate.model.id, "installed": is_there}
            mark = "*" if is_there else " "
            out.row(
                {**row, "means": candidate.means}, f"{mark} {name:18} {rank} {candidate.model.id:32} {candidate.means}"
            )
        if not piece.candidates:
            out.row({"piece": name, "rank": 0, "id": None, "means": piece.without}, f"  {name:18} – {piece.without}")
    return 0


def _bar(model: Model) -> Progress:
    """A progress bar on a terminal; silence elsewhere."""
    if not sys.stderr.isatty():
        return lambda done, total, stage: None

    def draw(done: int, total: int, stage: str) -> None:
        share = min(1.0, done / total) if total else 0.0
        filled = "█" * round(share * BAR)
        bar = f"{filled:░<{BAR}} {share:4.0%}" if total else f"{done // MIB} MiB"
        end = "\n" if total and done >= total else ""
        print(f"\r   {model.id:28.28} {stage:12.12} {bar}", end=end, file=sys.stderr, flush=True)

    return draw
