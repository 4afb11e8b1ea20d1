"""Good packs are read to the letter, bad ones are refused with everything that is wrong with them."""

import os
from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.content.figure import Kind
from kiosk.domain.content.passage import TextOrigin
from kiosk.domain.content.rights import Scope
from kiosk.pack.model.limits import Limits
from kiosk.pack.model.reader import read_pack
from tests.pack.packs import BAD, DAY, GOOD, SCRUTINIZED, codes_of, copy_of, problems_of

EXPECTED = {
    "KP0002": ("error", "pack.toml", "is missing"),
    "KP0003": ("error", "rights.toml", "cannot be read"),
    "KP0004": ("error", "script/en/lines.toml:4", "0xe9"),
    "KP0005": ("error", "script/en/lines.toml:2", "column 11"),
    "KP0006": ("error", "pack.toml:1", "format 9"),
    "KP0007": ("error", "pack.toml:5", "'name'"),
    "KP0008": ("error", "pack.toml:8", "must be a date"),
    "KP0009": ("error", "script/en/lines.toml:5", "did you mean 'locked'?"),
    "KP0010": ("error", "rights.toml:3", "did you mean 'fictional'?"),
    "KP0011": ("error", "script/en/more.toml:1", "script/en/lines.toml:1"),
    "KP0012": ("error", "script/en/lines.toml:5", "did you mean 'towers'?"),
    "KP0013": ("error", "pack.toml:2", "'Light House'"),
    "KP0014": ("error", "pack.toml:14", "80 to 300"),
    "KP0015": ("error", "script/en/words.toml:2", "did you mean 'lamp'?"),
    "KP0016": ("error", "script/en/lines.toml:5", "verbatim without a source"),
    "KP0017": ("error", "script/en/lines.toml:3", "'asks' is empty"),
    "KP0018": ("error", "script/en/lines.toml:3", "at most 200"),
    "KP0019": ("error", "script/en/lines.toml:3", "201 entries"),
    "KP0020": ("warning", "script/en/more.toml:1", "'lamp' in script/en/lines.toml:1"),
    "KP0021": ("warning", "pack.toml:4", "'ko'"),
    "KP0022": ("warning", "script/de", "no language of the pack"),
    "KP0023": ("warning", "script/en/lines.toml:1", "at most 45 s"),
    "KP0024": ("warning", "script/en/b.toml:2", "script/en/a.toml:2"),
    "KP0025": ("error", "script/en/lines.toml:5", "media/lamp.png"),
    "KP0026": ("error", "script/en/lines.toml:5", "leads out of the pack"),
    "KP0027": ("error", "media/show.py", "program"),
    "KP0028": ("warning", "scripts/en/lines.toml", "did you mean 'script'?"),
    "KP0031": ("error", "pack.toml:9", "before the birth"),
    "KP0040": ("error", "rights.toml", "no consent"),
    "KP0041": ("error", "rights.toml:1", "likeness"),
    "KP0042": ("error", "rights.toml:1", "ended on 2026-05-31"),
    "KP0043": ("error", "rights.toml:1", "was revoked"),
    "KP0044": ("error", "rights.toml:1", "begins on 2026-06-02"),
    "KP0045": ("warning", "rights.toml", "neutral voice"),
    "KP0046": ("warning", "rights.toml", "nothing is composed"),
    "KP0047": ("warning", "rights.toml", "lines.toml in script/en"),
    "KP0049": ("warning", "rights.toml:6", "to be completed"),
    "KP0048": ("warning", "rights.toml:10", "did you mean 'script/en/lines.toml'?"),
    "KP0050": ("warning", "pack.toml:1", "the built-in one is used"),
    "KP0051": ("error", "pack.toml:9", "does not say that this is AI"),
    "KP0052": ("warning", "pack.toml", "neutral silhouette"),
    "KP0053": ("error", "pack.toml:14", "ivory"),
    "KP0054": ("warning", "pack.toml:13", "1.6 : 1"),
    "KP0055": ("warning", "pack.toml:11", "photograph"),
    "KP0056": ("warning", "pack.toml:11", "no idle film"),
    "KP0057": ("warning", "portrait/sign/en/lamps.mp4", "did you mean 'lamp'?"),
    "KP0058": ("error", "script/en/lines.toml:11", "did you mean 'children'?"),
    "KP0059": ("error", "script/en/lines.toml:10", "'wreck', which is sensitive"),
    "KP0060": ("error", "knowledge/en/log.md:1", "front matter"),
    "KP0061": ("warning", "knowledge/en/log.md", "no paragraph"),
    "KP0062": ("warning", "knowledge/en/log.md:10", "'March, 2'"),
    "KP0063": ("warning", "knowledge/en/log.md:4", "no author"),
    "KP0080": ("error", "script/en/lines.toml:5", "did you mean 'child'?"),
    "KP0081": ("warning", "script/en/lines.toml:1", "1 lines in 'en' bear no date"),
    "KP0085": ("error", "rights.toml:1", "nobody knows when it ends"),
    "KP0064": ("warning", "script/en/lines.toml:1", "1 line in 'en'"),
    "KP0065": ("warning", "script/en/lines.toml:5", "'lamp' is no shorter"),
}
"""Severity, place and words of the one thing that is wrong with each bad pack."""


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_each_bad_pack_is_told_its_one_fault_with_its_place_and_nothing_else(code: str) -> None:
    severity, where, words = EXPECTED[code]
    reading = read_pack(BAD / code, DAY)
    found = [problem for problem in reading.problems if problem.code == code]
    assert [(problem.severity.value, problem.where) for problem in found] == [(severity, where)]
    assert words in str(found[0])
    assert (reading.pack is None) == (severity == "error")
    others = {problem.code for problem in reading.problems} - {code}
    assert others <= {"KP0028", "KP0047", "KP0050"}, "a follow-up that hides the cause"


