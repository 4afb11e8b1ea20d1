"""Endpointing: when a visitor has begun and finished speaking, in audio time."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class EndpointingRules:
    """How long a silence must last, in seconds of audio."""

    start_seconds: float = 0.12
    """Voiced sound this long opens an utterance."""

    shortest_seconds: float = 0.2
    """Less voice than this in all is a click or a tick; recognizers that do not say how sure they are make a word of
    it."""

    silence_seconds: float = 0.7
    """When nothing is known of the words yet, or no answer to them."""

    sure_silence_seconds: float = 0.28
    """When the question is already complete and its answer known."""

    incomplete_silence_seconds: float = 1.3
    """When the words break off in the middle of a phrase."""

    longest_seconds: float = 20.0
    pre_roll_seconds: float = 0.4
    """Sound kept from before the opening, so that first syllables are not lost."""

    blip_seconds: float = 0.1
    """No more voice than this after the words were known is a breath or the end of the last sound, and no new word."""

    pause_share: float = 1.2
    """Somebody who has paused within the utterance may pause this many times as long again, but no longer than
    `incomplete_silence_seconds`."""


@dataclass(frozen=True, slots=True)
class Listening:
    """The state of one utterance."""

    voiced_since: float | None = None
    """Start of the run of voiced chunks that may open the utterance."""

    opened_at: float | None = None
    voiced_last: float = 0.0
    heard_at: float = 0.0
    """The end of the last chunk."""

    fresh_seconds: float = 0.0
    """Of voice since the words were last judged."""

    silence_needed: float = 0.7
    longest_pause: float = 0.0
    """Within the utterance, in seconds: how this visitor speaks."""

    is_held: bool = False
    """By a button: it begins with the first sound, and no silence ends it."""

    is_ended: bool = False
    is_full: bool = False
    """It was ended for its length, not by a silence."""

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and not self.is_ended


def hear(now: Listening, at: float, is_voiced: bool, rules: EndpointingRules) -> Listening:
    """The utterance after one more chunk that ends at `at` seconds of audio."""
    if now.is_ended:
        return now
    now, length = replace(now, heard_at=at), at - now.heard_at
    if now.opened_at is None:
        return _opening(now, at, is_voiced, rules)
    # Before the button is looked at: one that never comes up again is heard no longer than anybody.
    if at - now.opened_at >= rules.longest_seconds:
        return replace(now, voiced_last=at if is_voiced else now.voiced_last, is_ended=True, is_full=True)
    if is_voiced:
        return _spoken(now, at, length, rules)
    # Seconds of audio, not of the clock: sound that piled up while the machine was busy counts as long as it lasted.
    return replace(now, is_ended=not now.is_held and at - now.voiced_last >= now.silence_needed)


def expect(now: Listening, is_sure: bool, is_complete: bool, rules: EndpointingRules, fresh: float = 0.0) -> Listening:
    """Waits less for a question that is whole and known, more for one that breaks off; until voice is heard again.

    Whoever pauses within a question does so before its end: once it is known to its end, no pause is waited for.
    `fresh`: seconds of voice since the words that are judged; a word may have been said in them.
    """
    if fresh > rules.blip_seconds:
        return now
    now = replace(now, fresh_seconds=fresh)
    if is_sure and is_complete:
        return replace(now, silence_needed=rules.sure_silence_seconds)
    if is_sure or is_complete:
        return replace(now, silence_needed=_patient(rules.silence_seconds, now, rules))
    return replace(now, silence_needed=rules.incomplete_silence_seconds)


def doubt(now: Listening, rules: EndpointingRules) -> Listening:
    """The words are others than those that were judged: they are waited for as if nothing were known of them."""
    # Never less than before: words that come in during the silence and are not judged yet must not end the question.
    return replace(now, silence_needed=max(now.silence_needed, _patient(rules.silence_seconds, now, rules)))


def go_on(now: Listening, rules: EndpointingRules) -> Listening:
    """The utterance was taken for finished and is not: it is open again, and its visitor is known to pause."""
    # At least the silence that was waited for has passed: so much is known to have been a pause.
    return replace(now, is_ended=False, longest_pause=max(now.longest_pause, now.silence_needed))


def sunk(now: Listening, since: float) -> Listening:
    """What has been heard since then was not the visitor: the silence counts from there."""
    return replace(now, voiced_last=min(now.voiced_last, since))


def release(now: Listening) -> Listening:
    """The button was let go: it is over, wherever the words stand."""
    return replace(now, is_ended=True)


def _opening(now: Listening, at: float, is_voiced: bool, rules: EndpointingRules) -> Listening:
    if now.is_held:
        return replace(now, voiced_since=at, opened_at=at, voiced_last=at)
    if not is_voiced:
        # One unvoiced chunk begins the count anew, so that a cough opens nothing.
        return replace(now, voiced_since=None)
    since = at if now.voiced_since is None else now.voiced_since
    if at - since < rules.start_seconds:
        return replace(now, voiced_since=since)
    return replace(now, voiced_since=since, opened_at=since, voiced_last=at)


def _spoken(now: Listening, at: float, length: float, rules: EndpointingRules) -> Listening:
    """What was expected of the words before belongs to the words before."""
    now = replace(now, longest_pause=max(now.longest_pause, at - now.voiced_last), voiced_last=at)
    now = replace(now, fresh_seconds=now.fresh_seconds + length)
    # A breath after a known question is no word: the short wait stays, counted from the breath on.
    if now.fresh_seconds <= rules.blip_seconds:
        return now
    return replace(now, silence_needed=_patient(rules.silence_seconds, now, rules))


def _patient(needed: float, now: Listening, rules: EndpointingRules) -> float:
    return max(needed, min(now.longest_pause * rules.pause_share, rules.incomplete_silence_seconds))
