"""A new day is noticed once, between visits where that can be waited for."""

from datetime import date
from pathlib import Path

import pytest

from kiosk.app.runtime.rights_watch import LONGEST_WAIT_SECONDS, LOOK_SECONDS, Footing, Ground, Midnight
from tests.fakes.clock import Clock

FIRST, SECOND, THIRD = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)


class Calendar:
    def __init__(self) -> None:
        self.day = FIRST
        self.clock = Clock()
        self.midnight = Midnight(lambda: Footing(self.day), self.clock)


def test_a_day_turns_once() -> None:
    calendar = Calendar()
    assert calendar.midnight.turned(is_at_rest=True) is None
    calendar.day = SECOND
    assert [calendar.midnight.turned(is_at_rest=True) for _ in range(3)] == [SECOND, None, None]
    calendar.day = FIRST
    assert calendar.midnight.turned(is_at_rest=True) == FIRST


def test_a_visit_is_not_broken_off_unless_it_lasts_too_long() -> None:
    calendar = Calendar()
    calendar.day = SECOND
    assert calendar.midnight.turned(is_at_rest=False) is None
    calendar.clock.now += LONGEST_WAIT_SECONDS - 1
    assert calendar.midnight.turned(is_at_rest=False) is None
    calendar.clock.now += 2
    assert calendar.midnight.turned(is_at_rest=False) == SECOND
    calendar.day = THIRD
    assert calendar.midnight.turned(is_at_rest=False) is None


def test_a_revocation_that_is_laid_down_is_noticed_within_seconds(tmp_path: Path) -> None:
    clock, folder = Clock(), tmp_path / "revocations"
    midnight = Midnight(Ground(tmp_path, lambda: FIRST, clock), clock)
    assert midnight.turned(is_at_rest=True) is None
    folder.mkdir()
    (folder / "ada.revoke").write_text("{}")
    clock.now += LOOK_SECONDS + 1
    assert [midnight.turned(is_at_rest=True) for _ in range(2)] == [FIRST, None]


@pytest.mark.parametrize("file", ["packs/in_use.toml", "packs/ada-lovelace/current.toml"])
def test_a_pack_that_somebody_installs_or_chooses_meanwhile_is_noticed(file: str, tmp_path: Path) -> None:
    clock = Clock()
    midnight = Midnight(Ground(tmp_path, lambda: FIRST, clock), clock)
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text('id = "sejong"')
    clock.now += LOOK_SECONDS + 1
    assert [midnight.turned(is_at_rest=True) for _ in range(2)] == [FIRST, None]