def test_every_bad_pack_on_the_shelf_is_expected() -> None:
    assert {folder.name for folder in BAD.iterdir()} == set(EXPECTED) | SCRUTINIZED


def test_the_smallest_pack_is_a_pack_and_is_told_only_what_visitors_will_miss() -> None:
    reading = read_pack(GOOD / "lighthouse", DAY)
    pack = reading.pack
    assert pack is not None
    assert {problem.code for problem in reading.problems} == {"KP0047", "KP0050", "KP0052"}
    assert (pack.id, pack.version, pack.language, pack.figure.name) == ("lighthouse", "1.0.0", "en", "The Keeper")
    assert pack.figure.kind is Kind.FICTIONAL
    assert pack.portrait == ""
    assert pack.policy.generation == "off"
    assert pack.policy.house_lines
    assert pack.policy.max_quote_words == 60
    (line,) = pack.lines["en"]
    assert line.asks == ("How bright was the lamp?", "Could ships see your light?")
    assert line.says == ("On a clear night they saw it from twenty miles.",)
    assert line.where == "script/en/lines.toml:1"
    (passage,) = pack.passages["en"]
    assert (passage.where, passage.text.year, passage.text.origin) == ("March, 1", 1871, TextOrigin.PRIMARY)
    source = (GOOD / "lighthouse/knowledge/en/log.md").read_text(encoding="utf-8")
    assert source[passage.start : passage.end] == passage.words == "A paragraph is the unit that is found and cited."
    assert all(pack.allows(scope, DAY) for scope in Scope)


def test_a_pack_needs_neither_lines_nor_texts() -> None:
    pack = read_pack(GOOD / "bare", DAY).pack
    assert pack is not None
    assert pack.lines == {"en": ()}
    assert pack.passages == {"en": ()}


def test_a_korean_pack_is_read_with_all_its_lines() -> None:
    pack = read_pack(GOOD / "hangul", DAY).pack
    assert pack is not None
    assert pack.figure.years == "1397–1450"
    assert len(pack.lines["ko"]) == 10
    assert all(len(line.asks) >= 3 for line in pack.lines["ko"])
    assert all(pack.line(suggested, "ko") for suggested in pack.words["ko"].suggested)
    assert not pack.allows(Scope.VOICE, DAY)


def test_a_folder_that_is_none_is_a_problem(tmp_path: Path) -> None:
    assert codes_of(tmp_path / "nowhere") == codes_of(GOOD / "bare/pack.toml") == {"KP0001"}
    assert codes_of(Path("\0")) == {"KP0001"}


