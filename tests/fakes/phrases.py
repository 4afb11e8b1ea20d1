"""The product's own words, as the application reads them."""

import tomllib
from functools import cache
from pathlib import Path

from kiosk.domain.content.phrases import Phrases

FOLDER = Path(__file__).resolve().parents[2] / "kiosk" / "app" / "wiring" / "phrases"


@cache
def phrases(language: str = "en") -> Phrases:
    return Phrases(**tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8")))
