"""Seals: who answers for a pack as it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Trust(StrEnum):
    """What this kiosk thinks of who signed."""

    TRUSTED = "trusted"
    """Its key was enrolled here."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class Seal:
    """A signature that fits what was signed, or none."""

    trust: Trust
    signer: str = ""
    """As the signer wrote it; of an enrolled key, as it was enrolled."""

    fingerprint: str = ""
    """Of the public key, 16 hexadecimal digits."""

    signed_on: date | None = None


UNSIGNED = Seal(Trust.UNSIGNED)