def test_an_empty_folder_is_told_what_is_missing(tmp_path: Path) -> None:
    assert codes_of(tmp_path) == {"KP0002", "KP0040"}


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    (folder / "pack.toml").write_text('format = 2\nid = "A"\nlanguages = []\ncolour = "red"\n[figure]\nkind = "dead"\n')
    (folder / "rights.toml").write_text("[[consent]]\nscope = 3\n")
    (folder / "script/en/lines.toml").write_text("[[line]]\nsays = 5\n[[line]\n")
    (folder / "knowledge/en/log.md").write_text("+++\ntitel = 'x'\n+++\n")
    codes = {"KP0005", "KP0006", "KP0007", "KP0008", "KP0009", "KP0010", "KP0013", "KP0017", "KP0061"}
    assert codes <= codes_of(folder)


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are made on POSIX alone")
def test_links_and_pipes_are_refused_and_never_opened(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    (tmp_path / "secret.toml").write_text("[words]\ngreeting = 'secret'\n")
    (folder / "script/en/link.toml").symlink_to(tmp_path / "secret.toml")
    (folder / "script/ko").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(folder / "script/en/pipe.toml")
    found = {problem.where for problem in problems_of(folder) if problem.code == "KP0026"}
    assert found == {"script/en/link.toml", "script/ko", "script/en/pipe.toml"}


def test_media_paths_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    for path in ("../a.png", "/etc/passwd", "media/../../a.png", "C:/a.png", "..\\\\a.png"):
        folder = copy_of("lighthouse", tmp_path / path.replace("/", "_").replace("\\", "_").replace(":", "_"))
        with (folder / "script/en/lines.toml").open("a") as opened:
            opened.write(f'media = "{path}"\n')
        assert "KP0026" in codes_of(folder), path


@pytest.mark.skipif(os.name != "posix", reason="such names exist on POSIX alone")
def test_names_that_other_systems_cannot_hold_are_refused(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    for name in (b"a:b.png", b"line\nbreak.png", b"\xff.png", b"end. "):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(b"")
    found = [problem for problem in problems_of(folder) if problem.code == "KP0032"]
    assert len(found) == 4
    assert all(str(problem).encode("utf-8") for problem in found)


def test_sizes_and_numbers_have_limits(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)

    def codes(limits: Limits) -> set[str]:
        return {problem.code for problem in read_pack(folder, DAY, limits).problems if problem.is_error}

    assert codes(Limits()) == set()
    assert codes(Limits(text_bytes=100)) >= {"KP0029"}
    assert codes(Limits(file_bytes=100)) == {"KP0029"}
    assert codes(Limits(pack_bytes=100)) == {"KP0030"}
    assert codes(Limits(files=3)) >= {"KP0030"}
    assert codes(Limits(depth=1)) == {"KP0032"}
    assert codes(Limits(path_characters=12)) == {"KP0032"}
    assert codes(Limits(lines=0)) == {"KP0019"}
    assert codes(Limits(says_characters=10)) == {"KP0018"}


def test_the_real_limits_hold_for_a_file_of_more_than_eight_mebibytes(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    (folder / "script/en/more.toml").write_bytes(b"#" * (8 * 1024 * 1024 + 1))
    assert [problem.where for problem in problems_of(folder) if problem.code == "KP0029"] == ["script/en/more.toml"]


def test_the_digest_follows_every_file_but_not_what_was_built(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)

    def digest() -> str:
        pack = read_pack(folder, DAY).pack
        assert pack is not None
        return pack.digest

    first = digest()
    assert first == digest()
    assert len(first) == 64
    original = read_pack(GOOD / "lighthouse", DAY).pack
    assert original is not None
    assert original.digest == first, "the place of the folder does not matter"
    (folder / "build").mkdir()
    (folder / "build/index.bin").write_bytes(b"computed")
    (folder / ".DS_Store").write_bytes(b"litter")
    assert digest() == first
    (folder / "README.md").write_text("For people.")
    second = digest()
    (folder / "README.md").rename(folder / "readme.md")
    assert len({first, second, digest()}) == 3


def test_a_pack_in_a_read_only_folder_is_read_without_writing(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    before = sorted(folder.rglob("*"))
    for path in [folder, *before]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert read_pack(folder, DAY).pack is not None
        assert sorted(folder.rglob("*")) == before
    finally:
        for path in [folder, *before]:
            path.chmod(0o755)


def test_a_byte_order_mark_and_windows_line_ends_are_borne(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    for path in (path for path in folder.rglob("*.*") if path.is_file()):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    pack = read_pack(folder, DAY).pack
    assert pack is not None
    (passage,) = pack.passages["en"]
    source = (folder / "knowledge/en/log.md").read_bytes().decode("utf-8")
    assert source[passage.start : passage.end] == "A paragraph is the unit that is found and cited."
    assert passage.where == "March, 1"
    assert pack.lines["en"][0].id == "lamp"


def test_a_consent_is_judged_by_the_day(tmp_path: Path) -> None:
    folder = BAD / "KP0042"
    assert read_pack(folder, date(2026, 5, 31)).pack is not None
    assert read_pack(folder, date(2026, 6, 1)).pack is None


def test_how_words_are_said_is_read_with_the_longest_first(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    manifest = folder / "pack.toml"
    table = '\n[voice.pronounce]\n"Moe" = "Moo"\n"Henrik Moe" = "/ˈhɛnrɪk moʊ/"\n'
    manifest.write_text(manifest.read_text(encoding="utf-8") + table, encoding="utf-8")
    pack = read_pack(folder, DAY).pack
    assert pack is not None
    assert pack.voice.pronounce == (("Henrik Moe", "/ˈhɛnrɪk moʊ/"), ("Moe", "Moo"))
