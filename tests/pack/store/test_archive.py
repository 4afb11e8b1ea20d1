"""Archives that somebody made to do harm, or that were damaged on the way: refused, and nothing is written outside."""

import io
import stat
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError
from kiosk.pack.model.limits import Limits
from kiosk.pack.store.archive import MOST_RATIO, unpack
from kiosk.pack.store.carrying import carry, open_archive
from kiosk.pack.trust.contents import CONTENTS
from tests.pack.packs import DAY, GOOD

REFUSALS = {code.value for code in (Code.ARCHIVE, Code.UNSAFE_ENTRY, Code.BOMB, Code.CONTENTS, Code.UNREADABLE)}
Made = Callable[[zipfile.ZipFile], None]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A good archive."""
    out = tmp_path_factory.mktemp("archives") / "lighthouse.kpack"
    carry(GOOD / "lighthouse", out, DAY)
    return out.read_bytes()


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a pack by their paths, without the marks of an archive."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".kpack/")}


def crafted(folder: Path, make: Made) -> Path:
    file = folder / "crafted.kpack"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(CONTENTS, "{}")
        make(made)
    return file


def refused(archive: Path, folder: Path, limits: Limits | None = None) -> set[str]:
    with pytest.raises(PackError) as error:
        unpack(archive, folder / "made", limits)
    return {problem.code for problem in error.value.problems}


def nine(size: int) -> Made:
    """Nine files of so many bytes."""

    def make(made: zipfile.ZipFile) -> None:
        for at in range(9):
            made.writestr(f"media/{at}.png", bytes(size))

    return make


def entry(name: str, kind: int) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.create_system, made.external_attr = 3, (kind | 0o777) << 16
    return made


NAMES = (
    "../escaped.md",
    "knowledge/../../escaped.md",
    "/etc/kiosk.toml",
    "C:/kiosk.toml",
    "..\\escaped.md",
    "script//lines.toml",
    "./pack.toml",
    "script/en/lines.toml.",
    "script/ en/lines.toml",
    "line\nbreak.md",
    ".hidden/notes.md",
    "media/run.sh",
    "media/page.html",
    "a/" * 12 + "deep.md",
    "x" * 250 + ".md",
)


@pytest.mark.parametrize("name", NAMES)
def test_what_leads_out_of_the_pack_or_is_no_file_is_not_unpacked(name: str, tmp_path: Path) -> None:
    archive = crafted(tmp_path, lambda made: made.writestr(name, "x"))
    assert Code.UNSAFE_ENTRY.value in refused(archive, tmp_path)  # KP0074
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["crafted.kpack"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFDIR, stat.S_IFSOCK])
def test_links_devices_and_pipes_are_not_unpacked(kind: int, tmp_path: Path) -> None:
    archive = crafted(tmp_path, lambda made: made.writestr(entry("media/lamp.png", kind), "/etc/passwd"))
    assert refused(archive, tmp_path) == {Code.UNSAFE_ENTRY.value}
    assert not (tmp_path / "made").exists()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("script/en/a.toml", "script/en/a.toml"),
        ("script/en/a.toml", "script/en/A.toml"),
        ("media/\u00e9.png", "media/e\u0301.png"),
        ("media.md", "media.md/lamp.png"),
    ],
)
def test_no_two_entries_are_one_file(first: str, second: str, tmp_path: Path) -> None:
    def make(made: zipfile.ZipFile) -> None:
        made.writestr(first, "a")
        made.writestr(second, "b")

    assert refused(crafted(tmp_path, make), tmp_path) == {Code.UNSAFE_ENTRY.value}


def test_what_would_fill_the_disk_is_not_unpacked(tmp_path: Path) -> None:
    bomb = crafted(
        tmp_path, lambda made: made.writestr("knowledge/en/bomb.md", bytes((MOST_RATIO + 800) * 1 << 20 >> 4))
    )
    assert refused(bomb, tmp_path) == {Code.BOMB.value}  # KP0075
    many = crafted(tmp_path, nine(1))
    assert refused(many, tmp_path, Limits(files=5)) == {Code.BOMB.value}
    large = crafted(tmp_path, nine(900))
    assert refused(large, tmp_path, Limits(pack_bytes=4000)) == {Code.BOMB.value}
    assert not (tmp_path / "made").exists()


def test_an_entry_that_is_longer_than_it_says_is_cut_off(whole: bytes, tmp_path: Path) -> None:
    """The announced length lies; what comes out of the packed bytes is more."""
    text = b"A" * 5000
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(CONTENTS, "{}")
        made.writestr("knowledge/en/log.md", text)
    lying = buffer.getvalue().replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    file = tmp_path / "lying.kpack"
    file.write_bytes(lying)
    assert refused(file, tmp_path) & {Code.BOMB.value, Code.ARCHIVE.value}
    assert (tmp_path / "made/knowledge/en/log.md").stat().st_size <= 50


def test_encrypted_and_foreign_packing_is_refused(whole: bytes, tmp_path: Path) -> None:
    archive = tmp_path / "crafted.kpack"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_LZMA) as made:
        made.writestr(CONTENTS, "{}")
    assert refused(archive, tmp_path) == {Code.UNSAFE_ENTRY.value}


def test_alike_contents_make_alike_archives(whole: bytes, tmp_path: Path) -> None:
    again = tmp_path / "again.kpack"
    carry(GOOD / "lighthouse", again, date(2026, 6, 2))
    assert again.read_bytes() == whole


def test_what_is_unpacked_is_what_was_carried(whole: bytes, tmp_path: Path) -> None:
    file = tmp_path / "lighthouse.kpack"
    file.write_bytes(whole)
    open_archive(file, tmp_path / "made")
    source = GOOD / "lighthouse"
    carried = {path.relative_to(source): path.read_bytes() for path in source.rglob("*") if path.is_file()}
    found = {path.relative_to(tmp_path / "made"): path for path in (tmp_path / "made").rglob("*") if path.is_file()}
    assert {name: path.read_bytes() for name, path in found.items() if str(name) != CONTENTS} == carried
    assert not any(path.stat().st_mode & 0o111 for path in found.values())


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_damaged_archive_is_refused_or_unharmed_and_never_leaves_its_folder(
    whole: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    spoilt = bytearray(whole)
    if data.draw(st.booleans()):
        del spoilt[data.draw(st.integers(0, len(whole) - 1)) :]
    else:
        for _ in range(data.draw(st.integers(1, 4))):
            spoilt[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    folder.mkdir()
    (folder / "spoilt.kpack").write_bytes(spoilt)
    codes: set[str] = set()
    try:
        open_archive(folder / "spoilt.kpack", folder / "made")
    except PackError as refusal:
        codes = {problem.code for problem in refusal.problems}
    assert codes <= REFUSALS
    assert codes or contents(folder / "made") == contents(GOOD / "lighthouse"), "what is let in is what was closed"
    assert {path.name for path in folder.iterdir()} <= {"spoilt.kpack", "made"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_at_all_break_the_reader(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "any.kpack").write_bytes(content)
    with pytest.raises(PackError):
        unpack(tmp_path / "any.kpack", tmp_path / "made")
