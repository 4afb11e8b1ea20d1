"""The record: what of the visits is told to others, and what health knows of them."""

from collections import deque
from collections.abc import Mapping, Sequence

from kiosk.domain.health import FrameHealth, Health, KioskState, Shares, WorkerHealth, WorkerState, staff_items
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.answered import QuestionAnswered, Reckoning, reckoned
from kiosk.domain.visit.interaction import Interaction
from kiosk.process.link import Note, Post
from kiosk.process.publisher import Publisher
from kiosk.stage.frame_pace import percentile

REMEMBERED = 500
"""Answers that health adds up: some hours of a busy day."""


class Record:
    """Follows the director as an observer. Owned by the main thread."""

    def __init__(self, keeps_questions: bool = False) -> None:
        self.answered: Publisher[QuestionAnswered] = Publisher()
        self._keeps_questions = keeps_questions
        self._known = Reckoning()
        self._seconds: deque[float] = deque(maxlen=REMEMBERED)

    def follow(self, event: Post, _before: Interaction, after: Interaction) -> None:
        if isinstance(event, Note):
            return
        self._known, told = reckoned(self._known, event, after, self._keeps_questions)
        if told is not None:
            self._seconds.append(told.seconds)
            self.answered.publish(told)

    def health(
        self,
        now: Interaction,
        workers: Mapping[str, WorkerHealth],
        stuck: Sequence[str] = (),
        frames: FrameHealth | None = None,
    ) -> Health:
        """How the kiosk is; `frames` None where none can be drawn."""
        seconds = list(self._seconds)
        answers = Shares(percentile(seconds, 50), percentile(seconds, 95)) if seconds else Shares()
        return Health(
            state=_state(now, workers, frames),
            since=now.since,
            workers=workers,
            frames=frames or FrameHealth(),
            answers=answers,
            pack=now.brief.pack.id,
            staff=staff_items(workers, stuck),
        )

    def close(self) -> None:
        self.answered.close()


def _state(now: Interaction, workers: Mapping[str, WorkerHealth], frames: FrameHealth | None) -> KioskState:
    if frames is None:
        return KioskState.FAULT
    if now.phase is Phase.CLOSED:
        return KioskState.CLOSED
    is_starting = any(worker.state is WorkerState.STARTING for worker in workers.values())
    return KioskState.STARTING if is_starting else KioskState.OPEN
