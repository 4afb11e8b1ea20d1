"""Checks over the whole pack: links, overlaps, languages, media, provenance and what the figure shows of itself."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from kiosk.domain.content.figure import Kind, Theme
from kiosk.domain.content.passage import Text
from kiosk.domain.content.script import Line, Near
from kiosk.pack.checks.codes import Code
from kiosk.pack.checks.length import seconds_to_hear
from kiosk.pack.model.files import MANIFEST, PLAIN_NAMES, QUESTIONS, RIGHTS, Inventory
from kiosk.pack.model.findings import Findings, shown
from kiosk.pack.model.limits import Limits
from kiosk.pack.model.manifest import Manifest, Portrait
from kiosk.pack.model.rights import OPEN_LICENCE, RightsFile
from kiosk.pack.model.script import Script

LEAST_CONTRAST = 4.5
PHOTO_TYPES = (".jpg", ".jpeg", ".png", ".webp")
RIG = "rig.toml"
"""Beside a photograph: where its lips, eyes and edges are."""

AI_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": ("ai", "a.i.", "artificial"),
    "de": ("ki", "künstlich"),
    "fr": ("ia", "artificiel"),
    "es": ("ia", "artificial"),
    "pt": ("ia", "artificial"),
    "it": ("ia", "artificial"),
    "nl": ("ai", "kunstmatig"),
    "ko": ("ai", "인공지능", "인공 지능"),
    "ja": ("ai", "人工知能"),
    "zh": ("ai", "人工智能", "人工智慧"),
}
"""What a disclosure must say, in the languages in which we know how."""


def check_figure(manifest: Manifest, day: date, findings: Findings) -> None:
    """Dates and kinds that cannot both be true."""
    figure, document = manifest.figure, manifest.document
    at = document.where(("figure", "died"))
    if figure.born and figure.died and figure.died < figure.born:
        findings.error(
            Code.CONTRADICTION, at, f"died on {figure.died}, before the birth on {figure.born}", "correct a date"
        )
    if figure.kind is Kind.LIVING and figure.died:
        hint = 'kind = "historical", or leave died out'
        findings.error(Code.CONTRADICTION, at, "a living figure has a day of death", hint)
    for key, value in (("born", figure.born), ("died", figure.died)):
        if value and value > day and figure.kind is not Kind.FICTIONAL:
            where = document.where(("figure", key))
            findings.error(Code.CONTRADICTION, where, f"'{key}' lies in the future: {value}", "correct the date")


def check_languages(manifest: Manifest, inventory: Inventory, spoken: set[str], findings: Findings) -> None:
    """Every language has words, every folder a language; files with errors may well hold words."""
    for number, language in enumerate(manifest.languages):
        files = inventory.under("script", language) + inventory.under("knowledge", language)
        if language not in spoken and not (files and findings.has_errors):
            hint = f"write script/{language}/lines.toml"
            where = manifest.document.where(("languages", number))
            findings.warning(Code.SILENT_LANGUAGE, where, f"'{language}' has neither lines nor texts", hint)
    for parent in ("script", "knowledge"):
        for folder in inventory.folders(parent):
            if manifest.languages and folder not in manifest.languages:
                hint = findings.did_you_mean(folder, manifest.languages) or f'add "{folder}" to languages in {MANIFEST}'
                what = "belongs to no language of the pack"
                findings.warning(Code.UNDECLARED_LANGUAGE, f"{parent}/{folder}", what, hint)
        for file in inventory.under(parent):
            wanted = ".toml" if parent == "script" else ".md"
            if PurePosixPath(file).stem.lower() in PLAIN_NAMES and file.count("/") == 1:
                continue
            if file.count("/") == 1 or PurePosixPath(file).suffix.lower() != wanted:
                what = "is not read: it is no script" if parent == "script" else "is not read: it is no text"
                findings.warning(Code.UNUSED_FILE, file, what, f"{parent}/<language>/….{wanted[1:]} are read")


def check_links(scripts: Mapping[str, Script], findings: Findings) -> None:
    """Lines that lead to, or are suggested as, what does not exist."""
    elsewhere = {line.id for script in scripts.values() for line in script.lines}
    for language, script in scripts.items():
        known = {line.id for line in script.lines}
        for code, target, where, what in _links(script):
            if target in known:
                continue
            if target in elsewhere:
                hint = f"it exists in another language: translate it to '{language}'"
            else:
                hint = findings.did_you_mean(target, known) or "write the line, or leave the id out"
            findings.error(code, where, what, hint)


def _links(script: Script) -> Iterator[tuple[Code, str, str, str]]:
    """Code, target, place and complaint of everything that names a line."""
    for placed in script.placed:
        for target, where in zip(placed.line.leads_to, placed.leads_at, strict=False):
            what = f"line '{shown(placed.line.id)}' leads to '{shown(target)}', which does not exist"
            yield Code.LEADS_NOWHERE, target, where, what
    for target, where in zip(script.words.suggested, script.suggested_at, strict=False):
        yield Code.SUGGESTS_NOTHING, target, where, f"'{shown(target)}' is suggested, but no line has that id"
    for near in script.near:
        for target, where in zip(near.near.offers, near.offers_at, strict=False):
            yield Code.OFFERS_NOTHING, target, where, f"a near answer offers '{shown(target)}', which does not exist"


def check_near(scripts: Mapping[str, Script], findings: Findings) -> None:
    """A near answer offers what may be offered to anybody, on topics that nothing else answers."""
    for script in scripts.values():
        guarded = {line.id: "locked" if line.locked else "sensitive" for line in script.lines if _is_guarded(line)}
        asked = {_bag(question): line for line in reversed(script.lines) for question in line.asks}
        first: dict[tuple[str, ...], Near] = {}
        for placed in script.near:
            for target, where in zip(placed.near.offers, placed.offers_at, strict=False):
                if target in guarded:
                    what = f"a near answer offers line '{shown(target)}', which is {guarded[target]}"
                    findings.error(Code.OFFERS_GUARDED, where, what, "offer a line that everybody may hear unasked")
            for topic, where in zip(placed.near.topics, placed.topics_at, strict=False):
                bag = _bag(topic)
                other = first.setdefault(bag, placed.near)
                if bag in asked:
                    what = f"'{shown(topic)}' is a topic of a near answer and asked of line '{shown(asked[bag].id)}'"
                    findings.warning(Code.OVERLAP, where, what, "the line answers it: leave the topic out")
                elif other is not placed.near:
                    what = f"'{shown(topic)}' is also a topic of the near answer in {other.where}"
                    findings.warning(Code.OVERLAP, where, what, "leave one of them out")


def _is_guarded(line: Line) -> bool:
    return line.locked or line.sensitive


def check_overlaps(scripts: Mapping[str, Script], findings: Findings) -> None:
    """Questions that would be answered by two lines."""
    for script in scripts.values():
        first: dict[tuple[str, ...], Line] = {}
        for line in script.lines:
            for question in line.asks:
                other = first.setdefault(_bag(question), line)
                if other is not line and _may_meet(line, other):
                    lines = f"line '{shown(line.id)}' and of '{shown(other.id)}' in {other.where}"
                    what = f"'{shown(question)}' is asked of {lines}"
                    findings.warning(Code.OVERLAP, line.where, what, "word one of them differently")


def _may_meet(line: Line, other: Line) -> bool:
    """Whether any stage of the figure's life has both lines."""
    return not (line.variants and other.variants) or bool(set(line.variants) & set(other.variants))


