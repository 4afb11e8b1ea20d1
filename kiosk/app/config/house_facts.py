"""House facts as settings: each a sentence, or a table of sentences by language."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.domain.content.house_facts import HouseFacts
from kiosk.domain.problem import Problem

SECTION = "house_facts"
LONGEST = 300
"""Characters of a sentence that somebody who asks for the way still listens to."""

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?")


def unfit(where: str, value: Any) -> Iterator[Problem]:
    """Everything that is wrong with one fact."""
    if not isinstance(value, (str, dict)):
        hint = f'{where.rpartition(" ")[2]} = "The …", or {{ en = "The …", ko = "…" }}'
        yield Problem("KC0005", where, f"must be a sentence or a table of sentences, not {type(value).__name__}", hint)
        return
    for language, sentence in _by_language(value).items():
        place = f"{where}.{language}" if language else where
        if isinstance(value, dict) and not LANGUAGE.fullmatch(language):
            hint = "a language tag such as en, ko or pt-BR"
            yield Problem("KC0010", place, f"'{language}' is no language", hint)
        elif not isinstance(sentence, str):
            yield Problem("KC0005", place, f"must be a sentence, not {type(sentence).__name__}")
        elif len(_tidied(sentence)) > LONGEST:
            yield Problem("KC0006", place, f"has {len(_tidied(sentence))} characters", f"at most {LONGEST}")


def house_facts(section: Mapping[str, Any]) -> HouseFacts:
    """What the settings tell; a fact without a sentence is left out."""
    told = {
        fact: {language: tidied for language, text in _by_language(value).items() if (tidied := _tidied(text))}
        for fact, value in section.items()
    }
    return HouseFacts({fact: sentences for fact, sentences in told.items() if sentences})


def _by_language(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {"": value}


def _tidied(sentence: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in sentence).split())
