"""Spreadsheets of questions and answers become lines, whatever program and language they were written in."""

import codecs
from pathlib import Path

import pytest

from kiosk.pack.importers.report import Outcome
from kiosk.pack.importers.wishes import Wishes
from kiosk.pack.model.reader import read_pack
from tests.pack.importers import documents
from tests.pack.importers.packs import begun, contents, imported, lines_of, reasons, written
from tests.pack.packs import DAY

KOREAN = '질문;답변\r\n이름이 뭐예요?;저는 등대지기입니다.\r\n"어디서 살아요?\r\n집이 어디예요?";바닷가에 삽니다.\r\n'
FRENCH = (
    "Question;Réponse\r\nQui êtes-vous ?;Je suis né à Besançon, près de la forêt.\r\nOù ça ?;À côté du château.\r\n"
)


@pytest.mark.parametrize(
    ("language", "data"),
    [
        ("ko", KOREAN.encode("utf-8")),
        ("ko", codecs.BOM_UTF8 + KOREAN.encode("utf-8")),
        ("ko", codecs.BOM_UTF16_LE + KOREAN.encode("utf-16-le")),
        ("ko", codecs.BOM_UTF16_BE + KOREAN.encode("utf-16-be")),
        ("ko", KOREAN.encode("euc-kr")),
        ("ko", KOREAN.encode("cp949")),
        ("fr", FRENCH.encode("cp1252")),
        ("fr", FRENCH.encode("utf-16-le")),
        ("fr", codecs.BOM_UTF16_LE + FRENCH.encode("utf-16-le")),
    ],
    ids=["utf-8", "utf-8 bom", "utf-16 le", "utf-16 be", "euc-kr", "cp949", "cp1252", "utf-16 no bom", "utf-16 fr"],
)
def test_a_csv_file_is_read_in_the_encoding_in_which_it_was_saved(tmp_path: Path, language: str, data: bytes) -> None:
    pack = begun(tmp_path)
    report = imported(pack, written(tmp_path, "faq.csv", data), Wishes(language=language))
    assert report.problems == ()
    lines = lines_of(pack / "script" / language / "imported-faq.toml")
    if language == "ko":
        assert lines[0]["says"] == "저는 등대지기입니다."
        assert lines[1]["asks"] == ["어디서 살아요?", "집이 어디예요?"]
    else:
        assert lines[0]["asks"] == ["Qui êtes-vous ?"]
        assert lines[0]["says"] == "Je suis né à Besançon, près de la forêt."


def test_cells_that_are_merged_downwards_hold_for_every_row_they_cover(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        ("Questions of the museum",),
        ("No.", "Question", "Answer"),
        (1, "Who are you?", "I am the keeper."),
    ]
    rows += [(2, "What is your name?", None), (3, "How old are you?", "Sixty."), (4, None, "Almost sixty.")]
    data = documents.xlsx(rows, ["A1:C1", "C3:C4", "B5:B6"])
    pack = begun(tmp_path)
    imported(pack, written(tmp_path, "faq.xlsx", data))
    lines = lines_of(pack / "script/en/imported-faq.toml")
    assert [line["asks"] for line in lines] == [["Who are you?", "What is your name?"], ["How old are you?"]]
    assert lines[1]["says"] == ["Sixty.", "Almost sixty."]


def test_merged_cells_of_an_open_document_hold_for_every_row_too(tmp_path: Path) -> None:
    rows = [
        documents.cell("Frage") + documents.cell("Antwort"),
        documents.cell("Wer sind Sie?") + documents.cell("Der Wärter.", 'table:number-rows-spanned="2"'),
        documents.cell("Wie heißen Sie?") + "<table:covered-table-cell/>",
        '<table:table-cell table:number-columns-repeated="16384"/>',
        documents.cell("Wie alt<text:s/>sind Sie?") + documents.cell("Sechzig."),
    ]
    pack = begun(tmp_path)
    imported(pack, written(tmp_path, "faq.ods", documents.ods(rows)), Wishes(language="de"))
    lines = lines_of(pack / "script/de/imported-faq.toml")
    assert [line["asks"] for line in lines] == [["Wer sind Sie?", "Wie heißen Sie?"], ["Wie alt sind Sie?"]]


