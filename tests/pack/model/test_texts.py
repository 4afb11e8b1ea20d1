"""Texts are cut into paragraphs that can be found again in the file."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.content.passage import Passage
from kiosk.pack.model.findings import Findings
from kiosk.pack.model.limits import Limits
from kiosk.pack.model.texts import read_text

FRONT = '+++\ntitle = "Log"\norigin = "primary"\n+++\n'


def passages(body: str) -> tuple[Passage, ...]:
    findings = Findings()
    read = read_text("knowledge/en/log.md", FRONT + body, findings, Limits())
    assert read is not None
    assert not findings.has_errors
    return read[1]


def test_a_paragraph_is_cited_by_its_heading_and_number() -> None:
    found = passages("Before.\n\n# March\nOne.\n\nTwo\ngoes on.\n\n## April 3rd ##\n\nThree.\n")
    assert [(passage.where, passage.words) for passage in found] == [
        ("1", "Before."),
        ("March, 1", "One."),
        ("March, 2", "Two goes on."),
        ("April 3rd, 1", "Three."),
    ]


def test_offsets_point_at_the_words_in_the_file() -> None:
    body = "# März\n\n  Ein Wort —\r\nnoch eins.\n\n> quoted\n> twice\n\n- item one\n- item two\n\n---\n\n한글 문단.\n"
    for passage in passages(body):
        original = (FRONT + body)[passage.start : passage.end]
        assert len(original) == len(passage.words)
        kept = [(a, b) for a, b in zip(original, passage.words, strict=True) if a != b]
        assert all(b == " " and a in "\r\n>" for a, b in kept), original
    assert [passage.where for passage in passages(body)] == [f"März, {number}" for number in range(1, 6)]


def test_marks_of_markdown_are_not_spoken() -> None:
    (passage,) = passages("It was **very** *dark*, see [the log](log.md) of `1871`, snake_case_words and 2 * 3 * 4.\n")
    assert passage.words == "It was very dark, see the log of 1871, snake_case_words and 2 * 3 * 4."


def test_comments_are_not_spoken() -> None:
    found = passages("<!-- to do:\n\n# not a heading -->\nSpoken.\n\n<!-- alone -->\n")
    assert [passage.words for passage in found] == ["Spoken."]


def test_front_matter_that_never_ends_is_a_problem_at_its_beginning() -> None:
    findings = Findings()
    assert read_text("a.md", '+++\ntitle = "x"\n', findings, Limits()) is None
    assert [(problem.code, problem.where) for problem in findings.problems] == [("KP0060", "a.md:1")]


def test_faults_of_front_matter_are_told_with_their_line_in_the_file() -> None:
    for front, code, line in (
        ('title = "x"\norigin = "primarily"\n', "KP0010", 3),
        ('origin = "about"\nautor = "y"\ntitle = "x"\n', "KP0009", 3),
        ("title = \n", "KP0005", 2),
        ('origin = "primary"\ntitle = "x"\nyear = "1871"\n', "KP0008", 4),
    ):
        findings = Findings()
        read_text("a.md", f"+++\n{front}+++\nWords.\n", findings, Limits())
        assert (code, f"a.md:{line}") in [(problem.code, problem.where) for problem in findings.problems]


def test_a_mark_of_a_page_or_time_is_the_place_by_which_paragraphs_are_cited() -> None:
    body = "One.\n\n# March\n<!-- at: p. 12 -->\nTwo.\n\nThree.\n\n<!-- at: p. 12–13 -->\nFour.\n# April\nFive.\n\n"
    found = passages(body + "<!-- at: -->\nSix.\n\n<!-- at what -->\nSeven.\n")
    assert [(passage.where, passage.words) for passage in found] == [
        ("1", "One."),
        ("March, p. 12", "Two."),
        ("March, p. 12", "Three."),
        ("March, p. 12–13", "Four."),
        ("April, p. 12–13", "Five."),
        ("April, 2", "Six."),
        ("April, 3", "Seven."),
    ]


BODIES = st.text(st.sampled_from("ab \t\r\n#>*-_<!`[]()1.é한+"), max_size=80)


@given(BODIES)
def test_any_body_gives_ordered_paragraphs_inside_the_file(body: str) -> None:
    at = len(FRONT)
    for passage in passages(body):
        assert at <= passage.start < passage.end <= len(FRONT + body)
        assert passage.words.strip() == passage.words != ""
        at = passage.end
