"""Files: everything that lies in a pack's folder, found without following a link or opening a device."""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.content.pack import BUILD
from kiosk.pack.checks.codes import Code
from kiosk.pack.model.findings import Findings, shown
from kiosk.pack.model.limits import Limits

MANIFEST = "pack.toml"
RIGHTS = "rights.toml"
QUESTIONS = "questions.toml"
"""What a living person is asked in an interview; for people, not for the kiosk."""


LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
"""Left behind by file managers; passed over like every name that begins with a dot."""

FOLDERS = ("script", "knowledge", "portrait", "voice", "media", "rehearsals", "rights")
TEXT_TYPES = frozenset({".toml", ".md", ".txt", ".csv", ".srt", ".vtt"})
MEDIA_TYPES = frozenset(
    {
        ".png",
        ".jpg",
        ".jpeg",
        ".webp",
        ".svg",
        ".wav",
        ".flac",
        ".ogg",
        ".opus",
        ".mp3",
        ".m4a",
        ".mp4",
        ".webm",
        ".mkv",
        ".mov",
        ".pdf",
    }
)
BUILT_TYPES = frozenset({".npz", ".npy", ".json", ".txt", ".flac", ".png"})
"""What is computed and travels with a pack: what questions mean, indexes of texts, rendered speech, portraits."""

PLAIN_NAMES = frozenset({"readme", "license", "licence", "notice", "credits", "copying"})
PROGRAM_TYPES = frozenset(
    {
        ".py",
        ".pyc",
        ".pyd",
        ".so",
        ".dll",
        ".dylib",
        ".exe",
        ".msi",
        ".bat",
        ".cmd",
        ".ps1",
        ".sh",
        ".js",
        ".mjs",
        ".html",
        ".htm",
        ".jar",
        ".class",
        ".rb",
        ".pl",
        ".php",
        ".wasm",
        ".desktop",
        ".service",
        ".appimage",
        ".deb",
        ".apk",
        ".vbs",
        ".lnk",
        ".scr",
        ".com",
    }
)
UNSAFE_CHARACTERS = frozenset('<>:"|?*\\')
CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Inventory:
    """The files of a pack by their path inside it, `/` between folders, in the order of their names."""

    folder: Path
    sizes: Mapping[str, int]

    def under(self, *parts: str) -> tuple[str, ...]:
        """Files of a folder and of the folders in it."""
        prefix = "/".join(parts) + "/"
        return tuple(file for file in self.sizes if file.startswith(prefix))

    def folders(self, parent: str) -> tuple[str, ...]:
        """Names of the folders directly in `parent`."""
        return tuple(dict.fromkeys(file.split("/")[1] for file in self.under(parent) if file.count("/") > 1))

    def text(self, file: str, findings: Findings, limits: Limits) -> str | None:
        """A text file; None, and a problem, where it cannot be read. A byte order mark counts as a blank."""
        try:
            with (self.folder / file).open("rb") as opened:
                content = opened.read(limits.text_bytes + 1)
        except OSError as error:
            reason = error.strerror or "unknown reason"
            findings.error(Code.UNREADABLE, file, f"cannot be read: {reason.lower()}", "check the file's permissions")
            return None
        if len(content) > limits.text_bytes:
            what = f"is larger than {limits.text_bytes} bytes"
            findings.error(Code.LARGE_FILE, file, what, "split it into several files")
            return None
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            what = f"is not UTF-8: byte 0x{content[error.start]:02x}"
            findings.error(Code.NOT_UTF8, f"{file}:{line}", what, "save the file with the encoding UTF-8")
            return None
        return " " + text[1:] if text.startswith("\ufeff") else text


def take_inventory(folder: Path, findings: Findings, limits: Limits) -> Inventory:
    """All regular files; whatever else lies there becomes a problem."""
    sizes: dict[str, int] = {}
    for file, status in sorted(_walk(folder, "", findings, limits)):
        sizes[file] = status
        if len(sizes) > limits.files:
            findings.error(
                Code.LARGE_PACK, ".", f"holds more than {limits.files} files", "leave out what is not needed"
            )
            break
        if status > limits.file_bytes:
            findings.error(Code.LARGE_FILE, file, f"is {status} bytes long", f"at most {limits.file_bytes}")
        _judge(file, findings)
    if sum(sizes.values()) > limits.pack_bytes:
        what = f"holds {sum(sizes.values())} bytes"
        findings.error(Code.LARGE_PACK, ".", what, f"at most {limits.pack_bytes}: shorten or shrink videos first")
    return Inventory(folder, sizes)


