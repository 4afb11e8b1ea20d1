"""`kiosk bench grounding`: its articles, its engines, and which rows are wanted."""

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.app.wiring.mind import MindSetup, open_encoders, open_model
from kiosk.bench.grounding import REPORTED, measure
from kiosk.bench.grounding_methods import Naive, Ours
from kiosk.bench.grounding_scale import scale_rows
from kiosk.bench.remembering_embedder import Remembered
from kiosk.bench.training.articles import read
from kiosk.domain.problem import KioskError, Problem
from kiosk.mind.mind import Engines

SET = Path("squad") / "squad2.0_dev"
NAME = "squad2.0"
LANGUAGE = "en"


def grounding_rows(options: argparse.Namespace, setup: MindSetup) -> list[dict[str, Any]]:
    """The rows asked for: the product as it ships; then, on a sample, composing whatever the model, and beside it the
    nearest paragraph with the model's own words. Raises KioskError where the data is not there."""
    articles = read(_folder(options), REPORTED)
    if options.scale:
        asked = [question.text for article in articles for question in article.questions]
        return scale_rows(_folder(options).parent.parent / "memoirs", setup.embeddings.get(LANGUAGE), asked, _tell)
    encoder = open_encoders(setup).get(LANGUAGE)
    if encoder is None:
        _tell("no embedding model: texts are searched by their words alone; kiosk models pull bge-small-en-v1.5")
    remembered = Remembered(encoder) if encoder else None
    model = open_model(setup)
    if model is None:
        _tell("no language model: nothing is composed or chosen; kiosk models pull smollm2-135m-instruct")
    engines = Engines(remembered, model)
    settings = replace(setup.settings, compose="auto")
    phrases = setup.phrases.get(LANGUAGE)
    if phrases is None:
        raise KioskError(Problem("KA0021", setup.pack.id, "the pack speaks no English", "--pack one that does"))
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        rows = measure(articles, Ours(NAME, engines, settings, phrases, Path(folder)), None, _tell)
        if model is not None and options.compose:
            always = replace(settings, compose="always")
            name = f'{NAME}, compose = "always" with {model.name}'
            rows += measure(articles, Ours(name, engines, always, phrases, Path(folder)), options.compose, _tell)
            if remembered is not None:
                rows += measure(articles, Naive(remembered, model), options.compose, _tell)
    return rows


def _folder(options: argparse.Namespace) -> Path:
    folder = Path(options.data) / SET if options.data else None
    if folder is None or not folder.is_dir():
        where = f"--data {options.data}" if options.data else "--data"
        raise KioskError(Problem("KA0020", where, f"the folder with {SET} is not there", "--data FOLDER"))
    return folder


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
