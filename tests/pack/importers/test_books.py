"""Books of every kind become chapters that can be cited, without anything that is not their author's text."""

import re
from pathlib import Path

import pytest

from kiosk.domain.content.passage import Passage
from kiosk.pack.importers.formats.reading import read_book
from kiosk.pack.importers.wishes import Wishes
from kiosk.pack.model.findings import Findings
from kiosk.pack.model.limits import Limits
from kiosk.pack.model.texts import read_text
from tests.pack.importers import documents
from tests.pack.importers.packs import begun, imported, reasons, written

PROSE = "\n\n".join(documents.paragraph(number) for number in range(6))
GUTENBERG = f"""The Project Gutenberg EBook of My Light, by The Keeper

Title: My Light

Author: The Keeper

Editor: Ann Other

Release Date: May, 2001 [EBook #4711]

Language: English

*** START OF THIS PROJECT GUTENBERG EBOOK MY LIGHT ***

Produced by Some Volunteers



MY LIGHT

by
The Keeper


CONTENTS

   I. The Lamp and the Bell        1
  II. The Sea                     12



INTRODUCTION


Few men of his time are as well remembered as Keeper. What Keeper wrote, Keeper wrote for his children. {
    "The book was found in a drawer of the harbour office, and it is printed here as it was found. " * 8
}




I

THE LAMP AND THE BELL


{PROSE}

    [1] A note of the editor on the lamp.

[This paragraph was added by the editor, who thought that it was needed here.]

It was a --quiet-- _night_,[1] and I slept.




II

THE SEA


{PROSE}

[Illustration: A ship in a storm]

THE END




INDEX

Bell, 3
Lamp, 1, 4

End of the Project Gutenberg EBook of My Light
This is the small print.
"""


def passages_of(pack: Path, name: str) -> tuple[Passage, ...]:
    source = (pack / "knowledge/en" / name).read_text(encoding="utf-8")
    findings = Findings()
    read = read_text(name, source, findings, Limits())
    assert read is not None
    assert findings.problems == ()
    return read[1]


