"""Proposal: a first script out of a book alone: a greeting, who I was, chapters as topics, quotations as answers."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.domain.content.passage import TextOrigin
from kiosk.domain.content.script import Origin
from kiosk.pack.importers.knowledge import Head, place_of
from kiosk.pack.importers.quotes import Quote, quotes_of
from kiosk.pack.importers.sections import Section
from kiosk.pack.importers.toml_text import table, tables
from kiosk.pack.model.limits import Limits

WORDS_FILE = Path(__file__).with_name("proposal.toml")
MOST_CHAPTERS = 40
MOST_NAMED = 5
"""Chapters that the overview names: nobody listens to forty."""

LEAST_SCORE = -1.5
SOON = 45
"""Characters: a quotation comes to its subject at once, or it is on another."""

_DATES = re.compile(
    r"\s*\([^)]*\)|[,:]?\s+(?:from |in |on |written )?(?:[A-Z]\w+ \d{1,2}(?:st|nd|rd|th)?,?\s)?[(]?1\d{3}\b.*$", re.I
)
_NUMERAL = re.compile(
    r"^(?:(?:chapter|book|part|letter|kapitel|teil|chapitre|capítulo|section)\s+)?(?:[IVXLC]+|\d{1,3})(?:[.:)—–-]+\s*|\s+|$)",
    re.I,
)
_CJK_NUMERAL = re.compile(r"^(?:第\s?[\d一二三四五六七八九十百]+\s?[章回部節话話編篇]|제?\s?\d+\s?[장부편])[.:\s]*")
_NAME = re.compile(r"(?<![.!?\"“—]\s)(?<=\s)[A-Z][a-zà-ÿ]{3,}(?:\s[A-Z][a-zà-ÿ]{2,})?")


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where the words of a line come from."""

    origin: Origin
    source: str = ""


WRITTEN = Drawn(Origin.WRITTEN)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the pack says and has already."""

    stem: str
    """Ids begin with it."""

    language: str
    most_words: int = 60
    taken_ids: frozenset[str] = frozenset()
    taken_words: frozenset[str] = frozenset()
    """Keys of [words] that another file gives."""

    taken_asks: frozenset[str] = frozenset()
    """Questions, `plainly` written, that another file answers: a person's answer stands before a proposed one."""


def plainly(question: str) -> str:
    """A question without what does not make it another one."""
    return " ".join(re.findall(r"\w+", question.casefold()))


def has_wording(language: str) -> bool:
    """Whether proposals can be worded in the language."""
    return language.split("-", maxsplit=1)[0] in _wordings()


def propose(head: Head, sections: Sequence[Section], setting: Setting) -> str:
    """The script as TOML, every line marked proposed; empty where the book holds nothing to quote."""
    made = _Proposal(head, sections, setting)
    chapters = [line for line in made.chapters() if line["asks"]]
    subjects = [line for line in made.subjects() if line["asks"]]
    if not chapters and not subjects:
        return ""
    lines = [*(line for line in made.opening(chapters) if line["asks"]), *subjects, *chapters]
    known = {line["id"] for line in lines}
    for line in lines:
        # Lines without a question of their own fell away, and nothing may lead to them.
        line["leads_to"] = [own for own in line["leads_to"] if own in known]
    suggested = [line["id"] for line in (*subjects[:2], *chapters[:2], *subjects[2:])][:3]
    words = {key: value for key, value in made.words(suggested).items() if key not in setting.taken_words}
    parts = [NOTE]
    if words:
        parts.append(table("[words]", {**words, "proposed": True}))
    return tables([*parts, *(table("[[line]]", line) for line in lines)])


def memo_wording(language: str, topic: str, number: int) -> list[str]:
    """Questions to which the given part of a recording may be the answer; a name that asks is one itself."""
    wording = _wordings().get(language.split("-", maxsplit=1)[0], _wordings()["en"])
    if number == 1 and len(topic.split()) >= 3 and topic.split(maxsplit=1)[0].casefold() in wording["question_words"]:
        return [topic.rstrip("?.") + "?"]
    asks = wording["memo_asks"] if number == 1 else wording["memo_more"]
    return [ask.replace("[title]", topic[:120]).replace("[number]", str(number)) for ask in asks]


NOTE = """# A first script that the kiosk proposes from a text. Every entry marked `proposed = true` waits for a person:
#   kiosk pack review FOLDER
"""


@cache
def _wordings() -> Mapping[str, Any]:
    return tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))


