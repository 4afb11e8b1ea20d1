"""Vocabulary: the words of a script that the recognizer of this kiosk can never write."""

from collections.abc import Iterator

from kiosk.domain.content.pack import Pack
from kiosk.domain.problem import Problem, Severity
from kiosk.pack.checks.codes import Code
from kiosk.pack.model.findings import shown
from kiosk.senses.recognition.choose import choose, open_vocabulary
from kiosk.senses.recognition.vocabulary import can_write, words_of
from kiosk.senses.settings import RecognizerSettings

MOST = 5
"""Words told of one line."""

HINT = "add a question that has the word as it sounds, in words that everybody knows"


def unwritable(pack: Pack, settings: RecognizerSettings) -> Iterator[Problem]:
    """A warning for each line whose questions have such words; none where the recognizer spells freely or is missing.

    Raises SensesError where a model is installed and cannot be loaded.
    """
    for language in pack.languages:
        choice = choose(settings, language)
        knows = None if isinstance(choice, Problem) else open_vocabulary(choice)
        if knows is None or isinstance(choice, Problem):
            continue
        for line in pack.lines.get(language, ()):
            asked = dict.fromkeys(word for question in line.asks for word in words_of(question))
            strange = [word for word in asked if not can_write(word, knows)]
            if strange:
                told = ", ".join(shown(word) for word in strange[:MOST])
                what = f"{choice.name} cannot write words of the questions of '{shown(line.id)}': {told}"
                yield Problem(Code.NOT_IN_VOCABULARY.value, line.where, what, HINT, Severity.WARNING)
