"""From a pack to one stage of its figure's life: what that stage cannot know is not in it at all."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date

from kiosk.domain.content.pack import Pack
from kiosk.domain.content.passage import Passage
from kiosk.domain.content.script import Line, Near, PackWords
from kiosk.domain.content.variant import Variant


def staged(pack: Pack, variant_id: str = "") -> Pack:
    """The pack as that stage, the first where none is named. Raises KeyError for one that it does not have."""
    if not pack.variants and not variant_id:
        return pack
    stage = next((one for one in pack.variants if variant_id in ("", one.id)), None)
    if stage is None:
        raise KeyError(variant_id)
    words = {language: _words(pack, stage, language) for language in pack.languages}
    lines = {
        language: _filmed(_lines(spoken, stage, pack.figure.died), stage, language)
        for language, spoken in pack.lines.items()
    }
    named = replace(pack.figure, name=stage.name or pack.figure.name, title=stage.title or pack.figure.title)
    looks = stage if stage.has_portrait else pack
    return replace(
        pack,
        figure=replace(named, died=pack.figure.died if stage.knows(pack.figure.died) else None),
        voice=stage.voice or pack.voice,
        portrait=looks.portrait,
        photo=looks.photo,
        loops=looks.loops,
        lines=lines,
        near={language: _near(found, lines.get(language, ())) for language, found in pack.near.items()},
        passages={language: _passages(found, stage) for language, found in pack.passages.items()},
        words={language: _suggesting(words[language], lines.get(language, ())) for language in words},
        addresses={} if stage.knows_until else pack.addresses,
        variant=stage.id,
    )


def _lines(lines: Sequence[Line], stage: Variant, died: date | None) -> tuple[Line, ...]:
    """Those that it knows; what tells of the time after death is known to nobody who does not know of the death."""
    found = (line for line in lines if stage.is_spoken_by(line.variants) and _is_known(line, stage, died))
    kept = {line.id: line for line in found}
    return tuple(replace(line, leads_to=tuple(one for one in line.leads_to if one in kept)) for line in kept.values())


def _filmed(lines: Sequence[Line], stage: Variant, language: str) -> tuple[Line, ...]:
    """With a face of its own it is not seen in the films of another one."""
    if not stage.has_portrait:
        return tuple(lines)
    films = stage.films.get(language, {})
    return tuple(
        replace(line, clip=films.get(line.id, ""), media=films.get(line.id, "" if line.clip else line.media))
        for line in lines
    )


def _is_known(line: Line, stage: Variant, died: date | None) -> bool:
    is_too_late = line.after_death and stage.knows_until is not None and not line.locked
    if is_too_late and (died is None or not stage.knows(died)):
        return False
    return stage.knows(line.dated)


def _passages(passages: Sequence[Passage], stage: Variant) -> tuple[Passage, ...]:
    """A text that bears neither day nor year may tell of anything: a stage that ends does not know it."""
    if stage.knows_until is None:
        return tuple(passages)
    return tuple(one for one in passages if one.text.known_from is not None and stage.knows(one.text.known_from))


def _words(pack: Pack, stage: Variant, language: str) -> PackWords:
    """Its own words, filled up with the pack's; a name or title of its own counts before the pack's."""
    own, common = stage.words.get(language, PackWords()), pack.words.get(language, PackWords())
    if stage.name:
        common = replace(common, name="")
    if stage.title:
        common = replace(common, title="")
    return PackWords(**{part.name: getattr(own, part.name) or getattr(common, part.name) for part in fields(PackWords)})


def _near(near: Sequence[Near], lines: Sequence[Line]) -> tuple[Near, ...]:
    """Those of which it can keep a promise."""
    known = {line.id for line in lines}
    kept = (replace(one, offers=tuple(offer for offer in one.offers if offer in known)) for one in near)
    return tuple(one for one in kept if one.offers)


def _suggesting(words: PackWords, lines: Sequence[Line]) -> PackWords:
    known = {line.id for line in lines}
    return replace(words, suggested=tuple(one for one in words.suggested if one in known))
