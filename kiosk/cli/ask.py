"""`kiosk ask`: which answer a question gets, where it comes from, and how sure the mind is."""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any

from kiosk.app.wiring.mind import open_mind
from kiosk.app.wiring.setup import open_setup
from kiosk.cli.output import Output
from kiosk.domain.answer import Answer, Route
from kiosk.domain.problem import KioskError, Problem


def run(options: argparse.Namespace) -> int:
    """Answers one question, or every line of standard input."""
    setup = open_setup(options)
    out = Output(options.json)
    language = options.language or setup.pack.language
    if language not in setup.phrases:
        known = ", ".join(setup.pack.languages)
        raise KioskError(
            Problem("KA0001", f"--language {language}", "the pack has no such language", f"it has {known}")
        )
    routes = _routes(options.routes)
    mind, _ = open_mind(setup.mind)
    for question in _questions(options.question):
        began = time.perf_counter()
        parts = [answer for answer, _ in mind.think(question, language, None, routes)]
        answers = [answer for answer in parts if answer.text] or parts
        ms = (time.perf_counter() - began) * 1000
        out.row(_row(question, answers, ms), _text(question, answers) if not options.json else None)
        if not options.session:
            mind.forget()
    return 0


def _questions(question: str | None) -> Iterable[str]:
    return _lines() if question is None else (question,)


def _lines() -> Iterator[str]:
    for line in sys.stdin:
        yield line.rstrip("\r\n")


def _routes(text: str | None) -> frozenset[Route] | None:
    if text is None:
        return None
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in set(Route)]
    if unknown or not names:
        hint = f"routes are: {', '.join(Route)}"
        raise KioskError(Problem("KA0002", f"--routes {text}", f"there is no route {', '.join(unknown)}", hint))
    return frozenset(Route(name) for name in names)


def _row(question: str, answers: list[Answer], ms: float) -> dict[str, Any]:
    first = answers[0]
    return {
        "question": question,
        "route": first.route.value,
        "line": first.line,
        "score": round(first.score, 4),
        "text": " ".join(answer.text for answer in answers),
        "label": first.label,
        "candidates": [{"line": one.line, "score": round(one.score, 4)} for one in first.candidates],
        "sources": [
            {"file": one.file, "title": one.title, "where": one.where, "start": one.start, "end": one.end}
            for answer in answers
            for one in answer.sources
        ],
        "ms": round(ms, 2),
    }


def _text(question: str, answers: list[Answer]) -> str:
    first = answers[0]
    rows = [f"? {question}", f"  {' '.join(answer.text for answer in answers)}"]
    rows.append(f"  [{first.route.value}{f' {first.line}' if first.line else ''} {first.score:.2f}] {first.label}")
    rows += [f"  - {source.title}, {source.where} ({source.file})" for source in first.sources]
    rows += [f"  > {offer.text}" for offer in first.suggestions]
    return "\n".join(rows)
