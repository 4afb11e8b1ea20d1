"""Visemes: what a mouth looks like while it speaks, and the shape of the lips at any moment of a track.

The fifteen names are those of the Oculus lip-sync tradition, which follow MPEG-4's fourteen plus silence.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Viseme(StrEnum):
    """One visible class of speech sounds."""

    SIL = "sil"
    PP = "PP"
    FF = "FF"
    TH = "TH"
    DD = "DD"
    KK = "kk"
    CH = "CH"
    SS = "SS"
    NN = "nn"
    RR = "RR"
    AA = "aa"
    E = "E"
    I = "I"
    O = "O"
    U = "U"


@dataclass(frozen=True, slots=True)
class MouthShape:
    """The mouth as continuous parameters, each 0 at rest and 1 at its fullest."""

    jaw: float = 0.0
    """How far the jaw has dropped."""

    wide: float = 0.0
    """Corners drawn apart; negative values are not used, see `round`."""

    round: float = 0.0
    """Corners drawn together, lips forward."""

    upper: float = 0.0
    """Upper lip raised, showing the upper teeth."""

    lower: float = 0.0
    """Lower lip lowered, showing the lower teeth."""

    tuck: float = 0.0
    """Lower lip drawn under the upper teeth (f, v)."""

    press: float = 0.0
    """Lips pressed together (p, b, m)."""

    tongue: float = 0.0
    """Tongue visible between or behind the teeth (th, l)."""


REST = MouthShape()

SHAPES: dict[Viseme, MouthShape] = {
    Viseme.SIL: REST,
    Viseme.PP: MouthShape(press=1.0),
    Viseme.FF: MouthShape(jaw=0.12, tuck=1.0, upper=0.35, wide=0.1),
    Viseme.TH: MouthShape(jaw=0.22, wide=0.15, upper=0.2, lower=0.2, tongue=1.0),
    Viseme.DD: MouthShape(jaw=0.24, wide=0.18, upper=0.2, lower=0.25, tongue=0.45),
    Viseme.KK: MouthShape(jaw=0.30, wide=0.12, upper=0.15, lower=0.2),
    Viseme.CH: MouthShape(jaw=0.20, round=0.55, upper=0.35, lower=0.35),
    Viseme.SS: MouthShape(jaw=0.12, wide=0.35, upper=0.3, lower=0.35),
    Viseme.NN: MouthShape(jaw=0.22, wide=0.15, upper=0.15, lower=0.2, tongue=0.6),
    Viseme.RR: MouthShape(jaw=0.24, round=0.45, upper=0.2, lower=0.2),
    Viseme.AA: MouthShape(jaw=0.75, wide=0.10, upper=0.25, lower=0.35),
    Viseme.E: MouthShape(jaw=0.45, wide=0.45, upper=0.25, lower=0.3),
    Viseme.I: MouthShape(jaw=0.26, wide=0.65, upper=0.25, lower=0.3),
    Viseme.O: MouthShape(jaw=0.50, round=0.75, upper=0.1, lower=0.15),
    Viseme.U: MouthShape(jaw=0.28, round=1.0, upper=0.1, lower=0.1),
}
"""What each viseme looks like when it is held; running speech reaches it only in part."""

APPROACH_SECONDS = 0.09
"""A shape is approached this long before its sound begins (anticipatory coarticulation)."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A viseme begins."""

    at: float
    """Seconds into the speech."""

    viseme: Viseme


@dataclass(frozen=True, slots=True)
class VisemeTrack:
    """The visemes of one speech in time order; the last cue is silence at its end."""

    cues: Sequence[Cue]
    seconds: float

    def viseme_at(self, position: float) -> Viseme:
        """The viseme that sounds at `position` seconds; silence outside the track."""
        if not 0.0 <= position < self.seconds:
            return Viseme.SIL
        index = bisect_right(self.cues, position, key=lambda cue: cue.at) - 1
        return self.cues[index].viseme if index >= 0 else Viseme.SIL

    def shape_at(self, position: float) -> MouthShape:
        """The lips at `position` seconds: the sounding viseme, already moving towards the next one."""
        if not -APPROACH_SECONDS <= position <= self.seconds + APPROACH_SECONDS:
            return REST
        index = bisect_right(self.cues, position, key=lambda cue: cue.at) - 1
        current = SHAPES[self.cues[index].viseme] if index >= 0 else REST
        if index + 1 >= len(self.cues):
            return current
        begins = self.cues[index].at if index >= 0 else -APPROACH_SECONDS
        following = self.cues[index + 1]
        approach = min(APPROACH_SECONDS, following.at - begins)
        if approach <= 0.0 or position < following.at - approach:
            return current
        return blend(current, SHAPES[following.viseme], smooth((position - following.at + approach) / approach))


def smooth(share: float) -> float:
    """Ease in and out between 0 and 1."""
    share = min(1.0, max(0.0, share))
    return share * share * (3.0 - 2.0 * share)


def blend(first: MouthShape, second: MouthShape, share: float) -> MouthShape:
    """The shape that lies `share` of the way from `first` to `second`."""
    return MouthShape(
        *(
            getattr(first, name) + (getattr(second, name) - getattr(first, name)) * share
            for name in MouthShape.__slots__
        )
    )