class _Proposal:
    """One book on its way to a script; a quotation is used once."""

    def __init__(self, head: Head, sections: Sequence[Section], setting: Setting) -> None:
        self._head, self._sections, self._setting = head, sections, setting
        self._wording: Mapping[str, Any] = _wordings()[setting.language.split("-")[0]]
        self._is_own = head.origin is TextOrigin.PRIMARY
        self._quotes = [list(quotes_of(sections, setting.most_words, number)) for number in range(len(sections))]
        self._used: set[tuple[int, int]] = set()

    def words(self, suggested: Sequence[str]) -> dict[str, Any]:
        said = {key: self._wording[key] for key in ("greeting", "farewell", "decline")} if self._is_own else {}
        return {**said, "suggested": list(suggested)}

    def opening(self, chapters: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        """Who I was, and what can be asked."""
        if self._is_own:
            says = self._filled(self._wording["who_says"])
            yield self._line("who", self._wording["who_asks"], says, leads_to=[f"{self._setting.stem}-birth"])
        named = [str(line["topic"]) for line in chapters]
        if len(named) > 1 and self._is_own:
            step = max(len(named) / MOST_NAMED, 1.0)
            some = [named[int(at * step)] for at in range(min(MOST_NAMED, len(named)))]
            listed = f"{', '.join(some[:-1])} {self._wording['and']} {some[-1]}"
            says = self._filled(self._wording["overview_says"], chapters=listed)
            yield self._line("overview", self._wording["overview_asks"], says, leads_to=[str(chapters[0]["id"])])

    def subjects(self) -> Iterator[dict[str, Any]]:
        """What visitors ask of everybody, answered where the book does."""
        if not self._is_own:
            return
        for subject in self._wording.get("subject", ()):
            finds = re.compile(subject["finds"])
            best = self._best(
                replace(quote, score=quote.score - found.start() / 30)
                for quotes in self._quotes
                for quote in quotes
                if (found := finds.search(quote.text)) and found.start() <= SOON and found.end() <= 2 * SOON
            )
            if best is not None:
                yield self._quotation(subject["id"], subject["asks"], best)

    def chapters(self) -> Iterator[dict[str, Any]]:
        """Every chapter as a topic with the quotation that stands best for it."""
        told = [
            (number, section, title)
            for number, section in enumerate(self._sections)
            if (title := self._title(number)) and self._quotes[number]
        ]
        # Spread over the whole book rather than its first forty.
        chosen = told if len(told) <= MOST_CHAPTERS else told[:: -(-len(told) // MOST_CHAPTERS)]
        for at, (number, _, title) in enumerate(chosen):
            best = self._best(self._quotes[number])
            if best is None:
                continue
            following = [f"{self._setting.stem}-chapter-{chosen[at + 1][0] + 1}"] if at + 1 < len(chosen) else []
            asks = [ask.replace("[chapter]", title) for ask in self._wording["chapter_asks"]]
            yield {**self._quotation(f"chapter-{number + 1}", asks, best, following), "topic": title}

    def _title(self, number: int) -> str:
        """The heading without its numeral; without words of its own the names that are met there most."""
        heading = _CJK_NUMERAL.sub("", _NUMERAL.sub("", self._sections[number].heading)).strip(' .:—–-"“”')
        heading = _DATES.sub("", heading).strip(' .:—–-,"“”') or ""
        if 2 < len(heading) <= 90 or (1 < len(heading) <= 90 and not heading.isascii()):
            return heading
        own = Counter(name for block in self._sections[number].blocks for name in _NAME.findall(block.text))
        return own.most_common(1)[0][0] if own and own.most_common(1)[0][1] >= 3 else ""

    def _best(self, quotes: Iterable[Quote]) -> Quote | None:
        best = max(
            (quote for quote in quotes if (quote.section, quote.number) not in self._used),
            key=lambda quote: quote.score,
            default=None,
        )
        if best is None or best.score < LEAST_SCORE:
            return None
        self._used.add((best.section, best.number))
        return best

    def _quotation(self, name: str, asks: Sequence[str], quote: Quote, leads_to: Sequence[str] = ()) -> dict[str, Any]:
        section = self._sections[quote.section]
        place = place_of(quote.block, self._head)
        source = ", ".join(filter(None, (self._head.title, section.heading, place)))
        if self._is_own:
            return self._line(name, asks, quote.text, leads_to, Drawn(Origin.VERBATIM, source))
        says = self._filled(self._wording["about_says"], quote=quote.text)
        return self._line(name, asks, says, leads_to, Drawn(Origin.WRITTEN, source))

    def _line(
        self,
        name: str,
        asks: Sequence[str],
        says: str,
        leads_to: Sequence[str] = (),
        drawn: Drawn = WRITTEN,
    ) -> dict[str, Any]:
        longest, taken = Limits().asks_characters, self._setting.taken_asks
        return {
            "id": self._id(name),
            "asks": [ask for ask in asks if len(ask) <= longest and plainly(ask) not in taken],
            "says": says[: Limits().says_characters],
            "origin": drawn.origin.value if drawn.origin is not Origin.WRITTEN else "",
            "source": drawn.source[: Limits().note_characters],
            "leads_to": list(leads_to),
            "topic": "",
            "proposed": True,
        }

    def _id(self, name: str) -> str:
        wanted = f"{self._setting.stem[:40]}-{name}"
        return f"{wanted}-2" if wanted in self._setting.taken_ids else wanted

    def _filled(self, text: str, **values: str) -> str:
        for key, value in {"title": self._head.title, "author": self._head.author, **values}.items():
            # Not by `format`: a book may hold braces.
            text = text.replace(f"[{key}]", value)
        return text
