"""Interview: what a living person is asked, what was kept of it, and their spoken consent, all in the pack's folder.

Takes lie in `.interview/`, which no pack carries, until they are kept: whoever comes back goes on where they were.
"""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.domain.problem import Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError
from kiosk.pack.importers.figure_pack import FigurePack
from kiosk.pack.importers.toml_text import table
from kiosk.pack.model.files import QUESTIONS, RIGHTS
from kiosk.pack.model.limits import Limits
from kiosk.pack.model.manifest import PACK_ID
from kiosk.pack.store.file_operations import DiskOperations

PROPOSED = Path(__file__).with_name("interview.toml")
TAKES = ".interview"
SKIPPED = "skipped.txt"
CONSENT = "consent"
SCOPES = ("voice", "words")
"""What the spoken sentence names, and no more: likeness and generated speech are granted in writing."""

HINT = 'write [[question]], id = "childhood" and asks = ["Where did you grow up?"]'


@dataclass(frozen=True, slots=True)
class Prepared:
    """One question of an interview."""

    id: str
    asks: Sequence[str]
    """The first is put to the person; all are what visitors may ask."""


class Interview:
    """One person, one language, one pack."""

    def __init__(self, pack: FigurePack, language: str, questions: Sequence[Prepared]) -> None:
        self.pack, self.language = pack, language
        self._questions = questions

    @property
    def has_consent(self) -> bool:
        """Whether a spoken consent lies in the pack and rights.toml names it."""
        entries = _rights(self.pack.folder).get("consent", [])
        known = {str(entry.get("document_sha256", "")) for entry in entries if isinstance(entry, dict)}
        return any(_digest(file) in known for file in (self.pack.folder / "rights").glob("spoken-*.wav"))

    def waiting(self) -> tuple[Prepared, ...]:
        """Questions that were neither answered nor skipped, in their order."""
        skipped = set(_lines(self.pack.folder / TAKES / SKIPPED))
        return tuple(one for one in self._questions if one.id not in skipped and not self._lines(one).exists())

    def _lines(self, question: Prepared) -> Path:
        """The last file that is written of an answer: once it is there the answer is whole."""
        return self.pack.folder / f"script/{self.language}/memo-{stem(question)}.toml"

    def begin(self, question: Prepared) -> None:
        """Removes what an interrupted keeping of the same answer has left."""
        if not self._lines(question).exists():
            (self.pack.folder / f"knowledge/{self.language}/memo-{stem(question)}.md").unlink(missing_ok=True)

    def take(self, name: str) -> Path:
        """Where a recording lies until it is kept."""
        return self.pack.folder / TAKES / f"{name}.wav"

    def skip(self, question: Prepared) -> None:
        """It is not asked again. Raises PackError where that cannot be written."""
        file = self.pack.folder / TAKES / SKIPPED
        _write(file, "".join(f"{name}\n" for name in (*_lines(file), question.id)))

    def keep_consent(self, recording: bytes, day: date, heard: str) -> Path:
        """The recording and a consent that names it by its digest. Raises PackError; then neither counts."""
        name = _free(self.pack.folder / "rights", f"spoken-{day.isoformat()}")
        target = self.pack.folder / "rights" / f"{name}.wav"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(recording)
        except OSError as error:
            raise _unwritten(target, error) from error
        consent = {
            "id": name,
            "basis": "own_will",
            "grantor": self.pack.name[: Limits().name_characters],
            "scope": list(SCOPES),
            "signed_on": day,
            "document_sha256": hashlib.sha256(recording).hexdigest(),
            "note": f"spoken, in rights/{target.name}; heard: {heard}"[: Limits().note_characters],
        }
        self._append(table("[[consent]]", consent), self._works(name))
        return target

    def _works(self, consent: str) -> Sequence[str]:
        """Provenance of everything that an interview makes."""
        licence = f"by consent {consent}"
        places = ("voice/memo-interview-*", "knowledge/*/memo-interview-*", "script/*/memo-interview-*")
        known = {str(work.get("file")) for work in _rights(self.pack.folder).get("work", []) if isinstance(work, dict)}
        about = {"title": "Interview", "author": self.pack.name, "licence": licence, "source": "spoken for this pack"}
        return [table("[[work]]", {"file": place, **about}) for place in places if place not in known]

    def _append(self, consent: str, works: Sequence[str]) -> None:
        """Before the first entry of the template would count: at the end of rights.toml, which must stay valid."""
        file = self.pack.folder / RIGHTS
        before = _text(file)
        after = "\n".join([*([before.rstrip("\n") + "\n"] if before.strip() else []), consent, *works])
        try:
            tomllib.loads(after)
        except ValueError as error:
            what = f"is not valid TOML: {error}"
            raise PackError(Problem(Code.SYNTAX.value, RIGHTS, what, "kiosk pack check says where")) from error
        _write(file, after)


