"""A content pack that has been read and found fit: everything a kiosk needs to be one figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kiosk.domain.content.address import Address
from kiosk.domain.content.figure import Figure, Policy, Privacy, Theme, Voice
from kiosk.domain.content.passage import Passage
from kiosk.domain.content.rights import Permission, Rights, Scope, permission
from kiosk.domain.content.script import Line, Near, PackWords
from kiosk.domain.content.variant import Variant

BUILD = "build"
"""The folder of a pack for what is computed from it; not part of its digest."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One figure's words, looks and rights. Every mapping is keyed by a language of `languages`."""

    id: str
    version: str
    languages: Sequence[str]
    """BCP 47, the first is the default."""

    figure: Figure
    rights: Rights
    lines: Mapping[str, Sequence[Line]]
    passages: Mapping[str, Sequence[Passage]]
    words: Mapping[str, PackWords]
    near: Mapping[str, Sequence[Near]] = field(default_factory=dict)
    addresses: Mapping[str, Sequence[Address]] = field(default_factory=dict)
    voice: Voice = Voice()
    policy: Policy = Policy()
    theme: Theme = Theme()
    privacy: Privacy = Privacy()
    disclosure_label: Mapping[str, str] = field(default_factory=dict)
    """What the permanent label says; a missing language takes the built-in text."""

    disclosure_spoken: Mapping[str, str] = field(default_factory=dict)
    portrait: str = ""
    """Name of a built-in vector portrait; empty: the photograph, the films, else the silhouette."""

    photo: str = ""
    """A photograph inside the pack; its points lie in a rig.toml beside it."""

    loops: Mapping[str, str] = field(default_factory=dict)
    """Films of a filmed figure inside the pack by what they show: idle, listening, thinking, speaking."""

    variants: Sequence[Variant] = ()
    """Stages of the figure's life; where there are any, visitors meet one of them, the first if nobody chooses."""

    variant: str = ""
    """The stage that this pack was narrowed to."""

    is_trial: bool = False
    """Nobody whom the kiosk trusts answers for it: the label says so."""

    is_withdrawn: bool = False
    """Nothing of it may be shown: it holds no likeness and no word, only languages to say so in."""

    folder: str = ""
    digest: str = ""
    """SHA-256 over its files, in hexadecimal."""

    @property
    def language(self) -> str:
        return self.languages[0]

    def named(self, language: str) -> str:
        """The figure's name as that language writes it."""
        words = self.words.get(language)
        return words.name if words and words.name else self.figure.name

    def titled(self, language: str) -> str:
        """The line under the name in that language."""
        words = self.words.get(language)
        return words.title if words and words.title else self.figure.title

    def line(self, line_id: str, language: str) -> Line | None:
        """The line of that id in that language."""
        return next((line for line in self.lines.get(language, ()) if line.id == line_id), None)

    def following(self, line: Line, language: str) -> tuple[Line, ...]:
        """The lines a visitor who wants more is led to."""
        return tuple(found for line_id in line.leads_to if (found := self.line(line_id, language)))

    def permission(self, day: date | None) -> Permission:
        """What its consents allow on `day`, wherever that is."""
        return permission(self.rights.consents, day)

    def allows(self, scope: Scope, day: date) -> bool:
        """Whether a consent in force on `day` covers `scope`."""
        return scope in self.permission(day).scopes

    def may_compose(self, day: date | None) -> bool:
        """Whether the pack wants answers composed and its consents allow it on `day`."""
        return self.policy.wants_composing and self.permission(day).may_compose

    def suited(self, age: int) -> "Pack":
        """The pack for visitors from `age` on; 0: of any age.

        What is too sensitive for them is neither offered nor led to, and declined where it is asked for.
        """
        if age == 0 or age >= self.policy.youngest_age:
            return self
        kept = {line.id for lines in self.lines.values() for line in lines if not line.sensitive}
        lines = {
            language: tuple(
                replace(line, is_withheld=line.sensitive, leads_to=tuple(one for one in line.leads_to if one in kept))
                for line in lines
            )
            for language, lines in self.lines.items()
        }
        words = {
            language: replace(words, suggested=tuple(one for one in words.suggested if one in kept))
            for language, words in self.words.items()
        }
        return replace(self, lines=lines, words=words)
