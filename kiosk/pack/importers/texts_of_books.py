"""Books into packs: knowledge files by whose words they are, and the first script that is proposed from them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kiosk.domain.content.passage import TextOrigin
from kiosk.pack.checks.codes import Code
from kiosk.pack.importers.figure_pack import FigurePack, is_same_person
from kiosk.pack.importers.formats.book import Book
from kiosk.pack.importers.formats.source import Source
from kiosk.pack.importers.knowledge import Head, knowledge_files
from kiosk.pack.importers.placement import Placement
from kiosk.pack.importers.proposal import Setting, has_wording, plainly, propose
from kiosk.pack.importers.report import Item, Outcome, Report, refusal, skipped
from kiosk.pack.importers.sections import Section, Sorted, sort_sections
from kiosk.pack.importers.wishes import Wishes
from kiosk.pack.importers.works import Origin, trace

LEAST_CHARACTERS = 40


def import_book(book: Book, source: Source, pack: FigurePack, wishes: Wishes) -> Report:
    """Writes knowledge, provenance and a proposal. Raises PackError where the text holds nothing."""
    book = _told(book, source, wishes)
    found = sort_sections(book)
    if sum(section.characters for section in found.own) < LEAST_CHARACTERS:
        raise refusal(Code.SOURCE_EMPTY, source.name, "holds no running text", "is it a picture of a text?")
    head = _head(book, pack, wishes)
    report = Report(tuple(skipped(source.name, entry.where, entry.why) for entry in found.dropped))
    report += _assumed(head, book, source, wishes)
    report += _knowledge(head, found.own, source, pack, f"knowledge/{wishes.language}/{source.stem}")
    if found.by_others:
        editor = book.editor or f"the editor of {head.title}"
        other = replace(head, title=f"Introduction to {head.title}", author=editor, origin=TextOrigin.ABOUT)
        target = f"knowledge/{wishes.language}/{source.stem}-introduction"
        report += _knowledge(other, found.by_others, source, pack, target)
    if wishes.propose and not book.is_timed:
        report += _proposal(head, found, source, pack, wishes)
    return report


def _told(book: Book, source: Source, wishes: Wishes) -> Book:
    """What the organizer says outweighs what the file says; a title is made of the file's name at last."""
    first = next((block.text for block in book.blocks[:3] if block.level == 1), "")
    named = " ".join(Path(source.name).stem.replace("_", " ").replace("-", " ").split())
    title = wishes.title or book.title or first or named[:1].upper() + named[1:]
    return replace(book, title=title, author=_turned(wishes.author or book.author), year=wishes.year or book.year)


def _turned(author: str) -> str:
    """Benjamin Franklin for "Franklin, Benjamin, 1706-1790"."""
    parts = [part.strip() for part in author.split(",") if not any(letter.isdigit() for letter in part)]
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 else author


def _head(book: Book, pack: FigurePack, wishes: Wishes) -> Head:
    if wishes.origin:
        origin = TextOrigin(wishes.origin)
    elif not book.author:
        origin = TextOrigin.ABOUT if book.is_timed else TextOrigin.WRITTEN
    else:
        origin = TextOrigin.PRIMARY if is_same_person(book.author, pack.name) else TextOrigin.ABOUT
    return Head(book.title, book.author, origin, book.year, wishes.language, book.is_timed, book.published)


def _assumed(head: Head, book: Book, source: Source, wishes: Wishes) -> Report:
    """Tells whose words they are taken for, where nobody said so."""
    if wishes.origin:
        return Report()
    why = {
        TextOrigin.PRIMARY: f"its author {head.author} is the figure: quoted as the figure's own words",
        TextOrigin.ABOUT: f"{head.author or 'its unnamed author'} is not the figure: quoted as a text about it",
        TextOrigin.WRITTEN: "no author is told: taken for the curators' own; --author or --origin say otherwise",
    }[head.origin]
    return Report((Item(source.name, "", Outcome.TAKEN, why),))


def _knowledge(head: Head, sections: Sequence[Section], source: Source, pack: FigurePack, target: str) -> Report:
    files = knowledge_files(head, sections)
    report = Report()
    for number, text in enumerate(files, 1):
        name = f"{target}.md" if len(files) == 1 else f"{target}-{number}.md"
        words = sum(len(block.text.split()) for section in sections for block in section.blocks)
        chapters = sum(bool(section.heading) for section in sections)
        what = (
            f"{words:,} words in {chapters} chapter{'s' if chapters != 1 else ''}"
            if len(files) == 1
            else f"part {number} of {len(files)}"
        )
        report += Placement(pack.folder).put(name, text, source, what)
        origin = Origin(name, head.title, head.author, _source(source, head))
        report += trace(pack.folder, origin, source.name)
    return report


def _source(source: Source, head: Head) -> str:
    return ", ".join(filter(None, (head.published, f"imported from {source.name}")))


def _proposal(head: Head, found: Sorted, source: Source, pack: FigurePack, wishes: Wishes) -> Report:
    target = f"script/{wishes.language}/proposed-{source.stem}.toml"
    if head.origin is TextOrigin.WRITTEN:
        return Report((skipped(source.name, "", "no script is proposed from a text of the curators' own"),))
    if not has_wording(wishes.language):
        return Report((skipped(source.name, "", f"no script can be proposed in '{wishes.language}' yet"),))
    ids, words = pack.script(wishes.language, target)
    asked = frozenset(plainly(ask) for ask in pack.asked(wishes.language, target))
    setting = Setting(source.stem, wishes.language, pack.most_quote_words, ids, words, asked)
    text = propose(head, tuple(found.own), setting)
    if not text:
        return Report((skipped(source.name, "", "no script is proposed: no sentence of it stands well alone"),))
    lines = text.count("[[line]]")
    report = Placement(pack.folder).put(target, text, source, f"{lines} proposed lines, to be reviewed")
    return report + trace(
        pack.folder, Origin(target, f"Script after {head.title}", head.author, _source(source, head)), source.name
    )
