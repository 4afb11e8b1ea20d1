"""What the information panel tells: who this is, who agreed, what is artificial, the sources, privacy, contact."""

from collections.abc import Iterator
from datetime import date

from kiosk.domain.content.pack import Pack
from kiosk.domain.content.passage import Text, TextOrigin
from kiosk.domain.content.phrases import Phrases, filled
from kiosk.domain.content.rights import Consent, Scope
from kiosk.domain.content.script import Origin
from kiosk.domain.screen.pages import Block

UNSEEN = ("pack.toml", "rights.toml", "rehearsals/")
"""Files whose works no visitor meets."""


class Information:
    """The blocks of one pack in one language, made once."""

    def __init__(self, pack: Pack, phrases: Phrases, day: date | None, server: str = "") -> None:
        """`server`: to which questions are sent; empty: they stay on this machine."""
        self._pack, self._phrases, self._day, self._server = pack, phrases, day, server

    def blocks(self) -> tuple[Block, ...]:
        """In the order in which visitors ask; what the pack says nothing about is left out."""
        phrases = self._phrases
        told = (
            (phrases.about_figure, self._figure()),
            (phrases.about_rights, self._consents()),
            (phrases.about_artificial, self._artificial()),
            (phrases.about_privacy, self._privacy()),
            (phrases.about_contact, self._contact()),
            (phrases.about_sources, self._sources()),
        )
        made = (Block(heading, tuple(dict.fromkeys(texts))) for heading, texts in told)
        return tuple(block for block in made if block.paragraphs)

    def _figure(self) -> Iterator[str]:
        figure, phrases = self._pack.figure, self._phrases
        name, title = self._pack.named(phrases.language), self._pack.titled(phrases.language)
        yield " · ".join(part for part in (name, figure.years, title) if part)
        yield filled(phrases.about_portrayal, name=name)
        yield filled(phrases.about_kind[figure.kind.value], name=name)

    def _consents(self) -> Iterator[str]:
        yield from map(self._consent, self._pack.permission(self._day).in_force)

    def _consent(self, consent: Consent) -> str:
        phrases = self._phrases
        scope = ", ".join(phrases.rights_scope[part.value] for part in Scope if part in consent.scope)
        basis = phrases.rights_basis[consent.basis.value]
        said = filled(phrases.rights_consent, basis=basis, scope=scope, grantor=consent.grantor.rstrip("."))
        until = consent.valid_until
        return f"{said} {filled(phrases.rights_until, day=until.isoformat())}" if until else said

    def _artificial(self) -> Iterator[str]:
        pack, phrases = self._pack, self._phrases
        if pack.photo:
            yield phrases.artificial_photo
        else:
            yield phrases.artificial_drawn if pack.portrait else phrases.artificial_silhouette
        has_recordings = any(line.media for lines in pack.lines.values() for line in lines)
        yield phrases.artificial_recordings if has_recordings else phrases.artificial_voice
        yield phrases.artificial_words
        if pack.may_compose(self._day):
            yield phrases.artificial_composed

    def _privacy(self) -> Iterator[str]:
        phrases = self._phrases
        yield phrases.privacy_senses
        yield filled(phrases.privacy_sent, server=self._server) if self._server else phrases.privacy_stays
        yield phrases.privacy_forgotten

    def _contact(self) -> Iterator[str]:
        privacy, phrases = self._pack.privacy, self._phrases
        if privacy.controller:
            yield filled(phrases.contact_controller, controller=privacy.controller)
        if privacy.contact:
            yield filled(phrases.contact_where, contact=privacy.contact)

    def _sources(self) -> Iterator[str]:
        phrases = self._phrases
        for line in self._pack.lines.get(phrases.language, ()):
            if line.source and line.origin is not Origin.WRITTEN:
                yield filled(phrases.sources_own, source=line.source)
        texts = dict.fromkeys(passage.text for passage in self._pack.passages.get(phrases.language, ()))
        for text in texts:
            if text.origin is not TextOrigin.WRITTEN:
                yield _cited(text)
        for text in texts:
            for source in text.sources:
                yield filled(phrases.sources_after, source=source)
        for work in self._pack.rights.works:
            if not work.file.startswith(UNSEEN):
                yield _joined(work.title, work.author, work.licence)


def _cited(text: Text) -> str:
    return _joined(text.title, text.author, str(text.year) if text.year else "", text.licence)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
