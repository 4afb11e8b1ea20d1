"""Opens the voice with what this machine has: a loudspeaker, a file, or captions alone."""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kiosk.app.wiring.footage import PackFootage
from kiosk.app.wiring.kit import Kit
from kiosk.domain.audio import Speech
from kiosk.domain.content.figure import Engine, Voice
from kiosk.domain.content.pack import BUILD
from kiosk.domain.problem import Problem
from kiosk.pack.store.cache_filelock import hold
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


def open_orator(kit: Kit, publish: Publish) -> Orator:
    """The voice of a kiosk. Raises VoiceError where no engine speaks at all."""
    return Orator(MakerBeside(lambda: open_studio(kit), now), speaker_of(kit), publish, now)


def open_studio(kit: Kit) -> Studio:
    """Everything that makes sound of a pack's texts. Raises VoiceError where no engine speaks at all."""
    voices = open_voices()
    exact = replace(kit.pack.voice, engine=Engine.ESPEAK, voice="")
    recordings = PackRecordings(
        Path(kit.pack.folder),
        kit.voice.rate_hz,
        PackFootage().sound,
        lambda text, language: voices.speak(text, language, exact),
    )
    hold(kit.cache)
    return Studio(spoken_ahead(kit, voices), recordings)


def spoken_ahead(kit: Kit, otherwise: Synthesizer) -> Synthesizer:
    """What lies whole in the pack, else in the cache; the rest is spoken now."""
    for folder in reversed(rendered_folders(kit)):
        otherwise = Rendered(open_rendered(folder), otherwise)
    return otherwise


def speaker_of(kit: Kit) -> Callable[[], Speaker]:
    """What opens the loudspeaker, again whenever it was lost."""
    if kit.rehearsed_voice is not None:
        file, began = kit.rehearsed_voice, now()
        return lambda: FileSpeaker(file, kit.voice.rate_hz, now, began)
    return lambda: _device(kit.voice)


def _device(settings: VoiceSettings) -> Speaker:
    if settings.device == OFF:
        raise VoiceError(Problem("KV0010", "voice.device", "is switched off", "name a device, or leave it empty"))
    return DeviceSpeaker(settings, now)


def synthetic_visitor() -> Callable[[str, str], Speech]:
    """Speaks a rehearsal's questions, each in the language that is given with it."""
    synthesizer: Synthesizer = open_synthesizer()
    return lambda text, language: synthesizer.speak(text, language, VISITOR)


def rendered_folders(kit: Kit) -> tuple[Path, ...]:
    """Where a running kiosk looks, in this order: what lies in the pack may be damaged or of an older kiosk."""
    inside = (Path(kit.pack.folder, BUILD, VOICE),) if kit.pack.folder else ()
    return (*inside, kit.cache / VOICE)
