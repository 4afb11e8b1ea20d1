"""Reaching: lines that none of their own questions brings up, asked of the mind as visitors would."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from kiosk.app.wiring.mind import MindSetup, open_encoders, open_words
from kiosk.domain.answer import Answer, Route
from kiosk.domain.content.script import Line
from kiosk.domain.problem import Problem, Severity
from kiosk.mind.mind import Engines, Mind
from kiosk.pack.checks.codes import Code
from kiosk.pack.model.findings import shown

Progress = Callable[[int, int], None]


def unreached(setups: Sequence[MindSetup], progress: Progress) -> Iterator[Problem]:
    """A warning for each line that no question of its own reaches at any stage of the figure's life.

    The texts are left out: reading a book takes minutes, and where a line is surely meant it comes before them.
    """
    lost: dict[tuple[str, str], tuple[Line, str]] = {}
    reached: set[tuple[str, str]] = set()
    encoders = open_encoders(setups[0])
    for setup in setups:
        script = replace(setup.pack, passages=dict.fromkeys(setup.pack.languages, ()))
        mind = Mind(script, setup.phrases, setup.settings, Engines(None, None, setup.cache, encoders, open_words()))
        lines = [(language, line) for language in setup.pack.languages for line in setup.pack.lines.get(language, ())]
        for done, (language, line) in enumerate(lines, 1):
            progress(done, len(lines))
            takers = _takers(mind, language, line)
            if takers is None:
                reached.add((language, line.id))
            else:
                by_id = {one.id: one for one in setup.pack.lines[language]}
                lost[language, line.id] = line, _told(takers, by_id)
    for place, (line, taker) in lost.items():
        if place not in reached:
            what = f"line '{shown(line.id)}' is reached by none of its questions: {taker}"
            hint = "word its questions otherwise, or make one line of both"
            yield Problem(Code.UNREACHED.value, line.where, what, hint, Severity.WARNING)


def _takers(mind: Mind, language: str, line: Line) -> Counter[tuple[str, str]] | None:
    """Which line, or else which route, answers its questions instead; None where one of them reaches it."""
    takers: Counter[tuple[str, str]] = Counter()
    for question in line.asks:
        answers = [answer for answer, _ in mind.think(question, language)]
        mind.forget()
        if any(_offers(answer, line.id) for answer in answers):
            return None
        takers[answers[0].line or "", answers[0].route.value] += 1
    return takers


def _offers(answer: Answer, line: str) -> bool:
    """Said, or one of two among which the visitor is asked to choose."""
    offered = {suggestion.line for suggestion in answer.suggestions} if answer.route is Route.CHOICE else set()
    return answer.line == line or line in offered


def _told(takers: Counter[tuple[str, str]], lines: Mapping[str, Line]) -> str:
    (taker, route), _ = takers.most_common(1)[0]
    if taker in lines:
        return f"'{shown(taker)}' in {lines[taker].where} takes them"
    return f"they are answered by {f'the house line {shown(taker)}' if taker else route}"
