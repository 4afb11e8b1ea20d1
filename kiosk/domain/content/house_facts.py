"""House facts: what the house where the kiosk stands has told of itself, in its own sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Fact(StrEnum):
    """What visitors ask of a house; the values are keys of the kiosk's settings."""

    TOILET = "toilet"
    LIFT = "lift"
    SHOP = "shop"
    CAFE = "cafe"
    EXIT = "exit"
    OPENING_HOURS = "opening_hours"
    WHEELCHAIR = "wheelchair"
    WIFI = "wifi"
    PHOTOGRAPHS = "photographs"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class HouseFacts:
    """What is not told here only the staff know."""

    sentences: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By fact and language; under the empty language what is said where no other sentence fits."""

    def told(self, fact: str, language: str) -> str | None:
        """The sentence in exactly that language, else in its base language, else the one for all."""
        sentences = self.sentences.get(fact, {})
        fitting = (sentences.get(one) for one in (language, language.split("-", maxsplit=1)[0], ""))
        return next((sentence for sentence in fitting if sentence), None)
