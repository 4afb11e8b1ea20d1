"""Wishes: what an organizer says about the files that are imported; empty where the file itself tells."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wishes:
    """For all files of one import."""

    language: str = ""
    """Of the pack; empty: its first."""

    origin: str = ""
    """primary, about or written; empty: by comparing the author with the figure."""

    title: str = ""
    author: str = ""
    year: int | None = None
    questions: str = ""
    """A column by its head or its letter."""

    answers: str = ""
    asks: tuple[str, ...] = ()
    """Of one recording: the questions that it answers."""

    propose: bool = True
    """Whether a first script is proposed from a text."""
