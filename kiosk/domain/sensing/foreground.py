"""Who stands before the kiosk and who talks behind: told apart by how loud they are, in one turn."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class ForegroundRules:
    """Chosen on three readers of LibriSpeech test-other and one of VCTK, against others who were 12 dB fainter.

    12 dB is what four times the distance makes in the open: 2.4 m beside 0.6 m.
    """

    margin_db: float = 10.0
    """Voice that is so much fainter than the turn's is somebody else's."""

    window_seconds: float = 1.0
    """Of voice that is judged together: syllables of one speaker differ by more than two speakers do."""

    loudest_share: float = 0.9
    """The level of a window is the one that this share of it stays under."""

    decay_db: float = 2.0
    """Speakers grow fainter towards the end: so much in a second of voice is believed of the same one."""


@dataclass(frozen=True, slots=True)
class Foreground:
    """What is known of the levels of one turn."""

    level_db: float | None = None
    """Of its speaker; None before any voice."""

    recent: tuple[tuple[float, float], ...] = ()
    """Length in seconds and level of the newest stretches of voice, the newest last."""

    is_far: bool = False
    """The newest of them is somebody else's."""


def voice(now: Foreground, seconds: float, level_db: float, rules: ForegroundRules) -> Foreground:
    """After one more stretch of voice, whoever's it is."""
    recent = _newest((*now.recent, (seconds, level_db)), rules.window_seconds)
    levels = sorted(level for _, level in recent)
    # Near the loudest, not the mean: one faint syllable is still the visitor's.
    loud = levels[int((len(levels) - 1) * rules.loudest_share)]
    # Whoever speaks first is the visitor, however faint: there is nobody yet to compare with.
    if now.level_db is None:
        return Foreground(loud, recent)
    if loud < now.level_db - rules.margin_db:
        # The level stays the visitor's; were the others' let in, it would sink until they passed for the visitor.
        return replace(now, recent=recent, is_far=True)
    # Up at once and down slowly: whoever comes nearer than the first becomes the visitor.
    return Foreground(max(loud, now.level_db - rules.decay_db * seconds), recent)


def beside(now: Foreground) -> Foreground:
    """The same speaker, before anything more was said."""
    return Foreground(now.level_db)


def _newest(stretches: tuple[tuple[float, float], ...], seconds: float) -> tuple[tuple[float, float], ...]:
    # One stays even if it alone is longer than the window: there must be a level to judge.
    while len(stretches) > 1 and sum(length for length, _ in stretches) > seconds:
        stretches = stretches[1:]
    return stretches