def test_a_book_of_project_gutenberg_keeps_its_chapters_and_nothing_else(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    report = imported(pack, written(tmp_path, "book.txt", GUTENBERG))
    passages = passages_of(pack, "book.md")
    assert {passage.where.partition(",")[0] for passage in passages} == {"I. The Lamp and the Bell", "II. The Sea"}
    assert passages[0].text.title == "My Light"
    assert passages[0].text.origin == "primary"
    words = " ".join(passage.words for passage in passages)
    for other in ("Gutenberg", "small print", "editor", "Volunteers", "storm]", "Bell, 3", "drawer of the harbour"):
        assert other not in words, other
    assert "It was a—quiet—night, and I slept." in words
    told = reasons(report)
    for reason in ("header of Project Gutenberg", "licence", "table of contents", "after the end", "2 footnotes"):
        assert reason in told, reason


def test_what_an_editor_wrote_about_the_author_is_never_quoted_as_the_figures_own_words(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    imported(pack, written(tmp_path, "book.txt", GUTENBERG))
    (passage,) = passages_of(pack, "book-introduction.md")
    assert (passage.text.origin, passage.text.author) == ("about", "Ann Other")
    assert "found in a drawer" in passage.words


def test_a_book_by_somebody_else_is_one_about_the_figure(tmp_path: Path) -> None:
    pack = begun(tmp_path, "Ada Lovelace")
    imported(pack, written(tmp_path, "book.txt", GUTENBERG))
    assert passages_of(pack, "book.md")[0].text.origin == "about"
    script = (pack / "script/en/proposed-book.toml").read_text(encoding="utf-8")
    assert "verbatim" not in script
    assert "The Keeper writes: “" in script


@pytest.mark.parametrize(
    ("author", "figure", "origin"),
    [
        ("Franklin, Benjamin, 1706-1790", "Benjamin Franklin", "primary"),
        ("B. Franklin", "Benjamin Franklin", "primary"),
        ("Deborah Franklin", "Benjamin Franklin", "about"),
        ("William Temple Franklin", "Benjamin Franklin", "about"),
        ("세종", "세종", "primary"),
    ],
)
def test_an_author_is_the_figure_only_where_the_whole_name_agrees(
    tmp_path: Path, author: str, figure: str, origin: str
) -> None:
    pack = begun(tmp_path, figure)
    imported(pack, written(tmp_path, "life.txt", PROSE), Wishes(author=author))
    assert passages_of(pack, "life.md")[0].text.origin == origin


def test_a_printed_book_is_cited_by_its_printed_pages_without_its_running_heads(tmp_path: Path) -> None:
    paragraphs = [documents.paragraph(number, 5) for number in range(40)]
    pack = begun(tmp_path)
    data = documents.pdf(documents.printed(paragraphs, "MY LIGHT", first=17))
    imported(pack, written(tmp_path, "life.pdf", data), Wishes(author="The Keeper"))
    passages = passages_of(pack, "life.md")
    assert [passage.words for passage in passages] == paragraphs
    assert passages[0].where == "p. 17"
    places = [passage.where for passage in passages]
    assert any("–" in place for place in places), "no paragraph goes on overleaf"
    assert places[-1].startswith("p. 2")


def test_pages_are_cited_in_the_language_of_the_text(tmp_path: Path) -> None:
    pages = documents.printed([documents.paragraph(1, 5)] * 12, "X", first=1)
    pack = begun(tmp_path)
    path = written(tmp_path, "life.pdf", documents.pdf(pages))
    imported(pack, path, Wishes(language="de", author="The Keeper"))
    assert "<!-- at: S. 1 -->" in (pack / "knowledge/de/life.md").read_text(encoding="utf-8")


def test_an_epub_is_read_in_the_order_of_its_spine_with_its_pages(tmp_path: Path) -> None:
    mark = '<span epub:type="pagebreak" id="page_{0}" title="{0}"/>'
    chapters = [
        f"<h2>{name}</h2><p>{mark.format(page)}{documents.paragraph(page, 5)}<a href='#n'><sup>1</sup></a></p>"
        f"<aside epub:type='footnote'><p>An editor's note.</p></aside><table><tr><td>7</td></tr></table>"
        for name, page in (("The Lamp", 3), ("The Sea", 8))
    ]
    pack = begun(tmp_path)
    imported(pack, written(tmp_path, "life.epub", documents.epub(chapters)))
    passages = passages_of(pack, "life.md")
    assert [passage.where for passage in passages] == ["The Lamp, p. 3", "The Sea, p. 8"]
    assert passages[0].words == documents.paragraph(3, 5)


def test_an_epub_without_a_spine_is_read_all_the_same_and_it_is_said(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    chapters = [f"<h1>One</h1><p>{documents.paragraph(1, 6)}</p>"]
    report = imported(pack, written(tmp_path, "life.epub", documents.epub(chapters, with_spine=False)))
    assert passages_of(pack, "life.md")[0].where == "One, 1"
    assert "no spine" in reasons(report)


def test_a_document_of_word_keeps_chapters_and_leaves_out_heads_feet_and_tables(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    report = imported(pack, written(tmp_path, "life.docx", documents.document()))
    passages = passages_of(pack, "life.md")
    assert {passage.where.partition(",")[0] for passage in passages} == {"The Lamp", "The Sea"}
    assert not {"RUNNING HEAD", "Page 7", "in a table"} & {passage.words for passage in passages}
    assert "1 tables" in reasons(report)


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_pages_of_the_web_and_markdown_keep_headings_and_prose(tmp_path: Path, suffix: str) -> None:
    if suffix == "html":
        text = "<html><head><title>T</title><script>alert(1)</script></head><body><nav>Menu</nav><h1>Lamp</h1>"
        text += "".join(f"<p>{documents.paragraph(number)}</p>" for number in range(4)) + "<footer>Imprint</footer>"
    else:
        text = f"---\ntitle: T\n---\n# Lamp\n\nA *bright* [link](http://x.example) ![picture](x.png)[^1]. {PROSE}"
        text += "\n\n[^1]: Note."
    pack = begun(tmp_path)
    imported(pack, written(tmp_path, f"life.{suffix}", text), Wishes(origin="written"))
    words = " ".join(passage.words for passage in passages_of(pack, "life.md"))
    assert documents.paragraph(0) in words
    assert not any(other in words for other in ("alert", "Menu", "Imprint", "http", "Note", "*"))
    assert "Lamp, 1" in [passage.where for passage in passages_of(pack, "life.md")]


def test_subtitles_are_cited_by_their_time(tmp_path: Path) -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:03.000\n<i>I was born by the sea.</i>\n\n"
        "00:03.200 --> 00:05.000\nKEEPER: It was cold.\n\n"
        "2\n01:02:03,500 --> 01:02:06,000\n[music]\nThen I came to the city, where nobody knew me.\n"
    )
    pack = begun(tmp_path)
    imported(pack, written(tmp_path, "film.vtt", text), Wishes(author="The Keeper"))
    passages = passages_of(pack, "film.md")
    assert [(passage.where, passage.words) for passage in passages] == [
        ("0:01", "I was born by the sea. It was cold."),
        ("1:02:03", "Then I came to the city, where nobody knew me."),
    ]


def test_a_paragraph_that_looks_like_markdown_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    odd = ["1. In the first year", "# not a heading", "- a dash of salt", "> a greater sign", "<!-- a comment?"]
    text = "\n\n".join(f"{start} {documents.paragraph(number)}" for number, start in enumerate(odd))
    pack = begun(tmp_path)
    imported(pack, written(tmp_path, "life.txt", text), Wishes(author="The Keeper"))
    read = [passage.words for passage in passages_of(pack, "life.md")]
    assert len(read) == len(odd)
    for number, words in enumerate(read):
        assert words.endswith(documents.paragraph(number))
    assert read[0].startswith("1. In the first year")
    assert read[1].startswith("# not a heading")


def test_a_text_of_one_endless_line_is_cut_where_sentences_end(tmp_path: Path) -> None:
    text = " ".join(documents.paragraph(number) for number in range(2000))
    pack = begun(tmp_path)
    imported(pack, written(tmp_path, "life.txt", text), Wishes(author="The Keeper"))
    passages = passages_of(pack, "life.md")
    assert max(len(passage.words) for passage in passages) <= 4000
    assert all(passage.words.endswith(".") for passage in passages)
    assert sum(len(passage.words.split()) for passage in passages) == len(text.split())


def test_no_word_of_a_memoir_is_lost_or_invented(shared_data: Path) -> None:
    file = shared_data / "qa" / "memoirs" / "franklin_autobiography_pg20203.txt"
    if not file.is_file():
        pytest.skip(f"there is no {file}")
    text = file.read_text(encoding="utf-8-sig")
    book = read_book(documents.source("franklin.txt", text), Wishes(language="en"))
    chapters = [block.text for block in book.blocks if block.is_heading]
    for chapter in ("I. Ancestry and Early Youth in Boston", "XIX. Agent of Pennsylvania in London"):
        assert chapter in chapters
    plain = " ".join(re.sub(r"\[\d+\]", "", text).split())
    prose = [block.text for block in book.blocks if not block.is_heading and "[" not in block.text]
    missing = [words for words in prose if words[:60].rpartition(" ")[0] not in plain]
    assert len(prose) > 500
    assert missing == []
    assert sum(len(words.split()) for words in prose) > 0.75 * len(text.split())
