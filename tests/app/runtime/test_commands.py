"""Anybody may ask something of a running kiosk, from any thread, and nothing piles up."""

import threading

from kiosk.app.runtime.commands import Commands, GiveAddress, Silence
from kiosk.domain import commands as do

GIVERS, GIVEN = 8, 200


def test_what_is_asked_for_is_taken_once_and_in_order() -> None:
    commands = Commands()
    asked = (do.UsePack("lighthouse"), GiveAddress("opening", "en"), Silence(), do.EndKiosk())
    for one in asked:
        commands.give(one)
    assert commands.taken() == asked
    assert commands.taken() == ()


def test_of_who_shall_be_shown_the_newest_wish_alone_waits() -> None:
    commands = Commands()
    for one in (do.UsePack("lighthouse"), Silence(), do.ShowFigure("sejong"), do.UsePack("ada-lovelace")):
        commands.give(one)
    assert commands.taken() == (Silence(), do.UsePack("ada-lovelace"))


def test_however_many_threads_ask_the_end_is_not_lost_and_no_more_than_one_of_each_waits() -> None:
    commands, together = Commands(), threading.Barrier(GIVERS)

    def give(name: str) -> None:
        together.wait()
        for number in range(GIVEN):
            commands.give(do.UsePack(f"{name}-{number}"))
            commands.give(Silence())
        commands.give(do.EndKiosk())

    givers = [threading.Thread(target=give, args=(f"giver-{at}",)) for at in range(GIVERS)]
    for giver in givers:
        giver.start()
    for giver in givers:
        giver.join()
    found = commands.taken()
    assert len(found) == 3
    assert do.EndKiosk() in found
    assert {type(one) for one in found} == {do.UsePack, Silence, do.EndKiosk}