def check_proposed(scripts: Mapping[str, Script], findings: Findings) -> None:
    """What the kiosk proposed and nobody has reviewed is spoken all the same: it is told, with a count."""
    for language, script in scripts.items():
        lines = [line for line in script.lines if line.proposed]
        if lines or script.words.proposed:
            parts = [f"{len(lines)} line{'s' if len(lines) != 1 else ''}"] if lines else []
            parts += ["what is said around the answers"] if script.words.proposed else []
            where = lines[0].where if lines else f"script/{language}"
            what = f"{' and '.join(parts)} in '{language}' proposed by the kiosk, reviewed by nobody"
            findings.warning(Code.PROPOSED, where, what, "kiosk pack review")


def _bag(question: str) -> tuple[str, ...]:
    return tuple(sorted(re.findall(r"\w+", unicodedata.normalize("NFKC", question).casefold())))


def check_answers(
    scripts: Mapping[str, Script], inventory: Inventory, rate_wpm: int, findings: Findings, limits: Limits
) -> None:
    """How many, how long at that pace, and with what recordings."""
    total = sum(len(script.placed) + len(script.near) for script in scripts.values())
    if total > limits.lines:
        findings.error(Code.TOO_MANY, "script", f"{total} lines", f"at most {limits.lines}")
    for language, script in scripts.items():
        for placed in script.placed:
            told = _seconds(placed.line.texts, language, rate_wpm)
            _check_length(f"line '{shown(placed.line.id)}'", told, placed.line.where, findings, limits)
            _check_short(placed.line, placed.short_at, findings)
            if placed.line.media:
                check_media(placed.line.media, placed.media_at, inventory, findings)
        for near in (placed.near for placed in script.near):
            _check_length("a near answer", _seconds(near.says, language, rate_wpm), near.where, findings, limits)
    for address in (address for script in scripts.values() for address in script.addresses):
        for part in address.parts:
            if part.media:
                check_media(part.media, address.where, inventory, findings)


