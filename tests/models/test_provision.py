"""Pulling what was recommended, with fallbacks."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.models.catalog import ModelError, Purpose
from kiosk.models.lock import exclusive
from kiosk.models.provision import pull_recommended
from kiosk.models.recommend import Candidate, Piece
from kiosk.models.store import ModelStore
from tests.fakes.servers.model_server import published
from tests.fakes.servers.published_models import toy, url_source

CONTENT = b"model" * 1000


def test_the_next_best_is_taken_and_the_visitors_side_of_it_told(tmp_path: Path) -> None:
    with published() as publisher:
        publisher.files["toy.gguf"] = CONTENT
        best = replace(toy(url_source(publisher.url("gone.gguf"), CONTENT)), id="best")
        next_best = replace(toy(url_source(publisher.url("toy.gguf"), CONTENT)), id="next-best")
        candidates = (Candidate(best, "wonderful"), Candidate(next_best, "good enough"))
        hopeless = Piece(Purpose.FACES, "", (Candidate(best, "seen"),), "nobody is noticed")
        pieces = (hopeless, Piece(Purpose.LANGUAGE_MODEL, "", candidates, "silence"))
        nothing, taken = pull_recommended(ModelStore(tmp_path), pieces)
    assert (nothing.pulled, nothing.means) == (None, "nobody is noticed")
    assert taken.pulled is not None
    assert taken.pulled.model.id == "next-best"
    assert taken.means == "good enough"
    assert [passed.model.id for passed in taken.passed_over] == ["best"]
    assert [problem.code for problem in taken.passed_over[0].reasons] == ["KM0022"]


def test_a_store_in_use_stops_the_whole_run(tmp_path: Path) -> None:
    piece = Piece(Purpose.LANGUAGE_MODEL, "", (Candidate(toy(), "x"),), "silence")
    with exclusive(tmp_path), pytest.raises(ModelError):
        list(pull_recommended(ModelStore(tmp_path), [piece]))
