"""Programs that read along learn phases, routes and who is shown; never what anybody said."""

import json
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from kiosk.app.config.config import load
from kiosk.app.runtime.show_rows import Row, event_rows, succession_rows
from kiosk.app.runtime.succession import Chosen, NewDay, Ready, Wish
from kiosk.app.wiring.setup import assemble
from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.visit.decision import advance
from kiosk.process.link import Note
from kiosk.stage.stage import Stage
from tests.domain.story import ANSWER, Story
from tests.fakes.makers import FakeStage
from tests.fakes.visits import keeper

DAY = date(2026, 6, 1)


def test_a_visit_is_told_by_its_phases_and_routes_and_no_word_of_it() -> None:
    moment = Story().listening().now
    turn, told = moment.turn.number, list[Row]()
    for event in (
        events.UtteranceEnded(10.1, turn, "how bright", 0.8, speech_end=10.0),
        events.AnswerReady(10.2, turn, ANSWER),
        events.WorkerLost(10.3, "camera", "KS0001"),
    ):
        after, _ = advance(moment, event)
        told += event_rows(event, moment, after)
        moment = after
    assert [row["event"] for row in told] == ["phase", "phase", "worker_lost"]
    assert (told[0]["phase"], told[1]["route"]) == ("thinking", ANSWER.route.value)
    assert "bright" not in json.dumps(told)
    assert ANSWER.text not in json.dumps(told)


def test_digits_of_a_pin_and_letters_of_a_question_are_told_to_nobody() -> None:
    moment = Story().listening().now
    for control, count in (("key:4", 0), ("help", 1)):
        assert len(list(event_rows(events.Tapped(1.0, control), moment, moment))) == count
    assert list(event_rows(Note(object()), moment, moment)) == []


@pytest.mark.parametrize(
    ("wish", "row"),
    [
        (do.UsePack("lighthouse"), {"event": "pack", "pack": "lighthouse"}),
        (Chosen("sejong"), {"event": "figure", "figure": "sejong"}),
        (do.ShowFigure("sejong"), {"event": "figure", "figure": "sejong"}),
        (NewDay(DAY), {"event": "pack", "pack": "lighthouse", "on_view": True}),
    ],
)
def test_whoever_is_shown_from_now_on_is_told(tmp_path: Path, wish: Wish, row: Row) -> None:
    setup = assemble(load(None, {"KIOSK_KIOSK__DATA_FOLDER": str(tmp_path)}), keeper(), DAY)
    ready = Ready(setup, cast(Stage, FakeStage()), wish)
    assert list(succession_rows(ready, 2.0004)) == [{**row, "at": 2.0}]
