"""The mind: takes what a visitor said and gives the answer, by the routes of DESIGN §5 in their order."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from kiosk.domain.answer import Answer, Anticipation, Route
from kiosk.domain.content.pack import BUILD, Pack
from kiosk.domain.content.phrases import Phrases
from kiosk.domain.sensing.transcript import Spoken
from kiosk.mind.answer.anticipating import anticipated
from kiosk.mind.answer.conversation import Conversation
from kiosk.mind.answer.deciding import Decision, decided
from kiosk.mind.answer.foresight import Foresight
from kiosk.mind.answer.from_texts import TextAnswers, Writers
from kiosk.mind.answer.question import Question
from kiosk.mind.answer.repertoire import Learning, Reading, Repertoire
from kiosk.mind.answer.replies import Replies
from kiosk.mind.answer.responding import Responder
from kiosk.mind.engines.embedder import Encoder
from kiosk.mind.engines.model import LanguageModel
from kiosk.mind.engines.stop import Stop
from kiosk.mind.guard.guard import WordList
from kiosk.mind.settings import MindSettings
from kiosk.mind.texts.vector_store import VectorStore
from kiosk.mind.understand.words import cleaned, tokens
from kiosk.mind.write.composing import Composer

log = logging.getLogger(__name__)

ALL_ROUTES = frozenset(Route)
UNSURE = frozenset({Route.CHOICE, Route.NEAR, Route.DECLINE, Route.UNHEARD})


@dataclass(frozen=True, slots=True)
class Engines:
    """What the mind thinks with; each part may be missing."""

    embedder: Encoder | None = None
    """For every language that it knows."""

    model: LanguageModel | None = None
    cache: Path | None = None
    """A folder for what is computed from the pack; None: computed at every start."""

    embedders: Mapping[str, Encoder] = field(default_factory=dict)
    """For single languages, before `embedder`."""

    words: WordList | None = None
    clock: Callable[[], float] = time.monotonic

    def embedder_of(self, language: str) -> Encoder | None:
        return self.embedders.get(language, self.embedder)


class Mind:
    """One pack's mind. Not thread-safe: one worker owns it. `cache`: a folder for what is computed from the pack."""

    def __init__(
        self,
        pack: Pack,
        phrases: Mapping[str, Phrases],
        settings: MindSettings,
        engines: Engines,
    ) -> None:
        self._settings, self._pack, self._stop = settings, pack, Stop()
        store = VectorStore(engines.cache, Path(pack.folder) / BUILD if pack.folder else None)
        composer = Composer(engines.model, settings, engines.clock) if engines.model is not None else None
        self._writers = Writers(engines.model, composer)
        self._responders: dict[str, Responder] = {}
        for language in pack.languages:
            learning = Learning(engines.embedder_of(language), store)
            repertoire = Repertoire(pack, language, learning, engines.words)
            replies = Replies(pack, phrases[language], language)
            texts = TextAnswers(pack, repertoire, replies, settings, self._writers)
            self._responders[language] = Responder(repertoire, replies, texts, settings)
        self._foresight = Foresight()
        self._now = self._before = Conversation()
        if composer is not None and settings.compose == "auto" and self._writers.may_compose(pack):
            composer.warm()

    # What the worker asks for

    def heed(self, stop: Stop) -> None:
        """From now on `stop`, called on any thread, ends what the language model is doing; the texts answer then."""
        self._stop = stop
        for responder in self._responders.values():
            responder.texts.stop = stop

    @property
    def is_due(self) -> bool:
        """Whether composing was too slow here so long ago that it should be measured again."""
        composer = self._writers.composer
        return composer is not None and composer.is_due and self._pack.may_compose(date.today())

    def measure(self) -> None:
        """To be called while nobody asks: a machine that is quick again composes again."""
        if self._writers.composer is not None:
            self._writers.composer.measure(self._stop)

    def anticipate(self, text: str, language: str) -> Anticipation:
        """The likeliest line for the words so far."""
        language = self._known(language)
        repertoire = self._responders[language].repertoire
        question = cleaned(text, self._settings.longest)
        if not tokens(question):
            return Anticipation(None, 0.0, False)
        reading = self._read(question, language)
        self._foresight = self._foresight.of(question, language, reading)
        return anticipated(reading, decided(reading, repertoire, self._settings, ALL_ROUTES), repertoire)

    def foresee(self, text: str, language: str) -> Answer | None:
        """What would be answered to the anticipated words, were they all; `think` then has it at once.

        None where a language model would have its say: it is slow, and no guess is worth its time.
        """
        language = self._known(language)
        question = Question(cleaned(text, self._settings.longest), language, Spoken(), ALL_ROUTES)
        reading = self._read(question.text, language)
        responder = self._responders[language]
        found = decided(reading, responder.repertoire, self._settings, ALL_ROUTES)
        if not tokens(question.text) or (self._writers.model is not None and _leads_to_texts(found)):
            return None
        response = responder.respond(question, reading, self._now)
        # Several answers are told one after the other: they are found again once the question is whole.
        if len(response.answers) != 1:
            return None
        answer = response.answers[0]
        self._foresight = self._foresight.of(question.text, language, reading).with_reply(
            answer, self._now, response.now
        )
        return answer

    def think(
        self,
        text: str,
        language: str,
        spoken: Spoken | None = None,
        routes: frozenset[Route] | None = None,
    ) -> Iterator[tuple[Answer, bool]]:
        """The answer, in one or more parts; True with the last of them. `spoken`: None where it was typed."""
        language = self._known(language)
        self._before = self._now
        allowed = ALL_ROUTES if routes is None else routes | {Route.DECLINE}
        words = cleaned(text, self._settings.longest)
        if spoken is not None:
            others = tuple(cleaned(one, self._settings.longest) for one in spoken.others)
            spoken = replace(spoken, others=others)
        question = Question(words, language, spoken, allowed)
        reading = self._read(words, language)
        for at, (answer, is_last) in enumerate(self._parts(question, reading)):
            if at == 0:
                log.info("answered by %s, score %.2f", answer.route, answer.score)
            yield replace(answer, hides_heard=True) if reading.hides_heard else answer, is_last

    def _parts(self, question: Question, reading: Reading) -> Iterator[tuple[Answer, bool]]:
        """What is composed is handed on sentence by sentence; its end is told by a part without words."""
        foreseen = self._foreseen(question)
        if foreseen is not None:
            yield foreseen, True
            return
        response = self._responders[question.language].respond(question, reading, self._now)
        self._now = response.now
        if response.composed is not None:
            for answer in response.composed:
                yield answer, False
            yield Answer(Route.COMPOSED, "", ""), True
        for at, answer in enumerate(response.answers, 1):
            yield answer, at == len(response.answers)

    def _foreseen(self, question: Question) -> Answer | None:
        """What was found while the visitor still spoke, if that is what is asked now."""
        if question.spoken is None or not question.is_clear(self._settings.heard) or question.allowed != ALL_ROUTES:
            return None
        found = self._foresight.answer(question.text, question.language, self._now)
        if found is None:
            return None
        answer, after = found
        if question.others and answer.route in UNSURE:
            # What else may have been said is looked at first.
            return None
        self._now = after
        return answer

    def _read(self, text: str, language: str) -> Reading:
        return self._foresight.reading(text, language) or self._responders[language].repertoire.read(text)

    def recall(self, line: str, language: str) -> None:
        """This line was said without asking: what follows belongs to it."""
        responder = self._responders[self._known(language)]
        found = responder.repertoire.lines.get(line)
        if found is not None:
            reading = responder.repertoire.read(found.asks[0])
            self._now = responder.told(found, 1.0, reading, self._now).now

    def take_back(self) -> None:
        """The last question was not finished, and its answer never said."""
        self._now = self._before

    def forget(self) -> None:
        """The visit is over."""
        self._now = self._before = Conversation()
        self._foresight = Foresight()
        for responder in self._responders.values():
            responder.repertoire.forget()

    def _known(self, language: str) -> str:
        return language if language in self._responders else self._pack.language


def _leads_to_texts(found: Decision | None) -> bool:
    """Whether the texts may be asked before this is answered."""
    return found is None or not found.is_sure or bool(found.intent is not None and found.intent.follow)
