"""The figure: who speaks, how it sounds and looks, and what must be said about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What sort of person or voice the figure is."""

    HISTORICAL = "historical"
    LIVING = "living"
    FICTIONAL = "fictional"
    INSTITUTIONAL = "institutional"


@dataclass(frozen=True, slots=True)
class Figure:
    """Who is portrayed."""

    name: str
    kind: Kind = Kind.HISTORICAL
    born: date | None = None
    died: date | None = None
    title: str = ""
    """One line under the name, such as "Keeper of the light"."""

    @property
    def years(self) -> str:
        """Years of life as people write them, empty where unknown."""
        if self.born and self.died:
            return f"{self.born.year}–{self.died.year}"
        return f"* {self.born.year}" if self.born else ""


class Engine(StrEnum):
    """Which kind of synthesizer speaks."""

    AUTO = "auto"
    """The natural one where it can, else the plain one."""

    NATURAL = "natural"
    """The same; said by a pack that was written for it."""

    ESPEAK = "espeak"
    """The plain one, which is always there."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How the figure wishes to sound; what an engine cannot do it leaves out."""

    engine: Engine = Engine.AUTO
    voice: str = ""
    """The engine's own voice name; empty: its best one for the language."""

    gender: str = ""
    rate_wpm: int = 160
    pitch_percent: int = 50
    """espeak's scale: 0 low, 50 the voice's own, 99 high."""

    pronounce: tuple[tuple[str, str], ...] = ()
    """Words and how they are said: another spelling, or sounds of the International Phonetic Alphabet in slashes."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What the pack allows the kiosk to do with it."""

    generation: str = "off"
    """off, or from_sources_only."""

    house_lines: bool = True
    max_quote_words: int = 60
    keep_questions: bool = True
    """False forbids keeping visitors' questions, whatever the kiosk's own setting."""

    youngest_age: int = 12
    """From this age on visitors may hear the lines marked as sensitive."""

    knows: Sequence[str] = ()
    """What the kiosk may tell in the figure's voice though nobody wrote it: sums, time, date."""

    @property
    def wants_composing(self) -> bool:
        """A language model is to compose answers where the script has none."""
        return self.generation == "from_sources_only"


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as #rrggbb."""

    background: str = "#151b26"
    ink: str = "#f4ecdc"
    accent: str = "#d9a441"
    surface: str = "#232c3b"


@dataclass(frozen=True, slots=True)
class Privacy:
    """Who answers for the kiosk where it stands."""

    controller: str = ""
    contact: str = ""
