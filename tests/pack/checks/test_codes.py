"""Every code is documented once, and every documented code is proven by a pack or by a test of its own."""

import re
from pathlib import Path

from kiosk.pack.checks.codes import Code
from tests.pack.packs import BAD

README = Path(__file__).parents[3] / "content" / "README.md"
TESTS = Path(__file__).parents[1]

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
    Code.REVOKED_BY_LIST: "test_revocation.py::test_a_pack_or_a_consent_that_was_revoked_by_a_signed_list_is_refused",
    Code.BAD_REVOCATION: "test_revocation.py::test_a_list_that_is_damaged_or_a_stranger_s_counts_for_nothing",
    Code.NOT_HERE: "test_revocation.py::test_a_consent_that_holds_elsewhere_or_for_other_uses_does_not_count_here",
    Code.BUSY: "test_lock_filelock.py::test_who_cannot_have_the_lock_in_time_is_told_and_disturbs_nobody",
    Code.NOT_EMPTY: "test_starter.py::test_a_folder_that_holds_something_is_left_alone",
    Code.SOURCE_UNREADABLE: "importers/test_hostile.py::"
    "test_a_file_that_is_not_there_or_is_a_folder_of_nothing_is_told",
    Code.SOURCE_KIND: "importers/test_hostile.py::"
    "test_a_kind_of_file_that_is_not_imported_is_told_with_the_way_to_save_it",
    Code.SOURCE_DAMAGED: "importers/test_hostile.py::test_an_archive_that_lies_about_its_size_is_damaged",
    Code.SOURCE_LOCKED: "importers/test_hostile.py::test_a_source_behind_a_password_is_told_apart_from_a_damaged_one",
    Code.SOURCE_TOO_LARGE: "importers/test_hostile.py::"
    "test_an_archive_that_unpacks_to_a_thousand_times_its_size_is_not_unpacked",
    Code.SOURCE_EMPTY: "importers/test_recordings.py::test_a_recording_in_which_nobody_speaks_is_refused",
    Code.SOURCE_ENCODING: "importers/test_hostile.py::test_bytes_that_are_no_text_are_not_taken_for_a_book",
    Code.EDITED_BY_HAND: "importers/test_placement.py::"
    "test_a_new_version_of_what_people_have_changed_is_refused_by_name",
    Code.LIBRARY_MISSING: "importers/test_hostile.py::test_a_missing_library_is_told_with_the_command_that_installs_it",
    Code.NOT_INTO: "importers/test_placement.py::test_a_folder_that_is_no_pack_is_refused_before_anything_is_read",
    Code.COLUMNS: "importers/test_spreadsheets.py::"
    "test_a_spreadsheet_without_questions_and_answers_is_refused_with_a_way_out",
    Code.NOT_TRANSCRIBED: "importers/test_recordings.py::test_recordings_need_ears",
    Code.NOT_REVIEWED: "test_review.py::test_words_that_no_pack_may_hold_are_refused_and_nothing_changes",
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
        body = next(TESTS.rglob(file)).read_text(encoding="utf-8").partition(f"def {name}(")[2].split("\ndef ")[0]
        assert code.value in body, place


def test_the_readme_shows_the_smallest_pack_as_it_is_tested() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    good = BAD.parent / "good" / "lighthouse"
    for block, file in zip(blocks, ("pack.toml", "rights.toml", "script/en/lines.toml"), strict=False):
        bare = re.sub(r" *#.*", "", (good / file).read_text(encoding="utf-8"))
        assert [line for line in bare.splitlines() if line] == block.splitlines()
