"""The mind worker: questions in, answers out, sentence by sentence."""

from kiosk.app.wiring.mind import MindSetup, open_mind
from kiosk.domain.events import WorkerReady
from kiosk.domain.visit.interaction import MIND
from kiosk.mind.thinker import Thinker
from kiosk.process.clock import now
from kiosk.process.link import Link
from kiosk.process.priority import step_back

WAIT_SECONDS = 0.25
THINKING_NICENESS = 19
"""Behind the picture, the ears and the eyes; while it learns a pack it does not stand that far back, so that it is
ready in the end on a machine that something else keeps busy."""


def run(link: Link, setup: MindSetup) -> None:
    """Thinks until the link closes."""
    mind, note = open_mind(setup)
    step_back(THINKING_NICENESS)
    link.post(WorkerReady(now(), MIND, note))
    with Thinker(mind, link.post, setup.settings.compose_seconds) as thinker:
        while not link.is_closed:
            attend(link, thinker)


def attend(link: Link, thinker: Thinker) -> None:
    """Hands on what has arrived. While the thinking is stuck nothing is read and no heart beats, so that the worker is
    replaced unless it comes to itself."""
    if thinker.is_stuck:
        thinker.wait_for_life(WAIT_SECONDS)
    else:
        thinker.accept(link.commands(timeout=WAIT_SECONDS))
