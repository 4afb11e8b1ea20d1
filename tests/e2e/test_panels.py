"""In a real window: the information is read, staff choose another pack, and the kiosk ends when they wish."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pygame
import pytest

from kiosk.app.wiring.visit import load_phrases
from kiosk.domain.content.pack import Pack
from kiosk.domain.events import Event, Examined, Pressed, Tapped, Ticked
from kiosk.domain.screen import controls
from kiosk.domain.screen.composition import compose
from kiosk.domain.screen.scene import Scene
from kiosk.domain.staff import PackOffer, Report, Staff
from kiosk.domain.visit.decision import advance
from kiosk.domain.visit.interaction import Brief, begin
from kiosk.pack.model.reader import read_pack
from kiosk.stage.screen.layout import layout
from kiosk.stage.screen.screen import UPRIGHT
from tests.checkout import shipped
from tests.e2e.command import DEMO, LIGHTHOUSE, data_folder, kiosk
from tests.e2e.screen import PATIENCE_SECONDS, Screen, Shown, screen, shown

PIN = "0420"
OFFERS = tuple(
    PackOffer(name, name, "1.0.0", name == "ada-lovelace", True) for name in ("ada-lovelace", "lighthouse", "sejong")
)


class Guest:
    """Touches what the visit, told the same, would show; the running kiosk must agree."""

    def __init__(self, on: Screen, running: Shown, pack: Pack) -> None:
        self.on, self.running = on, running
        self.shows(pack)

    def shows(self, pack: Pack) -> None:
        brief = Brief(pack, load_phrases(pack), staff=Staff(PIN), day=date.today())
        self.now = begin(brief, 0.0)

    def told(self, *events: Event) -> None:
        for event in events:
            self.now, _ = advance(self.now, event)

    @property
    def scene(self) -> Scene:
        return compose(self.now, 0.0, None)

    def touch(self, control: str) -> None:
        area = next(target.area for target in layout(self.scene, UPRIGHT).targets if target.control == control)
        self.on.click(*area.center)
        self.told(Tapped(0.0, control))

    def looks(self, file: Path) -> bytes:
        panel = layout(self.scene, UPRIGHT).places.panel
        return pygame.image.tobytes(self.on.picture(file).subsurface(panel), "RGB")

    def sees(self, is_so: Callable[[bytes], bool], file: Path) -> bytes:
        ends = time.monotonic() + PATIENCE_SECONDS
        while not is_so(seen := self.looks(file)):
            assert time.monotonic() < ends, f"not seen: {file}"
        return seen


@pytest.fixture(scope="module")
def data(models: Path, learned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a second pack, which speaks two languages."""
    if not (models / "bge-small-en-v1.5").is_dir():
        pytest.skip(f"no bge-small-en-v1.5 in {models}; kiosk models pull bge-small-en-v1.5")
    data = data_folder(tmp_path_factory.mktemp("data"), models, learned)
    pack = tmp_path_factory.mktemp("packs") / "lighthouse"
    shutil.copytree(LIGHTHOUSE, pack)
    manifest = (pack / "pack.toml").read_text().replace('languages = ["en"]', 'languages = ["en", "ko"]')
    (pack / "pack.toml").write_text(manifest)
    assert kiosk("pack", "install", pack, "--trial", data=data).status == 0
    return data


@pytest.fixture(scope="module")
def guest(data: Path) -> Iterator[Guest]:
    demo = read_pack(shipped(DEMO), date.today()).pack
    assert demo is not None
    with screen(*UPRIGHT.size) as on, shown(on, data, KIOSK_STAFF__PIN=PIN) as running:
        running.expect(event="worker_ready", worker="mind")
        yield Guest(on, running, demo)


