"""The mind worker: questions in, answers out, sentence by sentence."""

import logging
from collections.abc import Sequence

from kiosk.app.clock import now
from kiosk.app.kit import Kit
from kiosk.app.process.link import Link
from kiosk.app.thinking import open_mind
from kiosk.domain.commands import Anticipate, Forget, Recall, TakeBack, Think
from kiosk.domain.events import AnswerReady, Anticipated, Foreseen, WorkerReady
from kiosk.domain.interaction import MIND
from kiosk.mind.mind import Mind

log = logging.getLogger(__name__)

WAIT_SECONDS = 0.25


def run(link: Link, kit: Kit) -> None:
    """Thinks until the link closes."""
    mind, note = open_mind(kit)
    link.post(WorkerReady(now(), MIND, note))
    think(link, mind)


def think(link: Link, mind: Mind) -> None:
    """What may be asked next is looked for only while nothing else is to be done."""
    ahead: Anticipate | None = None
    while not link.is_closed:
        commands = newest(link.commands(timeout=WAIT_SECONDS if ahead is None else 0.0))
        if not commands and ahead is not None:
            _foresee(link, mind, ahead)
        ahead = None
        for command in commands:
            ahead = _obey(link, mind, command)


def newest(commands: Sequence[object]) -> list[object]:
    """A guess is only worth making about the latest words, and not at all once the question is whole."""
    return [
        command
        for index, command in enumerate(commands)
        if not (
            isinstance(command, Anticipate)
            and any(isinstance(later, Anticipate | Think) for later in commands[index + 1 :])
        )
    ]


def _foresee(link: Link, mind: Mind, ahead: Anticipate) -> None:
    answer = mind.foresee(ahead.text, ahead.language)
    if answer is not None:
        link.post(Foreseen(now(), ahead.turn, ahead.text, answer))


def _obey(link: Link, mind: Mind, command: object) -> Anticipate | None:
    """The words whose answer is worth looking for ahead: a whole question, or one that has its line already."""
    match command:
        case Anticipate(turn=turn, text=text, language=language):
            guess = mind.anticipate(text, language)
            link.post(Anticipated(now(), turn, text, guess))
            return command if guess.is_complete or guess.line is not None else None
        case Think(turn=turn, text=text, language=language, confidence=confidence, is_typed=is_typed):
            for answer, is_last in mind.think(text, language, confidence, is_typed):
                link.post(AnswerReady(now(), turn, answer, is_last))
                link.beat()
        case Recall(line=line, language=language):
            mind.recall(line, language)
        case TakeBack():
            mind.take_back()
        case Forget():
            mind.forget()
    return None
