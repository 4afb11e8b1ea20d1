"""The catalog that ships with the product."""

import re
from pathlib import Path

import pytest

from kiosk.models.catalog import CATALOG_FILE, Engine, ModelError, Purpose, SourceKind, load_catalog
from kiosk.models.recommend import LANGUAGES

CATALOG = load_catalog()


def test_every_model_may_be_shipped_next_to_apache_code() -> None:
    assert {model.licence for model in CATALOG.models} <= {"Apache-2.0", "MIT"}


def test_ids_are_unique_and_fit_for_folder_names() -> None:
    ids = [model.id for model in CATALOG.models]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9.-]*", name) for name in ids)


def test_a_digest_is_whole_or_left_out() -> None:
    digests = [file.sha256 for model in CATALOG.models for source in model.sources for file in source.files]
    assert all(re.fullmatch(r"([0-9a-f]{64})?", digest) for digest in digests)
    sources = [one for model in CATALOG.models for source in model.sources for one in (source, *source.parts)]
    wheels = [source for source in sources if source.kind in (SourceKind.WHEEL, SourceKind.PARTS)]
    assert wheels
    assert all(file.sha256 for source in wheels for file in source.files)


def test_a_model_in_parts_names_every_part_and_what_they_make() -> None:
    (source,) = CATALOG.find("whisper-base").sources
    assert source.kind is SourceKind.PARTS
    assert source.joined in {file.name for file in source.files}
    assert [part.kind for part in source.parts] == [SourceKind.WHEEL] * 2
    # The first file of each makes the whole, the others come as they are.
    others = {file.name for part in source.parts for file in part.files[1:]}
    assert {source.joined, *others} == {file.name for file in source.files}
    assert source.download_bytes == sum(part.download_bytes for part in source.parts)


def test_a_source_without_an_archive_delivers_every_required_file() -> None:
    for model in CATALOG.models:
        for source in model.sources:
            if not source.is_archive:
                names = {file.name for file in source.files}
                assert all(names & set(required.split("|")) for required in model.files), model.id


def test_small_vosk_models_cover_ten_languages_by_the_publishers_address() -> None:
    vosk = [model for model in CATALOG.of(Purpose.RECOGNIZER) if model.engine is Engine.VOSK]
    by_url = {
        language
        for model in vosk
        for language in model.languages
        if any(source.kind is SourceKind.URL for source in model.sources)
    }
    assert len(by_url) >= 10
    assert by_url <= set(LANGUAGES)


@pytest.mark.parametrize(("least", "most"), [(0.4e9, 0.99e9), (1e9, 2e9), (3e9, 4.1e9)])
def test_each_size_class_has_a_language_model(least: float, most: float) -> None:
    assert any(least <= model.parameters <= most for model in CATALOG.of(Purpose.LANGUAGE_MODEL))


def test_an_unknown_model_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ModelError) as caught:
        CATALOG.find("vosk-smal-en-us")
    assert caught.value.problems[0].hint == "did you mean 'vosk-small-en-us'?"


@pytest.mark.parametrize("text", ["", "[[model]]\nid = 'x'\n", "model = 3", "[[model]]\npurpose = 'dance'\nfiles = []"])
def test_a_damaged_catalog_is_a_problem_and_not_a_traceback(tmp_path: Path, text: str) -> None:
    file = tmp_path / "catalog.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(ModelError) as caught:
        load_catalog(file)
    assert caught.value.problems[0].code == "KM0002"


def test_addresses_are_encrypted() -> None:
    text = CATALOG_FILE.read_text("utf-8")
    assert "http://" not in text
