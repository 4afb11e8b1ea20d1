"""`kiosk bench conversation`: the pack's dialogues, its mind as it ships, and the rows for each language."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kiosk.app.wiring.mind import MindSetup, open_mind
from kiosk.bench.visitors.conversation import Ask, Row, measure
from kiosk.bench.visitors.dialogues import SHIPPED, read_dialogues
from kiosk.domain.answer import Answer
from kiosk.mind.mind import Mind


def conversation_rows(folder: Path | None, setup: MindSetup) -> Iterator[Row]:
    """A set for each of the pack's languages that there are dialogues in. Raises DialogueError."""
    pack = setup.pack
    dialogues = read_dialogues(folder or SHIPPED / pack.id)
    mind, _ = open_mind(setup)
    for language in pack.languages:
        spoken = [one for one in dialogues if one.language == language]
        if spoken:
            yield from measure(f"{pack.id}-{language}", spoken, _asking(mind), mind.forget)


def _asking(mind: Mind) -> Ask:
    def ask(question: str, language: str) -> Answer:
        # Typed, as `kiosk ask` has it: what a recognizer makes of it is another measure.
        parts = [answer for answer, _ in mind.think(question, language)]
        said = [answer for answer in parts if answer.text] or parts
        return replace(said[0], text=" ".join(answer.text for answer in said))

    return ask
