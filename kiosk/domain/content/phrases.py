"""The product's own words in one language: labels, controls, and what is said when a pack leaves it open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.answer import Route
from kiosk.domain.content.particles import settled
from kiosk.domain.content.script import Line, Origin


@dataclass(frozen=True, slots=True)
class Phrases:
    """Every text that the kiosk itself shows or says; `{name}`, `{source}` and `{seconds}` are filled in."""

    language: str
    disclosure_label: str
    """The permanent label."""

    disclosure_spoken: str
    """Said at the first utterance of a visit; holds {name}."""

    greeting: Sequence[str]
    farewell: Sequence[str]
    decline: Sequence[str]
    unheard: Sequence[str]
    thinking: Sequence[str]
    waking: Sequence[str]
    """Said to whoever asks while the mind still loads."""

    choice: str
    invitation: str
    label_verbatim: str
    """Holds {source}."""

    label_edited: str
    label_written: str
    label_quoted: str
    label_about: str
    label_composed: str
    label_after_death: str
    said_after_death: str
    """Said before words on what the figure cannot have known; holds {name}."""

    choose_figure: str
    """Over the portraits among which a visitor chooses."""

    other_figures: str
    choosing_figure: str
    """While the chosen figure is prepared; holds {name}."""

    quote_primary: str
    """How a quotation of the figure's own words is introduced; holds {title} and {year}."""

    quote_about: str
    """Holds {author}."""

    quote_written: str
    listening: str
    thinking_state: str
    speaking: str
    hold_to_talk: str
    """On the button that is held while one speaks, and the next while it is held."""

    let_go: str
    hold_hint: str
    """Instead of `listening`, while nothing is heard before the button is held."""

    loud: str
    """Said when nothing usable was heard again: the button is offered."""

    heard: str
    """Shown before what was heard; holds {text}."""

    still_there: str
    still_there_hint: str
    """Holds {seconds}."""

    type_here: str
    no_microphone: str
    no_mind: str
    no_camera: str
    no_voice: str
    repeat: str
    stop: str
    keyboard: str
    send: str
    space: str
    close: str
    text_size: str
    contrast: str
    louder: str
    quieter: str
    language_name: str
    trial: str
    """Before the label of a pack that nobody trusted has signed."""

    closed: str
    """Where nobody may be portrayed."""

    closed_hint: str
    information: str
    languages: str
    pause: str
    resume: str
    paused: str
    back: str
    next: str
    page: str
    """Holds {page} and {pages}."""

    about_title: str
    about_figure: str
    about_portrayal: str
    """Holds {name}, as every text of `about_kind` does."""

    about_rights: str
    rights_consent: str
    """Holds {basis}, {grantor} and {scope}."""

    rights_until: str
    about_artificial: str
    artificial_drawn: str
    artificial_photo: str
    artificial_silhouette: str
    artificial_voice: str
    artificial_recordings: str
    artificial_words: str
    artificial_composed: str
    about_sources: str
    sources_own: str
    sources_after: str
    about_privacy: str
    privacy_senses: str
    privacy_stays: str
    privacy_sent: str
    privacy_forgotten: str
    about_contact: str
    contact_controller: str
    contact_where: str
    staff_title: str
    staff_pin: str
    staff_wrong: str
    staff_locked: str
    """Holds {seconds}."""

    staff_state: str
    staff_examining: str
    staff_packs: str
    staff_addresses: str
    staff_switching: str
    staff_refused: str
    """Holds {pack} and {reason}."""

    staff_exit: str
    staff_stick: str
    stick_found: str
    stick_reading: str
    stick_empty: str
    stick_take: str
    stick_taking: str
    """Holds {what}, as the next two do."""

    stick_taken: str
    stick_refused: str
    about_kind: Mapping[str, str]
    """By the figure's kind."""

    rights_basis: Mapping[str, str]
    rights_scope: Mapping[str, str]


def filled(text: str, /, **values: str) -> str:
    """The phrase with its places filled and Korean particles fitted to them; stray braces are left as they are."""
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return settled(text)


def line_label(phrases: Phrases, origin: Origin, source: str, after_death: bool = False) -> str:
    """What kind of words a script line holds."""
    if after_death:
        return phrases.label_after_death
    match origin:
        case Origin.VERBATIM:
            return filled(phrases.label_verbatim, source=source)
        case Origin.EDITED:
            return filled(phrases.label_edited, source=source)
        case Origin.WRITTEN:
            return phrases.label_written


def announced(phrases: Phrases, name: str, line: Line, text: str) -> str:
    """The words of a line as they are said: not the figure but its portrayal tells of the time after its death.

    A recording says itself whose words they are; a locked line stands as it was written.
    """
    if not line.after_death or line.media or line.locked:
        return text
    return f"{filled(phrases.said_after_death, name=name)} {text}"


def route_label(phrases: Phrases, route: Route) -> str:
    """What kind of words an answer without a script line or a text holds."""
    match route:
        case Route.LOCKED | Route.HOUSE | Route.DECLINE | Route.SCRIPT:
            return phrases.label_written
        case _:
            return ""
