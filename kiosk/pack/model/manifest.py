"""The manifest: `pack.toml`, which says who the figure is and how it looks, sounds and behaves."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum

from kiosk.domain.content.figure import Figure, Kind, Policy, Privacy, Theme, Voice
from kiosk.pack.checks.codes import Code
from kiosk.pack.model.document import Document
from kiosk.pack.model.findings import Findings, shown
from kiosk.pack.model.limits import Limits
from kiosk.pack.model.table import Table

FORMAT = 1
PACK_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
VERSION = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}(?:[-+][0-9A-Za-z]{1,12}(?:[.-][0-9A-Za-z]{1,12}){0,3})?")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
DISCLOSURE_CHARACTERS = 200
PRONOUNCE_CHARACTERS = 120


class Generation(StrEnum):
    """Whether a language model may compose answers."""

    OFF = "off"
    FROM_SOURCES_ONLY = "from_sources_only"


class Knowledge(StrEnum):
    """What the kiosk can tell that nobody wrote."""

    SUMS = "sums"
    TIME = "time"
    DATE = "date"


class Gender(StrEnum):
    """What voice to look for."""

    ANY = ""
    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True)
class Portrait:
    """What the figure looks like."""

    vector: str = ""
    """Name of a portrait that comes with the kiosk."""

    photo: str = ""
    """A picture of the pack."""

    clips: str = ""
    """A folder of films in which the figure idles, listens, thinks and answers."""

    sign: str = ""
    """A folder of films with the answers in sign language."""

    where: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One `[[variant]]`: a stage of the figure's life."""

    id: str
    name: str = ""
    title: str = ""
    knows_until: date | None = None
    voice: Voice | None = None
    portrait: Portrait = Portrait()
    where: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything `pack.toml` says, with stand-ins where it was wrong."""

    id: str
    version: str
    languages: Sequence[str]
    figure: Figure
    voice: Voice
    policy: Policy
    theme: Theme
    privacy: Privacy
    portrait: Portrait
    disclosure_label: Mapping[str, str] = field(default_factory=dict)
    disclosure_spoken: Mapping[str, str] = field(default_factory=dict)
    stages: Sequence[Stage] = ()
    document: Document = field(default_factory=lambda: Document("", {}))
    kind_is_stated: bool = False
    """Nothing can be concluded from a kind that was missing or wrong."""


def read_manifest(document: Document, findings: Findings, limits: Limits) -> Manifest:
    """The manifest as far as it can be understood."""
    table = Table(document, findings)
    _check_format(table)
    identity = _matched(table, "id", PACK_ID, "a-z, 0-9 and '-', at most 64: ada-lovelace")
    version = _matched(table, "version", VERSION, "numbers with dots between them: 1.0.0")
    languages = _languages(table, limits)
    label, spoken = _disclosure(table)
    manifest = Manifest(
        identity,
        version,
        languages,
        _figure(table, limits),
        _voice(table),
        _policy(table),
        _theme(table),
        _privacy(table),
        _portrait(table),
        label,
        spoken,
        _stages(table, limits),
        document,
        _states_kind(document),
    )
    table.close()
    return manifest


def _states_kind(document: Document) -> bool:
    figure = document.values.get("figure")
    return isinstance(figure, dict) and figure.get("kind") in [kind.value for kind in Kind]


def _check_format(table: Table) -> None:
    value = table.whole("format", None, 1, 1_000_000)
    if "format" not in table:
        table.findings.error(Code.MISSING_KEY, table.where(), "'format' is missing", f"add: format = {FORMAT}")
    elif value is not None and value != FORMAT:
        what = f"format {value} is not known here"
        hint = f"this kiosk reads format {FORMAT}: update the kiosk, or write the pack in that format"
        table.findings.error(Code.FORMAT, table.where("format"), what, hint)


def _matched(table: Table, key: str, pattern: re.Pattern[str], hint: str) -> str:
    value = table.text(key, required=True)
    if value and not pattern.fullmatch(value):
        table.findings.error(Code.MALFORMED, table.where(key), f"'{key}' cannot be '{shown(value)}'", hint)
        return ""
    return value


def _languages(table: Table, limits: Limits) -> tuple[str, ...]:
    good: list[str] = []
    for number, language in enumerate(table.texts("languages", required=True)):
        where = table.where("languages", number)
        if not LANGUAGE.fullmatch(language):
            hint = "a language tag such as en, ko or pt-BR"
            table.findings.error(Code.MALFORMED, where, f"'{shown(language)}' is no language", hint)
        elif language in good:
            table.findings.error(Code.GIVEN_TWICE, where, f"language '{language}' is listed twice", "once is enough")
        else:
            good.append(language)
    if len(good) > limits.languages:
        what, hint = f"{len(good)} languages", f"at most {limits.languages}"
        table.findings.error(Code.TOO_MANY, table.where("languages"), what, hint)
    return tuple(good)


def _figure(manifest: Table, limits: Limits) -> Figure:
    table = manifest.table("figure")
    if table is None:
        if "figure" not in manifest:
            hint = "add [figure] with a name and a kind"
            manifest.findings.error(Code.MISSING_KEY, manifest.where(), "'[figure]' is missing", hint)
        return Figure("")
    figure = Figure(
        name=table.text("name", longest=limits.name_characters, required=True),
        kind=table.choice("kind", Kind.HISTORICAL, required=True),
        born=table.day("born"),
        died=table.day("died"),
        title=table.text("title", longest=limits.name_characters),
    )
    table.close()
    return figure


def _stages(manifest: Table, limits: Limits) -> tuple[Stage, ...]:
    stages: dict[str, Stage] = {}
    for table in manifest.tables("variant"):
        voice = _voice(table) if "voice" in table else None
        stage = Stage(
            id=_matched(table, "id", PACK_ID, "a-z, 0-9 and '-', at most 64: child"),
            name=table.text("name", longest=limits.name_characters),
            title=table.text("title", longest=limits.name_characters),
            knows_until=table.day("knows_until"),
            voice=voice,
            portrait=_portrait(table),
            where=table.where(),
        )
        table.close()
        if stage.id in stages:
            what = f"stage '{shown(stage.id)}' is also in {stages[stage.id].where}"
            table.findings.error(Code.GIVEN_TWICE, table.where("id"), what, "give each stage its own id")
        stages.setdefault(stage.id, stage)
    if len(stages) > limits.languages:
        what, hint = f"{len(stages)} stages", f"at most {limits.languages}"
        manifest.findings.error(Code.TOO_MANY, manifest.where("variant"), what, hint)
    return tuple(stages.values())


def _voice(manifest: Table) -> Voice:
    table = manifest.table("voice")
    if table is None:
        return Voice()
    default = Voice()
    voice = Voice(
        engine=table.choice("engine", default.engine),
        voice=table.text("voice"),
        pronounce=_pronounce(table.table("pronounce")),
        gender=table.choice("gender", Gender.ANY),
        rate_wpm=table.whole("rate_wpm", default.rate_wpm, 80, 300) or default.rate_wpm,
        pitch_percent=table.whole("pitch_percent", default.pitch_percent, 0, 99) or 0,
    )
    table.close()
    return voice


def _pronounce(table: Table | None) -> tuple[tuple[str, str], ...]:
    """Longer words first, so that a full name counts before a part of it."""
    if table is None:
        return ()
    entries = [(word, said) for word in table.names() if (said := table.text(word, longest=PRONOUNCE_CHARACTERS))]
    return tuple(sorted(entries, key=lambda entry: -len(entry[0])))


def _policy(manifest: Table) -> Policy:
    table = manifest.table("policy")
    if table is None:
        return Policy()
    default = Policy()
    policy = Policy(
        generation=table.choice("generation", Generation.OFF).value,
        house_lines=table.flag("house_lines", default.house_lines),
        max_quote_words=table.whole("max_quote_words", default.max_quote_words, 0, 500) or 0,
        keep_questions=table.flag("keep_questions", default.keep_questions),
        youngest_age=table.whole("youngest_age", default.youngest_age, 0, 99) or 0,
        knows=_knows(table),
    )
    table.close()
    return policy


def _knows(table: Table) -> tuple[str, ...]:
    named = (table.chosen(value, Knowledge, "knows", number) for number, value in enumerate(table.texts("knows")))
    return tuple(dict.fromkeys(known.value for known in named if known is not None))


def _theme(manifest: Table) -> Theme:
    table = manifest.table("theme")
    if table is None:
        return Theme()
    colours = {known.name: _colour(table, known.name, getattr(Theme(), known.name)) for known in fields(Theme)}
    table.close()
    return Theme(**colours)


def _colour(table: Table, key: str, default: str) -> str:
    value = table.text(key, default)
    if COLOUR.fullmatch(value):
        return value.lower()
    hint = "six hexadecimal digits after '#', such as #1a2b3c"
    table.findings.error(Code.COLOUR, table.where(key), f"'{key}' is no colour: '{shown(value)}'", hint)
    return default


def _privacy(manifest: Table) -> Privacy:
    table = manifest.table("privacy")
    if table is None:
        return Privacy()
    privacy = Privacy(controller=table.text("controller"), contact=table.text("contact"))
    table.close()
    return privacy


def _portrait(manifest: Table) -> Portrait:
    table = manifest.table("portrait")
    if table is None:
        return Portrait()
    portrait = Portrait(
        table.text("vector"), table.text("photo"), _folder(table, "clips"), _folder(table, "sign"), table.where()
    )
    if portrait.vector and not PACK_ID.fullmatch(portrait.vector):
        what = f"'vector' cannot be '{shown(portrait.vector)}'"
        hint = "the name of a portrait that comes with the kiosk, such as ada-lovelace"
        table.findings.error(Code.MALFORMED, table.where("vector"), what, hint)
    table.close()
    return portrait


def _folder(table: Table, key: str) -> str:
    """A folder of the pack, without the slash that people put at its end."""
    return table.text(key).rstrip("/")


def _disclosure(manifest: Table) -> tuple[dict[str, str], dict[str, str]]:
    table = manifest.table("disclosure")
    if table is None:
        return {}, {}
    label, spoken = (_by_language(table.table(kind)) for kind in ("label", "spoken"))
    table.close()
    return label, spoken


def _by_language(table: Table | None) -> dict[str, str]:
    if table is None:
        return {}
    return {key: text for key in table.names() if (text := table.text(key, longest=DISCLOSURE_CHARACTERS))}
