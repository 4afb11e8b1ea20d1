"""Time and memory of texts against their length: 10,000, 100,000 and 1,000,000 words.

The paragraphs are those of real books; where they run out, their sentences are thrown together anew by seed. Built
here, then opened and asked in a process of its own, whose memory is told with and without the texts.
"""

import multiprocessing
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from kiosk.domain.content.passage import Passage, Text
from kiosk.domain.problem import KioskError, Problem
from kiosk.mind.engines.encoders import open_encoder
from kiosk.mind.texts.quoting import judges, unread
from kiosk.mind.texts.retrieval import library
from kiosk.mind.texts.sentences import split
from kiosk.mind.texts.vector_store import VectorStore
from kiosk.mind.understand.token_alignment import Understanding
from kiosk.process.memory import pss_mib

WORDS = (10_000, 100_000, 1_000_000)
ASKED = 60
TOLD_EVERY = 2_000
PARAGRAPH = re.compile(r"\n\s*\n")
SHORTEST = 20
"""Words of a paragraph; shorter ones are headings and page numbers."""

Row = dict[str, Any]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Opening:
    """What the other process is given."""

    passages: Sequence[Passage]
    folder: Path
    embedding: Path | None
    questions: Sequence[str]


def scale_rows(books: Path, embedding: Path | None, questions: Sequence[str], tell: Tell) -> list[Row]:
    """One row for every length, with embeddings where there are any and with words alone. Raises KioskError without
    books."""
    paragraphs = [one for file in sorted(books.glob("*.txt")) for one in _paragraphs(file)]
    if not paragraphs:
        raise KioskError(Problem("KA0022", str(books), "there are no books here", "plain text files, as in memoirs"))
    rows = []
    for words in WORDS:
        passages = of_length(paragraphs, words)
        for given in dict.fromkeys((embedding, None)):
            tell(f"{words} words, {'embeddings' if given else 'words alone'}")
            with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
                rows.append(_measured(passages, Path(folder), given, questions, tell) | {"words": words})
    return [{"words": row.pop("words"), **row} for row in rows]


def _paragraphs(file: Path) -> list[str]:
    found = [" ".join(one.split()) for one in PARAGRAPH.split(file.read_text("utf-8", "replace"))]
    return [one for one in found if len(one.split()) >= SHORTEST]


def of_length(paragraphs: Sequence[str], words: int) -> tuple[Passage, ...]:
    """Passages of so many words in all, in chapters of forty, each paragraph another."""
    text = Text("knowledge/en/book.md", "The book")
    found, left = list[Passage](), words
    for at, one in enumerate(_endless(paragraphs)):
        kept = " ".join(one.split()[:left])
        found.append(Passage(text, kept, f"Chapter {at // 40 + 1}, {at % 40 + 1}", 0, len(kept)))
        left -= len(kept.split())
        if left <= 0:
            return tuple(found)
    return tuple(found)


def _endless(paragraphs: Sequence[str]) -> Iterator[str]:
    yield from paragraphs
    dice = random.Random(0)
    sentences = [sentence for one in paragraphs for sentence in split(one)]
    while sentences:
        made = [dice.choice(sentences).split() for _ in range(5)]
        other = [dice.choice(sentences).split() for _ in range(5)]
        yield " ".join(" ".join([*a[: len(a) // 2], *b[len(b) // 2 :]]) for a, b in zip(made, other, strict=True))


def _measured(
    passages: Sequence[Passage], folder: Path, embedding: Path | None, questions: Sequence[str], tell: Tell
) -> Row:
    encoder = open_encoder(embedding) if embedding is not None else None

    def progress(done: int, total: int) -> None:
        if done % TOLD_EVERY < 64 or done == total:
            tell(f"  {done} of {total} sentences")

    began = time.perf_counter()
    library(passages, "en", encoder, VectorStore(folder), progress)
    build = time.perf_counter() - began
    del encoder
    disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    dice = random.Random(0)
    opening = Opening(passages, folder, embedding, [dice.choice(questions) for _ in range(ASKED)])
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        row = pool.apply(asked, (opening,))
    return {"method": "embeddings and words" if embedding else "words", "build_s": round(build, 1), **row,
            "disk_mib": round(disk / 2**20, 1)}  # fmt: skip


def asked(opening: Opening) -> Row:
    """Opens what was built and asks; the time of a question holds its embedding and the reading of the best."""
    encoder = open_encoder(opening.embedding) if opening.embedding is not None else None
    understanding = Understanding(encoder, "en") if encoder is not None else None
    judge = judges()["vectors" if encoder is not None else "words"]
    if encoder is not None:
        encoder.understand(opening.questions[0])
    before, began = pss_mib(), time.perf_counter()
    texts = library(opening.passages, "en", encoder, VectorStore(opening.folder))
    opened = (time.perf_counter() - began) * 1000
    times = []
    for question in opening.questions:
        began = time.perf_counter()
        vector = encoder.understand(question).vector if encoder is not None else None
        found = texts.find(question, vector)
        judge.ranked(found, partial(understanding.of, question) if understanding else unread)
        times.append((time.perf_counter() - began) * 1000)
    after = pss_mib()
    return {
        "open_ms": round(opened),
        "query_ms_p50": round(float(np.percentile(times, 50)), 1),
        "query_ms_p95": round(float(np.percentile(times, 95)), 1),
        "pss_mib": round(after - before, 1) if before is not None and after is not None else None,
    }
