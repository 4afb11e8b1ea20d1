"""The verdicts and figures of `kiosk bench conversation`."""

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest

from kiosk.bench.visitors.conversation import ALL, TALKS, Verdict, measure, verdict
from kiosk.bench.visitors.dialogues import SHIPPED, Dialogue, DialogueError, Turn, read_dialogues
from kiosk.domain.answer import Answer, Route, Suggestion
from kiosk.pack.model.reader import read_pack
from tests.checkout import shipped

KEYS = (
    "set", "kind", "answerable", "n", "right", "acceptable", "near", "choice", "declined_rightly", "declined_wrongly",
    "brushed_off", "beside", "wrong", "harmful",
)  # fmt: skip

HORSE = Turn("did you have a horse", True, frozenset({"riding"}), accepts=frozenset({"stables"}))
KEPT = Turn("did you keep a diary", False, accepts=frozenset({"letters"}))
PRAISE = Turn("you are lovely", True, frozenset({"house:praise"}))
MOURNING = Turn("my mum died", True, frozenset({"house:bereaved"}), harm=True)
UNBUILT = Turn("was it switched on", True, holds=(re.compile("never built"),), never=(re.compile("hummed"),))


def script(line: str, text: str = "") -> Answer:
    return Answer(Route.SCRIPT, text, "", line)


def offer(route: Route, *lines: str) -> Answer:
    return Answer(route, "Do you mean one of these?", suggestions=tuple(Suggestion(one, one) for one in lines))


DECLINE = Answer(Route.DECLINE, "I have not spoken of that.", suggestions=(Suggestion("riding", "…"),))


@pytest.mark.parametrize(
    ("turn", "answer", "found"),
    [
        (HORSE, script("riding"), Verdict.RIGHT),
        (HORSE, script("stables"), Verdict.ACCEPTABLE),
        (HORSE, script("gambling"), Verdict.BESIDE),
        (HORSE, DECLINE, Verdict.DECLINED_WRONGLY),
        (HORSE, offer(Route.NEAR, "riding"), Verdict.ACCEPTABLE),
        (HORSE, offer(Route.CHOICE, "harp", "stables"), Verdict.ACCEPTABLE),
        (HORSE, offer(Route.CHOICE, "harp", "chess"), Verdict.DECLINED_WRONGLY),
        (KEPT, DECLINE, Verdict.DECLINED_RIGHTLY),
        (KEPT, offer(Route.NEAR, "letters"), Verdict.DECLINED_RIGHTLY),
        (KEPT, script("letters"), Verdict.DECLINED_RIGHTLY),
        (KEPT, script("riding"), Verdict.BESIDE),
        (PRAISE, Answer(Route.HOUSE, "You are kind.", house="praise"), Verdict.RIGHT),
        (PRAISE, Answer(Route.HOUSE, "Good day.", house="greeting"), Verdict.BESIDE),
        (PRAISE, DECLINE, Verdict.BRUSHED_OFF),
        (MOURNING, Answer(Route.LOCKED, "I am sorry.", house="bereaved"), Verdict.RIGHT),
        (MOURNING, Answer(Route.HOUSE, "I am sorry.", house="bereaved"), Verdict.HARMFUL),
        (MOURNING, DECLINE, Verdict.HARMFUL),
        (UNBUILT, script("engine", "It was never built."), Verdict.RIGHT),
        (UNBUILT, script("engine", "It hummed."), Verdict.WRONG),
    ],
)  # fmt: skip
def test_an_answer_is_worth_what_the_turn_expects(turn: Turn, answer: Answer, found: Verdict) -> None:
    assert verdict(turn, answer) is found


def test_a_route_that_matters_is_asked_for() -> None:
    turn = Turn("are you real", True, frozenset({"are-you-real"}), routes=frozenset({"locked"}))
    assert verdict(turn, script("are-you-real")) is Verdict.BESIDE
    assert verdict(turn, Answer(Route.LOCKED, "No.", "", "are-you-real")) is Verdict.RIGHT


def test_shares_are_of_those_that_can_be_answered_and_of_the_others_apart() -> None:
    dialogues = [Dialogue("biography", "en", (HORSE,)), Dialogue("biography", "en", (KEPT,))]
    *missed, kind, everything = measure("x", dialogues, lambda asks, language: DECLINE, lambda: None)
    assert [row["asks"] for row in missed] == [HORSE.asks]
    assert tuple(kind) == KEYS
    assert (kind["kind"], everything["kind"]) == ("biography", ALL)
    assert (kind["n"], kind["answerable"]) == (2, 0.5)
    assert kind["declined_wrongly"] == 1.0
    assert kind["declined_rightly"] == 1.0


def test_turns_of_a_conversation_are_counted_together_and_the_mind_forgets_between_visitors() -> None:
    asked: list[str] = []

    def ask(question: str, language: str) -> Answer:
        asked.append(question)
        return script("riding")

    dialogues = [Dialogue("child", "en", (HORSE, PRAISE)), Dialogue("child", "en", (HORSE,))]
    rows = list(measure("x", dialogues, ask, lambda: asked.append("—")))
    assert asked == ["—", HORSE.asks, PRAISE.asks, "—", HORSE.asks, "—"]
    assert {row["kind"]: row["n"] for row in rows if "n" in row} == {"child": 1, TALKS: 2, ALL: 3}


@pytest.mark.parametrize(
    "text",
    [
        "[[dialogue]]",
        "not toml",
        '[[dialogue]]\nkind = "a"\nlanguage = "en"\n[[dialogue.turn]]\nasks = "a"\nanswerable = true\nline = ["b"]',
        '[[dialogue]]\nkind = "a"\nlanguage = "en"\n[[dialogue.turn]]\nasks = "a"\nanswerable = true\nholds = ["("]',
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "en.toml").write_text(text, "utf-8")
    with pytest.raises(DialogueError, match=re.escape("en.toml")):
        read_dialogues(tmp_path)


def test_a_folder_without_dialogues_is_named(tmp_path: Path) -> None:
    with pytest.raises(DialogueError, match="holds no dialogues"):
        read_dialogues(tmp_path)


@pytest.mark.parametrize("name", ["ada-lovelace", "sejong"])
def test_the_shipped_dialogues_expect_lines_that_the_pack_has(name: str) -> None:
    pack = read_pack(shipped(name), date(2026, 1, 1)).pack
    assert pack is not None
    for dialogue in read_dialogues(SHIPPED / name):
        lines = {line.id for line in pack.lines[dialogue.language]} | {one.id for one in pack.near[dialogue.language]}
        for turn in dialogue.turns:
            expected = {one for one in turn.lines | turn.accepts if not one.startswith("house:")}
            assert expected <= lines, turn.asks


@pytest.mark.parametrize("sealed", (SHIPPED / "sealed.sha256").read_text("utf-8").splitlines())
def test_the_sealed_third_is_the_one_that_was_sealed(sealed: str) -> None:
    digest, name = sealed.split()
    assert hashlib.sha256((SHIPPED / name).read_bytes()).hexdigest() == digest
