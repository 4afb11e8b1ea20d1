"""What the mind runs with, and its opening with what this machine has: embeddings, a language model, or neither."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.app.config.config import Config, data_folder
from kiosk.app.config.house_facts import SECTION, house_facts
from kiosk.app.wiring.installed_models import Installed
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.phrases import Phrases
from kiosk.domain.problem import KioskError
from kiosk.mind.engines.embedder import Encoder
from kiosk.mind.engines.encoders import open_encoder
from kiosk.mind.engines.model import LanguageModel
from kiosk.mind.engines.server import Server
from kiosk.mind.guard.guard import WordList
from kiosk.mind.mind import Engines, Mind
from kiosk.mind.settings import MindSettings
from kiosk.pack.store.cache_filelock import cache_folder, hold

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MindSetup:
    """Handed to the mind worker as it starts."""

    settings: MindSettings
    pack: Pack
    phrases: Mapping[str, Phrases]
    embeddings: Mapping[str, Path]
    """Sentence embeddings by those languages of the pack that one knows."""

    parameters: int
    """Of the language model that is installed."""

    cache: Path
    """Where what is computed from the pack may be kept."""


def mind_setup(config: Config, pack: Pack, phrases: Mapping[str, Phrases], models: Installed, today: date) -> MindSetup:
    """Composing needs the operator's leave, the pack's, and a consent in force."""
    model, parameters = models.language_model()
    settings = MindSettings(
        compose=config.value("mind", "compose") if pack.may_compose(today) else "never",
        threads=config.value("mind", "threads"),
        language_model=model,
        server=_server(config),
        facts=house_facts(config.section(SECTION)),
    )
    embeddings = {one: path for one in pack.languages if (path := models.embedding(one)) is not None}
    return MindSetup(settings, pack, phrases, embeddings, parameters, cache_folder(data_folder(config), pack.id))


def _server(config: Config) -> Server | None:
    section = config.section("model_server")
    return Server(**section) if section["url"] else None


def open_mind(setup: MindSetup) -> tuple[Mind, str]:
    """The mind and a note on what it works with. A model that fails is done without."""
    hold(setup.cache)
    encoders = open_encoders(setup)
    model = open_model(setup)
    mind = Mind(setup.pack, setup.phrases, setup.settings, Engines(None, model, setup.cache, encoders, open_words()))
    return mind, ", ".join(
        (
            "embeddings" if encoders else "words alone",
            model.name if model is not None else "no language model",
        )
    )


def open_words() -> WordList | None:
    """What visitors should not have to read; None where the library is missing."""
    try:
        from kiosk.mind.guard.profanity_glin import GlinWordList

        return GlinWordList()
    except ImportError as error:
        log.warning("profane words are known by pattern alone: %s", error)
        return None


def open_encoders(setup: MindSetup) -> dict[str, Encoder]:
    """Encoders by the pack's languages; two languages that share a model share what it holds in memory."""
    opened: dict[Path, Encoder | None] = {}
    found: dict[str, Encoder] = {}
    for language, path in setup.embeddings.items():
        if path not in opened:
            opened[path] = _encoder(path, setup.settings.threads, setup.embeddings)
        encoder = opened[path]
        if encoder is not None:
            found[language] = encoder
    return found


def _encoder(path: Path, threads: int, by_language: Mapping[str, Path]) -> Encoder | None:
    try:
        known = frozenset(language.split("-")[0] for language, other in by_language.items() if other == path)
        return open_encoder(path, threads, known)
    except (KioskError, ImportError) as error:
        log.warning("matching by words alone: %s", error)
        return None


def open_model(setup: MindSetup) -> LanguageModel | None:
    """The server's model before the largest of the kiosk's own; None where there is none or it cannot be loaded."""
    own = _own_model(setup)
    if setup.settings.server is None:
        return own
    from kiosk.mind.engines.model_openai import OpenAiModel

    return OpenAiModel(setup.settings.server, own)


def _own_model(setup: MindSetup) -> LanguageModel | None:
    if setup.settings.language_model is None:
        return None
    try:
        from kiosk.mind.engines.model_llama import LlamaModel

        return LlamaModel(setup.settings.language_model, setup.settings.threads, setup.settings.context)
    except (KioskError, ImportError) as error:
        log.warning("no language model: %s", error)
        return None
