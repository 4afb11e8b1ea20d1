"""Learns from dialogues of visitors how sure the signs make a line, and tells how well they do.

    python -m kiosk.bench.training.visiting --embedder MODEL [--pack content/ada-lovelace --pack content/sejong]

Each set (a pack in one language) is told by weights that were fitted to all other packs, where there are others:
the AUROC of the first line being right, by the evidence alone and by all signs; then of a hundred questions how many a
threshold has said rightly, acceptably and beside the point.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.app.wiring.mind import open_words
from kiosk.bench.training import DATA
from kiosk.bench.training.logistic import fitted
from kiosk.bench.visitors.dialogues import SHIPPED, Turn, read_dialogues
from kiosk.mind.answer.repertoire import Learning, Repertoire
from kiosk.mind.engines.embedder import Encoder
from kiosk.mind.engines.encoders import open_encoder
from kiosk.mind.texts.vector_store import VectorStore
from kiosk.mind.understand.confidence import Signs
from kiosk.pack.model.reader import read_pack

Array = NDArray[np.float64]

PACKS = (Path("content/ada-lovelace"), Path("content/sejong"))
LOOKED_AT = 5
"""Lines of each question that are learned from."""

ACCEPTABLE = 0.5
"""What an acceptable line counts as beside a right one."""

THRESHOLDS = (0.4, 0.5, 0.6)


@dataclass(frozen=True, slots=True)
class Found:
    """A line that a question may mean, and whether it is meant."""

    pack: str
    group: str
    rank: int
    signs: Signs
    worth: float
    """1 right, `ACCEPTABLE`, or 0."""


def found(pack: Path, views: str, encoder: Encoder, store: VectorStore) -> Iterator[Found]:
    """The likeliest lines of every first question of the pack's dialogues.

    By words only of packs with a language that the embedding model does not know: that is where a kiosk reads by them.
    """
    read = read_pack(pack, date.today()).pack
    if read is None:
        raise SystemExit(f"{pack} cannot be read; `kiosk pack check {pack}` tells why")
    known = [language for language in read.languages if encoder.knows(language)]
    by_words = read.languages if len(known) < len(read.languages) else ()
    learning = Learning(encoder if views == "vectors" else None, store)
    for language in known if views == "vectors" else by_words:
        repertoire = Repertoire(read, language, learning, open_words())
        for dialogue in read_dialogues(SHIPPED / read.id):
            if dialogue.language != language:
                continue
            turn = dialogue.turns[0]
            for rank, (key, signs) in enumerate(repertoire.signs(turn.asks)[:LOOKED_AT]):
                yield Found(read.id, f"{read.id}-{language}", rank, signs, _worth(turn, key))


def _worth(turn: Turn, line: str) -> float:
    return 1.0 if line in turn.lines else ACCEPTABLE if line in turn.accepts else 0.0


def weights(of: Sequence[Found]) -> Array:
    """Weights of the signs, and the offset."""
    inputs = np.array([astuple(one.signs) for one in of])
    worth = np.array([one.worth for one in of])
    # An acceptable line counts on both sides.
    both = np.concatenate([inputs, inputs])
    truth = np.repeat([True, False], len(of))
    return fitted(both, truth, np.concatenate([worth, 1 - worth]), strength=10.0)


def sure(of: Sequence[Found], by: Array) -> Array:
    odds = np.array([astuple(one.signs) for one in of]) @ by[:-1] + by[-1]
    return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float64)


def auroc(scores: Array, truth: NDArray[np.bool_]) -> float:
    """The share of pairs in which what is right has the higher score."""
    right, wrong = scores[truth], scores[~truth]
    if not len(right) or not len(wrong):
        return float("nan")
    return float((right[:, None] > wrong[None, :]).mean() + 0.5 * (right[:, None] == wrong[None, :]).mean())


def report(views: str, of: Sequence[Found]) -> None:
    for group in sorted({one.group for one in of}):
        own = [one for one in of if one.group == group]
        others = [one for one in of if one.pack != own[0].pack]
        first = [one for one in own if one.rank == 0]
        if not others:
            continue
        told, worth = sure(first, weights(others)), np.array([one.worth for one in first])
        alone = auroc(np.array([one.signs.log_odds for one in first]), worth == 1)
        print(f"{views} {group} ({len(first)}): AUROC evidence {alone:.3f}, all signs {auroc(told, worth == 1):.3f}")
        for threshold in THRESHOLDS:
            said = told >= threshold
            shares = [float((said & kind).mean()) for kind in (worth == 1, worth == ACCEPTABLE, worth == 0)]
            print(f"  said at {threshold}: right {shares[0]:.2f}, acceptable {shares[1]:.2f}, beside {shares[2]:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--embedder", type=Path, required=True)
    parser.add_argument("--pack", type=Path, action="append", help="default: both demo packs")
    parser.add_argument("--cache", type=Path, help="keeps what the packs learned")
    given = parser.parse_args()
    lines = [
        "# Made by `python -m kiosk.bench.training.visiting` from the dialogues of visitors.",
        "# Weights of the evidence's log-odds, its lead, the question's share covered, its length, the offset.",
    ]
    store = VectorStore(given.cache)
    encoder: Encoder = open_encoder(given.embedder, threads=1)
    for views in ("vectors", "words"):
        of = [one for pack in given.pack or PACKS for one in found(pack, views, encoder, store)]
        report(views, of)
        lines.append(f"{views} = {[round(float(weight), 4) for weight in weights(of)]}")
    target = DATA / "visitors.toml"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{target} written")


if __name__ == "__main__":
    main()
