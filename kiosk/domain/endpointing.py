"""Endpointing: when a visitor has begun and finished speaking, in audio time."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class EndpointingRules:
    """How long a silence must last, in seconds of audio."""

    start_seconds: float = 0.12
    """Voiced sound this long opens an utterance."""

    silence_seconds: float = 0.7
    sure_silence_seconds: float = 0.35
    """When the question is already complete and its answer known."""

    incomplete_silence_seconds: float = 1.1
    """When the words break off in the middle of a phrase."""

    longest_seconds: float = 20.0
    pre_roll_seconds: float = 0.4
    """Sound kept from before the opening, so that first syllables are not lost."""


@dataclass(frozen=True, slots=True)
class Listening:
    """The state of one utterance."""

    voiced_since: float | None = None
    """Start of the run of voiced chunks that may open the utterance."""

    opened_at: float | None = None
    voiced_last: float = 0.0
    silence_needed: float = 0.7
    is_ended: bool = False

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and not self.is_ended


def hear(now: Listening, at: float, is_voiced: bool, rules: EndpointingRules) -> Listening:
    """The utterance after one more chunk that ends at `at` seconds of audio."""
    if now.is_ended:
        return now
    if now.opened_at is None:
        if not is_voiced:
            return replace(now, voiced_since=None)
        since = at if now.voiced_since is None else now.voiced_since
        if at - since < rules.start_seconds:
            return replace(now, voiced_since=since)
        return replace(now, voiced_since=since, opened_at=since, voiced_last=at)
    voiced_last = at if is_voiced else now.voiced_last
    silent = at - voiced_last >= now.silence_needed
    too_long = at - now.opened_at >= rules.longest_seconds
    return replace(now, voiced_last=voiced_last, is_ended=silent or too_long)


def expect(now: Listening, is_sure: bool, is_complete: bool, rules: EndpointingRules) -> Listening:
    """Waits less for a question that is whole and known, more for one that breaks off."""
    if not is_complete:
        return replace(now, silence_needed=rules.incomplete_silence_seconds)
    return replace(now, silence_needed=rules.sure_silence_seconds if is_sure else rules.silence_seconds)
