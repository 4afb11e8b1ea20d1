"""What a visit is played with: waits, staff, loudness, the other figures, and the product's words."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kiosk.app.config.config import Config, ConfigError, one_of
from kiosk.domain.content.languages import autonym
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.phrases import Phrases
from kiosk.domain.loudness import Loudness, span
from kiosk.domain.problem import Problem
from kiosk.domain.staff import Staff
from kiosk.domain.visit.interaction import Brief, FigureOffer, Patience

PHRASES = Path(__file__).with_name("phrases")
DEFAULT_LANGUAGE = "en"
FREE, HOLD = TALKS = ("free", "hold")
PIN = re.compile(r"[0-9]{4,8}")


@dataclass(frozen=True, slots=True)
class VisitSetup:
    """Becomes a brief as the kiosk starts."""

    patience: Patience
    staff: Staff
    loudness: Loudness
    barge_in: bool
    """Visitors may speak over the figure."""

    hold_to_talk: bool
    """Visitors are heard only while they hold a button."""

    server: str
    """The host of the language model to which questions are sent; empty: they stay on this machine."""

    figures: Sequence[FigureOffer] = ()
    """Among whom visitors choose; this one is `figure`."""

    figure: str = ""
    questions: Sequence[str] = ()

    def brief(self, pack: Pack, phrases: Mapping[str, Phrases], day: date) -> Brief:
        """What a visit on that day plays with."""
        return Brief(
            pack=pack,
            phrases=phrases,
            patience=self.patience,
            staff=self.staff,
            day=day,
            barge_in=self.barge_in,
            hold_to_talk=self.hold_to_talk,
            loudness=self.loudness,
            server=self.server,
            figures=self.figures,
            figure=self.figure,
            questions=self.questions,
        )


def visit_setup(config: Config, server: str) -> VisitSetup:
    """Raises ConfigError for a PIN, hours or a way to talk that cannot be."""
    return VisitSetup(
        patience=Patience(**config.section("patience"), volume_percent=config.value("voice", "volume_percent")),
        staff=_staff(config),
        loudness=_loudness(config),
        barge_in=config.value("kiosk", "barge_in"),
        hold_to_talk=one_of(config, "microphone", "talk", TALKS) == HOLD,
        server=server,
    )


def load_phrases(pack: Pack) -> dict[str, Phrases]:
    """The product's words for each language of the pack; English where a language is not translated yet."""
    found: dict[str, Phrases] = {}
    for language in pack.languages:
        file = PHRASES / f"{language.split('-')[0]}.toml"
        known = file.is_file()
        table = tomllib.loads((file if known else PHRASES / f"{DEFAULT_LANGUAGE}.toml").read_text(encoding="utf-8"))
        words = Phrases(**table)
        found[language] = words if known else replace(words, language=language, language_name=autonym(language))
    return found


def _loudness(config: Config) -> Loudness:
    """Raises ConfigError for hours that are none."""
    section = config.section("voice")
    spans = [(text, span(str(text))) for text in section["quiet_hours"]]
    if wrong := [text for text, found in spans if found is None]:
        raise ConfigError(Problem("KC0009", "[voice] quiet_hours", f"holds {wrong[0]!r}", "such as '22:00-07:00'"))
    quiet = tuple(found for _, found in spans if found)
    return Loudness(quiet, section["quiet_percent"], section["volume_follows_room"])


def _staff(config: Config) -> Staff:
    """Raises ConfigError for a PIN that cannot be entered on a pad of digits."""
    pin = config.value("staff", "pin")
    if pin and not PIN.fullmatch(pin):
        raise ConfigError(Problem("KC0007", "[staff] pin", "is not four to eight digits", "such as '4711'"))
    return Staff(pin)
