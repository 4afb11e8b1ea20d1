"""The methods that are compared: the product's mind, and what most talking kiosks do instead."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from kiosk.bench.grounding import Reply, pack_of, reply_of
from kiosk.domain.content.phrases import Phrases
from kiosk.mind.engines.embedder import Encoder
from kiosk.mind.engines.model import LanguageModel, Prompt
from kiosk.mind.mind import Engines, Mind
from kiosk.mind.settings import MindSettings

NAIVE_RULES = "Answer the visitor's question in one or two sentences, from the text."
NAIVE_TOKENS = 60
REFUSALS = ("i don't know", "i do not know", "does not say", "not mentioned", "no information", "cannot answer")


class Ours:
    """The product's mind, with the engines and settings that it is given."""

    def __init__(self, name: str, engines: Engines, settings: MindSettings, phrases: Phrases, folder: Path) -> None:
        """`folder`: where the mind may keep what it computes."""
        self.name = name
        self._engines = dataclasses.replace(engines, cache=folder)
        self._settings = settings
        self._phrases: Mapping[str, Phrases] = {"en": phrases}

    def open(self, contexts: Sequence[str]) -> Callable[[str], Reply]:
        pack = pack_of(contexts, may_compose=self._settings.compose != "never")
        mind = Mind(pack, self._phrases, self._settings, self._engines)

        def ask(question: str) -> Reply:
            mind.forget()
            return reply_of([answer for answer, _ in mind.think(question, "en") if answer.text])

        return ask


class Naive:
    """The nearest paragraph by embedding, whatever it is, and the model's own words on it."""

    def __init__(self, encoder: Encoder, model: LanguageModel) -> None:
        self.name = f"squad2.0, nearest paragraph + {model.name}"
        self._encoder, self._model = encoder, model

    def open(self, contexts: Sequence[str]) -> Callable[[str], Reply]:
        vectors = self._encoder.embed(contexts)

        def ask(question: str) -> Reply:
            nearest = contexts[int(np.argmax(vectors @ self._encoder.embed([question])[0]))]
            prompt = Prompt(NAIVE_RULES, f"Text: {nearest}\n\nQuestion: {question}\nAnswer:")
            text = "".join(self._model.stream(prompt, NAIVE_TOKENS)).strip()
            return Reply("" if any(one in text.lower() for one in REFUSALS) else text, is_composed=True)

        return ask
