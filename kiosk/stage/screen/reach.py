"""What a screen is too small for, or hangs too high for, in sentences for whoever sets it up."""

from collections.abc import Iterable, Sequence

from kiosk.domain.screen.scene import Chip, Control, Keyboard, Phase, Scene
from kiosk.stage.screen.layout import MOST_CHIPS, Target, layout
from kiosk.stage.screen.screen import TARGET_MM, Screen

MOST_CONTROLS = 12
"""Two rows of six: what a bar may hold at most."""


def shortfalls(screen: Screen, languages: Sequence[str]) -> tuple[str, ...]:
    """Empty where every control of every scene is 20 mm and can be reached."""
    visit = layout(_fullest(None), screen)
    said = list(_unreached("controls", visit.targets, screen))
    if len(visit.chips) < MOST_CHIPS:
        said.append(f"{len(visit.chips)} of {MOST_CHIPS} questions are offered at a time")
    for language in languages:
        typing = layout(_fullest(Keyboard("", "", language, "", "")), screen)
        said += _unreached(f"keys ({language})", typing.targets, screen)
    return tuple(dict.fromkeys(said))


def _unreached(what: str, targets: Iterable[Target], screen: Screen) -> Iterable[str]:
    least = min(min(target.area.size) for target in targets)
    if least < screen.target:
        yield f"{what} are smaller than {TARGET_MM:.0f} mm: {int(least / screen.pixels_per_mm)} mm"
    top = min(target.area.top for target in targets)
    if top < screen.reach:
        yield f"{what} stand {round((screen.reach - top) / screen.pixels_per_mm)} mm higher than can be reached"


def _fullest(keyboard: Keyboard | None) -> Scene:
    return Scene(
        at=0.0,
        phase=Phase.LISTENING,
        language="",
        name="",
        subtitle="",
        invitation="",
        label="",
        chips=tuple(Chip(str(number), "") for number in range(MOST_CHIPS)),
        controls=tuple(Control(str(number), "") for number in range(MOST_CONTROLS)),
        keyboard=keyboard,
    )
