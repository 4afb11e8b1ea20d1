"""Opens the mind with what this machine has: an embedding model, a language model, or neither."""

import logging

from kiosk.app.kit import Kit
from kiosk.domain.problem import KioskError
from kiosk.mind.embedder import Embedder
from kiosk.mind.mind import Engines, Mind
from kiosk.mind.model import LanguageModel

log = logging.getLogger(__name__)


def open_mind(kit: Kit) -> tuple[Mind, str]:
    """The mind and a note on what it works with. A model that fails is done without."""
    embedder = _embedder(kit)
    model = _model(kit)
    mind = Mind(kit.pack, kit.phrases, kit.mind, Engines(embedder, model, kit.cache))
    return mind, ", ".join(
        (
            "embeddings" if embedder else "words alone",
            kit.mind.language_model.stem if model and kit.mind.language_model else "no language model",
        )
    )


def _embedder(kit: Kit) -> Embedder | None:
    if kit.mind.embedding_model is None:
        return None
    try:
        from kiosk.mind.embedder_llama import LlamaEmbedder

        return LlamaEmbedder(kit.mind.embedding_model, kit.mind.threads, kit.embedding_languages)
    except (KioskError, ImportError) as error:
        log.warning("matching by words alone: %s", error)
        return None


def _model(kit: Kit) -> LanguageModel | None:
    if kit.mind.language_model is None:
        return None
    try:
        from kiosk.mind.model_llama import LlamaModel

        return LlamaModel(kit.mind.language_model, kit.mind.threads, kit.mind.context)
    except (KioskError, ImportError) as error:
        log.warning("no language model: %s", error)
        return None
