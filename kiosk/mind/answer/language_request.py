"""Which language a visitor asks for, and whether the pack speaks it."""

from collections.abc import Sequence

from kiosk.domain.content.languages import AUTONYMS, autonym
from kiosk.mind.answer.house import language_names

REQUEST = "language"


def wished(question: str, language: str, spoken: Sequence[str]) -> str | None:
    """The language of the pack that is asked for; with two of them "another one" is the other.

    None where the pack does not speak it, where nothing is named, or where it is being spoken.
    """
    said = question.lower()
    names = [(tag, name.lower()) for tag, name in (*language_names(language).items(), *AUTONYMS.items())]
    named = [tag for tag, name in names if name in said]
    if named:
        return next((one for one in spoken if one.split("-", maxsplit=1)[0] in named and one != language), None)
    others = [one for one in spoken if one != language]
    return others[0] if len(others) == 1 else None


def listed(language: str, spoken: Sequence[str]) -> str:
    """The pack's languages as one says them in `language`."""
    names = language_names(language)
    called = [names.get(one.split("-", maxsplit=1)[0], autonym(one)) for one in spoken]
    return ", ".join(called)
