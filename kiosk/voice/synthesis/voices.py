"""Which voice of an engine speaks a language best."""

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

from kiosk.domain.content.figure import Voice

_ESPEAK_NAMES = {
    "en": "en-gb-x-rp",
    "en-gb": "en-gb-x-rp",
    "fr": "fr",
    "fr-fr": "fr",
    "es-es": "es",
    "pt-pt": "pt",
    "zh": "cmn-latn-pinyin",
    "cmn": "cmn-latn-pinyin",
    "zh-cn": "cmn-latn-pinyin",
    "no": "nb",
}
"""Where espeak-ng's name differs from the language's tag, or its plain voice is not its best: `cmn` spells Hanzi."""

_FEMALE_VARIANTS = ("steph", "f1", "f5")
"""Best understood first: of ten variants of en-gb-x-rp Moonshine tiny-en erred least on these (five sentences)."""


class SystemVoice(Protocol):
    """A voice as pyttsx3 describes it."""

    @property
    def id(self) -> str: ...

    @property
    def languages(self) -> Iterable[str | bytes] | None: ...

    @property
    def gender(self) -> str | None: ...


def espeak_voices(language: str, voice: Voice, variants: Collection[str]) -> Iterator[str]:
    """Names to try in order: the pack's own, the best of the language, the language without its region."""
    if voice.voice:
        yield voice.voice
    tag = language.lower().replace("_", "-")
    variant = next((f"+{name}" for name in _FEMALE_VARIANTS if name in variants), "")
    for shorter in (tag, tag.partition("-")[0]):
        name = _ESPEAK_NAMES.get(shorter, shorter)
        yield name + (variant if voice.gender.lower().startswith("f") else "")


def system_voice(voices: Iterable[SystemVoice], language: str, gender: str) -> str:
    """The id of the system's voice for the language, of the gender where there is one; empty: its default."""
    wanted = language.lower().partition("-")[0]
    fitting = [voice for voice in voices if wanted in {tag.partition("-")[0] for tag in _tags(voice)}]
    fitting.sort(key=lambda voice: (voice.gender or "").lower()[:1] != gender.lower()[:1])
    return fitting[0].id if fitting else ""


def _tags(voice: SystemVoice) -> Iterator[str]:
    for tag in voice.languages or ():
        text = tag.decode("utf-8", "ignore") if isinstance(tag, bytes) else tag
        yield text.strip("\x02\x05").lower().replace("_", "-")
