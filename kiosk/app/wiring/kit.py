"""Everything a kiosk runs with, resolved once: pack, words, settings of each room, and where its models lie."""

import argparse
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kiosk.app.config.config import Config, ConfigError, data_folder, load, one_of
from kiosk.app.config.pack_selection import open_pack, place_of, standing_pack
from kiosk.domain.content.languages import autonym
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.phrases import Phrases
from kiosk.domain.content.rights import Place
from kiosk.domain.loudness import Loudness, span
from kiosk.domain.problem import Problem
from kiosk.domain.sensing.endpointing import EndpointingRules
from kiosk.domain.sensing.presence import PresenceRules
from kiosk.domain.staff import Staff
from kiosk.domain.visit.interaction import FigureOffer, Patience
from kiosk.mind.engines.server import Server
from kiosk.mind.settings import MindSettings
from kiosk.models.catalog import Engine, Purpose, load_catalog
from kiosk.models.store import ModelStore
from kiosk.pack.store.cache_filelock import cache_folder
from kiosk.senses.settings import CameraSettings, FaceSettings, MicrophoneSettings, RecognizerSettings, VadSettings
from kiosk.stage.settings import StageSettings
from kiosk.voice.settings import VoiceSettings

PHRASES = Path(__file__).with_name("phrases")
DEFAULT_LANGUAGE = "en"
FREE, HOLD = TALKS = ("free", "hold")
PIN = re.compile(r"[0-9]{4,8}")


@dataclass(frozen=True, slots=True)
class Kit:
    """Handed to every worker as it starts; plain values only."""

    pack: Pack
    phrases: Mapping[str, Phrases]
    """By each language of the pack, in the pack's order."""

    camera: CameraSettings
    faces: FaceSettings
    presence: PresenceRules
    microphone: MicrophoneSettings
    vad: VadSettings
    recognizer: RecognizerSettings
    endpointing: EndpointingRules
    mind: MindSettings
    voice: VoiceSettings
    stage: StageSettings
    patience: Patience
    staff: Staff
    barge_in: bool
    """Visitors may speak over the figure."""

    loudness: Loudness
    hold_to_talk: bool
    """Visitors are heard only while they hold a button."""

    language_model_parameters: int
    embeddings: Mapping[str, Path]
    """Sentence embeddings by those languages of the pack that one knows."""

    data: Path
    """Packs and models."""

    place: Place
    """Where the kiosk stands."""

    figures: Sequence[FigureOffer] = ()
    """Among whom visitors choose; this one is `figure`."""

    figure: str = ""
    questions: Sequence[str] = ()
    landmarks: Path | None = None
    irises: Path | None = None
    """Models that find the points of a photograph."""

    rehearsed_voice: Path | None = None
    """In a rehearsal: where the figure's sound is recorded instead of played."""

    @property
    def cache(self) -> Path:
        """Where what is computed from this pack may be kept."""
        return cache_folder(self.data, self.pack.id)

    @property
    def is_rehearsal(self) -> bool:
        return self.rehearsed_voice is not None


def load_phrases(pack: Pack) -> dict[str, Phrases]:
    """The product's words for each language of the pack; English where a language is not translated yet."""
    found: dict[str, Phrases] = {}
    for language in pack.languages:
        file = PHRASES / f"{language.split('-')[0]}.toml"
        known = file.is_file()
        table = tomllib.loads((file if known else PHRASES / f"{DEFAULT_LANGUAGE}.toml").read_text(encoding="utf-8"))
        words = Phrases(**table)
        found[language] = words if known else replace(words, language=language, language_name=autonym(language))
    return found


def open_kit(options: argparse.Namespace) -> Kit:
    """Configuration, pack and models as the options of a verb ask for them."""
    config = load(options.config)
    return assemble(config, open_pack(config, getattr(options, "pack", None)), date.today())


def standing_kit(extra: Path | None, pack: str | None, day: date) -> Kit:
    """The same for a kiosk that must show something on that day, be it that nobody is on view."""
    config = load(extra)
    return assemble(config, standing_pack(config, pack, day), day)


def another_kit(extra: Path | None, pack_id: str) -> Kit:
    """The same machine with an installed pack; which one is in use stays as it is. Raises KioskError."""
    config = load(extra)
    return assemble(config, open_pack(config, pack_id), date.today())


