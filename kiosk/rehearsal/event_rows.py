"""Events as objects for people and programs that follow a visit."""

import re
from collections.abc import Mapping
from typing import Any

from kiosk.domain.events import AnswerReady, Anticipated, Event, Foreseen, LevelMeasured, SpeechStarted, Ticked


def told(event: Event) -> Mapping[str, Any] | None:
    """The event as an object, its time left to the caller; None for what happens all the time."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", type(event).__name__).lower()
    match event:
        case Ticked() | LevelMeasured():
            return None
        case SpeechStarted(turn=turn, part=part, text=text, track=track):
            return {"event": name, "turn": turn, "part": part, "text": text, "seconds": round(track.seconds, 3)}
        case AnswerReady(turn=turn, answer=answer, is_last=is_last):
            row = {"event": name, "turn": turn, "route": answer.route.value, "line": answer.line, "text": answer.text}
            return {**row, "score": round(answer.score, 3), "label": answer.label, "is_last": is_last}
        case Anticipated(turn=turn, anticipation=guess):
            row = {"event": name, "turn": turn, "line": guess.line, "score": round(guess.score, 3)}
            return {**row, "is_complete": guess.is_complete}
        case Foreseen(turn=turn, answer=answer):
            return {"event": name, "turn": turn, "route": answer.route.value, "line": answer.line}
        case _:
            fields = {field: getattr(event, field) for field in event.__slots__ if field != "at"}
            return {"event": name, **fields}
