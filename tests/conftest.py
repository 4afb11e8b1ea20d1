"""Where tests find real material, what stands in for it, and real models; they skip, saying so, without either."""

import csv
import os
from collections.abc import Callable, Generator
from pathlib import Path

import platformdirs
import pytest
from hypothesis import settings

from kiosk.sound.recording import Recording, read_recording
from tests import checkout, material, skipping

# How long one example takes on a busy machine says nothing; `--hypothesis-profile` still has the last word.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real speech, faces and texts: KIOSK_SHARED_DATA, else ../shared/data beside the checkout."""
    folder = material.real()
    if not folder.is_dir():
        pytest.skip(f"no real material at {folder}; set KIOSK_SHARED_DATA")
    return folder


@pytest.fixture(scope="session")
def models() -> Path:
    """The model store: KIOSK_MODELS, else the user's own."""
    folder = Path(os.environ.get("KIOSK_MODELS", platformdirs.user_data_path("kiosk") / "models"))
    if not folder.is_dir():
        pytest.skip(f"no models at {folder}; kiosk models pull, or set KIOSK_MODELS")
    return folder


@pytest.fixture(scope="session")
def asked_aloud(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A recorded question by its name: of a person where real material is at hand, else of the product's voice."""
    made = tmp_path_factory.mktemp("asked")

    def find(name: str) -> Path:
        recorded, file = material.real() / "speech" / "questions_short" / f"{name}.wav", made / f"{name}.wav"
        if recorded.is_file():
            return recorded
        if not file.exists():
            file.write_bytes(material.wav_of(material.spoken(material.QUESTIONS[name])))
        return file

    return find


@pytest.fixture(scope="session")
def read_aloud() -> tuple[tuple[Recording, str], ...]:
    """Ten English sentences with their words: read by people where real material is at hand, else by the product."""
    table = material.real() / "speech.tsv"
    if not table.is_file():
        return tuple((material.spoken(text), text) for text in material.SENTENCES)
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines(), delimiter="\t")
    chosen = [row for row in rows if row["set"] == "vctk"][: len(material.SENTENCES)]
    return tuple((read_recording(table.parent / row["path"]), row["text"]) for row in chosen)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    skipping.judge(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    skipping.judge(report)
    return report


def pytest_sessionfinish() -> None:
    checkout.discard()
