"""Every code is documented once, and every documented code is proven by a pack or by a test of its own."""

import re
from pathlib import Path

from kiosk.pack.codes import Code
from tests.pack.packs import BAD

README = Path(__file__).parents[2] / "content" / "README.md"

PROVEN_BY = {
    Code.NO_FOLDER: "test_reader.py::test_a_folder_that_is_none_is_a_problem",
    Code.LARGE_FILE: "test_reader.py::test_the_real_limits_hold_for_a_file_of_more_than_eight_mebibytes",
    Code.LARGE_PACK: "test_reader.py::test_sizes_and_numbers_have_limits",
    Code.BAD_NAME: "test_reader.py::test_names_that_other_systems_cannot_hold_are_refused",
    Code.ARCHIVE: "test_library.py::test_archives_are_installed_before_they_are_shown",
    Code.NOT_INSTALLED: "test_library.py::test_a_misspelt_id_is_answered_with_the_nearest_one",
    Code.NOT_COPIED: "test_library.py::test_an_install_that_fails_anywhere_leaves_the_last_good_pack",
    Code.UNSAFE_ENTRY: "test_archive.py::test_what_leads_out_of_the_pack_or_is_no_file_is_not_unpacked",
    Code.BOMB: "test_archive.py::test_what_would_fill_the_disk_is_not_unpacked",
    Code.CONTENTS: "test_carrying.py::test_what_was_changed_after_it_was_closed_is_refused",
    Code.BAD_SIGNATURE: "test_carrying.py::test_a_signature_fits_its_contents_and_no_others",
    Code.UNTRUSTED: "test_carrying.py::test_only_packs_of_trusted_signers_are_installed_unless_on_trial",
    Code.KEY: "test_carrying.py::test_a_key_opens_with_its_pass_phrase_alone",
    Code.NOT_EMPTY: "test_starter.py::test_a_folder_that_holds_something_is_left_alone",
}
"""Codes that no folder can show: too large for one, not a folder, or not about one."""


def documented() -> dict[str, str]:
    rows = re.findall(r"^\| (KP\d{4}) \| ([a-z ]+) \| .+ \|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == len({code for code, _ in rows}), "a code stands twice in the table"
    return dict(rows)


def test_the_table_lists_exactly_the_codes_there_are() -> None:
    assert set(documented()) == {code.value for code in Code}


def test_every_code_has_a_bad_pack_or_a_test_of_its_own() -> None:
    folders = {folder.name for folder in BAD.iterdir()}
    special = {code.value for code in PROVEN_BY}
    assert folders | special == set(documented())
    assert not folders & special


def test_the_tests_named_for_the_other_codes_exist() -> None:
    for code, place in PROVEN_BY.items():
        file, name = place.split("::")
        body = (
            (Path(__file__).parent / file).read_text(encoding="utf-8").partition(f"def {name}(")[2].split("\ndef ")[0]
        )
        assert code.value in body, place


def test_the_readme_shows_the_smallest_pack_as_it_is_tested() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    good = BAD.parent / "good" / "lighthouse"
    for block, file in zip(blocks, ("pack.toml", "rights.toml", "script/en/lines.toml"), strict=False):
        bare = re.sub(r" *#.*", "", (good / file).read_text(encoding="utf-8"))
        assert [line for line in bare.splitlines() if line] == block.splitlines()
