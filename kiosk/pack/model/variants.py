"""Variants: the `[[variant]]` tables of a pack, fitted together with its scripts, texts and films."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kiosk.domain.content.passage import Text
from kiosk.domain.content.variant import Variant
from kiosk.pack.checks import checks
from kiosk.pack.checks.codes import Code
from kiosk.pack.model.files import Inventory
from kiosk.pack.model.films import answers, check_films, loops
from kiosk.pack.model.findings import Findings, shown
from kiosk.pack.model.manifest import Manifest, Stage
from kiosk.pack.model.script import Script


def read_variants(manifest: Manifest, scripts: Mapping[str, Script], inventory: Inventory) -> tuple[Variant, ...]:
    """The stages of the figure's life, each with all that is its own."""
    return tuple(_variant(stage, scripts, inventory) for stage in manifest.stages)


def _variant(stage: Stage, scripts: Mapping[str, Script], inventory: Inventory) -> Variant:
    portrait = stage.portrait
    return Variant(
        id=stage.id,
        name=stage.name,
        title=stage.title,
        knows_until=stage.knows_until,
        voice=stage.voice,
        portrait=portrait.vector,
        photo=portrait.photo,
        loops=loops(portrait, inventory),
        films={language: answers(portrait, language, inventory) for language in scripts},
        words={
            language: script.words_of[stage.id] for language, script in scripts.items() if stage.id in script.words_of
        },
    )


def check_variants(
    manifest: Manifest, scripts: Mapping[str, Script], texts: Sequence[Text], inventory: Inventory, findings: Findings
) -> None:
    """Every stage that is named exists, has a portrait that can be shown, and its knowledge can be told."""
    known = [stage.id for stage in manifest.stages]
    for stage, where in (named for script in scripts.values() for named in script.stages_at):
        if stage not in known:
            hint = findings.did_you_mean(stage, known) or "add [[variant]] with that id to pack.toml"
            findings.error(Code.NO_VARIANT, where, f"there is no stage '{shown(stage)}'", hint)
    for one in manifest.stages:
        portrait = one.portrait
        if portrait.vector or portrait.photo or portrait.clips:
            checks.check_portrait(replace(manifest, portrait=portrait), inventory, findings)
            check_films(portrait, scripts, inventory, findings)
        if portrait.sign:
            hint = "signed answers belong to the pack's own [portrait]"
            findings.error(Code.UNKNOWN_KEY, portrait.where, "unknown key 'sign' of a stage", hint)
        born = manifest.figure.born
        if one.knows_until and born and one.knows_until < born:
            what = f"stage '{one.id}' ends on {one.knows_until}, before the birth on {born}"
            findings.error(Code.CONTRADICTION, one.where, what, "correct a date")
    if any(stage.knows_until for stage in manifest.stages):
        for where, what in _undated(scripts, texts):
            findings.warning(Code.UNDATED, where, what, "add: date = 1828-04-07, the latest day it tells of")


def _undated(scripts: Mapping[str, Script], texts: Sequence[Text]) -> Iterator[tuple[str, str]]:
    """Lines are known at every age unless they are dated; texts at none that ends."""
    for language, script in scripts.items():
        lines = [line for line in script.lines if not (line.dated or line.variants or line.after_death)]
        if lines:
            what = f"{len(lines)} lines in '{language}' bear no date: every stage of the life says them"
            yield lines[0].where, what
    for text in texts:
        if text.known_from is None:
            yield text.file, "bears neither date nor year: no stage with knows_until quotes it"