def assemble(config: Config, pack: Pack, today: date) -> Kit:
    """Resolves settings and models for one pack."""
    data = data_folder(config)
    models = Installed(ModelStore(data / "models"))
    return Kit(
        pack=pack.suited(config.value("mind", "youngest_age")),
        phrases=load_phrases(pack),
        camera=_camera(config),
        faces=FaceSettings(
            yunet=models.file("yunet"),
            blazeface=models.file("blazeface-full-range"),
            detect_width=config.value("camera", "detect_width_pixels"),
            fov_degrees=config.value("camera", "view_degrees"),
        ),
        presence=PresenceRules(**config.section("presence")),
        microphone=MicrophoneSettings(device=config.value("microphone", "device")),
        vad=VadSettings(),
        recognizer=_recognizers(config.value("microphone", "recognizer"), models),
        endpointing=EndpointingRules(**config.section("endpointing")),
        mind=_mind(config, pack, models, today),
        voice=_voice(config),
        stage=_stage(config),
        patience=Patience(**config.section("patience"), volume_percent=config.value("voice", "volume_percent")),
        staff=_staff(config),
        barge_in=config.value("kiosk", "barge_in"),
        loudness=_loudness(config),
        hold_to_talk=one_of(config, "microphone", "talk", TALKS) == HOLD,
        language_model_parameters=models.language_model()[1],
        embeddings={one: path for one in pack.languages if (path := models.embedding(one)) is not None},
        data=data,
        place=place_of(config),
        landmarks=models.file("face-landmarks"),
        irises=models.file("iris-landmarks"),
    )


def _camera(config: Config) -> CameraSettings:
    section = config.section("camera")
    return CameraSettings(section["source"], rate_hz=section["rate_hz"], rotation=section["rotation_degrees"])


def _voice(config: Config) -> VoiceSettings:
    section = config.section("voice")
    return VoiceSettings(section["device"], section["volume_percent"], section["latency_ms"])


def _loudness(config: Config) -> Loudness:
    """Raises ConfigError for hours that are none."""
    section = config.section("voice")
    spans = [(text, span(str(text))) for text in section["quiet_hours"]]
    if wrong := [text for text, found in spans if found is None]:
        raise ConfigError(Problem("KC0009", "[voice] quiet_hours", f"holds {wrong[0]!r}", "such as '22:00-07:00'"))
    quiet = tuple(found for _, found in spans if found)
    return Loudness(quiet, section["quiet_percent"], section["volume_follows_room"])


def _stage(config: Config) -> StageSettings:
    section = config.section("stage")
    return StageSettings(
        rotation=section["rotation_degrees"],
        fullscreen=section["fullscreen"],
        display=section["display"],
        diagonal_inches=section["diagonal_inches"],
        lower_edge_mm=section["lower_edge_mm"],
        shape=section["shape"],
        fps=section["frames_hz"],
        talk_key=config.value("microphone", "talk_key"),
    )


def _staff(config: Config) -> Staff:
    """Raises ConfigError for a PIN that cannot be entered on a pad of digits."""
    pin = config.value("staff", "pin")
    if pin and not PIN.fullmatch(pin):
        raise ConfigError(Problem("KC0007", "[staff] pin", "is not four to eight digits", "such as '4711'"))
    return Staff(pin)


def recognizers(engine: str, data: Path) -> RecognizerSettings:
    """The recognizers that are installed now: models may come while the kiosk runs."""
    return _recognizers(engine, Installed(ModelStore(data / "models")))


def _recognizers(engine: str, models: "Installed") -> RecognizerSettings:
    return RecognizerSettings(engine, models.by_language(Engine.VOSK), models.by_language(Engine.MOONSHINE))


def _mind(config: Config, pack: Pack, models: "Installed", today: date) -> MindSettings:
    """Composing needs the operator's leave, the pack's, and a consent in force."""
    return MindSettings(
        compose=config.value("mind", "compose") if pack.may_compose(today) else "never",
        threads=config.value("mind", "threads"),
        language_model=models.language_model()[0],
        server=_server(config),
    )


def _server(config: Config) -> Server | None:
    section = config.section("model_server")
    return Server(**section) if section["url"] else None


class Installed:
    """The models that are there, by what they are for."""

    def __init__(self, store: ModelStore) -> None:
        self._paths = {model: path for model in load_catalog().models if (path := store.path(model)) is not None}

    def file(self, model_id: str) -> Path | None:
        return next((path for model, path in self._paths.items() if model.id == model_id), None)

    def by_language(self, engine: Engine) -> dict[str, Path]:
        """What one engine's recognizers open."""
        wanted = [model for model in self._paths if model.purpose is Purpose.RECOGNIZER and model.engine is engine]
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
