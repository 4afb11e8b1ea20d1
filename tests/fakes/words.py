"""A word list that knows one profane word."""

from kiosk.mind.answer.house import Vocabulary

FOUL = "blasted"


class OneWord:
    """Counts as foul what holds `FOUL`."""

    def is_foul(self, text: str, words: Vocabulary) -> bool:
        return FOUL in text.lower()
