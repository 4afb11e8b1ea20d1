"""Where everything is required, no test is skipped that the list does not name; the list itself is short and honest."""

import ast
import fnmatch
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.checkout import ROOT
from tests.skipping import LIST, REQUIRE_ALL, Entry, entries

MOST = 15
NEVER = ("tests/e2e/test_rehearsed_visit.py::test_a_recorded", "tests/e2e/test_chaos.py")
"""A spoken visit, and the kill of a worker: they run on every machine."""

SKIPPED = {
    "test_at_once.py": "import pytest\n\ndef test_it():\n    pytest.skip('nothing at hand')\n",
    "test_in_a_fixture.py": "import pytest\n\n@pytest.fixture\ndef hand():\n    pytest.skip('nothing at hand')\n\n"
    "def test_it(hand):\n    pass\n",
    "test_whole.py": "import pytest\n\npytest.skip('nothing at hand', allow_module_level=True)\n",
    "test_known_to_fail.py": "import pytest\n\n@pytest.mark.xfail\ndef test_it():\n    assert False\n",
}


def ran(folder: Path, name: str, required: str) -> "subprocess.CompletedProcess[str]":
    """A test file under the same rules as these."""
    (folder / name).write_text(SKIPPED[name], encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "-q", name]
    surroundings = {**os.environ, REQUIRE_ALL: required, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["test_at_once.py", "test_in_a_fixture.py", "test_whole.py"])
def test_a_skip_that_is_not_listed_fails_where_everything_is_required(tmp_path: Path, name: str) -> None:
    done = ran(tmp_path, name, "1")
    assert done.returncode not in (0, 5), done.stdout
    assert "nothing at hand" in done.stdout
    assert "may_skip.toml does not allow for" in done.stdout
    assert ran(tmp_path, name, "").returncode in (0, 5)


def test_what_is_known_to_fail_is_no_skip(tmp_path: Path) -> None:
    assert ran(tmp_path, "test_known_to_fail.py", "1").returncode == 0


def test_an_entry_covers_one_test_in_all_its_cases_and_no_other() -> None:
    whole, case = Entry("tests/a.py::test_b", "why"), Entry("tests/a.py::*[x*]", "why")
    assert [whole.covers(f"tests/a.py::{test}") for test in ("test_b", "test_b[x]", "test_bc")] == [True, True, False]
    assert [case.covers(f"tests/a.py::{test}") for test in ("test_b", "test_b[x-1]", "test_b[y]")] == [
        False,
        True,
        False,
    ]
    assert not whole.covers("tests/a.py")
    assert not case.covers("tests/other.py::test_b[x]")


def test_the_list_is_short_gives_its_reasons_and_spares_the_visit_and_the_kills() -> None:
    assert len(entries()) <= MOST
    assert len({entry.test for entry in entries()}) == len(entries())
    for entry in entries():
        assert len(entry.reason.split()) >= 3, entry.test
        assert not entry.test.startswith(NEVER), entry.test


def test_every_listed_test_exists() -> None:
    for entry in entries():
        file, _, name = entry.test.partition("::")
        pattern = name.partition("[")[0]
        assert fnmatch.filter(functions(ROOT / file), pattern), f"{LIST.name}: {entry.test}"


@cache
def functions(file: Path) -> frozenset[str]:
    """The names of the functions of a file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
