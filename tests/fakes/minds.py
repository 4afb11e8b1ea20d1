"""Minds without files, and the one answer of a question."""

import atexit
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from kiosk.domain.answer import Answer
from kiosk.domain.content.pack import Pack
from kiosk.domain.sensing.transcript import Spoken
from kiosk.mind.mind import Engines, Mind
from kiosk.mind.settings import MindSettings
from tests.fakes.packs import lighthouse
from tests.fakes.phrases import phrases

LEARNED = Path(tempfile.mkdtemp(prefix="kiosk-minds-"))
"""What the minds of one run learn from the same questions is learned once."""

atexit.register(shutil.rmtree, LEARNED, ignore_errors=True)


def mind_of(pack: Pack | None = None, engines: Engines | None = None, settings: MindSettings | None = None) -> Mind:
    """The lighthouse keeper's mind unless told otherwise; without engines it has words alone."""
    words = {"en": phrases("en"), "ko": phrases("ko")}
    engines = engines or Engines()
    engines = engines if engines.cache is not None else replace(engines, cache=LEARNED)
    return Mind(pack or lighthouse(), words, settings or MindSettings(), engines)


def answers(
    mind: Mind, text: str, language: str = "en", confidence: float | None = None, is_typed: bool = True
) -> list[Answer]:
    """All parts of the answer; the last one, and no other, says that it is."""
    parts = list(mind.think(text, language, None if is_typed else Spoken(confidence)))
    assert [is_last for _, is_last in parts] == [False] * (len(parts) - 1) + [True]
    return [answer for answer, _ in parts if answer.text]


def answer(mind: Mind, text: str, language: str = "en") -> Answer:
    """The first part of the answer to a typed question."""
    return answers(mind, text, language)[0]
