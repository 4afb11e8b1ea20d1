"""What the pages tell people to type can be typed, and every setting says what it is for."""

import re
import shlex
from pathlib import Path

import pytest

from kiosk.app.config.config import DEFAULT_FILE
from kiosk.cli.main import parser

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "content" / "README.md")
TYPED = [
    (page.name, command.strip())
    for page in PAGES
    for line in re.findall(r"^kiosk [^\n#]+", page.read_text(encoding="utf-8"), re.MULTILINE)
    for command in line.split("&&")
]


@pytest.mark.parametrize(("page", "command"), TYPED, ids=[command for _, command in TYPED])
def test_every_command_of_the_pages_is_understood(page: str, command: str) -> None:
    parser().parse_args(shlex.split(command)[1:])


def test_the_scripts_that_the_readme_names_are_there_and_can_be_run() -> None:
    for name in re.findall(r"^(deploy/\S+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE):
        assert (ROOT / name).stat().st_mode & 0o111, name


def test_every_link_of_the_pages_leads_somewhere() -> None:
    for page in (*PAGES, ROOT / "CONTRIBUTING.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_setting_is_explained() -> None:
    lines = DEFAULT_FILE.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if re.match(r"\w+ = ", line) and "#" not in line] == []
