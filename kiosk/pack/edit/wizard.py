"""The wizard of `kiosk pack new`: what an organizer is asked, and how the answers come into the commented template."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.domain.content.figure import Kind
from kiosk.domain.content.rights import IMPOSSIBLE, Basis, Scope
from kiosk.pack.model.limits import Limits

MANIFEST, RIGHTS = "pack.toml", "rights.toml"

Answers = Mapping[str, str]
"""By the place of a key in the template: `pack.toml figure.born`."""

LIKELY_BASIS = {
    Kind.HISTORICAL.value: Basis.PUBLIC_DOMAIN.value,
    Kind.LIVING.value: Basis.OWN_WILL.value,
    Kind.FICTIONAL.value: Basis.FICTIONAL.value,
    Kind.INSTITUTIONAL.value: Basis.INSTITUTIONAL.value,
}
NAME, KIND = f"{MANIFEST} figure.name", f"{MANIFEST} figure.kind"
BASIS, SCOPE = f"{RIGHTS} consent.basis", f"{RIGHTS} consent.scope"
BORN, DIED = f"{MANIFEST} figure.born", f"{MANIFEST} figure.died"
FROM, UNTIL = f"{RIGHTS} consent.valid_from", f"{RIGHTS} consent.valid_until"


def _always(_: Answers) -> bool:
    return True


def _bases(answers: Answers) -> Sequence[str]:
    kind = Kind(answers.get(KIND, Kind.HISTORICAL.value))
    return [basis.value for basis in Basis if basis not in IMPOSSIBLE.get(kind, frozenset())]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to know; an empty answer to one without a default leaves the key as a comment."""

    place: str
    asks: str
    default: Callable[[Answers], str] = lambda _: ""
    choices: Callable[[Answers], Sequence[str]] = lambda _: ()
    many: bool = False
    """Several of the choices, with commas between them."""

    needed: bool = False
    is_date: bool = False
    is_asked: Callable[[Answers], bool] = _always

    def read(self, said: str, answers: Answers) -> str:
        """The answer as it is kept. Raises ValueError with a sentence that says what is possible."""
        given = " ".join(said.split()) or self.default(answers)
        if not given and self.needed:
            raise ValueError("this has to be known")
        if self.is_date and given:
            return _day(given, self.place, answers)
        if choices := self.choices(answers):
            return _chosen(given, choices, self.many)
        if len(given) > Limits().name_characters or not given.isprintable():
            raise ValueError(f"at most {Limits().name_characters} printable characters")
        return given

    def written(self, answer: str) -> str:
        """The answer as TOML."""
        if self.is_date:
            return answer
        return json.dumps(answer.split(", ") if self.many else answer, ensure_ascii=False)


def _day(given: str, place: str, answers: Answers) -> str:
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise ValueError("write a date as 1815-12-10, or nothing where it is not known") from None
    begins = answers.get({DIED: BORN, UNTIL: FROM}.get(place, ""), "")
    if begins and day < date.fromisoformat(begins):
        raise ValueError(f"this lies before {begins}")
    return day.isoformat()


def _chosen(given: str, choices: Sequence[str], many: bool) -> str:
    names = [name.strip() for name in given.split(",")] if many else [given]
    picked = [choices[int(name) - 1] if name.isdecimal() and 0 < int(name) <= len(choices) else name for name in names]
    if unknown := [name for name in picked if name not in choices]:
        raise ValueError(f"'{unknown[0]}' is none of {', '.join(choices)}")
    return ", ".join(dict.fromkeys(picked))


QUESTIONS = (
    Question(NAME, "What is the figure called?", needed=True),
    Question(KIND, "What is it?", lambda _: Kind.HISTORICAL.value, lambda _: [kind.value for kind in Kind]),
    Question(
        BORN,
        "Born on (2001-12-31)?",
        is_date=True,
        is_asked=lambda known: known.get(KIND) != Kind.INSTITUTIONAL,
    ),
    Question(DIED, "Died on?", is_date=True, is_asked=lambda known: known.get(KIND) == Kind.HISTORICAL),
    Question(f"{MANIFEST} figure.title", "One line under the name, such as Keeper of the light?"),
    Question(BASIS, "On what ground may it be shown?", lambda known: LIKELY_BASIS[known[KIND]], _bases),
    Question(f"{RIGHTS} consent.grantor", "Who allows it, a person or an institution?", needed=True),
    Question(
        SCOPE,
        "What is allowed? (likeness and words are always needed)",
        lambda _: ", ".join([Scope.LIKENESS, Scope.VOICE, Scope.WORDS]),
        lambda _: [scope.value for scope in Scope],
        many=True,
    ),
    Question(FROM, "From which day on (empty: at once)?", is_date=True),
    Question(UNTIL, "Until which day (empty: without end)?", is_date=True),
    Question(f"{RIGHTS} consent.note", "Where can the agreement be found, such as: letter of 3 March 2026?"),
    Question(
        f"{MANIFEST} policy.generation",
        "May a language model compose answers from the texts?",
        lambda _: "off",
        lambda _: ("off", "from_sources_only"),
        is_asked=lambda known: Scope.GENERATED_SPEECH in known.get(SCOPE, "").split(", "),
    ),
    Question(f"{MANIFEST} privacy.controller", "Who answers for the kiosk where it stands?"),
    Question(f"{MANIFEST} privacy.contact", "Where can visitors write to about their privacy?"),
)


class Wizard:
    """Asks one question after the other; what was answered can be taken back."""

    def __init__(self, name: str) -> None:
        self._suggested = name
        self._given: list[tuple[Question, str]] = []

    @property
    def answers(self) -> dict[str, str]:
        return {question.place: answer for question, answer in self._given}

    @property
    def question(self) -> Question | None:
        """What is asked now; None: everything is known."""
        known = self.answers
        return next((one for one in QUESTIONS if one.place not in known and one.is_asked(known)), None)

    @property
    def default(self) -> str:
        """What an empty answer means now."""
        question = self.question
        if question is None:
            return ""
        return self._suggested if question.place == NAME else question.default(self.answers)

    def answer(self, said: str) -> None:
        """Raises ValueError with a sentence for the organizer; nothing is changed then."""
        question = self.question
        if question is not None:
            self._given.append((question, question.read(said.strip() or self.default, self.answers)))

    def back(self) -> None:
        """Takes the last answer back."""
        if self._given:
            self._given.pop()

    def values(self) -> dict[str, str]:
        """By place, the TOML of everything that was answered."""
        return {question.place: question.written(answer) for question, answer in self._given if answer}


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """A file of the template with values set, by `section.key`; commented sections and keys are uncommented."""
    for place, value in values.items():
        section, key = place.rsplit(".", maxsplit=1)
        head = re.search(rf"(?m)^(# )?\[\[?{re.escape(section)}\]\]?(?=\s|$)", text)
        if head is None:
            raise KeyError(place)
        end = re.compile(r"(?m)^(# )?\[").search(text, head.end())
        body = text[head.end() : end.start() if end else len(text)]
        line = re.search(rf"(?m)^(?:# )?{re.escape(key)} = (?:\"[^\"\n]*\"|\[[^\]\n]*\]|\S+)([ ]*)(#.*)?$", body)
        if line is None:
            raise KeyError(place)
        note = f"  {line.group(2)}" if line.group(2) else ""
        body = body[: line.start()] + f"{key} = {value}{note}" + body[line.end() :]
        text = text[: head.start()] + head.group().removeprefix("# ") + body + (text[end.start() :] if end else "")
    return text
