"""The kiosk in a real window: what a finger touches is what happens, and the label is on the screen."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pygame
import pytest

from kiosk.domain.screen import controls
from kiosk.domain.screen.scene import Chip, Control, Keyboard, Phase, Scene
from kiosk.pack.model.reader import read_pack
from kiosk.stage.screen.layout import layout
from kiosk.stage.screen.screen import LYING, UPRIGHT
from kiosk.stage.screen.screen import Screen as Canvas
from kiosk.stage.screen.window import turned
from kiosk.stage.theme import palette
from tests.checkout import shipped
from tests.e2e.command import DEMO, data_folder
from tests.e2e.screen import PATIENCE_SECONDS, Screen, Shown, screen, shown
from tests.stage.label import label_alone
from tests.stage.scenes import QUIET_SCENE, SPOKEN_BAR

LABEL_TEXT = "AI portrayal – not a real person"
ATTRACT = replace(
    QUIET_SCENE, phase=Phase.ATTRACT, chips=tuple(Chip(f"{controls.CHIP}{number}", "") for number in range(3))
)
BAR = (controls.STOP, controls.PAUSE, controls.KEYBOARD, controls.INFORMATION, *SPOKEN_BAR[2:])
SPOKEN_TO = replace(QUIET_SCENE, controls=tuple(Control(name, "") for name in BAR))
TYPING = replace(SPOKEN_TO, keyboard=Keyboard("", "", "en", "", ""))


class Visitor:
    """Touches the canvas through a monitor that may have been turned clockwise, and looks at it as it hangs."""

    def __init__(self, on: Screen, kiosk: Shown, canvas: Canvas, turn: int) -> None:
        self.on, self.kiosk, self.canvas, self._turn = on, kiosk, canvas, turn

    def touch(self, scene: Scene, control: str) -> None:
        area = next(target.area for target in layout(scene, self.canvas).targets if target.control == control)
        x, y = area.center
        width, height = self.canvas.size
        spots = {0: (x, y), 90: (height - y, x), 180: (width - x, height - y), 270: (y, width - x)}
        self.on.click(*spots[self._turn])

    def looks(self, file: Path) -> pygame.Surface:
        return pygame.transform.rotate(self.on.picture(file), self._turn)


HANGING = ((UPRIGHT, 0), (UPRIGHT, 90), (LYING, 0), (LYING, 180))


@pytest.fixture(scope="module", params=HANGING, ids=["upright", "turned", "lying", "lying-on-its-head"])
def visitor(
    request: pytest.FixtureRequest, models: Path, learned: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visitor]:
    """A monitor that stands upright, one that hangs turned and tells the computer it lies, and ones that lie."""
    if not (models / "bge-small-en-v1.5").is_dir():
        pytest.skip(f"no bge-small-en-v1.5 in {models}; kiosk models pull bge-small-en-v1.5")
    data = data_folder(tmp_path_factory.mktemp("data"), models, learned)
    canvas, turn = request.param
    with (
        screen(*turned(canvas.size, turn)) as on,
        shown(on, data, KIOSK_STAGE__ROTATION_DEGREES=str(turn)) as kiosk,
    ):
        kiosk.expect(event="worker_ready", worker="mind")
        yield Visitor(on, kiosk, canvas, turn)
        assert kiosk.end() == 0
        assert kiosk.expect(event="ended")["frames"]["fps"] > 0


def has_label(picture: pygame.Surface) -> bool:
    canvas = LYING if picture.get_width() > picture.get_height() else UPRIGHT
    band = pygame.image.tobytes(picture.subsurface(layout(ATTRACT, canvas).places.label), "RGB")
    pack = read_pack(shipped(DEMO), date.today()).pack
    assert pack is not None
    return band == label_alone(LABEL_TEXT, palette(pack.theme, is_high_contrast=False), canvas)


def test_the_label_is_on_the_screen_pixel_by_pixel(visitor: Visitor, tmp_path: Path) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while not has_label(visitor.looks(tmp_path / "attract.png")):
        assert time.monotonic() < ends, f"no label in {tmp_path / 'attract.png'}"


def test_a_touched_question_is_answered_from_the_script_and_stop_stops(visitor: Visitor, tmp_path: Path) -> None:
    visitor.touch(ATTRACT, "chip:0")
    tapped = visitor.kiosk.expect(event="tapped")
    assert tapped["control"].startswith(controls.CHIP)
    assert visitor.kiosk.expect(event="phase", phase="answering")["route"] == "script"
    assert has_label(visitor.looks(tmp_path / "touched.png"))
    visitor.touch(SPOKEN_TO, controls.STOP)
    visitor.kiosk.expect(event="tapped", control=controls.STOP)
    visitor.kiosk.expect(event="phase", phase="listening")


def test_a_question_is_typed_on_the_screen_and_answered(visitor: Visitor, tmp_path: Path) -> None:
    visitor.touch(SPOKEN_TO, controls.KEYBOARD)
    visitor.kiosk.expect(event="tapped", control=controls.KEYBOARD)
    empty = visitor.looks(tmp_path / "keyboard.png")
    for letter in "babbage":
        visitor.touch(TYPING, controls.KEY + letter)
    visitor.touch(TYPING, controls.BACKSPACE)
    visitor.kiosk.expect(event="tapped", control=controls.BACKSPACE)
    typed = visitor.looks(tmp_path / "typed.png")
    assert has_label(typed)
    field = layout(TYPING, visitor.canvas).places.typed
    assert pygame.image.tobytes(typed.subsurface(field), "RGB") != pygame.image.tobytes(empty.subsurface(field), "RGB")
    visitor.touch(TYPING, controls.KEY + "e")
    visitor.touch(TYPING, controls.SEND)
    visitor.kiosk.expect(event="tapped", control=controls.SEND)
    visitor.kiosk.expect(event="phase", phase="answering")
    visitor.touch(SPOKEN_TO, controls.STOP)
    visitor.kiosk.expect(event="phase", phase="listening")


def test_a_real_keyboard_types_as_well(visitor: Visitor) -> None:
    visitor.on.type("who taught you mathematics?")
    visitor.on.press("Return")
    visitor.kiosk.expect(event="tapped", control=controls.SEND)
    assert visitor.kiosk.expect(event="phase", phase="answering")["route"] == "script"


def test_no_row_tells_what_was_typed(visitor: Visitor) -> None:
    assert not [row for row in visitor.kiosk.rows if "babbag" in str(row) or str(row.get("control")).startswith("key:")]
