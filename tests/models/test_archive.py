"""Unpacking zips that strangers made."""

import stat
import zipfile
from pathlib import Path

import pytest

from kiosk.models.archive import unpack
from kiosk.models.catalog import ModelError
from tests.fakes.servers.published_models import write_zip

MIB = 1 << 20


def unpack_members(folder: Path, members: dict[str, bytes], most_bytes: int = MIB) -> Path:
    archive, target = folder / "in.zip", folder / "deep" / "out"
    write_zip(archive, members)
    target.mkdir(parents=True)
    unpack(archive, target, most_bytes)
    return target


def test_the_folder_that_wraps_a_model_is_left_out(tmp_path: Path) -> None:
    target = unpack_members(tmp_path, {"model-0.1/am/final.mdl": b"a", "model-0.1/README": b"r"})
    assert (target / "am" / "final.mdl").read_bytes() == b"a"
    assert (target / "README").read_bytes() == b"r"


def test_files_at_the_top_stay_where_they_are(tmp_path: Path) -> None:
    target = unpack_members(tmp_path, {"am/final.mdl": b"a", "README": b"r"})
    assert (target / "am" / "final.mdl").is_file()


@pytest.mark.parametrize("name", ["../evil", "a/../../evil", "/evil", "C:/evil", "..\\evil", "m/x/../../../../evil"])
def test_nothing_lands_outside_the_target(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelError) as caught:
        unpack_members(tmp_path, {"m/fine": b"1", name: b"2"})
    assert caught.value.problems[0].code == "KM0010"
    assert not list(tmp_path.rglob("evil"))
    assert not list((tmp_path / "deep" / "out").iterdir())


def test_links_are_refused(tmp_path: Path) -> None:
    archive, target = tmp_path / "in.zip", tmp_path / "out"
    target.mkdir()
    link = zipfile.ZipInfo("m/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr(link, "/etc/passwd")
    with pytest.raises(ModelError):
        unpack(archive, target, MIB)
    assert not list(target.iterdir())


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        unpack_members(tmp_path, {"m/zeros": bytes(3 * MIB)})
    assert not list((tmp_path / "deep" / "out").iterdir())


def test_a_file_that_is_no_zip_is_a_problem(tmp_path: Path) -> None:
    archive = tmp_path / "in.zip"
    archive.write_bytes(b"<html>not found</html>")
    with pytest.raises(ModelError) as caught:
        unpack(archive, tmp_path, MIB)
    assert "not a sound zip" in str(caught.value)


def test_a_damaged_member_is_a_problem(tmp_path: Path) -> None:
    archive, target = tmp_path / "in.zip", tmp_path / "out"
    target.mkdir()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as zipped:
        zipped.writestr("m/file", b"A" * 100)
    archive.write_bytes(archive.read_bytes().replace(b"AAAA", b"AABA", 1))
    with pytest.raises(ModelError):
        unpack(archive, target, MIB)
