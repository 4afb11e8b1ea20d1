"""How sure the mind must be, and what it may use."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.content.house_facts import HouseFacts
from kiosk.domain.problem import Problem
from kiosk.mind.engines.server import Server
from kiosk.mind.errors import MindError

COMPOSE = ("auto", "never", "always")


@dataclass(frozen=True, slots=True)
class MindSettings:
    """Confidences run from 0 to 1; paths are given by whoever knows the model store."""

    accept: float = 0.55
    """From here a script line is said. Confidences are calibrated: so many of a hundred lines said here are right."""

    offer: float = 0.4
    """Two near lines are offered as a choice where one of them is this likely meant."""

    near: float = 0.25
    """From here the nearest line is offered, said to be no answer to the question itself."""

    rival: float = 0.5
    """Two lines are equally near where the second has this share of the first one's confidence."""

    quote: float = 0.44
    """From here a passage is quoted rather than the question declined."""

    heard: float = 0.45
    """Below this confidence of the recognizer a question that matches nothing was not heard."""

    longest: int = 500
    """Characters of a question that are read."""

    choose: bool = True
    """A language model may choose between two sentences that are equally likely to answer."""

    compose: str = "auto"
    """never, always, or auto: only with a model of at least `composer_parameters` that is quick here."""

    composer_parameters: int = 1_000_000_000
    compose_seconds: float = 6.0
    """After this long the passage is quoted instead."""

    first_seconds: float = 3.0
    """A model that takes longer to a first sentence on this machine does not compose by itself."""

    compose_tokens: int = 90
    threads: int = 1
    context: int = 1024
    """Tokens the language model keeps."""

    language_model: Path | None = None
    server: Server | None = None
    """A model on another machine, asked before the kiosk's own."""

    facts: HouseFacts = HouseFacts()
    """What the house has told of itself."""

    def __post_init__(self) -> None:
        problems = [
            Problem("KN0004", f"mind.{name}", f"{value} is not between 0 and 1", "leave it out to take the default")
            for name in ("accept", "offer", "near", "rival", "quote", "heard")
            if not 0.0 <= (value := getattr(self, name)) <= 1.0
        ]
        if self.compose not in COMPOSE:
            hint = f"one of {', '.join(COMPOSE)}"
            problems.append(Problem("KN0004", "mind.compose", f"'{self.compose}' is not known", hint))
        if self.threads < 1 or self.context < 256 or self.longest < 20:
            what = "threads, context or longest is too small"
            problems.append(Problem("KN0004", "mind", what, "at least 1, 256 and 20"))
        if problems:
            raise MindError(*problems)
