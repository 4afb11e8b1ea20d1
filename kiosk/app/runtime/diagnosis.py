"""What the doctor looks at, part by part; nothing is changed by looking."""

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from time import process_time

import numpy as np

from kiosk import __version__
from kiosk.app.wiring.camera import CameraSetup
from kiosk.app.wiring.microphone import MicrophoneSetup
from kiosk.app.wiring.mind import MindSetup
from kiosk.app.wiring.setup import Setup
from kiosk.app.wiring.stage import StageSetup
from kiosk.app.wiring.voice import VoiceSetup
from kiosk.domain.audio import AudioChunk
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.phrases import Phrases
from kiosk.domain.problem import KioskError, Problem
from kiosk.media_ffmpeg.program import find
from kiosk.process.clock import now
from kiosk.process.memory import installed_mib
from kiosk.senses.camera import Frame
from kiosk.senses.camera_opencv import open_camera
from kiosk.senses.faces_opencv import open_detector
from kiosk.senses.microphone_miniaudio import MiniaudioMicrophone, device_names
from kiosk.senses.recognition.choose import choose
from kiosk.senses.settings import RecognizerSettings
from kiosk.senses.vad import NoiseFloor
from kiosk.senses.watcher import RESTING
from kiosk.stage.screen.reach import shortfalls
from kiosk.stage.screen.screen import TARGET_MM, screen_of
from kiosk.stage.text.typefaces import without_font
from kiosk.voice.speaker_miniaudio import DeviceSpeaker

WORKS, DEGRADED, MISSING = "works", "degraded", "missing"
LISTENED_CHUNKS = 40
"""A little more than a second."""

LOOKS = 3
MOST_OF_A_CORE = 0.6
"""More than this for finding faces, and there is no time left for hearing and speaking."""

EXPECTED_ALONE = "about one word in six is wrong in a quiet room, one in two among people who talk"
"""Whisper base on a sentence each in German, Spanish, French, Italian, Portuguese, Japanese and Korean: 15 in a hundred
words (characters in the last two) in quiet, 48 ten decibels above seven people."""

