"""Fetches the publisher's own wheel of llama-cpp-python, if its index answers at once and the wheel is the pinned one.

`prebuilt.py FOLDER` leaves the wheel in FOLDER and ends with 0; otherwise it says why there is none and ends with 1.
`prebuilt.py --prove` says whether the llama-cpp-python that is installed can run on this processor.
Standard library and pip alone: it runs before anything is installed.
"""

import argparse
import hashlib
import os
import re
import ssl
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
NAME = "llama_cpp_python"
INDEX = "https://abetlen.github.io/llama-cpp-python/whl/cpu"
"""Of the publisher: wheels for the processor alone."""

PROBE_SECONDS = 5.0
"""An index that has not answered by then is not waited for: compiling begins."""

DOWNLOAD_SECONDS = 300.0
LONGEST_PAGE = 8_000_000
FIRST_USE, PINNED, NEVER = "first-use", "pinned", "no"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
INSTRUCTIONS = ("sse3", "ssse3", "avx", "avx2", "f16c", "fma", "bmi2", "avx_vnni", "avx512")
"""What a build of llama.cpp can say that it needs."""

IN_CPUINFO = {"sse3": "pni", "avx512": "avx512f"}
"""Where Linux has another name for it."""


class RefusedError(Exception):
    """Why there is no wheel, as a sentence."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where wheels come from and which are taken."""

    index: str
    policy: str
    version: str
    pinned: frozenset[str]
    """Digests that somebody vouches for: of the repository and of the operator."""

    record: Path
    """Digests of what this machine has taken first."""


def settings(environment: Mapping[str, str]) -> Settings:
    """As the environment and the files beside this one say."""
    constraints = (HERE / "constraints.txt").read_text(encoding="utf-8")
    found = re.search(rf"^{NAME}==(\S+)", constraints, re.MULTILINE)
    version = found.group(1) if found else ""
    vouched = digests(HERE / "prebuilt.txt", version)
    home = Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "kiosk"
    folder = Path(environment.get("KIOSK_KIOSK__DATA_FOLDER") or home)
    return Settings(
        (environment.get("KIOSK_PREBUILT_INDEX") or INDEX).rstrip("/"),
        environment.get("KIOSK_PREBUILT") or FIRST_USE,
        version,
        vouched | frozenset(environment.get("KIOSK_PREBUILT_SHA256", "").lower().split()),
        folder / "prebuilt.txt",
    )


def digests(file: Path, version: str) -> frozenset[str]:
    """SHA-256 digests that a file in pip's form pins for a version."""
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    found = set[str]()
    for line in text.replace("\\\n", " ").splitlines():
        if re.match(rf"{NAME}=={re.escape(version)}\s", line):
            found.update(re.findall(r"--hash=sha256:([0-9a-f]{64})\b", line.split("#")[0]))
    return frozenset(found)


def fetch(wanted: Settings, folder: Path) -> tuple[Path, str]:
    """The wheel and a sentence on why it is trusted. Raises RefusedError; then nothing is left in the folder."""
    if wanted.policy == NEVER:
        raise RefusedError("KIOSK_PREBUILT=no")
    if wanted.policy not in (FIRST_USE, PINNED):
        raise RefusedError(f"KIOSK_PREBUILT is {wanted.policy!r}, not one of {FIRST_USE}, {PINNED}, {NEVER}")
    known = wanted.pinned or digests(wanted.record, wanted.version)
    if not known:
        check_first_use(wanted)
    if f"-{wanted.version}-" not in page(f"{wanted.index}/{NAME.replace('_', '-')}/"):
        raise RefusedError(f"{wanted.index} has no wheel of version {wanted.version}")
    wheel = download(wanted, folder)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if known and digest not in known:
        wheel.unlink()
        where = "pinned" if wanted.pinned else f"kept in {wanted.record}"
        raise RefusedError(f"{wheel.name} has SHA-256 {digest}, which is not the one {where}")
    if known:
        return wheel, f"{wheel.name} has the SHA-256 that is {'pinned' if wanted.pinned else 'known here'}"
    keep(wanted, wheel.name, digest)
    return wheel, f"{wheel.name} is pinned from now on, in {wanted.record}: SHA-256 {digest}"


