"""A stick is noticed when the system says that it is there, once, and when it is gone."""

from pathlib import Path

import pytest

from kiosk.app.runtime.stick_watch import LOOK_SECONDS, NOTICE, SlotWatch, stick_folder
from kiosk.domain.events import StickFound, StickGone
from tests.fakes.clock import Clock


def test_a_stick_is_told_once_when_it_comes_and_once_when_it_goes(tmp_path: Path) -> None:
    clock, mounted = Clock(), tmp_path / "mounted"
    watch = SlotWatch(tmp_path, clock)

    def looked() -> list[type]:
        clock.now += LOOK_SECONDS + 0.1
        return [type(event) for event in (watch.event(), watch.event()) if event is not None]

    assert looked() == []
    mounted.mkdir()
    (tmp_path / NOTICE).write_text(f'folder = "{mounted}"\n')
    assert [looked(), looked(), watch.holds_stick] == [[StickFound], [], True]
    (tmp_path / NOTICE).unlink()
    assert [looked(), looked(), watch.holds_stick] == [[StickGone], [], False]


@pytest.mark.parametrize("text", ["", "folder = 3", 'folder = "relative"', 'folder = "/nowhere/at/all"', "\0", "[[["])
def test_a_notice_that_names_no_folder_is_no_stick(text: str, tmp_path: Path) -> None:
    (tmp_path / NOTICE).write_text(text)
    assert stick_folder(tmp_path) is None
