"""Whatever stands in the files of a pack, reading it ends with problems, never with a traceback."""

import resource
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.pack.model.reader import Reading, read_pack
from tests.pack.packs import DAY, GOOD, copy_of

FILES = ("pack.toml", "rights.toml", "script/en/lines.toml", "knowledge/en/log.md")
SLOWLY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

KEYS = st.sampled_from(
    [
        "format",
        "id",
        "version",
        "languages",
        "figure",
        "name",
        "kind",
        "born",
        "died",
        "title",
        "policy",
        "generation",
        "max_quote_words",
        "voice",
        "rate_wpm",
        "disclosure",
        "label",
        "spoken",
        "en",
        "privacy",
        "theme",
        "ink",
        "portrait",
        "vector",
        "photo",
        "consent",
        "scope",
        "basis",
        "grantor",
        "valid_from",
        "revoked",
        "work",
        "file",
        "licence",
        "line",
        "words",
        "asks",
        "says",
        "origin",
        "source",
        "leads_to",
        "media",
        "locked",
        "suggested",
        "greeting",
        "sources",
        "year",
        "variant",
        "variants",
        "knows_until",
        "date",
        "purposes",
        "territories",
        "venues",
        "signed_on",
        "document_sha256",
    ]
)
SCALARS = (
    st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.dates().map(str)
    | st.datetimes().map(lambda at: at.isoformat())
    | st.text(st.characters(codec="utf-8", exclude_characters='"\\', exclude_categories=["Cc"]), max_size=12).map(
        lambda text: f'"{text}"'
    )
    | st.sampled_from(['"en"', '"lamp"', '"likeness"', '"fictional"', '"../x"', '"\\u0000"', '"#123456"', '""', '" "'])
)


def inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {inline(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(inner) for inner in value) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
).map(inline)
TABLES = st.dictionaries(KEYS, VALUES, max_size=5).map(
    lambda table: "".join(f"{key} = {value}\n" for key, value in table.items())
)
TOML = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "",
                "[figure]\n",
                "[words]\n",
                "[[line]]\n",
                "[[consent]]\n",
                "[[work]]\n",
                "[theme]\n",
                "[disclosure]\n",
                "[voice]\n",
                "[[variant]]\n",
                "[variant.portrait]\n",
                "[words.variant.child]\n",
            ]
        ),
        TABLES,
    ),
    max_size=5,
).map(lambda parts: "".join(header + table for header, table in parts))


MOST_SECONDS, MOST_MEBIBYTES = 5.0, 128
"""Processor time and growth of memory that the reading of one spoilt file may cost."""


def reading_with(file: str, content: bytes) -> Reading:
    began, held = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as made:
        folder = copy_of("lighthouse", Path(made))
        (folder / file).write_bytes(content)
        reading = read_pack(folder, DAY)
    assert time.process_time() - began < MOST_SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held < MOST_MEBIBYTES * 1024
    assert (reading.pack is None) == any(problem.is_error for problem in reading.problems)
    for problem in reading.problems:
        assert problem.code
        assert problem.where
        assert problem.what
        assert "\n" not in str(problem)
        assert str(problem).encode("utf-8")
    return reading


@pytest.mark.parametrize("file", FILES)
@SLOWLY
@given(st.binary(max_size=200))
def test_any_bytes_in_any_file_are_borne(file: str, content: bytes) -> None:
    reading_with(file, content)


@pytest.mark.parametrize("file", FILES)
@SLOWLY
@given(TOML)
def test_any_toml_in_any_file_is_borne(file: str, text: str) -> None:
    content = f"+++\n{text}+++\nWords.\n" if file.endswith(".md") else text
    reading_with(file, content.encode("utf-8"))


@pytest.mark.parametrize("file", FILES)
@SLOWLY
@given(st.data())
def test_a_good_file_with_one_stretch_replaced_is_borne(file: str, data: st.DataObject) -> None:
    original = (GOOD / "lighthouse" / file).read_bytes()
    start = data.draw(st.integers(0, len(original)))
    end = data.draw(st.integers(start, min(len(original), start + 20)))
    reading_with(file, original[:start] + data.draw(st.binary(max_size=20)) + original[end:])


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    "content",
    [
        "a = " + "[" * 5000,
        "a = " + "{a = " * 3000,
        "a = " + "9" * 5000,
        "x = 1979-13-45",
        "a." * 2000 + "b = 1",
        "\ufeff",
    ],
    ids=["deep lists", "deep tables", "long number", "no such date", "long key", "only a mark"],
)
def test_files_made_to_exhaust_a_parser_are_borne(file: str, content: str) -> None:
    reading = reading_with(file, (f"+++\n{content}\n+++\n" if file.endswith(".md") else content).encode("utf-8"))
    assert reading.problems


def test_a_pack_in_which_every_link_is_broken_is_told_them_all_but_only_the_first_hints(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    lines = (f'[[line]]\nid = "l{n}"\nasks = "q{n}"\nsays = "a"\nleads_to = "l{n}x"\n' for n in range(400))
    (folder / "script/en/lines.toml").write_text("".join(lines))
    found = [problem for problem in read_pack(folder, DAY).problems if problem.code == "KP0012"]
    hinted = [problem for problem in found if problem.hint.startswith("did you mean")]
    assert len(found) == 400
    assert found[: len(hinted)] == hinted
    assert 50 <= len(hinted) <= 100
