"""Films of a pack, found by their names: loops of a filmed figure, its answers, and answers in sign language."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from kiosk.domain.content.script import Line
from kiosk.pack.checks.codes import Code
from kiosk.pack.model.files import Inventory
from kiosk.pack.model.findings import Findings, shown
from kiosk.pack.model.manifest import Portrait
from kiosk.pack.model.script import Script

TYPES = (".mp4", ".mov", ".mkv", ".webm")
IDLE = "idle"
LOOPS = (IDLE, "listening", "thinking", "speaking")
"""What a filmed figure does while it says no line that was filmed; only the first is needed."""


def loops(portrait: Portrait, inventory: Inventory) -> dict[str, str]:
    """The films directly in the folder of clips, by what they show."""
    found = {
        PurePosixPath(file).stem: file
        for file in _films(portrait.clips, inventory)
        if _depth(portrait.clips, file) == 1
    }
    return {name: found[name] for name in LOOPS if name in found}


def with_films(lines: Sequence[Line], language: str, portrait: Portrait, inventory: Inventory) -> tuple[Line, ...]:
    """The lines of a language with the films that bear their names; a filmed line sounds as its film does."""
    clips, signs = (_by_line(folder, language, inventory) for folder in (portrait.clips, portrait.sign))
    return tuple(
        replace(line, clip=clips.get(line.id, ""), media=clips.get(line.id, line.media), sign=signs.get(line.id, ""))
        for line in lines
    )


def answers(portrait: Portrait, language: str, inventory: Inventory) -> dict[str, str]:
    """The filmed answers of a language by the ids of their lines."""
    return _by_line(portrait.clips, language, inventory)


def check_films(portrait: Portrait, scripts: Mapping[str, Script], inventory: Inventory, findings: Findings) -> None:
    """There is an idle film, and every other one belongs to a line."""
    for key, folder in (("clips", portrait.clips), ("sign", portrait.sign)):
        if not folder:
            continue
        path = PurePosixPath(folder)
        if path.is_absolute() or ".." in path.parts or "\\" in folder or ":" in folder:
            hint = f'name a folder of the pack: {key} = "portrait/{key}"'
            findings.error(Code.OUTSIDE, portrait.where, f"'{shown(folder)}' leads out of the pack", hint)
        elif not _films(folder, inventory):
            what, hint = f"no film lies in '{shown(folder)}'", f"one of {', '.join(TYPES)}"
            findings.warning(Code.CLIPS, portrait.where, what, hint)
        else:
            _check_names(folder, scripts, inventory, findings)
    if portrait.clips and _films(portrait.clips, inventory) and IDLE not in loops(portrait, inventory):
        what = "there is no idle film: a neutral silhouette stands in"
        findings.warning(
            Code.CLIPS, portrait.where, what, f"{portrait.clips}/{IDLE}.mp4, some ten seconds of the figure at rest"
        )
    for language, script in scripts.items():
        filmed = _by_line(portrait.clips, language, inventory)
        for placed in script.placed:
            if placed.line.media and placed.line.id in filmed:
                what = f"line '{shown(placed.line.id)}' has a recording and a film"
                findings.error(Code.CONTRADICTION, placed.media_at, what, "the film has the sound: leave media out")


def _check_names(folder: str, scripts: Mapping[str, Script], inventory: Inventory, findings: Findings) -> None:
    for file in _films(folder, inventory):
        path, depth = PurePosixPath(file), _depth(folder, file)
        if depth == 1 and path.stem in LOOPS:
            continue
        language = path.parent.name
        known = {line.id for line in scripts[language].lines} if depth == 2 and language in scripts else set()
        if path.stem in known:
            continue
        where = f"{folder}/<language>/<id of a line>.mp4"
        hint = findings.did_you_mean(path.stem, known) or f"films of answers are called {where}"
        findings.warning(Code.NO_SUCH_LINE, file, f"no line is called '{shown(path.stem)}' there", hint)


def _films(folder: str, inventory: Inventory) -> tuple[str, ...]:
    if not folder:
        return ()
    return tuple(file for file in inventory.under(folder) if PurePosixPath(file).suffix.lower() in TYPES)


def _depth(folder: str, file: str) -> int:
    return len(PurePosixPath(file).parts) - len(PurePosixPath(folder).parts)


def _by_line(folder: str, language: str, inventory: Inventory) -> dict[str, str]:
    films = _films(f"{folder}/{language}" if folder else "", inventory)
    return {PurePosixPath(file).stem: file for file in films if _depth(folder, file) == 2}
