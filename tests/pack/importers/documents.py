"""Documents as organizers have them, made in memory: spreadsheets, books, pages."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import docx
import openpyxl

from kiosk.pack.importers.formats.source import Source

CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="book/c.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
SENTENCES = (
    "I was born in a house by the harbour in the year of the great storm, and I remember the sound of the bell.",
    "My mother kept the accounts of the harbour, and she taught me to read from the list of ships.",
    "My father was the keeper of the light before me, and he never let it go out in forty years.",
    "In the winter of that year the sea came over the wall and took the boats, but nobody was lost.",
    "The lamp burned colza oil in those days, and it was my duty to trim the wick every four hours.",
    "When the inspector came from the city he praised the brass, and I was proud for a month.",
)


def paragraph(number: int, sentences: int = 4) -> str:
    """Prose that differs from paragraph to paragraph."""
    chosen = [SENTENCES[(number + at) % len(SENTENCES)] for at in range(sentences)]
    return f"{chosen[0]} {' '.join(chosen[1:])}"


def source(name: str, data: bytes | str) -> Source:
    content = data.encode("utf-8") if isinstance(data, str) else data
    return Source(name, "." + name.rpartition(".")[2].lower(), content)


def xlsx(rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def ods(rows: Sequence[str], manifest: str = "<manifest/>") -> bytes:
    """Rows are the XML of their cells."""
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="Sheet1">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    return zipped({"content.xml": content, "META-INF/manifest.xml": manifest})


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def epub(chapters: Sequence[str], with_spine: bool = True, title: str = "My Light") -> bytes:
    items = "".join(
        f'<item id="c{number}" href="c{number}.xhtml" media-type="application/xhtml+xml"/>'
        for number in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        "<dc:creator>Keeper, The</dc:creator><dc:language>en</dc:language></metadata>"
        f"<manifest>{items}</manifest>{f'<spine>{spine}</spine>' if with_spine else ''}</package>"
    )
    pages = {
        f"book/c{number}.xhtml": '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>{chapter}</body></html>'
        for number, chapter in enumerate(chapters)
    }
    return zipped(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "book/c.opf": package, **pages}
    )


def document(title: str = "My Light") -> bytes:
    made = docx.Document()
    made.core_properties.title, made.core_properties.author = title, "The Keeper"
    made.add_heading(title, 0)
    for chapter in ("The Lamp", "The Sea"):
        made.add_heading(chapter, 1)
        for number in range(4):
            made.add_paragraph(paragraph(number + len(chapter)))
    made.sections[0].header.paragraphs[0].text = "RUNNING HEAD"
    made.sections[0].footer.paragraphs[0].text = "Page 7"
    made.add_table(1, 1).cell(0, 0).text = "in a table"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def pdf(pages: Sequence[Sequence[tuple[float, float, float, str]]], encrypted: bool = False) -> bytes:
    """Pages of lines: points from the left and from the bottom, size, text. The simplest file that readers accept."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>")
    for number, lines in enumerate(pages):
        drawn = "".join(
            f"BT /F1 {size} Tf {x} {y} Td ({_escaped(text)}) Tj ET\n" for x, y, size, text in lines
        ).encode()
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length " + str(len(drawn)).encode() + b" >>\nstream\n" + drawn + b"endstream")
    if encrypted:
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>")
    return _assembled(objects, encrypted)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _assembled(objects: Sequence[bytes], encrypted: bool) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    lock = f" /Encrypt {len(objects)} 0 R /ID [<00> <00>]" if encrypted else ""
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{lock} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def printed(paragraphs: Sequence[str], head: str, first: int) -> list[list[tuple[float, float, float, str]]]:
    """Paragraphs set on pages with a running head above and the page number below."""
    pages: list[list[tuple[float, float, float, str]]] = []
    rows = [(at == 0, line) for text in paragraphs for at, line in enumerate(_wrapped(text))]
    for number in range(0, len(rows), 30):
        lines = [
            (60.0 if opens else 48.0, 520.0 - 15 * at, 11.0, text)
            for at, (opens, text) in enumerate(rows[number : number + 30])
        ]
        label = first + number // 30
        pages.append([(150.0, 560.0, 9.0, head), *lines, (205.0, 30.0, 9.0, str(label))])
    return pages


def _wrapped(text: str, width: int = 62) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]