def _seconds(texts: Sequence[str], language: str, rate_wpm: int) -> float:
    return max((seconds_to_hear(text, language, rate_wpm) for text in texts), default=0.0)


def _check_length(named: str, seconds: float, where: str, findings: Findings, limits: Limits) -> None:
    if seconds > limits.answer_seconds:
        what = f"{named} takes about {seconds:.0f} s to hear"
        hint = f"at most {limits.answer_seconds:.0f} s: split it, and let one part lead to the other"
        findings.warning(Code.LONG_ANSWER, where, what, hint)


def _check_short(line: Line, where: str, findings: Findings) -> None:
    if line.short and len(line.short) >= min(map(len, line.says), default=0):
        what = f"the short form of line '{shown(line.id)}' is no shorter than its answer"
        findings.warning(Code.NOT_SHORTER, where, what, "a sentence or two, or leave it out")


def check_media(file: str, where: str, inventory: Inventory, findings: Findings) -> None:
    """A file that a pack names exists in it."""
    path = PurePosixPath(file)
    if path.is_absolute() or ".." in path.parts or "\\" in file or ":" in file:
        hint = "name a file of the pack, such as media/lamp.png"
        findings.error(Code.OUTSIDE, where, f"'{shown(file)}' leads out of the pack", hint)
    elif str(path) not in inventory.sizes:
        hint = findings.did_you_mean(str(path), inventory.sizes) or "put the file there, or leave the key out"
        findings.error(Code.NO_MEDIA, where, f"'{shown(file)}' does not exist", hint)


def check_portrait(manifest: Manifest, inventory: Inventory, findings: Findings) -> None:
    """The figure has one look."""
    portrait = manifest.portrait
    named = [name for name in ("vector", "photo", "clips") if getattr(portrait, name)]
    if len(named) > 1:
        findings.error(Code.CONTRADICTION, portrait.where, f"both {' and '.join(named)} are named", "choose one")
    elif portrait.photo:
        check_photograph(portrait, inventory, findings)
    elif not named:
        where = portrait.where or MANIFEST
        findings.warning(
            Code.NO_PORTRAIT, where, "no portrait: a neutral silhouette stands in", 'add [portrait] vector = "…"'
        )
    if portrait.photo:
        check_media(portrait.photo, portrait.where, inventory, findings)


def check_photograph(portrait: Portrait, inventory: Inventory, findings: Findings) -> None:
    """It is a picture of pixels, and somebody has found its points."""
    photo = PurePosixPath(portrait.photo)
    if photo.suffix.lower() not in PHOTO_TYPES:
        what = f"'{shown(portrait.photo)}' is no photograph: a neutral silhouette stands in"
        findings.warning(Code.PHOTOGRAPH, portrait.where, what, f"one of {', '.join(PHOTO_TYPES)}")
    elif str(photo.with_name(RIG)) not in inventory.sizes:
        what = f"there is no {RIG} beside the photograph: a neutral silhouette stands in"
        findings.warning(Code.PHOTOGRAPH, portrait.where, what, f"kiosk pack rig {shown(portrait.photo)}")


