"""Visemes: what a mouth looks like while it speaks, and the shape of the lips at any moment of a track.

The fifteen names are those of the Oculus lip-sync tradition, which follow MPEG-4's fourteen plus silence.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
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

WEIGHTS: dict[Viseme, float] = {
    **dict.fromkeys(Viseme, 1.0),
    Viseme.SIL: 1.2,
    Viseme.PP: 2.5,
    Viseme.FF: 2.5,
    Viseme.TH: 0.9,
    Viseme.DD: 0.5,
    Viseme.KK: 0.35,
    Viseme.CH: 1.1,
    Viseme.SS: 0.8,
    Viseme.NN: 0.45,
    Viseme.RR: 0.6,
    Viseme.O: 1.3,
    Viseme.U: 1.4,
}
"""How much a viseme asserts itself against its neighbours: lips decide p and f, the tongue decides k and n."""

CORE_SECONDS = 0.04
"""A sound's influence is full up to this far from its edges and falls off from there."""

BEFORE_SECONDS, AFTER_SECONDS = 0.080, 0.065
"""How slowly it falls off: lips are ahead of the sound rather than behind it (anticipatory coarticulation)."""

CLOSING_SECONDS, OPENING_SECONDS = 0.060, 0.045
SHORTEST_CLOSURE_SECONDS = 0.025
CLOSED_SHARE = 0.6
"""Of a sound that is not made unless the lips get there, however fast the speech; its burst is already open."""

LEAST_INFLUENCE = 0.002
REACH_SECONDS = 0.35


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
        """The lips at `position` seconds: every sound near by pulls at them by its weight and its distance.

        The blend of dominance functions follows Cohen and Massaro, Modeling coarticulation in synthetic visual speech
        (1993); what must be reached is reached whatever the blend says.
        """
        if not -REACH_SECONDS <= position <= self.seconds + REACH_SECONDS or not self.cues:
            return REST
        closed = self._held(position, Viseme.PP)
        if closed >= 1.0:
            return SHAPES[Viseme.PP]
        tucked = self._held(position, Viseme.FF) * (1.0 - closed)
        return blend(blend(self._blended(position), SHAPES[Viseme.FF], tucked), SHAPES[Viseme.PP], closed)

    def _held(self, position: float, wanted: Viseme) -> float:
        """How far the nearest sound of this kind, which must be reached, has the lips in its hold."""
        near = (_closure(position, begins, ends) for begins, ends, viseme in self._near(position) if viseme is wanted)
        return max(near, default=0.0)

    def _near(self, position: float) -> Iterator[tuple[float, float, Viseme]]:
        """The sounds within reach: begin, end, viseme; silence before the first and after the last."""
        first = max(0, bisect_right(self.cues, position - REACH_SECONDS, key=lambda cue: cue.at) - 1)
        if self.cues[0].at > position - REACH_SECONDS:
            yield self.cues[0].at - 1.0, self.cues[0].at, Viseme.SIL
        for index in range(first, len(self.cues)):
            cue = self.cues[index]
            if cue.at > position + REACH_SECONDS:
                return
            yield cue.at, self.cues[index + 1].at if index + 1 < len(self.cues) else self.seconds, cue.viseme
        yield self.seconds, self.seconds + 1.0, Viseme.SIL

    def _blended(self, position: float) -> MouthShape:
        total, sums = 0.0, [0.0] * len(MouthShape.__slots__)
        for begins, ends, viseme in self._near(position):
            weight = WEIGHTS[viseme] * _influence(position, begins, ends)
            if weight < LEAST_INFLUENCE:
                continue
            total += weight
            shape = SHAPES[viseme]
            for index, name in enumerate(MouthShape.__slots__):
                sums[index] += weight * getattr(shape, name)
        return MouthShape(*(value / total for value in sums)) if total else REST


def _influence(position: float, begins: float, ends: float) -> float:
    """1 in the middle of a sound, falling off like a bell beyond its core."""
    middle, core = (begins + ends) / 2, max(0.0, (ends - begins) / 2 - CORE_SECONDS)
    away = position - middle
    slope = BEFORE_SECONDS if away < 0 else AFTER_SECONDS
    return math.exp(-((max(0.0, abs(away) - core) / slope) ** 2))


def _closure(position: float, begins: float, ends: float) -> float:
    """1 while the lips must be closed, rising before and falling after."""
    opens = begins + max(SHORTEST_CLOSURE_SECONDS, CLOSED_SHARE * (ends - begins))
    if position < begins:
        return smooth(1.0 - (begins - position) / CLOSING_SECONDS)
    return 1.0 if position <= opens else smooth(1.0 - (position - opens) / OPENING_SECONDS)


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
