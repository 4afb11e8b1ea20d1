"""Time and memory of matching against the number of lines.

Scripts of 100, 2,000 and 20,000 lines with five phrasings each: real questions, recombined half with half by seed until
there are enough. An encoder reads the first `READ` phrasings; the vectors of the others are those, turned at random:
what is measured does not depend on what they say.
"""

import random
import resource
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from kiosk.bench.remembering_embedder import Remembered
from kiosk.mind.answer.house import house_lines
from kiosk.mind.engines.embedder import Understood
from kiosk.mind.texts.vector_store import VectorStore
from kiosk.mind.understand.matcher import Example, Kind
from kiosk.mind.understand.training import lesson, trained

LINES = (100, 2_000, 20_000)
PHRASINGS = 5
READ = 2_000
ASKED = 200
TURN = 0.5


def scale_rows(texts: Sequence[str], encoder: Remembered | None, tell: Callable[[str], None]) -> list[dict[str, Any]]:
    """One row for every number of lines, with embeddings where there are any, and with words alone."""
    rows = []
    for lines in LINES:
        phrasings = recombined(texts, lines * PHRASINGS, random.Random(lines))
        for given in (Turned(encoder) if encoder else None, None):
            tell(f"{lines} lines, {'embeddings' if given else 'words alone'}")
            rows.append({"lines": lines, "phrasings": PHRASINGS, **_measured(phrasings, texts, given)})
    return rows


def recombined(texts: Sequence[str], count: int, dice: random.Random) -> list[str]:
    """As many different questions: first halves with others' second halves, and a word more where they run out."""
    found: dict[str, None] = {}
    while len(found) < count:
        first, second = dice.choice(texts).split(), dice.choice(texts).split()
        text = " ".join([*first[: (len(first) + 1) // 2], *second[len(second) // 2 :]])
        while text in found:
            text = f"{text} {dice.choice(second)}"
        found[text] = None
    return list(found)


def _measured(phrasings: Sequence[str], texts: Sequence[str], encoder: "Turned | None") -> dict[str, Any]:
    own = [Example(Kind.LINE, f"line-{at // PHRASINGS}", text) for at, text in enumerate(phrasings)]
    before, began = _resident_mib(), time.perf_counter()
    found = trained(lesson("en", own, house_lines("en")), encoder, VectorStore(None))
    build = time.perf_counter() - began
    dice = random.Random(0)
    times = []
    for text in [dice.choice(texts) for _ in range(ASKED)]:
        understood = encoder.understand(text) if encoder else None
        began = time.perf_counter()
        view = found.weights.view(understood) if found.weights is not None and understood is not None else None
        found.matcher.meanings(text, view)
        times.append((time.perf_counter() - began) * 1000)
    return {
        "method": "embeddings and words" if encoder else "words",
        "build_s": round(build, 2),
        "ms_p50": round(float(np.percentile(times, 50)), 2),
        "ms_p95": round(float(np.percentile(times, 95)), 2),
        "embedding_ms": round(encoder.ms, 2) if encoder else None,
        "resident_mib": round(_resident_mib() - before),
    }


def _resident_mib() -> float:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20


class Turned:
    """Reads the first texts with an encoder; the others are given what it read, turned."""

    def __init__(self, encoder: Remembered) -> None:
        self._encoder = encoder
        self.name = encoder.name
        self._read: list[Understood] = []
        self._dice = np.random.default_rng(0)

    @property
    def ms(self) -> float:
        return self._encoder.ms

    def knows(self, language: str) -> bool:
        return self._encoder.knows(language)

    def embed(self, texts: Sequence[str]) -> Any:
        return np.array([self.understand(text).vector for text in texts])

    def tokens(self, text: str) -> Sequence[int]:
        return self._encoder.tokens(text)

    def understand(self, text: str) -> Understood:
        if len(self._read) < READ:
            found = self._encoder.understand(text)
            self._read.append(found)
            return found
        known = self._read[int(self._dice.integers(READ))]
        width = known.states.shape[1]
        noise = self._dice.normal(0, TURN * float(np.std(known.states)), (1, width)).astype(np.float32)
        return Understood(known.vector, known.tokens, known.states + noise)