def test_the_information_is_opened_turned_and_closed(guest: Guest, tmp_path: Path) -> None:
    nobody = guest.looks(tmp_path / "nobody.png")
    guest.touch(controls.INFORMATION)
    guest.running.expect(event="phase", phase="reading")
    first = guest.sees(lambda seen: seen != nobody, tmp_path / "first.png")
    guest.touch(controls.NEXT)
    guest.running.expect(event="tapped", control=controls.NEXT)
    second = guest.sees(lambda seen: seen != first, tmp_path / "second.png")
    guest.touch(controls.TEXT_SIZE)
    guest.sees(lambda seen: seen != second, tmp_path / "larger.png")
    guest.touch(controls.CLOSE)
    guest.running.expect(event="phase", phase="greeting")
    guest.touch(controls.STOP)
    guest.running.expect(event="phase", phase="listening")


def test_a_corner_that_is_held_asks_for_the_pin_and_the_pin_opens_the_summary(guest: Guest, tmp_path: Path) -> None:
    guest.on.hold(20, 20, 4.0)
    guest.running.expect(event="phase", phase="reading")
    guest.told(Pressed(0.0, controls.CORNER), Ticked(3.1))
    for digit in PIN[::-1]:
        guest.touch(controls.KEY + digit)
    guest.touch(controls.SEND)
    guest.running.expect(event="tapped", control=controls.SEND)
    asked = guest.looks(tmp_path / "wrong.png")
    for digit in PIN:
        guest.touch(controls.KEY + digit)
    entered = guest.sees(lambda seen: seen != asked, tmp_path / "entered.png")
    guest.touch(controls.SEND)
    guest.running.expect(event="tapped", control=controls.SEND)
    guest.sees(lambda seen: seen not in (asked, entered), tmp_path / "summary.png")


def test_another_pack_is_chosen_and_shown_in_the_same_window(guest: Guest, tmp_path: Path) -> None:
    guest.told(Examined(0.0, Report((), OFFERS)))
    guest.touch(controls.PACKS)
    guest.running.expect(event="tapped", control=controls.PACKS)
    guest.on.picture(tmp_path / "packs.png")
    guest.touch(controls.PACK + "lighthouse")
    guest.running.expect(event="pack", pack="lighthouse")
    guest.running.expect(event="worker_ready", worker="mind")
    keeper = read_pack(LIGHTHOUSE, date.today()).pack
    assert keeper is not None
    guest.shows(replace(keeper, languages=("en", "ko"), lines={**keeper.lines, "ko": ()}))
    guest.on.picture(tmp_path / "lighthouse.png")


def test_the_language_is_changed_by_a_touch_and_the_figure_greets_in_it(guest: Guest, tmp_path: Path) -> None:
    guest.touch(controls.LANGUAGE + "ko")
    guest.running.expect(event="tapped", control=controls.LANGUAGE + "ko")
    guest.on.picture(tmp_path / "korean.png")
    guest.touch(controls.INFORMATION)
    guest.running.expect(event="phase", phase="reading")
    korean = guest.looks(tmp_path / "korean-information.png")
    guest.touch(controls.LANGUAGE + "en")
    guest.running.expect(event="tapped", control=controls.LANGUAGE + "en")
    guest.sees(lambda seen: seen != korean, tmp_path / "english-information.png")
    guest.touch(controls.CLOSE)
    guest.running.expect(event="phase", phase="greeting")


def test_staff_end_the_kiosk_and_the_next_start_shows_the_chosen_pack(guest: Guest, data: Path) -> None:
    guest.on.hold(UPRIGHT.width - 20, 20, 4.0)
    guest.running.expect(event="phase", phase="reading")
    guest.told(Pressed(0.0, controls.CORNER), Ticked(3.1))
    for control in (*(controls.KEY + digit for digit in PIN), controls.SEND, controls.EXIT):
        guest.touch(control)
    assert guest.running.expect(event="ended")["frames"]["fps"] > 0
    assert guest.running.wait() == 0
    assert PIN not in str(guest.running.rows)
    assert not [row for row in guest.running.rows if str(row.get("control")).startswith(controls.KEY)]
    listed = {row["id"]: row["in_use"] for row in kiosk("pack", "list", data=data).rows}
    assert listed["lighthouse"]
