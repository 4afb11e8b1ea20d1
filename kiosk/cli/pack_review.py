"""`kiosk pack review`: accepts, rewords or drops what the kiosk proposed, one entry after the other."""

import argparse
import sys
from collections.abc import Sequence

from kiosk.app.config.config import load
from kiosk.app.config.pack_selection import chosen_folder
from kiosk.cli.output import Output
from kiosk.domain.problem import KioskError
from kiosk.pack.edit.review import Entry, Review

KEYS = "[a]ccept  [e]dit  [d]rop  [s]kip  [u]ndo  [q]uit"
BETWEEN = " | "
"""Between questions or variants on one line."""


def run(options: argparse.Namespace) -> int:
    """Asks about every entry that waits; what is decided is in the files at once."""
    out = Output(options.json)
    folder = chosen_folder(load(options.config), options.path)
    review = Review(folder)
    if options.list:
        for entry in review.waiting():
            out.row(_row(entry), f"{entry.file}  {entry.id or '[words]'}: {' / '.join(entry.says)[:80]}")
    else:
        _Sitting(review, out).run()
    left = len(review.waiting())
    told = f"{left} still to be reviewed" if left else "nothing is left to be reviewed"
    out.row({"event": "reviewed", "pack": str(folder), "waiting": left}, f"{folder}: {told}")
    return 0


class _Sitting:
    """One person at a terminal, or a file of answers on standard input."""

    def __init__(self, review: Review, out: Output) -> None:
        self._review, self._out = review, out
        self._passed: list[tuple[str, str]] = []
        """Skipped in this sitting: they come again in the next one."""

    def run(self) -> None:
        while (entry := self._next()) is not None:
            self._show(entry)
            answer = self._asked(f"{KEYS}: ")
            if answer is None or answer.startswith("q"):
                return
            try:
                self._do(answer[:1], entry)
            except KioskError as error:
                self._out.problems(error.problems)

    def _next(self) -> Entry | None:
        waiting = self._review.waiting()
        return next((entry for entry in waiting if (entry.file, entry.id) not in self._passed), None)

    def _do(self, act: str, entry: Entry) -> None:
        name = entry.id or "[words]"
        match act:
            case "a":
                self._review.accept(entry)
                self._tell("accepted", name)
            case "e":
                asks, says = self._reworded(entry)
                self._review.reword(entry, asks, says)
                self._tell("reworded", name)
            case "d":
                self._review.drop(entry)
                self._tell("dropped", name)
            case "s":
                self._passed.append((entry.file, entry.id))
            case "u":
                undone = self._review.undo()
                self._tell("undone" if undone else "nothing to undo", name if not undone else "the last change")
            case _:
                print("type one of the letters in brackets", file=sys.stderr)

    def _reworded(self, entry: Entry) -> tuple[Sequence[str], Sequence[str]]:
        """New words; an empty line keeps the old ones."""
        says = self._asked("answer (empty: as it is; ' | ' between variants): ") or ""
        asks = (self._asked("questions (empty: as they are; ' | ' between them): ") or "") if entry.id else ""
        return _split(asks) or entry.asks, _split(says) or entry.says

    def _asked(self, prompt: str) -> str | None:
        """One line of the terminal; None at its end."""
        print(prompt, end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        return line.strip() if line else None

    def _show(self, entry: Entry) -> None:
        said = "\n".join(f"  “{text}”" for text in entry.says)
        asked = "\n".join(f"  {ask}" for ask in entry.asks) or "  the greeting, and what is said around the answers"
        about = (entry.origin if entry.id else "", entry.source, entry.media)
        source = f"\n  ({', '.join(filter(None, about))})" if any(about) else ""
        self._out.row(_row(entry), f"\n{entry.file}  {entry.id or '[words]'}\n{asked}\n{said}{source}")

    def _tell(self, event: str, name: str) -> None:
        self._out.row({"event": event, "line": name}, f"{event}: {name}")


def _row(entry: Entry) -> dict[str, object]:
    return {
        "event": "proposed",
        "file": entry.file,
        "line": entry.id,
        "asks": list(entry.asks),
        "says": list(entry.says),
        "origin": entry.origin,
        "source": entry.source,
    }


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(BETWEEN.strip()) if part.strip())
