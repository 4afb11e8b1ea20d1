"""Articles with questions that they answer and questions that they do not: read from files of SQuAD's shape."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.problem import Problem
from kiosk.mind.errors import MindError


@dataclass(frozen=True, slots=True)
class Question:
    """One question on a paragraph."""

    paragraph: int
    text: str
    answers: Sequence[str]
    """As the paragraph words them; none: the paragraph does not answer."""


@dataclass(frozen=True, slots=True)
class Article:
    """Paragraphs of one article and the questions on each."""

    title: str
    contexts: Sequence[str]
    questions: Sequence[Question]


def read(folder: Path, titles: Iterable[str]) -> list[Article]:
    """One JSON file an article, named by its title. Raises MindError where one cannot be read."""
    return [_read(folder / f"{title}.json") for title in titles]


def _read(file: Path) -> Article:
    try:
        paragraphs = json.loads(file.read_text("utf-8"))["paragraphs"]
        questions = [
            Question(at, qa["question"], () if qa.get("is_impossible") else tuple(dict.fromkeys(qa["answers"])))
            for at, paragraph in enumerate(paragraphs)
            for qa in paragraph["qas"]
        ]
        return Article(file.stem, [one["context"] for one in paragraphs], questions)
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = f"cannot be read as an article with questions: {type(error).__name__}"
        raise MindError(Problem("KN0013", str(file), what, "one JSON file an article, as SQuAD has them")) from error
