"""What a control is: declared once with its words, its icon, when it is shown and what a touch on it does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.screen.scene import Control
from kiosk.domain.visit.interaction import Interaction
from kiosk.domain.visit.speaking import Step


class Icon(StrEnum):
    """What the stage can draw on a control."""

    STOP = "stop"
    REPEAT = "repeat"
    PAUSE = "pause"
    RESUME = "resume"
    KEYBOARD = "keyboard"
    MICROPHONE = "microphone"
    PENCIL = "pencil"
    QUIETER = "quieter"
    LOUDER = "louder"
    LETTERS = "letters"
    CONTRAST = "contrast"
    INFORMATION = "information"
    GLOBE = "globe"
    PEOPLE = "people"
    CLOSE = "close"
    BACK = "back"
    NEXT = "next"
    PACKS = "packs"
    LIST = "list"
    TAKE = "take"
    END = "end"


def always(_: Interaction) -> bool:
    return True


def never(_: Interaction) -> bool:
    return False


def nothing(_: Interaction) -> tuple[Control, ...]:
    """Of a family that the scene shows otherwise: as keys, or as portraits."""
    return ()


def uncounted(_: Interaction) -> tuple[int, int]:
    return 0, 0


@dataclass(frozen=True, slots=True)
class Button:
    """A control of its own."""

    name: str
    label: Callable[[Interaction], str]
    icon: Icon | None
    """None where it stands in a panel, as words alone."""

    touch: Callable[[Interaction, float], Step]
    is_shown: Callable[[Interaction], bool] = always
    """Where it stands in a bar; otherwise its place is taken by the next."""

    is_able: Callable[[Interaction], bool] = always
    """Whether a touch would change anything."""

    is_on: Callable[[Interaction], bool] = never
    steps: Callable[[Interaction], tuple[int, int]] = uncounted
    """How many of how many are taken."""

    def shown(self, now: Interaction) -> tuple[Control, ...]:
        if not self.is_shown(now):
            return ()
        lit, steps = self.steps(now)
        return (Control(self.name, self.label(now), self.is_on(now), self.is_able(now), lit, steps),)


@dataclass(frozen=True, slots=True)
class Family:
    """Controls alike, one for each of several things, whose name follows the family's own: `language:ko`."""

    name: str
    icon: Icon | None
    touch: Callable[[Interaction, str, float], Step]
    """Is told what was touched, such as `ko`."""

    shown: Callable[[Interaction], tuple[Control, ...]]


def touched(reach: Sequence[Button | Family], now: Interaction, control: str, at: float) -> Step | None:
    """What the touch does; None where the control is not among those in reach."""
    for one in reach:
        match one:
            case Button() if one.name == control:
                return one.touch(now, at)
            case Family() if control.startswith(one.name):
                return one.touch(now, control.removeprefix(one.name), at)
    return None


def row(buttons: Sequence[Button | Family], now: Interaction) -> tuple[Control, ...]:
    """Those that are shown at this moment, in their order."""
    return tuple(control for one in buttons for control in one.shown(now))