def test_columns_without_heads_are_told_by_what_stands_in_them(tmp_path: Path) -> None:
    data = "1,I keep the light of the harbour.,Who are you?\n2,I am sixty years old this spring.,How old are you?\n"
    pack = begun(tmp_path)
    imported(pack, written(tmp_path, "faq.csv", data))
    lines = lines_of(pack / "script/en/imported-faq.toml")
    assert [(line["asks"], line["says"]) for line in lines] == [
        (["Who are you?"], "I keep the light of the harbour."),
        (["How old are you?"], "I am sixty years old this spring."),
    ]


def test_columns_may_be_named_by_their_letters_or_heads(tmp_path: Path) -> None:
    data = "x;prompt text;what he replies\n1;Your name;Keeper\n2;Your age;Sixty\n"
    for wishes in (Wishes(questions="B", answers="C"), Wishes(questions="prompt text", answers="what he replies")):
        pack = begun(tmp_path / wishes.questions)
        imported(pack, written(tmp_path, "faq.csv", data), wishes)
        lines = lines_of(pack / "script/en/imported-faq.toml")
        assert [line["asks"] for line in lines if line["says"] in ("Keeper", "Sixty")] == [["Your name"], ["Your age"]]


def test_several_questions_in_one_cell_are_several_questions(tmp_path: Path) -> None:
    data = 'question,answer\n"1. Who are you? What is your name?\n- Tell me your name | Introduce yourself",Keeper.\n'
    pack = begun(tmp_path)
    imported(pack, written(tmp_path, "faq.csv", data))
    (line,) = lines_of(pack / "script/en/imported-faq.toml")
    assert line["asks"] == ["Who are you?", "What is your name?", "Tell me your name", "Introduce yourself"]
    assert line["id"] == "who-are-you"
    assert line["source"] == "faq.csv, row 2"


def test_rows_that_cannot_become_lines_are_told_with_their_reason(tmp_path: Path) -> None:
    long = "word " * 300
    data = f"question,answer\nWho are you?,Keeper.\n\nNo answer?,\n,No question.\nLong?,{long}\nWho are you?,Other.\n"
    pack = begun(tmp_path)
    report = imported(pack, written(tmp_path, "faq.csv", data))
    told = reasons(report)
    assert "row 4: it has no answer" in told
    assert "row 5: it has no question" in told
    assert "row 6: its answer has 1,499 characters" in told
    assert "row 7: 'Who are you?' is asked in row 2 already" in told
    assert len(lines_of(pack / "script/en/imported-faq.toml")) == 1


def test_ids_that_another_file_of_the_script_gives_are_not_given_again(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    for name in ("one.csv", "two.csv"):
        imported(pack, written(tmp_path, name, f"question,answer\nWho are you?,I am {name}.\n"))
    assert lines_of(pack / "script/en/imported-one.toml")[0]["id"] == "who-are-you"
    assert lines_of(pack / "script/en/imported-two.toml")[0]["id"] == "who-are-you-2"
    before = contents(pack)
    imported(pack, tmp_path / "two.csv")
    assert contents(pack) == before


def test_near_answers_keep_their_ids_and_stay_as_they_were_written(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    near = '[[near]]\nid = "have-you-a-dog"\ntopics = "A cat?"   # or any\nsays = "No."\noffers = "have-you-a-dog-2"\n'
    script = written(pack / "script/en", "near.toml", near)
    imported(pack, written(tmp_path, "faq.csv", "question,answer\nHave you a dog?,I have Rex.\n"))
    assert lines_of(pack / "script/en/imported-faq.toml")[0]["id"] == "have-you-a-dog-2"
    assert script.read_text(encoding="utf-8") == near
    assert {problem.code for problem in read_pack(pack, DAY).problems if problem.is_error} == set()


def test_a_spreadsheet_without_questions_and_answers_is_refused_with_a_way_out(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    report = imported(pack, written(tmp_path, "list.csv", "1,2\n3,4\n5,6\n"))
    assert [problem.code for problem in report.problems] == ["KP0110"]
    assert "--questions" in report.problems[0].hint
    assert report.count(Outcome.REFUSED) == 1