def check_first_use(wanted: Settings) -> None:
    """Raises RefusedError unless a wheel without a pinned digest may be taken from this index."""
    if wanted.policy == PINNED:
        raise RefusedError(f"no SHA-256 of version {wanted.version} is pinned, and KIOSK_PREBUILT={PINNED}")
    address = urlsplit(wanted.index)
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        raise RefusedError(f"{wanted.index} is not encrypted, and no SHA-256 is pinned")


def page(address: str) -> str:
    """What lies there; asked in a thread because looking up a name heeds no time-out. Raises RefusedError."""
    found: list[str | OSError] = []

    def ask() -> None:
        try:
            context = ssl.create_default_context(cafile=os.environ.get("PIP_CERT") or None)
            with urllib.request.urlopen(address, timeout=PROBE_SECONDS, context=context) as answer:
                found.append(answer.read(LONGEST_PAGE).decode(errors="replace"))
        except OSError as error:
            found.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(PROBE_SECONDS)
    if not found:
        raise RefusedError(f"{address} has not answered within {PROBE_SECONDS:.0f} s")
    if isinstance(found[0], OSError):
        raise RefusedError(f"{address}: {found[0]}")
    return found[0]


def download(wanted: Settings, folder: Path) -> Path:
    """pip chooses what fits here, and heeds a digest that the index gives. Raises RefusedError."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--retries=1"]
    command += ["--timeout=15", "--disable-pip-version-check", f"--index-url={wanted.index}", f"--dest={folder}"]
    elsewhere = {"PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX", "PIP_NO_BINARY"}
    environment = {key: value for key, value in os.environ.items() if key not in elsewhere}
    folder.mkdir(parents=True, exist_ok=True)
    try:
        done = subprocess.run(
            [*command, f"{NAME}=={wanted.version}"],
            env=environment,
            stdin=subprocess.DEVNULL,
            timeout=DOWNLOAD_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RefusedError(f"the wheel was not here after {DOWNLOAD_SECONDS:.0f} s") from None
    wheels = sorted(folder.glob(f"{NAME}-{wanted.version}-*.whl"))
    if done.returncode != 0 or len(wheels) != 1:
        raise RefusedError("pip found no wheel for this system, or could not fetch it whole")
    return wheels[0]


def keep(wanted: Settings, wheel: str, digest: str) -> None:
    """From now on this machine takes no other."""
    wanted.record.parent.mkdir(parents=True, exist_ok=True)
    line = f"{NAME}=={wanted.version} --hash=sha256:{digest}  # {wheel}, {wanted.index}, {date.today()}\n"
    with wanted.record.open("a", encoding="utf-8") as file:
        file.write(line)


def lacking(needs: Sequence[str], cpuinfo: str) -> list[str]:
    """Instructions that the build needs and this processor has not; none where Linux does not say what it has."""
    flags = re.search(r"^flags\s*:(.*)$", cpuinfo, re.MULTILINE)
    has = flags.group(1).split() if flags else None
    return [need for need in needs if has is not None and IN_CPUINFO.get(need, need) not in has]


def prove() -> None:
    """Raises RefusedError where the installed library cannot be loaded, or would end with an illegal instruction."""
    try:
        import llama_cpp
    except (ImportError, OSError, RuntimeError) as error:
        raise RefusedError(f"llama-cpp-python cannot be loaded: {error}") from None
    said = llama_cpp.llama_print_system_info().decode(errors="replace").lower()
    if re.search(r"\bamx_int8 = 1\b", said):
        raise RefusedError("it was compiled for AMX, which many a virtual machine tells of and forbids")
    needs = [name for name in INSTRUCTIONS if re.search(rf"\b{name} = 1\b", said)]
    cpuinfo = Path("/proc/cpuinfo")
    if missing := lacking(needs, cpuinfo.read_text(encoding="utf-8") if cpuinfo.is_file() else ""):
        raise RefusedError(f"this processor has no {', '.join(missing)}")


def main() -> int:
    """See the head of this file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="where the wheel shall lie")
    parser.add_argument("--prove", action="store_true", help="can what is installed run here?")
    options = parser.parse_args()
    try:
        if options.prove:
            prove()
        else:
            print(fetch(settings(os.environ), options.folder)[1], flush=True)
    except RefusedError as error:
        print(error, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
