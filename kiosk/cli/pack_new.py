"""`kiosk pack new`: a pack to begin with, after a few questions where somebody sits at a terminal."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from kiosk.cli.output import Output
from kiosk.pack.edit.starter import check_new, new_pack
from kiosk.pack.edit.wizard import NAME, Question, Wizard

WAYS = "Enter takes what stands in [ ].  b goes back one question, q leaves without writing anything."

Asking = Callable[[str], str | None]
"""Shows a prompt and returns what was said; None: the input has ended."""


def run(options: argparse.Namespace) -> int:
    """Writes the pack; 1 where the organizer left before the end."""
    out = Output(options.json)
    folder = Path(options.name)
    suggested = folder.name.replace("-", " ").title()
    check_new(folder, folder.name, suggested)
    is_asking = sys.stdin.isatty() and not options.json and not options.plain
    wizard = interviewed(suggested, asked) if is_asking else Wizard(suggested)
    if wizard is None:
        print("Nothing was written.", file=sys.stderr)
        return 1
    values = wizard.values()
    name = wizard.answers.get(NAME, suggested)
    values.pop(NAME, None)
    new_pack(folder, folder.name, name, values)
    then = f"{folder} is made. Edit its files, then:  kiosk pack check {folder}"
    out.row({"event": "made", "folder": str(folder)}, then)
    return 0


def interviewed(suggested: str, ask: Asking) -> Wizard | None:
    """The answers of one person; None: left before the end."""
    wizard = Wizard(suggested)
    print(WAYS)
    while (question := wizard.question) is not None:
        said = ask(_prompt(question, wizard))
        if said is None or said.strip() == "q":
            return None
        if said.strip() == "b":
            wizard.back()
            continue
        try:
            wizard.answer(said)
        except ValueError as error:
            print(f"  {error}")
    for place, value in wizard.values().items():
        print(f"  {place.split('.')[-1]:12} {value}")
    said = ask("Write it? [yes] ")
    return wizard if said is not None and said.strip().lower() in ("", "y", "yes") else None


def _prompt(question: Question, wizard: Wizard) -> str:
    choices = question.choices(wizard.answers)
    rows = "".join(f"\n  {number} {name}" for number, name in enumerate(choices, 1))
    several = " (several, with commas)" if question.many else ""
    default = f" [{wizard.default}]" if wizard.default else ""
    return f"{question.asks}{several}{rows}\n{default.strip()}> " if rows else f"{question.asks}{default} > "


def asked(prompt: str) -> str | None:
    """From the terminal."""
    try:
        return input(prompt)
    except EOFError:
        return None