def check_theme(theme: Theme, where: str, findings: Findings) -> None:
    """Words can be read on what lies behind them."""
    for name in ("background", "surface"):
        contrast = contrast_ratio(theme.ink, getattr(theme, name))
        if contrast < LEAST_CONTRAST:
            what = f"ink on {name} has a contrast of {contrast:.1f} : 1"
            findings.warning(Code.CONTRAST, where, what, f"at least {LEAST_CONTRAST} : 1: make one lighter or darker")


def contrast_ratio(first: str, second: str) -> float:
    """The contrast of two #rrggbb colours after WCAG 2, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def check_disclosure(manifest: Manifest, findings: Findings) -> None:
    """A pack may word the disclosure, never hide that this is AI."""
    missing = [
        language
        for language in manifest.languages
        if language not in manifest.disclosure_label or language not in manifest.disclosure_spoken
    ]
    if missing:
        what = f"no disclosure for {', '.join(missing)}: the built-in one is used"
        hint = 'word your own: [disclosure] label.en = "…", spoken.en = "…"'
        findings.warning(Code.NO_DISCLOSURE, manifest.document.where(("disclosure",)), what, hint)
    for kind, texts in (("label", manifest.disclosure_label), ("spoken", manifest.disclosure_spoken)):
        for language, text in texts.items():
            where = manifest.document.where(("disclosure", kind, language))
            if language not in manifest.languages and manifest.languages:
                hint = findings.did_you_mean(language, manifest.languages) or "add it to languages, or leave it out"
                what = f"'{shown(language)}' is no language of the pack"
                findings.warning(Code.UNDECLARED_LANGUAGE, where, what, hint)
            wanted = AI_WORDS.get(language.split("-")[0], ())
            if wanted and not any(_says(word, text) for word in wanted):
                hint = f"use one of: {', '.join(wanted)}"
                findings.error(Code.HIDES_AI, where, "the disclosure does not say that this is AI", hint)


def _says(word: str, text: str) -> bool:
    text = text.casefold()
    return bool(re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text)) if len(word) < 3 else word in text


def check_provenance(rights: RightsFile, inventory: Inventory, texts: Sequence[Text], findings: Findings) -> None:
    """Every file comes from somewhere; a text that names its author and licence speaks for itself."""
    traced = {text.file for text in texts if text.author and text.licence}
    matched: set[int] = set()
    untraced: dict[str, list[str]] = {}
    for file in inventory.sizes:
        found = {number for number, work in enumerate(rights.rights.works) if fnmatchcase(file, work.file)}
        matched |= found
        is_own = file in (MANIFEST, RIGHTS, QUESTIONS) or file.startswith(("rehearsals/", "rights/"))
        if not (found or is_own or file in traced or PurePosixPath(file).stem.lower() in PLAIN_NAMES):
            untraced.setdefault(str(PurePosixPath(file).parent), []).append(PurePosixPath(file).name)
    for folder, names in untraced.items():
        listed = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        what = f"nothing says where {listed} in {folder} {'come' if len(names) > 1 else 'comes'} from"
        hint = f'add [[work]] with file = "{folder}/*", author and licence'
        findings.warning(Code.NO_PROVENANCE, RIGHTS, what, hint)
    for number, work in enumerate(rights.rights.works):
        if work.licence.casefold() == OPEN_LICENCE:
            what = f"the licence of '{shown(work.file)}' is to be completed"
            hint = "write under which licence it may be shown, such as public domain or CC BY 4.0"
            findings.warning(Code.LICENCE_OPEN, rights.works_at[number], what, hint)
        if number not in matched and work.file:
            hint = findings.did_you_mean(work.file, inventory.sizes) or "correct the path, or leave the work out"
            what = f"no file matches '{shown(work.file)}'"
            findings.warning(Code.WORK_WITHOUT_FILE, rights.works_at[number], what, hint)
