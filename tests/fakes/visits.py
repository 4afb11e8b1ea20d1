"""A small pack and its brief, for tests that need a visit and no files."""

import tomllib
from functools import lru_cache
from pathlib import Path

from kiosk.domain.content.figure import Figure, Kind
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.phrases import Phrases
from kiosk.domain.content.rights import Basis, Consent, Rights, Scope
from kiosk.domain.content.script import Line, PackWords
from kiosk.domain.visit.interaction import Brief

PHRASES = Path(__file__).parents[2] / "kiosk" / "app" / "wiring" / "phrases"

LINES = (
    Line(
        "lamp",
        ("How bright was the lamp?", "Could ships see your light?"),
        ("On a clear night they saw it from twenty miles.",),
        leads_to=("oil",),
    ),
    Line("oil", ("What did the lamp burn?",), ("Whale oil at first, and colza later.",)),
    Line("storm", ("Were you afraid of storms?",), ("Only of the ships that did not see me.",)),
    Line("lonely", ("Were you lonely?",), ("The gulls are poor talkers.",)),
)


@lru_cache
def phrases(language: str) -> Phrases:
    """The product's own words, as shipped."""
    return Phrases(**tomllib.loads((PHRASES / f"{language}.toml").read_text(encoding="utf-8")))


@lru_cache
def keeper() -> Pack:
    """The lighthouse keeper of CONTRACTS, in two languages."""
    consent = Consent("author", Basis.FICTIONAL, "Harbour Museum", frozenset(Scope))
    return Pack(
        id="lighthouse",
        version="1.0.0",
        languages=("en", "ko"),
        figure=Figure("The Keeper", Kind.FICTIONAL),
        rights=Rights((consent,)),
        lines={"en": LINES, "ko": LINES},
        passages={"en": (), "ko": ()},
        words={"en": PackWords(suggested=("lamp", "storm", "lonely", "oil"))},
    )


@lru_cache
def brief() -> Brief:
    """What a visit plays with."""
    return Brief(keeper(), {"en": phrases("en"), "ko": phrases("ko")})
