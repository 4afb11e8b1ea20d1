"""The house keeps its shape: floors, doors, sizes, names."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "kiosk").rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION, MOST_PARAMETERS = 400, 40, 5
BANNED = {"utils", "helpers", "common", "base", "manager"}
EVERYWHERE = {"numpy", "platformdirs"}
STAGE = {"pygame", "cv2"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_or_function_outgrows_its_limits(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "the first line says what the module holds"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_library_is_imported_in_its_doors_alone(module: Path) -> None:
    room = module.relative_to(ROOT / "kiosk").parts[0]
    allowed = set(sys.stdlib_module_names) | {"kiosk"} | (set() if room == "domain" else EVERYWHERE)
    allowed |= STAGE if room == "stage" else set()
    door = re.search(r"_(\w+)$", module.stem)
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            library = name.split(".")[0]
            assert library in allowed or door, f"{library} is imported outside a door"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_one_folder_alone_starts_ffmpeg(module: Path) -> None:
    if module.is_relative_to(ROOT / "kiosk" / "media_ffmpeg"):
        return
    tree = ast.parse(module.read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert not texts & {"ffmpeg", "ffprobe"}, "it asks kiosk.media_ffmpeg"
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    is_starting = bool((plain | named) & {"subprocess", "asyncio.subprocess"})
    assert not is_starting or not any(name.startswith("kiosk.media_ffmpeg") for name in named)


def test_nobody_is_called_helper() -> None:
    assert [path for path in MODULES if path.stem in BANNED] == []


def test_imports_point_down() -> None:
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    if command is None:
        pytest.skip("import-linter is not installed")
    done = subprocess.run([command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