LOUD_ROOM_DB = -35.0
LEAST_FREE_MIB, LEAST_MEMORY_MIB = 500, 2000


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the machine."""

    part: str
    state: str
    what: str
    hint: str = ""
    is_fatal: bool = False


def examine(setup: Setup) -> Iterator[Finding]:
    """Every part, each looked at when it is asked for."""
    yield _screen()
    yield from _controls(setup.stage, setup.pack.languages)
    for language in setup.pack.languages:
        yield _letters(setup.phrases[language], language)
    yield from _devices(setup)
    yield from lasting(setup)
    yield _tried("film", find, "rehearsals cannot be filmed")


def lasting(setup: Setup) -> Iterator[Finding]:
    """What can be found out while the kiosk runs and has its devices open."""
    yield Finding("version", WORKS, f"kiosk {__version__}")
    for language in setup.pack.languages:
        yield hearing_finding(setup.microphone.recognizers, language)
    for language in setup.pack.languages:
        yield _embedding(setup.mind, language)
    yield _language_model(setup.mind)
    yield from _machine(setup.pack, setup.cache)


def _devices(setup: Setup) -> Iterator[Finding]:
    yield _tried("camera", lambda: _camera(setup.camera), "touch wakes the figure")
    yield _faces(setup.camera)
    yield _tried("microphone", lambda: _microphone(setup.microphone), "visitors touch and type")
    yield _tried("speaker", lambda: _speaker(setup.voice), "captions at reading pace")
    if setup.visit.barge_in:
        yield _echo(setup.microphone)


def _tried(part: str, look: Callable[[], str], without: str) -> Finding:
    try:
        return Finding(part, WORKS, look())
    except KioskError as error:
        problem = error.problems[0]
        return Finding(part, MISSING, f"{problem.what}; {without}", problem.hint)


def _screen() -> Finding:
    found = [name for name in ("WAYLAND_DISPLAY", "DISPLAY") if os.environ.get(name)]
    if found:
        return Finding("screen", WORKS, f"{found[0]}={os.environ[found[0]]}")
    if any(os.path.exists(f"/dev/dri/card{number}") for number in range(4)):
        return Finding("screen", WORKS, "no desktop, but a graphics card: the kiosk can draw to it directly")
    return Finding("screen", MISSING, "there is no display", "kiosk rehearse works without one")


def _controls(setup: StageSetup, languages: Sequence[str]) -> Iterator[Finding]:
    """Of a screen that the canvas fills; what a window finds is in its log."""
    screen = screen_of(setup.settings)
    size = f"at {setup.settings.diagonal_inches:g} inches"
    said = shortfalls(screen, languages)
    if not said:
        yield Finding("controls", WORKS, f"{TARGET_MM:.0f} mm or larger and in reach {size}")
    for sentence in said:
        hint = "a larger or lower screen; [stage] diagonal_inches and lower_edge_mm say how it hangs"
        yield Finding("controls", DEGRADED, f"{size}: {sentence}", hint)


def _letters(words: Phrases, language: str) -> Finding:
    missing = without_font(" ".join(str(getattr(words, field.name)) for field in fields(words)))
    if not missing:
        return Finding(f"letters {language}", WORKS, "every letter has a font")
    hint = "sudo apt-get install fonts-noto-core fonts-noto-cjk"
    return Finding(f"letters {language}", DEGRADED, f"{len(missing)} letters have no font: {missing[:12]}", hint)


def _camera(setup: CameraSetup) -> str:
    camera = open_camera(setup.settings)
    try:
        frame = camera.read()
        return f"gives pictures of {frame.width} × {frame.height}" if frame else "is open"
    finally:
        camera.close()


def _faces(setup: CameraSetup) -> Finding:
    try:
        detector = open_detector(setup.faces)
    except KioskError as error:
        problem = error.problems[0]
        return Finding("faces", MISSING, f"{problem.what}; touch wakes the figure", problem.hint)
    width = setup.settings.width
    room, taken = Frame(0.0, np.zeros((width * 3 // 4, width, 3), np.uint8)), []
    for _ in range(LOOKS):
        # Of the processor: what else it does just now says nothing about the detector.
        began = process_time()
        detector.find(room)
        taken.append(process_time() - began)
    name = type(detector).__name__.removesuffix("Detector")
    return faces_finding(name, setup.faces.detector, min(taken) * setup.settings.rate_hz * RESTING)


def faces_finding(name: str, wished: str, share: float) -> Finding:
    """What a detector means that keeps one core busy for this share of the time while nobody is near."""
    said = f"found by {name}, which takes {share:.0%} of one core"
    if share > MOST_OF_A_CORE:
        hint = '[camera] detector = "blazeface" sees less far and takes a fifth; a lower rate_hz helps as well'
        return Finding("faces", DEGRADED, said, hint)
    if wished not in ("auto", name.lower()):
        return Finding("faces", DEGRADED, f"{said}: {wished} is not installed", f"kiosk models pull {wished}")
    if name == "BlazeFace" and wished == "auto":
        far = "whoever is two metres away, in the dark or at a window is seen late or not at all"
        return Finding("faces", DEGRADED, f"{said}: {far}", "kiosk models pull centerface")
    return Finding("faces", WORKS, said)


def _microphone(setup: MicrophoneSetup) -> str:
    microphone = MiniaudioMicrophone(setup.settings)
    try:
        chunks = [chunk for _ in range(LISTENED_CHUNKS) if (chunk := microphone.read(2.0))]
        return f"gives sound; {room_level(chunks)}" if chunks else "is open but silent"
    finally:
        microphone.close()


def room_level(chunks: Sequence[AudioChunk]) -> str:
    """How loud the room is around the kiosk, as far as a microphone of unknown sensitivity can tell."""
    floor = NoiseFloor(known=False)
    for chunk in chunks:
        floor.margin_db(chunk)
    loud = floor.level_db
    if loud >= LOUD_ROOM_DB:
        return f"its room is at {loud:.0f} dB of full scale, too loud to hear well: place the microphone nearer"
    return f"its room is at {loud:.0f} dB of full scale"


def _echo(setup: MicrophoneSetup) -> Finding:
    try:
        return echo_finding(setup.settings.device, device_names())
    except KioskError as error:
        return Finding("echo", MISSING, error.problems[0].what, error.problems[0].hint)


def echo_finding(device: str, names: Sequence[str]) -> Finding:
    """Whether visitors are heard through an echo canceller; by its name, for a sound system tells nothing more."""
    heard = [name for name in names if device and device.casefold() in name.casefold()]
    if heard and "echo" in heard[0].casefold():
        return Finding("echo", WORKS, f"the figure's voice is taken out of the microphone by {heard[0]}")
    what = "visitors may speak over the figure, and nothing takes its voice out of the microphone: only loud ones can"
    return Finding("echo", DEGRADED, what, 'deploy/pipewire-echo-cancel.conf; [microphone] device = "echo-free"')


def _speaker(setup: VoiceSetup) -> str:
    speaker = DeviceSpeaker(setup.settings, now)
    speaker.close()
    return "is open"


def hearing_finding(settings: RecognizerSettings, language: str) -> Finding:
    """Who hears a language, and how well where that is not well."""
    choice = choose(settings, language)
    if isinstance(choice, Problem):
        return Finding(f"hearing {language}", MISSING, f"{choice.what}; visitors touch and type", choice.hint)
    if choice.engine == "whisper" and language.partition("-")[0] != "en":
        what = f"{choice.name} alone: {EXPECTED_ALONE}"
        hint = f"kiosk models recommend --language {language}; suggested questions and the keyboard help"
        return Finding(f"hearing {language}", DEGRADED, what, hint)
    again = f", in noise once more by {choice.second.name}" if choice.second is not None else ""
    return Finding(f"hearing {language}", WORKS, f"{choice.name}{again}")


def _embedding(setup: MindSetup, language: str) -> Finding:
    part = f"matching {language}"
    if importlib.util.find_spec("llama_cpp") is None:
        return Finding(part, DEGRADED, "by words alone: llama-cpp-python is not installed", "needs a C++ compiler")
    if language not in setup.embeddings:
        what = f"by words and letters alone: no installed embedding model knows '{language}'"
        return Finding(part, DEGRADED, what, f"kiosk models pull --recommended --language {language}")
    return Finding(part, WORKS, f"words, letters and {setup.embeddings[language].stem}")


def _language_model(setup: MindSetup) -> Finding:
    if setup.settings.language_model is None:
        return Finding("composing", MISSING, "no language model: texts are quoted", "kiosk models recommend")
    name = setup.settings.language_model.stem
    if setup.settings.compose == "never":
        return Finding("composing", WORKS, f"{name} only chooses: the pack or the settings allow no composing")
    if setup.parameters < setup.settings.composer_parameters and setup.settings.compose != "always":
        what = f"{name} is too small to speak: it only chooses, and texts are quoted"
        return Finding("composing", DEGRADED, what, "kiosk models recommend")
    return Finding("composing", WORKS, name)


def _machine(pack: Pack, folder: Path) -> Iterator[Finding]:
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free // 2**20
    state = WORKS if free >= LEAST_FREE_MIB else DEGRADED
    yield Finding("disk", state, f"{free} MiB free at {folder}", "" if state == WORKS else "free some space")
    if os.access(folder, os.W_OK):
        yield Finding("permissions", WORKS, f"{folder} can be written")
    else:
        yield Finding("permissions", DEGRADED, f"{folder} cannot be written: packs are matched anew at each start")
    memory = installed_mib()
    state = WORKS if memory >= LEAST_MEMORY_MIB else DEGRADED
    yield Finding("memory", state, f"{memory} MiB", "" if state == WORKS else "at least 2 GiB are wanted")
    yield Finding("pack", WORKS, f"{pack.id} {pack.version} in {', '.join(pack.languages)}")
