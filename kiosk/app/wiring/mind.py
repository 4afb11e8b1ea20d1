"""Opens the mind with what this machine has: embedding models, a language model, or neither."""

import logging
from collections.abc import Mapping
from pathlib import Path

from kiosk.app.wiring.kit import Kit
from kiosk.domain.problem import KioskError
from kiosk.mind.engines.embedder import Encoder
from kiosk.mind.engines.model import LanguageModel
from kiosk.mind.guard.guard import WordList
from kiosk.mind.mind import Engines, Mind
from kiosk.pack.store.cache_filelock import hold

log = logging.getLogger(__name__)


def open_mind(kit: Kit) -> tuple[Mind, str]:
    """The mind and a note on what it works with. A model that fails is done without."""
    hold(kit.cache)
    encoders = open_encoders(kit)
    model = open_model(kit)
    mind = Mind(kit.pack, kit.phrases, kit.mind, Engines(None, model, kit.cache, encoders, open_words()))
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


def open_encoders(kit: Kit) -> dict[str, Encoder]:
    """Encoders by the pack's languages; two languages that share a model share what it holds in memory."""
    opened: dict[Path, Encoder | None] = {}
    found: dict[str, Encoder] = {}
    for language, path in kit.embeddings.items():
        if path not in opened:
            opened[path] = _encoder(path, kit.mind.threads, kit.embeddings)
        encoder = opened[path]
        if encoder is not None:
            found[language] = encoder
    return found


def _encoder(path: Path, threads: int, by_language: Mapping[str, Path]) -> Encoder | None:
    try:
        from kiosk.mind.engines.embedder_llama import LlamaEmbedder

        known = frozenset(language.split("-")[0] for language, other in by_language.items() if other == path)
        return LlamaEmbedder(path, threads, known)
    except (KioskError, ImportError) as error:
        log.warning("matching by words alone: %s", error)
        return None


def open_model(kit: Kit) -> LanguageModel | None:
    """The server's model before the largest of the kiosk's own; None where there is none or it cannot be loaded."""
    own = _own_model(kit)
    if kit.mind.server is None:
        return own
    from kiosk.mind.engines.model_openai import OpenAiModel

    return OpenAiModel(kit.mind.server, own)


def _own_model(kit: Kit) -> LanguageModel | None:
    if kit.mind.language_model is None:
        return None
    try:
        from kiosk.mind.engines.model_llama import LlamaModel

        return LlamaModel(kit.mind.language_model, kit.mind.threads, kit.mind.context)
    except (KioskError, ImportError) as error:
        log.warning("no language model: %s", error)
        return None
