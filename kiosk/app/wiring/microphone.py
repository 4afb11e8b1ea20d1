"""What the microphone runs with: the device, the detector of voice, and the recognizers of each language."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.app.config.config import Config, data_folder
from kiosk.app.wiring.installed_models import Installed, installed
from kiosk.domain.sensing.endpointing import EndpointingRules
from kiosk.models.catalog import Engine, Purpose
from kiosk.senses.settings import MicrophoneSettings, RecognizerSettings, VadSettings


@dataclass(frozen=True, slots=True)
class MicrophoneSetup:
    """Handed to the microphone worker as it starts."""

    settings: MicrophoneSettings
    vad: VadSettings
    recognizers: RecognizerSettings
    endpointing: EndpointingRules
    languages: Sequence[str]
    """Of the pack, in its order."""

    data: Path
    """Where models lie, and more may come while the kiosk runs."""

    is_rehearsal: bool = False
    """Hears what the rehearsal says, and no device."""


def microphone_setup(config: Config, languages: Sequence[str], models: Installed) -> MicrophoneSetup:
    return MicrophoneSetup(
        settings=MicrophoneSettings(device=config.value("microphone", "device")),
        vad=VadSettings(),
        recognizers=_recognizers(
            config.value("microphone", "recognizer"), config.value("microphone", "second_pass"), models
        ),
        endpointing=EndpointingRules(**config.section("endpointing")),
        languages=languages,
        data=data_folder(config),
    )


def recognizers_now(setup: MicrophoneSetup) -> RecognizerSettings:
    """The recognizers that are installed now."""
    return _recognizers(setup.recognizers.recognizer, setup.recognizers.second_pass, installed(setup.data))


def _recognizers(engine: str, second_pass: bool, models: Installed) -> RecognizerSettings:
    return RecognizerSettings(
        engine,
        models.by_language(Engine.VOSK),
        models.by_language(Engine.MOONSHINE),
        models.by_language(Engine.WHISPER, Purpose.SECOND_PASS),
        second_pass,
    )
