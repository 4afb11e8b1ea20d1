"""The models that are installed, by what they are for."""

from collections.abc import Mapping
from pathlib import Path

from kiosk.models.catalog import Engine, Model, Purpose, load_catalog


class Installed:
    """What the rooms choose their models from."""

    def __init__(self, paths: Mapping[Model, Path]) -> None:
        self._paths = paths

    def file(self, model_id: str) -> Path | None:
        return next((path for model, path in self._paths.items() if model.id == model_id), None)

    def by_language(self, engine: Engine, purpose: Purpose = Purpose.RECOGNIZER) -> dict[str, Path]:
        """What one engine's recognizers open."""
        wanted = [model for model in self._paths if model.purpose is purpose and model.engine is engine]
        return {language: self._paths[model] for model in wanted for language in model.languages}

    def language_model(self) -> tuple[Path | None, int]:
        """The largest language model and its number of parameters."""
        wanted = [model for model in self._paths if model.purpose is Purpose.LANGUAGE_MODEL]
        largest = max(wanted, key=lambda model: model.parameters, default=None)
        return (self._paths[largest], largest.parameters) if largest else (None, 0)

    def embedding(self, language: str) -> Path | None:
        """The sentence embedding that knows the language and as few others as possible."""
        short = language.split("-", maxsplit=1)[0]
        wanted = [model for model in self._paths if model.purpose is Purpose.EMBEDDING and short in model.languages]
        model = min(wanted, key=lambda model: len(model.languages), default=None)
        return self._paths[model] if model else None


def installed(data: Path) -> Installed:
    """What lies in a data folder now."""
    # Workers import this module: only one that looks for models loads the store with all its ways to fetch them.
    from kiosk.models.store import ModelStore

    store = ModelStore(data / "models")
    return Installed({model: path for model in load_catalog().models if (path := store.path(model)) is not None})
