"""The set-up takes the publisher's wheel where it is the pinned one and comes at once, else compiles; it tells both."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fakes.servers.wheel_index import WheelIndex, closed, published, silent

ROOT = Path(__file__).resolve().parents[2]
NAME = "llama_cpp_python"
[VERSION] = re.findall(rf"^{NAME}==(\S+)$", (ROOT / "deploy/constraints.txt").read_text(encoding="utf-8"), re.MULTILINE)
OTHER = "0" * 64
LONGEST_SECONDS = 300.0
COMPILED = 'compile_llama() { echo "it is compiled"; touch "$llama_folder/compiled.whl"; }'
"""In place of what takes minutes."""

HARMLESS = """#!/bin/sh
case "$*" in
    "-m pip install"* | "-m pip uninstall"*) echo "played: $*" ;;
    *) exec {python} "$@" ;;
esac
"""
"""The Python that runs these tests, but for what would change what is installed for it."""

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")


@dataclass(frozen=True)
class Machine:
    """A new one, whose set-up is played function by function."""

    home: Path

    def play(self, *lines: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """What the set-up does with these lines after its own."""
        (self.home / "log").mkdir(parents=True, exist_ok=True)
        python = self.home / "python"
        python.write_text(HARMLESS.format(python=shlex.quote(sys.executable)), encoding="utf-8")
        python.chmod(0o755)
        script = [
            "set -euo pipefail",
            f". {ROOT}/deploy/setup.sh",
            f"python={shlex.quote(str(python))}",
            'mkdir -p "$llama_folder"',
        ]
        surroundings = {
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "HOME": str(self.home),
            "KIOSK_VENV": str(self.home),
            "PIP_CACHE_DIR": str(self.home / "cache"),
            **environment,
        }
        return subprocess.run(
            ["bash", "-c", "\n".join([*script, *lines])],
            env=surroundings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )

    def get(self, index: str, **environment: str) -> str:
        """Has llama-cpp-python got, compiling being played; what was said of it."""
        done = self.play(COMPILED, "get_llama", KIOSK_PREBUILT_INDEX=index, **environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return (self.home / "llama" / "said").read_text(encoding="utf-8")

    @property
    def wheels(self) -> list[str]:
        return sorted(file.name for file in (self.home / "llama").glob("*.whl"))


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture
def index() -> Iterator[WheelIndex]:
    with published() as index:
        yield index


def test_a_wheel_with_the_pinned_digest_is_taken_and_nothing_is_compiled(machine: Machine, index: WheelIndex) -> None:
    digest = index.publish(NAME, VERSION)
    said = machine.get(index.address, KIOSK_PREBUILT="pinned", KIOSK_PREBUILT_SHA256=f"{OTHER} {digest}")
    assert "pinned" in said
    assert machine.wheels == [f"{NAME}-{VERSION}-py3-none-any.whl"]


def test_a_wheel_with_another_digest_is_refused_and_compiling_follows(machine: Machine, index: WheelIndex) -> None:
    digest = index.publish(NAME, VERSION)
    said = machine.get(index.address, KIOSK_PREBUILT_SHA256=OTHER)
    assert said.startswith("compiled: ")
    assert digest in said
    assert machine.wheels == ["compiled.whl"]


def test_without_a_pinned_digest_nothing_is_taken_where_the_operator_wants_pinned_ones_alone(
    machine: Machine, index: WheelIndex
) -> None:
    index.publish(NAME, VERSION)
    assert "is pinned" in machine.get(index.address, KIOSK_PREBUILT="pinned")
    assert machine.wheels == ["compiled.whl"]
    assert index.asked == []


def test_the_first_wheel_is_told_and_kept_in_mind_and_no_other_is_taken_after_it(
    machine: Machine, index: WheelIndex
) -> None:
    digest = index.publish(NAME, VERSION)
    assert digest in machine.get(index.address)
    assert machine.wheels == [f"{NAME}-{VERSION}-py3-none-any.whl"]
    assert digest in (machine.home / ".local/share/kiosk/prebuilt.txt").read_text(encoding="utf-8")
    changed = index.publish(NAME, VERSION, "# changed")
    shutil.rmtree(machine.home / "llama")
    assert changed in machine.get(index.address)
    assert machine.wheels == ["compiled.whl"]


def test_an_index_without_the_pinned_version_is_not_used(machine: Machine, index: WheelIndex) -> None:
    index.publish(NAME, "0.0.1")
    assert f"no wheel of version {VERSION}" in machine.get(index.address)
    assert machine.wheels == ["compiled.whl"]


def test_an_index_that_never_answers_is_given_up_and_compiling_follows(machine: Machine) -> None:
    with silent() as address:
        assert re.search(r"has not answered within 5 s|timed out", machine.get(address))
    assert machine.wheels == ["compiled.whl"]


def test_where_the_index_cannot_be_reached_compiling_follows(machine: Machine) -> None:
    assert "refused" in machine.get(closed())
    assert machine.wheels == ["compiled.whl"]


def test_an_index_that_is_not_encrypted_is_not_trusted_with_a_first_wheel(machine: Machine) -> None:
    assert "is not encrypted" in machine.get("http://wheels.invalid/whl")
    assert machine.wheels == ["compiled.whl"]


def test_who_wants_it_compiled_has_it_compiled(machine: Machine, index: WheelIndex) -> None:
    index.publish(NAME, VERSION)
    machine.get(index.address, KIOSK_PREBUILT="no")
    assert machine.wheels == ["compiled.whl"]
    assert index.asked == []


HAD = """
llama_is_there() { false; }
install_llama() { ls "$llama_folder"; [ ! -e "$llama_folder/prebuilt" ]; }
begin_llama
finish_llama
report_missing
"""


def test_a_publishers_wheel_that_does_not_run_here_is_replaced_by_a_compiled_one(
    machine: Machine, index: WheelIndex
) -> None:
    index.publish(NAME, VERSION)
    done = machine.play(COMPILED, HAD, KIOSK_PREBUILT_INDEX=index.address)
    assert done.returncode == 0, done.stderr
    assert "does not run here" in done.stdout
    assert "missing" not in done.stdout
    assert machine.wheels == ["compiled.whl"]
    assert "played: -m pip uninstall" in (machine.home / "log" / "llama.log").read_text(encoding="utf-8")


def test_what_was_compiled_before_and_does_not_run_here_is_compiled_anew(machine: Machine) -> None:
    before = 'compiled_before() { true; }; install_llama() { [ -e "$llama_folder/anew" ]; }'
    anew = 'compile_llama() { touch "$llama_folder/compiled.whl"; [ "$#" = 0 ] && [ -e "$llama_folder/said" ]'
    anew += ' && touch "$llama_folder/anew" || true; }'
    done = machine.play(anew, HAD.replace("begin_llama", f"{before}\nbegin_llama"))
    assert done.returncode == 0, done.stderr
    assert "does not run here" in done.stdout
    assert "missing" not in done.stdout
    assert "played: -m pip uninstall" in (machine.home / "log" / "llama.log").read_text(encoding="utf-8")


CPU = "flags\t\t: fpu pni sse4_2 avx f16c\n"


def test_nothing_is_compiled_that_this_processor_may_not_run(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text(CPU, encoding="utf-8")
    done = machine.play("uname() { echo x86_64; }", "processor_arguments", KIOSK_CPUINFO=str(tmp_path / "cpuinfo"))
    assert done.stdout == "-DGGML_NATIVE=OFF -DGGML_AVX2=OFF -DGGML_FMA=OFF -DGGML_BMI2=OFF"
    done = machine.play("uname() { echo aarch64; }", "processor_arguments")
    assert done.stdout == ""


def test_what_cannot_be_compiled_is_told_with_its_last_words_and_the_rest_goes_on(machine: Machine) -> None:
    fails = 'compile_llama() { echo "error: no such header"; return 1; }'
    done = machine.play(fails, HAD, KIOSK_PREBUILT="no")
    assert done.returncode == 0, done.stderr
    assert "error: no such header" in done.stdout
    assert "llama-cpp-python could not be had" in done.stdout


def test_what_the_kiosk_does_not_use_is_left_out_of_compiling_and_all_cores_compile(
    machine: Machine, tmp_path: Path
) -> None:
    for name in ("c++", "pip-told"):
        program = tmp_path / "programs" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text('#!/bin/sh\necho "$CMAKE_ARGS"\necho "$CMAKE_BUILD_PARALLEL_LEVEL"\n')
        program.chmod(0o755)
    programs = f"{tmp_path / 'programs'}:/usr/bin:/bin"
    done = machine.play("python=pip-told", "compile_llama", PATH=programs, CMAKE_ARGS="-DGGML_OPENMP=OFF")
    arguments, jobs = done.stdout.splitlines()
    left_out, *own_processor, project, own = shlex.split(arguments)
    assert all(one.startswith("-DGGML_") for one in own_processor)
    assert (left_out, own) == ("-DLLAVA_BUILD=OFF", "-DGGML_OPENMP=OFF")
    included = Path(project.removeprefix("-DCMAKE_PROJECT_llama_cpp_INCLUDE="))
    assert "set(LLAMA_BUILD_COMMON OFF)" in included.read_text(encoding="utf-8").splitlines()
    assert 1 <= int(jobs) <= (os.cpu_count() or 1)


def test_compiling_ends_with_the_script(machine: Machine) -> None:
    """Whatever still runs holds the script's output open, and its end would be waited for until the test gives up."""
    waits = 'get_llama() { bash -c "read -r < $KIOSK_VENV/never" & wait; }; mkfifo "$KIOSK_VENV/never"; exec 3>&1'
    done = machine.play(waits, "llama_is_there() { false; }", "begin_llama", "exit 3")
    assert done.returncode == 3


def test_the_time_of_every_step_is_told_at_the_end(machine: Machine) -> None:
    done = machine.play("steps_all=2", "step Packages", "SECONDS=7", "step Models", "SECONDS=9", "report_times")
    assert re.findall(r"^ +(\d+)  (\w+)$", done.stdout, re.MULTILINE) == [
        ("7", "Packages"),
        ("2", "Models"),
        ("9", "all"),
    ]


LACKING = """
from prebuilt import lacking
print(lacking(["sse3", "avx2", "fma"], "flags : fpu pni fma"), lacking(["avx2"], ""))
"""


def test_a_processor_that_lacks_what_a_wheel_was_built_for_is_noticed() -> None:
    command = [sys.executable, "-c", LACKING]
    done = subprocess.run(command, cwd=ROOT / "deploy", capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['avx2'] []"


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
def test_shellcheck_finds_nothing() -> None:
    scripts = [str(file) for file in sorted((ROOT / "deploy").glob("*.sh"))]
    done = subprocess.run(["shellcheck", "-x", *scripts], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