def is_passed_over(file: str) -> bool:
    """Whether a path is none of the pack's own: built, hidden or litter."""
    parts = file.split("/")
    return parts[0] == BUILD or any(part.startswith(".") or part.lower() in LITTER for part in parts)


def built_files(folder: Path) -> tuple[str, ...]:
    """What was computed from a pack and can travel with it: plain files of known kinds, in the order of their names."""
    found = []
    for parent, folders, names in os.walk(folder / BUILD, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(parent, name)
            if path.suffix in BUILT_TYPES and not name.startswith(".") and path.is_file() and not path.is_symlink():
                found.append(path.relative_to(folder).as_posix())
    return tuple(sorted(found))


def digest_of(inventory: Inventory) -> str:
    """SHA-256 over each file's path, length and content, in the order of the paths."""
    digest = hashlib.sha256()
    for file, size in sorted(inventory.sizes.items()):
        digest.update(file.encode() + b"\0" + size.to_bytes(8, "big"))
        with (inventory.folder / file).open("rb") as opened:
            while chunk := opened.read(CHUNK_BYTES):
                digest.update(chunk)
    return digest.hexdigest()


def _walk(folder: Path, prefix: str, findings: Findings, limits: Limits) -> Iterator[tuple[str, int]]:
    try:
        entries = sorted(os.scandir(folder / prefix), key=lambda entry: entry.name)
    except OSError as error:
        findings.error(Code.UNREADABLE, prefix or ".", f"cannot be read: {(error.strerror or '').lower()}")
        return
    for entry in entries:
        file = prefix + entry.name
        if is_passed_over(file) or not _is_well_named(file, findings, limits):
            continue
        try:
            mode = entry.stat(follow_symlinks=False)
        except OSError as error:
            findings.error(Code.UNREADABLE, file, f"cannot be read: {(error.strerror or '').lower()}")
            continue
        if stat.S_ISREG(mode.st_mode):
            yield file, mode.st_size
        elif stat.S_ISDIR(mode.st_mode):
            yield from _walk(folder, file + "/", findings, limits)
        else:
            kind = "a link" if stat.S_ISLNK(mode.st_mode) else "a device or pipe"
            findings.error(Code.OUTSIDE, file, f"is {kind}", "a pack holds its files itself: put the file here")


def _is_well_named(file: str, findings: Findings, limits: Limits) -> bool:
    name = file.rsplit("/", 1)[-1]
    what = ""
    if not name.isprintable() or UNSAFE_CHARACTERS & set(name) or name.strip() != name or name.endswith("."):
        what = "has a name that other systems cannot hold"
    elif len(file) > limits.path_characters:
        what = f"has a path of {len(file)} characters"
    elif file.count("/") > limits.depth:
        what = f"lies more than {limits.depth} folders deep"
    if what:
        findings.error(Code.BAD_NAME, shown(file), what, "rename it: letters, digits, '-', '_' and '.'")
    return not what


def _judge(file: str, findings: Findings) -> None:
    path = Path(file)
    top, suffix = file.partition("/")[0], path.suffix.lower()
    if suffix in PROGRAM_TYPES:
        hint = "a pack is data only: texts, pictures, sounds and films"
        findings.error(Code.NOT_DATA, file, f"is a program or a page ({suffix})", hint)
    elif suffix not in TEXT_TYPES | MEDIA_TYPES and path.stem.lower() not in PLAIN_NAMES:
        findings.warning(Code.UNUSED_FILE, file, "is of a kind that the kiosk does not use", "leave it out")
    elif "/" in file and top not in FOLDERS:
        hint = findings.did_you_mean(top, FOLDERS) or "known here: " + ", ".join(FOLDERS)
        findings.warning(Code.UNUSED_FILE, file, f"lies in '{top}', where nothing is looked for", hint)
    elif "/" not in file and suffix == ".toml" and file not in (MANIFEST, RIGHTS, QUESTIONS):
        hint = findings.did_you_mean(file, (MANIFEST, RIGHTS)) or "script files go to script/<language>/"
        findings.warning(Code.UNUSED_FILE, file, "is not read", hint)
