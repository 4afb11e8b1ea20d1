"""How visitors address the figure: "good evening, Miss Lovelace" is "good evening"."""

import re

TITLES = frozenset(
    {
        *("miss", "mrs", "ms", "mr", "mister", "madam", "madame", "ma'am", "sir", "lady", "lord", "countess", "count"),
        *("dear", "darling", "please", "doctor", "professor", "captain", "your", "highness", "majesty", "ladyship"),
        *("lordship", "my", "friend", "선생님", "님", "씨", "여사님", "여사", "부인"),
    }
)
OWNED = frozenset({"my", "your"})
"""Belong to a title behind them: "my lady", but not "my name"."""

TOLD_OF = frozenset({"is", "was", "has", "had", "died", "says", "said", "lost", "got", "passed", "just", "wants"})
"""Whoever is followed by one of these is told of, not spoken to."""

MARKS = re.compile(r"[^\w'’ ]+")


class Salutation:
    """Takes names and titles off the words spoken to a figure."""

    def __init__(self, name: str) -> None:
        words = [word.lower() for word in re.findall(r"[\w'’-]+", name) if len(word) > 1]
        self._words = TITLES.union(words)

    def bare(self, question: str) -> str:
        """Lower case without punctuation, and at both ends without names and titles; as it is where nothing else is."""
        words = _words(question)
        first, last = 0, len(words)
        while first < last and words[first] in self._words:
            first += 1
        is_told_of = first < last and words[first] in TOLD_OF and not OWNED.isdisjoint(words[:first])
        if is_told_of or (first and words[first - 1] in OWNED):
            first -= 1
        if is_told_of:
            first = next(at for at, word in enumerate(words) if word in OWNED)
        while last > first and words[last - 1] in self._words:
            last -= 1
        return " ".join(words[first:last] or words)

    def addresses(self, question: str) -> bool:
        """Whether a name or title was taken off."""
        return self.bare(question) != " ".join(_words(question))


def _words(question: str) -> list[str]:
    return MARKS.sub(" ", question.lower()).split()
