"""Staff are told about the machine without the picture waiting for it."""

import queue
import threading
from datetime import date
from pathlib import Path

import pytest

from kiosk.app.config.config import ConfigError, load
from kiosk.app.config.pack_selection import FIGURES, open_pack
from kiosk.app.runtime.commands import Commands
from kiosk.app.runtime.staff_errands import StaffErrands, report
from kiosk.app.wiring.setup import Setup, another_setup, assemble
from kiosk.domain import commands as do
from kiosk.domain.events import Examined
from kiosk.domain.staff import Fact, Report
from kiosk.pack.errors import PackError
from kiosk.process.link import Post

FOUND = Report((Fact("disk", "full", is_well=False),))
PATIENCE_SECONDS = 60.0


def setup(tmp_path: Path, **environment: str) -> Setup:
    config = load(None, {"KIOSK_KIOSK__DATA_FOLDER": str(tmp_path), **environment})
    return assemble(config, open_pack(config, "ada-lovelace"), date.today())


def test_the_machine_is_looked_at_beside_the_visit(tmp_path: Path) -> None:
    may_look = threading.Event()

    def look(_: Setup) -> Report:
        assert may_look.wait(PATIENCE_SECONDS)
        return FOUND

    inbox: queue.SimpleQueue[Post] = queue.SimpleQueue()
    desk = StaffErrands(setup(tmp_path), inbox, Commands(), look)
    desk.obey(do.Examine())
    desk.obey(do.Examine())
    assert inbox.empty()
    may_look.set()
    told = inbox.get(timeout=PATIENCE_SECONDS)
    assert isinstance(told, Examined)
    assert told.report == FOUND
    assert inbox.empty()


def test_a_look_that_fails_is_told_too(tmp_path: Path) -> None:
    def look(_: Setup) -> Report:
        raise OSError("the disk is gone")

    inbox: queue.SimpleQueue[Post] = queue.SimpleQueue()
    StaffErrands(setup(tmp_path), inbox, Commands(), look).obey(do.Examine())
    told = inbox.get(timeout=PATIENCE_SECONDS)
    assert isinstance(told, Examined)
    assert not told.report.facts[0].is_well


def test_what_staff_wish_of_the_program_goes_through_its_port(tmp_path: Path) -> None:
    commands = Commands()
    desk = StaffErrands(setup(tmp_path), queue.SimpleQueue(), commands)
    for errand in (do.UsePack("lighthouse"), do.EndKiosk()):
        desk.obey(errand)
    assert commands.taken() == (do.UsePack("lighthouse"), do.EndKiosk())
    desk.obey(do.ShowFigure("ada-lovelace:child"))
    assert commands.taken() == (do.ShowFigure("ada-lovelace:child"),)


def test_the_report_names_version_models_disk_and_the_packs_of_this_machine(tmp_path: Path) -> None:
    found = report(setup(tmp_path))
    assert {"version", "matching en", "composing", "disk", "memory", "pack"} <= {fact.part for fact in found.facts}
    assert [pack.id for pack in found.packs] == list(FIGURES)
    demo = found.packs[0]
    assert (demo.id, demo.name, demo.is_shown, demo.is_fit) == ("ada-lovelace", "Ada Lovelace", True, True)


def test_a_pack_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    settings = tmp_path / "kiosk.toml"
    settings.write_text(f'[kiosk]\ndata_folder = "{tmp_path}"\n')
    with pytest.raises(PackError):
        another_setup(settings, "no-such-pack")
    assert another_setup(settings, "ada-lovelace").pack.id == "ada-lovelace"
    assert not (tmp_path / "packs").exists()


@pytest.mark.parametrize("pin", ["0420", "12345678"])
def test_a_pin_of_digits_is_taken_as_it_is_written(pin: str, tmp_path: Path) -> None:
    assert setup(tmp_path, KIOSK_STAFF__PIN=pin).visit.staff.pin == pin


@pytest.mark.parametrize("pin", ["123", "123456789", "12a4", "٤٢٣٤", "12 34"])
def test_a_pin_that_no_pad_can_enter_is_refused_by_name(pin: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as raised:
        setup(tmp_path, KIOSK_STAFF__PIN=pin)
    [problem] = raised.value.problems
    assert (problem.code, problem.where) == ("KC0007", "[staff] pin")
    assert pin not in str(problem)
