"""What the figure answers with: an answer of the mind, a line whose question was touched, or the last answer again."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain.answer import Answer, Route, Suggestion
from kiosk.domain.content.phrases import announced, line_label
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import Interaction
from kiosk.domain.visit.speaking import Step, say
from kiosk.domain.visit.visiting import interrupted, woken


def reply(now: Interaction, answer: Answer, at: float, is_last: bool = True) -> Step:
    visit = replace(now.visit, to_repeat=answer, rest=None)
    return say(replace(now, phase=Phase.ANSWERING, since=at, visit=visit), answer, at, is_last)


def repeat(now: Interaction, at: float) -> Step:
    answer = now.visit.to_repeat
    if answer is None or now.phase is Phase.FAREWELL:
        return woken(now, at)
    now, commands = interrupted(now, at)
    now, spoken = reply(now, answer, at)
    return now, (*commands, *spoken)


def can_repeat(now: Interaction) -> bool:
    return now.visit.to_repeat is not None


def ask_line(now: Interaction, line_id: str, at: float) -> Step:
    """A touched question is answered by its line at once, without asking the mind."""
    line = now.brief.pack.line(line_id, now.language)
    if line is None:
        return now, ()
    now, commands = interrupted(now, at)
    label = line_label(now.phrases, line.origin, line.source, line.after_death)
    route = Route.LOCKED if line.locked else Route.SCRIPT
    # The recording speaks the first variant.
    said = line.says[0 if line.media else now.visit.number % len(line.says)]
    text = announced(now.phrases, now.brief.pack.named(now.language), line, said)
    following = tuple(Suggestion(other.id, other.asks[0]) for other in now.brief.pack.following(line, now.language))
    answer = Answer(route, text, label, line.id, 1.0, suggestions=following, media=line.media)
    visit = replace(now.visit, heard=line.asks[0], typed=None, misheard="")
    now, spoken = reply(replace(now, visit=visit), answer, at)
    return now, (*commands, *spoken, do.Recall(line.id, now.language))
