"""Lengths: how long the answers of a pack really take, by their recordings and by what `kiosk pack build` rendered."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from kiosk.app.wiring.setup import Setup
from kiosk.app.wiring.voice import rendered_folders
from kiosk.authoring.transcribe import decoded
from kiosk.domain.content.phrases import announced
from kiosk.domain.content.script import Line
from kiosk.domain.problem import KioskError, Problem, Severity
from kiosk.pack.checks.codes import Code
from kiosk.pack.checks.media import SOUNDS, STREAMS
from kiosk.pack.model.findings import shown
from kiosk.pack.model.limits import Limits
from kiosk.voice.synthesis.rendered import RenderedSpeeches
from kiosk.voice.synthesis.rendered_miniaudio import open_rendered

HINT = "split it, and let one part lead to the other"


def measured(setups: Sequence[Setup], estimated: Sequence[Problem], unopened: Collection[str]) -> tuple[Problem, ...]:
    """Answers too long to listen to: what can be measured takes the place of the estimates.

    `unopened`: files that their decoders refused.
    """
    longest: dict[str, tuple[Line, float]] = {}
    for setup in setups:
        rendered = tuple(open_rendered(folder) for folder in rendered_folders(setup.voice))
        for line, seconds in _seconds(setup, rendered, unopened):
            if seconds > longest.get(line.where, (line, 0.0))[1]:
                longest[line.where] = line, seconds
    kept = tuple(one for one in estimated if one.code == Code.LONG_ANSWER.value and one.where not in longest)
    return kept + tuple(_too_long(longest))


def _seconds(
    setup: Setup, rendered: Sequence[RenderedSpeeches], unopened: Collection[str]
) -> Iterator[tuple[Line, float]]:
    """Lines and the time of their longest variant; only those of which every variant can be measured."""
    for language, lines in setup.pack.lines.items():
        phrases, name = setup.phrases[language], setup.pack.named(language)
        for line in lines:
            is_recorded = Path(line.media).suffix.lower() in SOUNDS | STREAMS and line.media not in unopened
            spoken = line.says[1:] if is_recorded else line.says
            texts = [announced(phrases, name, line, said) for said in spoken]
            forms = (form for form in (line.shorter, line.simpler) if form is not None)
            texts += [announced(phrases, name, form, form.says[0]) for form in forms]
            found = [max(one.seconds(text, language, setup.pack.voice) for one in rendered) for text in texts]
            found += [_recorded(Path(setup.pack.folder, line.media))] if is_recorded else []
            if found and min(found) > 0.0:
                yield line, max(found)


def _recorded(file: Path) -> float:
    try:
        return decoded(file).seconds
    except KioskError:
        return 0.0


def _too_long(longest: Mapping[str, tuple[Line, float]]) -> Iterator[Problem]:
    most = Limits().answer_seconds
    for line, seconds in longest.values():
        if seconds > most:
            what = f"line '{shown(line.id)}' takes {seconds:.0f} s to hear"
            yield Problem(Code.LONG_ANSWER.value, line.where, what, f"at most {most:.0f} s: {HINT}", Severity.WARNING)
