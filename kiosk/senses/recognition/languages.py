"""Which languages can be heard: those whose model is installed and could be opened, looked at again and again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.problem import Problem
from kiosk.senses.errors import SensesError
from kiosk.senses.recognition.choose import Choice, choose, open_recognizer
from kiosk.senses.recognition.recognizer import Recognizer
from kiosk.senses.recognition.transcription import Opened
from kiosk.senses.settings import RecognizerSettings


@dataclass(frozen=True, slots=True)
class Broken:
    """A model that could not be opened, and when it was written: another one may be better."""

    choice: Choice
    written: int
    reason: str


class Languages:
    """The languages that are wanted. One thread owns it; `open` alone is for the recognizer's."""

    def __init__(
        self,
        wanted: Sequence[str],
        installed: Callable[[], RecognizerSettings],
        opening: Callable[[Choice], Recognizer] = open_recognizer,
    ) -> None:
        self._wanted, self._installed, self._opening = tuple(wanted), installed, opening
        self._settings = installed()
        self._broken: dict[str, Broken] = {}
        self.unheard: Mapping[str, str] = {}
        """Languages that cannot be heard, each with the code of its problem."""

        self._judge()

    @property
    def heard(self) -> tuple[str, ...]:
        return tuple(language for language in self._wanted if language not in self.unheard)

    def look(self) -> None:
        """What was installed, replaced or removed since the last look."""
        self._settings = self._installed()
        self._broken = {language: one for language, one in self._broken.items() if self._holds(language, one)}
        self._judge()

    def take(self, opened: Opened) -> None:
        """What came of opening a recognizer."""
        choice = choose(self._settings, opened.language)
        if opened.reason and isinstance(choice, Choice):
            self._broken[opened.language] = Broken(choice, _written(choice), opened.reason)
        elif not opened.reason:
            self._broken.pop(opened.language, None)
        self._judge()

    def is_installed(self, language: str) -> bool:
        """Whether there is a model, be it that it could not be opened."""
        return isinstance(choose(self._settings, language), Choice)

    def open(self, language: str) -> Recognizer:
        """Loads the language's model, which takes seconds. Raises SensesError where there is none that can be used."""
        choice = choose(self._settings, language)
        if isinstance(choice, Problem):
            raise SensesError(choice)
        return self._opening(choice)

    def _holds(self, language: str, broken: Broken) -> bool:
        return choose(self._settings, language) == broken.choice and _written(broken.choice) == broken.written

    def _judge(self) -> None:
        found = {language: choose(self._settings, language) for language in self._wanted}
        missing = {language: choice.code for language, choice in found.items() if isinstance(choice, Problem)}
        self.unheard = {**missing, **{language: one.reason for language, one in self._broken.items()}}


def _written(choice: Choice) -> int:
    try:
        return choice.folder.stat().st_mtime_ns
    except OSError:
        return 0
