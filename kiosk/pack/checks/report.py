"""The report of a check as one HTML page: the verdict, pictures, every problem with the lines around it, the rights."""

import base64
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.content.pack import Pack
from kiosk.domain.content.rights import Consent
from kiosk.domain.problem import Problem
from kiosk.pack.model.reader import Reading

AROUND = 2
"""Lines of the file shown before and after the one that is meant."""

WIDEST = 160
LARGEST_EXCERPT = 2_000_000
"""Bytes: of larger files nothing is shown."""

_PLACE = re.compile(r"(?P<file>[^:]+):(?P<line>\d+)$")

STYLE = Path(__file__).with_name("report.css")


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture of the page."""

    caption: str
    content: bytes
    media_type: str = "image/jpeg"


def page(folder: Path, reading: Reading, pictures: Sequence[Shown] = ()) -> str:
    """A page without scripts, and with nothing that has to be fetched."""
    name = reading.pack.figure.name if reading.pack else folder.name
    parts = [
        f"<h1>{_plain(name)}</h1>",
        *_verdict(folder, reading),
        *_pictures(pictures),
        *_problems(folder, [one for one in reading.problems if one.is_error], "What must be mended"),
        *_problems(folder, [one for one in reading.problems if not one.is_error], "What should be looked at"),
        *(_contents(reading.pack) if reading.pack else ()),
    ]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{_plain(name)}</title>'
    style = f"<style>{STYLE.read_text('utf-8')}</style>"
    body = "\n".join(parts)
    return f"<!DOCTYPE html>\n<html>{head}{style}\n<body>\n{body}\n</body></html>\n"


def _plain(text: str) -> str:
    return html.escape(text, quote=True)


def _verdict(folder: Path, reading: Reading) -> Iterator[str]:
    errors = sum(problem.is_error for problem in reading.problems)
    warnings = len(reading.problems) - errors
    if reading.pack is None:
        said, kind = f"Refused: {_count(errors, 'error')} must be mended before it can be shown.", "refused"
    else:
        said, kind = "Fit to be shown.", "fit"
    noted = f" {_count(warnings, 'warning')}." if warnings else ""
    version = f" {reading.pack.version}" if reading.pack else ""
    yield f'<p class="where">{_plain(folder.name)}{_plain(version)}</p><p class="verdict {kind}">{said}{noted}</p>'


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def _pictures(pictures: Sequence[Shown]) -> Iterator[str]:
    if pictures:
        yield "<h2>What visitors see</h2>"
    for one in pictures:
        source = f"data:{one.media_type};base64,{base64.b64encode(one.content).decode()}"
        caption = _plain(one.caption)
        yield f'<figure><img alt="{caption}" src="{source}"><figcaption>{caption}</figcaption></figure>'


def _problems(folder: Path, problems: Sequence[Problem], heading: str) -> Iterator[str]:
    if problems:
        yield f"<h2>{heading}</h2>"
    for one in problems:
        hint = f'<p class="hint">{_plain(one.hint)}</p>' if one.hint else ""
        yield (
            f'<article class="{one.severity.value}"><p>{_plain(_sentence(one.what))}</p>{hint}'
            f'<p class="where"><code>{_plain(one.where)}</code> · {one.code}</p>{_excerpt(folder, one.where)}</article>'
        )


def _sentence(what: str) -> str:
    return what[:1].upper() + what[1:] + ("" if what.endswith((".", "?", "!")) else ".")


def _excerpt(folder: Path, where: str) -> str:
    """The lines around the place; nothing where it is none in a text file of the pack."""
    found = _PLACE.match(where)
    file = folder / found["file"] if found else folder
    try:
        is_inside = file.resolve().is_relative_to(folder.resolve())
        if found is None or not is_inside or not file.is_file() or file.stat().st_size > LARGEST_EXCERPT:
            return ""
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    meant = int(found["line"])
    rows = [
        f"<mark>{number:4}  {_plain(line[:WIDEST])}</mark>"
        if number == meant
        else f"{number:4}  {_plain(line[:WIDEST])}"
        for number, line in enumerate(lines, 1)
        if abs(number - meant) <= AROUND
    ]
    return "<pre><code>" + "\n".join(rows) + "</code></pre>" if rows else ""


def _contents(pack: Pack) -> Iterator[str]:
    heads = "".join(f"<th>{head}</th>" for head in ("language", "answers", "near answers", "paragraphs of texts"))
    yield f"<h2>What it holds</h2><table><tr>{heads}</tr>"
    for language in pack.languages:
        counts = [len(held.get(language, ())) for held in (pack.lines, pack.near, pack.passages)]
        yield f"<tr><td>{_plain(language)}</td>{''.join(f'<td>{count}</td>' for count in counts)}</tr>"
    yield "</table><h2>Who agreed</h2><table><tr><th>who</th><th>on what ground</th><th>to what</th><th>until</th></tr>"
    for consent in pack.rights.consents:
        yield "<tr>" + "".join(f"<td>{_plain(cell)}</td>" for cell in _agreed(consent)) + "</tr>"
    yield "</table><h2>Where it comes from</h2><table><tr><th>file</th><th>work</th><th>licence</th></tr>"
    for work in pack.rights.works:
        by = ", ".join(part for part in (work.title, work.author) if part)
        yield "<tr>" + "".join(f"<td>{_plain(cell)}</td>" for cell in (work.file, by, work.licence)) + "</tr>"
    yield "</table>"


def _agreed(consent: Consent) -> tuple[str, ...]:
    until = "revoked" if consent.revoked else str(consent.valid_until or "no end")
    return consent.grantor, consent.basis.value.replace("_", " "), ", ".join(sorted(consent.scope)), until
