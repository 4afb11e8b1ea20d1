"""Every key of a TOML file is found on its line."""

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kiosk.pack.model.locator import Path, line_of, locate

SOURCE = '''
# a note with [[line]] and key = 1
title = "a ] b # c"    # a note
'quoted key' = 1
[figure]
label.en = "x"
"two words".ko = 2
many = [
    "first",           # "not an entry"
    "second", 3,
    { inner = 1, deep.er = [
        7 ] },
]
text = """
[[line]]
id = "no"
"""
raw = \'\'\'
key = [ \'\'\'

[[line]]
id = "one"
[line.extra]
x = 1
[[line]]
id = "two"
[[line.part]]
y = 1
[[line.part]]
y = 2
'''


def test_keys_entries_and_tables_are_found_on_their_lines() -> None:
    lines = locate(SOURCE)
    places: dict[Path, int] = {
        ("title",): 3,
        ("quoted key",): 4,
        ("figure",): 5,
        ("figure", "label", "en"): 6,
        ("figure", "two words", "ko"): 7,
        ("figure", "many", 0): 9,
        ("figure", "many", 1): 10,
        ("figure", "many", 2): 10,
        ("figure", "many", 3, "inner"): 11,
        ("figure", "many", 3, "deep", "er", 0): 12,
        ("figure", "text"): 14,
        ("figure", "raw"): 18,
        ("line", 0, "id"): 22,
        ("line", 0, "extra", "x"): 24,
        ("line", 1): 25,
        ("line", 1, "part", 1, "y"): 30,
    }
    assert {path: line_of(lines, path) for path in places} == places


def test_a_key_that_is_not_there_is_placed_at_the_table_around_it() -> None:
    lines = locate(SOURCE)
    assert line_of(lines, ("line", 1, "asks")) == 25
    assert line_of(lines, ("nothing",)) == 1


KEYS = st.from_regex(r"[a-z]{1,3}", fullmatch=True)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=9)
VALUES = st.recursive(
    TEXTS | st.integers(-9, 9) | st.booleans(), lambda inner: st.lists(inner, max_size=3), max_leaves=6
)


def written(value: Any) -> str:
    if isinstance(value, list):
        return "[\n" + ",\n".join(written(entry) for entry in value) + "\n]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value).lower()


@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=4), max_size=5))
def test_any_file_that_parses_is_located_to_the_line(tables: list[dict[str, Any]]) -> None:
    lines, expected = [], {}
    for number, table in enumerate(tables):
        lines.append("[[t]]")
        for key, value in table.items():
            expected["t", number, key] = len(lines) + 1
            lines += f"{key} = {written(value)}".split("\n")
    source = "\n".join(lines)
    assert tomllib.loads(source).get("t", []) == tables
    found = locate(source)
    assert {path: found.get(path) for path in expected} == expected


@given(st.text())
def test_what_does_not_parse_does_no_harm(source: str) -> None:
    assert line_of(locate(source), ("line", 0)) >= 1
