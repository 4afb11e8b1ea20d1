"""The reader: a folder becomes a pack, or the list of everything that is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from kiosk.domain.content.figure import Figure, Policy, Privacy, Theme, Voice
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.passage import Passage, Text
from kiosk.domain.problem import Problem
from kiosk.pack.checks import checks
from kiosk.pack.checks.codes import Code
from kiosk.pack.checks.consents import check_consents
from kiosk.pack.model.document import Document, parse
from kiosk.pack.model.files import MANIFEST, RIGHTS, Inventory, digest_of, take_inventory
from kiosk.pack.model.films import check_films, loops, with_films
from kiosk.pack.model.findings import Findings
from kiosk.pack.model.limits import Limits
from kiosk.pack.model.manifest import Manifest, Portrait, read_manifest
from kiosk.pack.model.rights import RightsFile, read_rights
from kiosk.pack.model.script import Script, read_script
from kiosk.pack.model.texts import read_text
from kiosk.pack.model.variants import check_variants, read_variants


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a folder."""

    pack: Pack | None
    """None if, and only if, a problem is an error."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the files of a folder say, before it is known whether they fit together."""

    manifest: Manifest
    rights: RightsFile | None
    """None where the file could not be understood."""

    scripts: Mapping[str, Script]
    texts: tuple[Text, ...]
    passages: Mapping[str, tuple[Passage, ...]]

    @property
    def spoken(self) -> set[str]:
        """Languages with lines or texts."""
        scripted = {language for language, script in self.scripts.items() if script.placed}
        return scripted | {language for language, passages in self.passages.items() if passages}


def read_pack(folder: Path, day: date, limits: Limits | None = None) -> Reading:
    """Reads and checks the pack for use on `day`. Never raises: whatever is wrong is among the problems."""
    limits = limits or Limits()
    findings = Findings()
    try:
        is_folder = folder.is_dir()
    except (OSError, ValueError):
        is_folder = False
    if not is_folder:
        what = "is not a folder" if folder.is_file() else "does not exist"
        findings.error(Code.NO_FOLDER, str(folder), what, "name the folder that holds pack.toml")
        return Reading(None, findings.problems)
    inventory = take_inventory(folder, findings, limits)
    files = _Files(inventory, findings, limits)
    manifest, rights = files.manifest(), files.rights()
    parts = _Parts(manifest, rights and rights.of(manifest.figure), files.scripts(), *files.knowledge())
    _check(parts, inventory, day, findings, limits)
    digest = _digest(inventory, findings)
    pack = None if findings.has_errors else _pack(parts, inventory, digest)
    return Reading(pack, findings.problems)


def languages_of(folder: Path) -> tuple[str, ...]:
    """The languages of a pack, fit or not; English where it does not say."""
    findings, limits = Findings(), Limits()
    manifest = _Files(take_inventory(folder, findings, limits), findings, limits).manifest()
    return tuple(manifest.languages) or ("en",)


class _Files:
    """Reads the files of one folder, each at most once."""

    def __init__(self, inventory: Inventory, findings: Findings, limits: Limits) -> None:
        self._inventory = inventory
        self._findings = findings
        self._limits = limits

    def manifest(self) -> Manifest:
        if MANIFEST not in self._inventory.sizes and not self._inventory.under(MANIFEST):
            hint = "every pack begins with it: `kiosk pack new` writes one"
            self._findings.error(Code.NO_MANIFEST, MANIFEST, "is missing", hint)
        elif document := self._document(MANIFEST):
            return read_manifest(document, self._findings, self._limits)
        return Manifest("", "", (), Figure(""), Voice(), Policy(), Theme(), Privacy(), Portrait())

    def rights(self) -> RightsFile | None:
        if RIGHTS not in self._inventory.sizes and not self._inventory.under(RIGHTS):
            return RightsFile()
        document = self._document(RIGHTS)
        return read_rights(document, self._findings, self._limits) if document else None

    def scripts(self) -> Mapping[str, Script]:
        return {
            language: read_script(documents, self._findings, self._limits)
            for language in self._inventory.folders("script")
            if (
                documents := [
                    found for file in self._of("script", language, ".toml") if (found := self._document(file))
                ]
            )
        }

    def knowledge(self) -> tuple[tuple[Text, ...], Mapping[str, tuple[Passage, ...]]]:
        texts: list[Text] = []
        passages: dict[str, list[Passage]] = {}
        for language in self._inventory.folders("knowledge"):
            for file in self._of("knowledge", language, ".md"):
                source = self._inventory.text(file, self._findings, self._limits)
                read = None if source is None else read_text(file, source, self._findings, self._limits)
                if read:
                    texts.append(read[0])
                    passages.setdefault(language, []).extend(read[1])
        return tuple(texts), {language: tuple(found) for language, found in passages.items()}

    def _of(self, *parts: str) -> list[str]:
        parent, language, suffix = parts
        found = self._inventory.under(parent, language)
        return [file for file in found if PurePosixPath(file).suffix.lower() == suffix]

    def _document(self, file: str) -> Document | None:
        source = self._inventory.text(file, self._findings, self._limits)
        return None if source is None else parse(file, source, self._findings)