def stem(question: Prepared) -> str:
    return f"interview-{question.id}"


def consent_words(language: str, name: str, day: date) -> str:
    """What the person says to consent; in English where it is not translated yet."""
    words = str(_proposed(language)["consent"])
    return words.replace("{name}", name).replace("{day}", day.isoformat())


def prepared(pack: FigurePack, language: str, file: Path | None) -> tuple[Prepared, ...]:
    """The questions of that file, else of the pack's own, else proposed ones. Raises PackError."""
    own = file or pack.folder / QUESTIONS
    if file is None and not own.exists():
        return tuple(Prepared(one["id"], tuple(one["asks"])) for one in _proposed(language)["question"])
    try:
        entries = tomllib.loads(own.read_bytes().decode("utf-8"))["question"]
        found = tuple(_question(entry) for entry in entries)
    except OSError as error:
        raise PackError(Problem(Code.UNREADABLE.value, str(own), "cannot be read", "check the path")) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise PackError(Problem(Code.SYNTAX.value, str(own), f"holds no questions: {error}", HINT)) from error
    if len({one.id for one in found}) < len(found):
        raise PackError(Problem(Code.GIVEN_TWICE.value, str(own), "gives one id to two questions", HINT))
    return found


def _question(entry: Any) -> Prepared:
    """Raises ValueError, KeyError or TypeError."""
    given = entry["asks"]
    asks = tuple(" ".join(str(ask).split()) for ask in ([given] if isinstance(given, str) else given))
    limits = Limits()
    if not PACK_ID.fullmatch(str(entry["id"])):
        raise ValueError(f"'{str(entry['id'])[:40]}' cannot be an id: a-z, 0-9 and '-'")
    if not asks or len(asks) > limits.items or not all(0 < len(ask) <= limits.asks_characters for ask in asks):
        raise ValueError(f"'{entry['id']}' needs questions of at most {limits.asks_characters} characters")
    return Prepared(str(entry["id"]), asks)


@cache
def _known() -> Mapping[str, Any]:
    return tomllib.loads(PROPOSED.read_text(encoding="utf-8"))


def _proposed(language: str) -> Mapping[str, Any]:
    known = _known()
    found: Mapping[str, Any] = known.get(language.split("-", maxsplit=1)[0], known["en"])
    return found


def _rights(folder: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(_text(folder / RIGHTS))
    except (ValueError, RecursionError):
        return {}


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").removeprefix("\ufeff")
    except (OSError, ValueError):
        return ""


def _lines(file: Path) -> list[str]:
    return [line for line in _text(file).splitlines() if line]


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _free(folder: Path, name: str) -> str:
    """A name that no recording bears yet."""
    number = 1
    while (folder / f"{name if number == 1 else f'{name}-{number}'}.wav").exists():
        number += 1
    return name if number == 1 else f"{name}-{number}"


def _write(file: Path, text: str) -> None:
    files = DiskOperations()
    fresh = file.with_name("." + file.name)
    try:
        files.make_folder(file.parent)
        files.write(fresh, text)
        files.rename(fresh, file)
    except OSError as error:
        raise _unwritten(file, error) from error


def _unwritten(file: Path, error: OSError) -> PackError:
    what = f"cannot be written: {(error.strerror or 'the disk failed').lower()}"
    return PackError(Problem(Code.NOT_COPIED.value, file.name, what, "check the space on the disk"))
