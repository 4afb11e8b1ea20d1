"""Where tests find real material and real models; they skip, saying so, where there is none."""

import os
from pathlib import Path

import platformdirs
import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real speech, faces and texts: KIOSK_SHARED_DATA, else ../shared/data beside the checkout."""
    folder = Path(os.environ.get("KIOSK_SHARED_DATA", ROOT.parent / "shared" / "data"))
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
