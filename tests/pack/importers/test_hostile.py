"""Whatever a file holds, an import ends with a problem that has a code: nothing outside is read, nothing swells."""

import importlib
import io
import os
import sys
import tempfile
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.problem import KioskError
from kiosk.pack.errors import PackError
from kiosk.pack.importers.figure_pack import open_figure_pack
from kiosk.pack.importers.formats import archive as archive_of
from kiosk.pack.importers.formats import source as source_of
from kiosk.pack.importers.formats.apart import read_apart
from kiosk.pack.importers.formats.archive import Archive
from kiosk.pack.importers.formats.reading import read_book, read_sheets
from kiosk.pack.importers.formats.source import Source
from kiosk.pack.importers.importing import SOUNDS, SUBTITLES, TABLES, TEXTS
from kiosk.pack.importers.texts_of_books import import_book
from kiosk.pack.importers.wishes import Wishes
from kiosk.pack.model.reader import read_pack
from tests.fakes.effort import spent_seconds
from tests.pack.importers import documents
from tests.pack.importers.packs import begun, contents, imported, written
from tests.pack.packs import DAY

SLOWLY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
PATIENCE_SECONDS = 300.0
"""For a process to begin on a busy machine: only one that hangs takes longer."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
CHAPTERS = [f"<h1>One</h1><p>{documents.paragraph(1, 6)}</p>"]
SECRET = "THE SECRET OF THE MACHINE"


def codes(tmp_path: Path, name: str, data: bytes | str) -> list[str]:
    """Codes of the problems of one import; a refused source leaves the pack as it was."""
    pack = begun(tmp_path)
    before = contents(pack)
    report = imported(pack, written(tmp_path, name, data))
    assert contents(pack) == before
    for problem in report.problems:
        assert problem.what
        assert "\n" not in str(problem)
    return [problem.code for problem in report.problems]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b" \n", "KP0105"),
        ("program.txt", bytes(range(256)) * 40, "KP0106"),
        ("cut.csv", b"\xff\xfeq\x00u\x00\xd8", "KP0106"),
        ("notes.doc", OLE, "KP0101"),
        ("notes", b"x", "KP0101"),
        ("locked.docx", OLE, "KP0103"),
        ("locked.xlsx", OLE, "KP0103"),
        ("text.docx", b"no archive at all", "KP0102"),
        ("text.epub", b"PK\x03\x04 not an archive", "KP0102"),
        ("text.pdf", b"%PDF-1.7 and then nothing", "KP0102"),
        ("empty.epub", documents.zipped({"mimetype": "application/epub+zip"}), "KP0102"),
        ("silent.epub", documents.epub(["<p></p>"]), "KP0105"),
        ("other.xlsx", documents.zipped({"a.txt": "x"}), "KP0102"),
        ("other.ods", documents.zipped({"a.txt": "x"}), "KP0102"),
        ("locked.ods", documents.ods([], "<m><encryption-data/></m>"), "KP0103"),
        ("drm.epub", documents.zipped({"META-INF/encryption.xml": "<EncryptedData>c</EncryptedData>"}), "KP0103"),
        ("locked.pdf", documents.pdf([[(50.0, 500.0, 11.0, "words")]], encrypted=True), "KP0103"),
        ("scan.pdf", documents.pdf([[], []]), "KP0105"),
        ("empty.srt", "1\n\n2\n", "KP0105"),
        ("page.html", "<html></html>", "KP0105"),
    ],
)  # fmt: skip
def test_every_unusable_source_is_refused_with_its_own_code(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    assert codes(tmp_path, name, data) == [code]


def test_a_kind_of_file_that_is_not_imported_is_told_with_the_way_to_save_it(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    for name, hint in (("a.odt", ".docx"), ("a.mobi", ".epub"), ("a.xlxs", "did you mean '.xlsx'?"), ("a.exe", ".csv")):
        (problem,) = imported(pack, written(tmp_path, name, b"x")).problems
        assert problem.code == "KP0101"
        assert hint in problem.hint


def test_a_source_behind_a_password_is_told_apart_from_a_damaged_one(tmp_path: Path) -> None:
    locked = documents.pdf([[(50.0, 500.0, 11.0, "words")]], encrypted=True)
    assert codes(tmp_path / "locked", "a.pdf", locked) == ["KP0103"]
    assert codes(tmp_path / "damaged", "a.pdf", locked[:100]) == ["KP0102"]


def test_bytes_that_are_no_text_are_not_taken_for_a_book(tmp_path: Path) -> None:
    assert codes(tmp_path, "book.txt", bytes(range(1, 200)) * 50) == ["KP0106"]


def test_a_sheet_that_is_merged_from_end_to_end_does_not_hang_the_import(tmp_path: Path) -> None:
    data = documents.xlsx([("question", "answer"), ("Who?", "I am.")])
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="C1:XFD1048576"/></mergeCells>'
    parts[sheet] = parts[sheet].replace(b"</sheetData>", merged)
    assert codes(tmp_path, "wide.xlsx", documents.zipped(parts)) == ["KP0104"]


def test_a_file_that_is_not_there_or_is_a_folder_of_nothing_is_told(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    assert [problem.code for problem in imported(pack, tmp_path / "none.txt").problems] == ["KP0100"]
    assert imported(pack, tmp_path / "none.xyz").problems[0].code == "KP0100"


def test_a_file_larger_than_any_text_is_not_read_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as opened:
        opened.truncate(source_of.LARGEST_BYTES + 1)
    report = imported(begun(tmp_path), path)
    assert [problem.code for problem in report.problems] == ["KP0104"]


@pytest.mark.parametrize("suffix", ["docx", "epub", "xlsx", "ods"])
def test_an_archive_that_unpacks_to_a_thousand_times_its_size_is_not_unpacked(tmp_path: Path, suffix: str) -> None:
    data = documents.zipped({"content.xml": bytes(64 << 20), "word/document.xml": bytes(64 << 20)})
    assert len(data) < 1 << 20
    assert codes(tmp_path, f"bomb.{suffix}", data) == ["KP0104"]


def test_an_archive_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    data = bytearray(documents.zipped({"content.xml": b"a" * 5000}))
    at = data.rindex((5000).to_bytes(4, "little"))
    data[at : at + 4] = (10).to_bytes(4, "little")
    assert codes(tmp_path, "lie.ods", bytes(data)) == ["KP0102"]


def test_an_archive_with_too_many_parts_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for number in range(archive_of.MOST_PARTS + 1):
            opened.writestr(str(number), b"")
    with pytest.raises(PackError, match="KP0104"):
        Archive(documents.source("many.docx", made.getvalue()))


def entity(body: str) -> str:
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"ha" * 50}"><!ENTITY out SYSTEM "{body}">]><x>&a;&out;</x>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("suffix", ["docx", "epub", "xlsx", "ods"])
def test_a_document_with_entities_of_its_own_is_not_parsed(tmp_path: Path, suffix: str, encoding: str) -> None:
    secret = written(tmp_path, "secret.txt", SECRET)
    text = entity(secret.as_uri()).replace('version="1.0"', f'version="1.0" encoding="{encoding}"').encode(encoding)
    parts = dict.fromkeys(("content.xml", "word/document.xml", "META-INF/container.xml", "xl/workbook.xml"), text)
    assert codes(tmp_path, f"x.{suffix}", documents.zipped(parts)) == ["KP0102"]


def test_a_page_reads_no_file_that_it_names(tmp_path: Path) -> None:
    secret = written(tmp_path, "secret.txt", SECRET)
    prose = f"<h1>A</h1><p>{documents.paragraph(1, 6)} &out;</p>"
    page = f'<!DOCTYPE html [<!ENTITY out SYSTEM "{secret.as_uri()}">]><html><body>{prose}'
    page += f'<iframe src="{secret.as_uri()}"></iframe><object data="{secret.as_uri()}"></object></body></html>'
    pack = begun(tmp_path)
    imported(pack, written(tmp_path, "page.html", page))
    text = (pack / "knowledge/en/page.md").read_text(encoding="utf-8")
    assert documents.SENTENCES[1] in text
    assert SECRET not in text


def test_a_document_reads_no_file_that_it_names(tmp_path: Path) -> None:
    secret = written(tmp_path, "secret.txt", SECRET)
    made = docx.Document()
    made.add_paragraph(documents.paragraph(1, 6))
    made.part.relate_to(
        secret.as_uri(), "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk", True
    )
    out = io.BytesIO()
    made.save(out)
    pack = begun(tmp_path)
    imported(pack, written(tmp_path, "life.docx", out.getvalue()))
    assert SECRET not in (pack / "knowledge/en/life.md").read_text(encoding="utf-8")


def test_a_link_in_a_folder_of_sources_is_not_followed(tmp_path: Path) -> None:
    written(tmp_path, "secret.txt", f"{SECRET} {documents.paragraph(1, 6)}")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "secret.txt")
    pack = begun(tmp_path)
    before = contents(pack)
    assert imported(pack, tmp_path / "in").items == ()
    assert contents(pack) == before


@pytest.mark.parametrize("name", ["..", "../../x", "a/../../b", "C:\\x", "\x00", "CON", ".", "…", "💡"])
def test_no_name_of_a_source_leads_out_of_the_pack(name: str) -> None:
    stem = Source(f"{name}.txt", ".txt", b"x").stem
    assert stem
    assert not set(stem) & set('/\\:."<>|?*\x00')


@pytest.mark.parametrize("line", ["word ", "(", "[illustration ", "한", ".", "A. ", "--", "["])
def test_one_line_of_five_megabytes_is_read_in_time(tmp_path: Path, line: str) -> None:
    text = line * (5_000_000 // len(line.encode("utf-8")))
    before = spent_seconds()
    report = imported(begun(tmp_path), written(tmp_path, "line.txt", text))
    assert spent_seconds() - before < 120
    assert report.items or report.problems


def test_a_repeated_cell_does_not_fill_the_memory() -> None:
    row = documents.cell("x", 'table:number-columns-repeated="99999999"')
    (sheet,) = read_sheets(documents.source("r.ods", documents.ods([row])), Wishes())
    assert sheet.width <= 60


def crash(source: Source, wishes: Wishes) -> None:
    os.abort()


def linger(source: Source, wishes: Wishes) -> None:
    while True:
        pass


def swell(source: Source, wishes: Wishes) -> int:
    return len(bytearray(64 << 30))


def lack(source: Source, wishes: Wishes) -> None:
    importlib.import_module("a_library_that_nobody_has")


def fail(source: Source, wishes: Wishes) -> None:
    raise KeyError(source.name)


@pytest.mark.skipif(sys.platform == "win32", reason="memory is not limited there")
@pytest.mark.parametrize(
    ("reader", "code", "seconds"),
    [
        (crash, "KP0104", PATIENCE_SECONDS),
        (linger, "KP0104", 4.0),
        (swell, "KP0104", PATIENCE_SECONDS),
        (lack, "KP0108", PATIENCE_SECONDS),
        (fail, "KP0102", PATIENCE_SECONDS),
    ],
)
def test_a_reader_that_fails_in_any_way_fails_alone(
    reader: object, code: str, seconds: float, capfd: pytest.CaptureFixture[str]
) -> None:
    assert callable(reader)
    with pytest.raises(PackError, match=code):
        read_apart(reader, documents.source("x.txt", "x"), Wishes(), seconds=seconds)
    assert "Traceback" not in capfd.readouterr().err


def test_a_missing_library_is_told_with_the_command_that_installs_it() -> None:
    with pytest.raises(PackError, match=r"KP0108.*pip install 'avatar-kiosk\[import\]'"):
        read_apart(lack, documents.source("x.txt", "x"), Wishes())


def read(name: str, data: bytes) -> None:
    """In this process: only a KioskError may come out."""
    source = documents.source(name, data)
    try:
        if source.suffix in TABLES:
            read_sheets(source, Wishes(language="en"))
        else:
            read_book(source, Wishes(language="en"))
    except KioskError as error:
        told = [problem for problem in error.problems if problem.code.startswith("KP01") and "\n" not in str(problem)]
        if not told or len(told) < len(error.problems):
            pytest.fail(str(error))


KINDS = [kind for kind in (*TABLES, *TEXTS, *SUBTITLES) if kind not in SOUNDS]


@pytest.mark.parametrize("kind", KINDS)
@SLOWLY
@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_under_any_name_are_borne(kind: str, data: bytes) -> None:
    read(f"x{kind}", data)


GOOD = {
    ".xlsx": documents.xlsx([("question", "answer"), ("Who?", "I."), ("Why?", None)], ["B2:B3"]),
    ".ods": documents.ods([documents.cell("Who?") + documents.cell("I am.")]),
    ".docx": documents.document(),
    ".epub": documents.epub(CHAPTERS),
    ".pdf": documents.pdf(documents.printed([documents.paragraph(1)] * 3, "HEAD", 1)),
    ".html": ("<html><body>" + CHAPTERS[0] + "</body></html>").encode(),
    ".srt": b"1\n00:00:01,000 --> 00:00:02,000\nWords.\n",
}


@pytest.mark.parametrize("kind", GOOD)
@SLOWLY
@given(st.data())
def test_a_good_file_that_is_cut_off_or_flipped_is_borne(kind: str, data: st.DataObject) -> None:
    good = bytearray(GOOD[kind])
    if data.draw(st.booleans()):
        read(f"x{kind}", bytes(good[: data.draw(st.integers(1, len(good)))]))
        return
    for _ in range(data.draw(st.integers(1, 6))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    read(f"x{kind}", bytes(good))


LETTERS = st.text(st.sampled_from("aA1 .\n\t?;,|\"'()[]{}<>#*_-—+&€한。？\u00a0\u2028\x0b\f"), max_size=200)


@pytest.mark.parametrize("kind", [".csv", ".txt", ".md", ".html", ".vtt"])
@SLOWLY
@given(LETTERS)
def test_any_letters_are_imported_or_refused_and_the_pack_stays_readable(kind: str, text: str) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = begun(Path(made))
        data = (text + f"\n\n{documents.paragraph(1, 6)}\n\n" + text).encode("utf-8", "replace")
        source = documents.source(f"x{kind}", data)
        if kind == ".csv":
            read(source.name, data)
            return
        try:
            book = read_book(source, Wishes(language="en"))
            import_book(book, source, open_figure_pack(folder), Wishes(language="en", author="The Keeper"))
        except KioskError:
            return
        problems = [problem for problem in read_pack(folder, DAY).problems if problem.is_error]
        assert problems == []