def _check(parts: _Parts, inventory: Inventory, day: date, findings: Findings, limits: Limits) -> None:
    manifest = parts.manifest
    checks.check_links(parts.scripts, findings)
    checks.check_overlaps(parts.scripts, findings)
    checks.check_near(parts.scripts, findings)
    checks.check_proposed(parts.scripts, findings)
    checks.check_answers(parts.scripts, inventory, manifest.voice.rate_wpm, findings, limits)
    if manifest.document.file:
        checks.check_figure(manifest, day, findings)
        checks.check_languages(manifest, inventory, parts.spoken, findings)
        checks.check_portrait(manifest, inventory, findings)
        check_films(manifest.portrait, parts.scripts, inventory, findings)
        check_variants(manifest, parts.scripts, parts.texts, inventory, findings)
        checks.check_theme(manifest.theme, manifest.document.where(("theme",)), findings)
        checks.check_disclosure(manifest, findings)
    if parts.rights is not None:
        check_consents(parts.rights, manifest, day, findings)
        checks.check_provenance(parts.rights, inventory, parts.texts, findings)


def _digest(inventory: Inventory, findings: Findings) -> str:
    if findings.has_errors:
        return ""
    try:
        return digest_of(inventory)
    except OSError as error:
        reason = (error.strerror or "").lower()
        findings.error(
            Code.UNREADABLE, error.filename or ".", f"cannot be read: {reason}", "check the file's permissions"
        )
        return ""


def _pack(parts: _Parts, inventory: Inventory, digest: str) -> Pack:
    manifest, portrait = parts.manifest, parts.manifest.portrait
    scripts = {language: parts.scripts.get(language, Script()) for language in manifest.languages}
    assert parts.rights is not None
    return Pack(
        id=manifest.id,
        version=manifest.version,
        languages=manifest.languages,
        figure=manifest.figure,
        rights=parts.rights.rights,
        lines={
            language: with_films(script.named(script.words.name or manifest.figure.name), language, portrait, inventory)
            for language, script in scripts.items()
        },
        near={
            language: script.named_near(script.words.name or manifest.figure.name)
            for language, script in scripts.items()
        },
        addresses={language: script.addresses for language, script in scripts.items()},
        passages={language: parts.passages.get(language, ()) for language in manifest.languages},
        words={language: script.words for language, script in scripts.items()},
        voice=manifest.voice,
        policy=manifest.policy,
        theme=manifest.theme,
        privacy=manifest.privacy,
        disclosure_label=_declared(manifest.disclosure_label, manifest),
        disclosure_spoken=_declared(manifest.disclosure_spoken, manifest),
        variants=read_variants(manifest, scripts, inventory),
        portrait=portrait.vector,
        photo=portrait.photo,
        loops=loops(portrait, inventory),
        folder=str(inventory.folder),
        digest=digest,
    )


def _declared(texts: Mapping[str, str], manifest: Manifest) -> dict[str, str]:
    return {language: text for language, text in texts.items() if language in manifest.languages}
