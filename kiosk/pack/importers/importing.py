"""Importing: files of any kind become files of a pack; one that cannot be read does not keep the others from it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.domain.problem import KioskError
from kiosk.pack.checks.codes import Code
from kiosk.pack.edit.starter import is_sample
from kiosk.pack.importers import texts_of_books
from kiosk.pack.importers.answers import Gathering
from kiosk.pack.importers.columns import Columns, find_columns, number_of
from kiosk.pack.importers.figure_pack import FigurePack, open_figure_pack
from kiosk.pack.importers.formats.apart import read_apart
from kiosk.pack.importers.formats.reading import read_book, read_sheets
from kiosk.pack.importers.formats.sheet import Sheet
from kiosk.pack.importers.formats.source import Source, read_source
from kiosk.pack.importers.placement import Placement
from kiosk.pack.importers.report import Item, Outcome, Report, refusal, refused, skipped, together
from kiosk.pack.importers.script_text import script_text
from kiosk.pack.importers.wishes import Wishes
from kiosk.pack.importers.works import Origin, trace, without_sample_works
from kiosk.pack.model.files import RIGHTS
from kiosk.pack.model.findings import did_you_mean

TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".ods")
TEXTS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".epub", ".docx", ".pdf")
SUBTITLES = (".srt", ".vtt")
SOUNDS = (".wav", ".mp3", ".m4a", ".ogg", ".opus", ".flac", ".aac", ".wma", ".amr", ".3gp")
PICTURES = (".jpg", ".jpeg", ".png", ".webp")

SHEET_SECONDS = 90.0
"""A spreadsheet is read in this time; a book of thousands of pages may take longer."""

Special = Callable[[Path, FigurePack, Wishes], Report]
"""An importer that needs what other rooms have: a recognizer, or the eyes that find a face."""


@dataclass(frozen=True, slots=True)
class Specials:
    """What the application gives."""

    sound: Special | None = None
    picture: Special | None = None


def import_all(paths: Iterable[Path], folder: Path, wishes: Wishes, specials: Specials) -> Iterator[Report]:
    """One report for each file, as it is done. Raises PackError where the pack cannot be imported into.

    Spreadsheets come first: what a person has answered is not proposed again from a book.
    """
    pack = open_figure_pack(folder)
    wishes = replace(wishes, language=pack.language(wishes.language))
    for path in sorted(_files(paths), key=lambda path: path.suffix.lower() not in TABLES):
        try:
            report = _import_one(path, pack, wishes, specials)
            yield report + _without_samples(report, pack)
        except KioskError as error:
            yield refused(path.name, error)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as they are named; of a folder everything it holds, hidden files aside."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for inner in sorted(path.rglob("*")):
            is_hidden = any(part.startswith(".") for part in inner.relative_to(path).parts)
            # A link may lead out of the folder that was named.
            if inner.is_file() and not inner.is_symlink() and not is_hidden:
                yield inner


def _import_one(path: Path, pack: FigurePack, wishes: Wishes, specials: Specials) -> Report:
    suffix = path.suffix.lower()
    for kinds, special, what in (
        (SOUNDS, specials.sound, "recordings"),
        (PICTURES, specials.picture, "photographs"),
    ):
        if suffix in kinds:
            if special is None:
                raise refusal(Code.NOT_TRANSCRIBED, path.name, f"{what} cannot be imported here")
            return special(path, pack, wishes)
    if suffix not in (*TABLES, *TEXTS, *SUBTITLES):
        raise _unknown(path)
    source = read_source(path)
    if suffix in TABLES:
        return _import_tables(source, pack, wishes)
    return texts_of_books.import_book(read_apart(read_book, source, wishes), source, pack, wishes)


def _without_samples(report: Report, pack: FigurePack) -> Report:
    """The samples of a new pack give way as soon as there is something real; a changed one is no sample any more."""
    items: list[Item] = []
    for top in ("script", "knowledge"):
        made = next((item for item in report.items if item.target.startswith(top + "/")), None)
        if made is None:
            continue
        for file in (pack.folder / top).rglob("*.*"):
            target = file.relative_to(pack.folder).as_posix()
            try:
                if is_sample(target, file.read_text(encoding="utf-8")):
                    file.unlink()
                    items.append(Item(made.source, "", Outcome.UPDATED, "the sample of a new pack gave way", target))
            except (OSError, ValueError):
                continue
    if items:
        items += [
            Item(items[0].source, "", Outcome.UPDATED, f"the sample's work of {work} gave way with it", RIGHTS)
            for work in without_sample_works(pack.folder)
        ]
    return Report(tuple(items))


def _unknown(path: Path) -> KioskError:
    if not path.exists():
        return refusal(Code.SOURCE_UNREADABLE, str(path), "does not exist", "check its name")
    known = (*TABLES, *TEXTS, *SUBTITLES, *SOUNDS, *PICTURES)
    saves = {
        ".doc": "save it as .docx",
        ".odt": "save it as .docx",
        ".rtf": "save it as .docx",
        ".pages": "export it as .docx or .epub",
        ".xls": "save it as .xlsx",
        ".numbers": "export it as .csv",
        ".mobi": "convert it to .epub",
        ".azw3": "convert it to .epub",
        ".tif": "save it as .png",
        ".heic": "save it as .jpg",
    }
    suffix = path.suffix.lower()
    # Endings of three letters are all alike: a guess would mislead.
    hint = saves.get(suffix) or did_you_mean(suffix, known if len(suffix) > 4 else ()) or "read are " + " ".join(known)
    what = f"is of a kind that is not imported ({suffix[:12]})" if suffix else "has no ending that says what it is"
    return refusal(Code.SOURCE_KIND, path.name, what, hint)


def _import_tables(source: Source, pack: FigurePack, wishes: Wishes) -> Report:
    sheets = read_apart(read_sheets, source, wishes, SHEET_SECONDS)
    target = f"script/{wishes.language}/imported-{source.stem}.toml"
    report = Report()
    gathered = []
    for sheet in sheets:
        columns = _columns(sheet, wishes)
        if columns is None:
            if sheet.rows:
                why = "no columns of questions and answers can be told apart"
                report += Report((skipped(source.name, sheet.name, why),))
            continue
        done = Gathering(source.name, sheet, columns).run()
        gathered += done.gathered
        report += Report(tuple(done.items))
    if not gathered:
        what = "holds no questions with answers"
        hint = "write 'question' and 'answer' above the columns, or name them: --questions A --answers B"
        code = Code.COLUMNS if any(sheet.rows for sheet in sheets) else Code.SOURCE_EMPTY
        return report + refused(source.name, refusal(code, source.name, what, hint))
    ids, _ = pack.script(wishes.language, target)
    questions = sum(len(asked.asks) for asked in gathered)
    text = script_text(gathered, source.name, ids)
    done_report = Placement(pack.folder).put(target, text, source, f"{len(gathered)} answers to {questions} questions")
    origin = Origin(target, wishes.title or source.name, wishes.author, f"imported from {source.name}")
    return together((report, done_report, trace(pack.folder, origin, source.name)))


def _columns(sheet: Sheet, wishes: Wishes) -> Columns | None:
    if not wishes.questions or not wishes.answers:
        return find_columns(sheet)
    named = {role: _named(sheet, name) for role, name in (("q", wishes.questions), ("a", wishes.answers))}
    if None in named.values():
        return None
    (question, first), (answer, second) = (found for found in (named["q"], named["a"]) if found)
    return Columns((question,), (answer,), begins=max(first, second))


def _named(sheet: Sheet, name: str) -> tuple[int, int] | None:
    """A column by its head or its letter, and the rows above its first entry."""
    for begins, row in enumerate(sheet.rows[:12]):
        for column, cell in enumerate(row.cells):
            if cell.casefold() == name.casefold():
                return column, begins + 1
    if name.isalpha() and name.isascii() and len(name) <= 2 and number_of(name) < sheet.width:
        return number_of(name), 0
    return None
