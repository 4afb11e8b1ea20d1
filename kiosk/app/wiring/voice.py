"""What the voice runs with, and its opening with what this machine has: a loudspeaker, a file, or captions alone."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.app.config.config import Config, data_folder
from kiosk.domain.audio import Speech
from kiosk.domain.content.figure import Engine, Voice
from kiosk.domain.content.pack import BUILD, Pack
from kiosk.domain.problem import Problem
from kiosk.media_ffmpeg.decoding import SoundWish, sound
from kiosk.media_ffmpeg.probing import probe
from kiosk.pack.store.cache_filelock import cache_folder, hold
from kiosk.process.clock import now
from kiosk.voice.errors import VoiceError
from kiosk.voice.making import MakerBeside, Studio
from kiosk.voice.orator import Orator, Publish
from kiosk.voice.recordings_miniaudio import PackRecordings
from kiosk.voice.settings import OFF, VoiceSettings
from kiosk.voice.speaker import Speaker
from kiosk.voice.speaker_file import FileSpeaker
from kiosk.voice.speaker_miniaudio import DeviceSpeaker
from kiosk.voice.synthesis.choose import open_voices
from kiosk.voice.synthesis.rendered import Rendered
from kiosk.voice.synthesis.rendered_miniaudio import open_rendered
from kiosk.voice.synthesis.synthesizer import Synthesizer
from kiosk.voice.synthesis.synthesizer_pyttsx3 import open_synthesizer

log = logging.getLogger(__name__)

VISITOR = Voice(gender="male", rate_wpm=150, pitch_percent=45)
"""The synthetic visitor of rehearsals: plainly another voice than the figure's."""

VOICE = "voice"
"""The folder of speech that was rendered ahead."""


@dataclass(frozen=True, slots=True)
class VoiceSetup:
    """Handed to the voice worker as it starts."""

    settings: VoiceSettings
    figure_voice: Voice
    """How the pack wants its figure to speak."""

    folder: str
    """Of the pack, for its recordings and what was rendered ahead; empty: it has none."""

    cache: Path
    """Where what is computed from the pack may be kept."""

    rehearsed: Path | None = None
    """In a rehearsal: where the figure's sound is recorded instead of played."""


def voice_setup(config: Config, pack: Pack) -> VoiceSetup:
    section = config.section("voice")
    settings = VoiceSettings(section["device"], section["volume_percent"], section["latency_ms"])
    return VoiceSetup(settings, pack.voice, pack.folder, cache_folder(data_folder(config), pack.id))


def open_orator(setup: VoiceSetup, publish: Publish) -> Orator:
    """The voice of a kiosk. Raises VoiceError where no engine speaks at all."""
    return Orator(MakerBeside(lambda: open_studio(setup), now), speaker_of(setup), publish, now)


def open_studio(setup: VoiceSetup) -> Studio:
    """Everything that makes sound of a pack's texts. Raises VoiceError where no engine speaks at all."""
    voices = open_voices()
    exact = replace(setup.figure_voice, engine=Engine.ESPEAK, voice="")
    recordings = PackRecordings(
        Path(setup.folder),
        setup.settings.rate_hz,
        film_sound,
        lambda text, language: voices.speak(text, language, exact),
    )
    hold(setup.cache)
    return Studio(spoken_ahead(setup, voices), recordings)


def film_sound(file: Path, rate_hz: int) -> bytes:
    """A film's sound from the moment of its first picture: 16-bit little-endian mono; empty where it has none.

    Raises MediaError.
    """
    return sound(file, SoundWish(rate_hz, follows_picture=True)) if probe(file).has_sound else b""


def spoken_ahead(setup: VoiceSetup, otherwise: Synthesizer) -> Synthesizer:
    """What lies whole in the pack, else in the cache; the rest is spoken now."""
    for folder in reversed(rendered_folders(setup)):
        otherwise = Rendered(open_rendered(folder), otherwise)
    return otherwise


def speaker_of(setup: VoiceSetup) -> Callable[[], Speaker]:
    """What opens the loudspeaker, again whenever it was lost."""
    if setup.rehearsed is not None:
        file, began = setup.rehearsed, now()
        return lambda: FileSpeaker(file, setup.settings.rate_hz, now, began)
    return lambda: _device(setup.settings)


def _device(settings: VoiceSettings) -> Speaker:
    if settings.device == OFF:
        raise VoiceError(Problem("KV0010", "voice.device", "is switched off", "name a device, or leave it empty"))
    return DeviceSpeaker(settings, now)


def synthetic_visitor() -> Callable[[str, str], Speech]:
    """Speaks a rehearsal's questions, each in the language that is given with it."""
    synthesizer: Synthesizer = open_synthesizer()
    return lambda text, language: synthesizer.speak(text, language, VISITOR)


def rendered_folders(setup: VoiceSetup) -> tuple[Path, ...]:
    """Where a running kiosk looks, in this order: what lies in the pack may be damaged or of an older kiosk."""
    inside = (Path(setup.folder, BUILD, VOICE),) if setup.folder else ()
    return (*inside, setup.cache / VOICE)
