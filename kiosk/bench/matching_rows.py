"""`kiosk bench matching`: its sets, its encoder, and which rows are wanted."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.app.wiring.mind import open_encoders
from kiosk.app.wiring.setup import Setup
from kiosk.bench.matching import Plan, measure
from kiosk.bench.remembering_embedder import Remembered
from kiosk.bench.training.questions import QuestionSet, read_set
from kiosk.domain.problem import KioskError, Problem

NAMES = ("hwu64", "banking77")
LANGUAGE = "en"


def matching_rows(options: argparse.Namespace, setup: Setup) -> list[dict[str, Any]]:
    """The rows asked for. Raises KioskError where the data is not there."""
    encoder = open_encoders(setup.mind).get(LANGUAGE)
    if encoder is None:
        _tell("no embedding model: only the methods on words are measured; kiosk models pull bge-small-en-v1.5")
    remembered = Remembered(encoder) if encoder else None
    sets = _sets(options)
    plan = Plan(seeds=tuple(range(options.seeds)))
    if options.scale:
        from kiosk.bench.matching_scale import scale_rows

        return scale_rows([text for one in sets for text, _ in one.rows], remembered, _tell)
    if options.synthetic:
        from kiosk.bench.matching_spoken import hearing_of

        hearing = hearing_of(setup.microphone, options.synthetic, _tell)
        return measure(sets, remembered, replace(plan, seeds=(0,), shots=(5,), misheard=(), spoken=hearing), _tell)
    return measure(sets, remembered, plan, _tell)


def _sets(options: argparse.Namespace) -> list[QuestionSet]:
    further = [read_set(path) for path in options.sets or ()]
    if options.data is None and further:
        return further
    if options.data is None or not all((Path(options.data) / name).is_dir() for name in NAMES):
        where = f"--data {options.data}" if options.data else "--data"
        what = f"the folder with {' and '.join(NAMES)} is not there"
        raise KioskError(Problem("KA0020", where, what, "--data FOLDER, or --set FILE for a set of your own"))
    own = [read_set(Path(options.data) / name) for name in NAMES]
    return [*further, *own] if further else own


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
