"""From a photograph to a rig: the picture is read, its face found, its points fitted, and the result shown."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from kiosk.app.wiring.stage import StageSetup
from kiosk.domain.audio import Speech
from kiosk.domain.problem import Problem
from kiosk.domain.screen.composition import compose
from kiosk.domain.screen.scene import Phase, Scene
from kiosk.domain.visit.interaction import Brief, begin
from kiosk.domain.visit.turn import Speaking, Turn
from kiosk.media_ffmpeg.film import FRAMES_HZ, MARKS, encode
from kiosk.senses.camera import Frame
from kiosk.senses.faces_opencv import open_detector
from kiosk.senses.settings import FaceSettings
from kiosk.stage.picture import Picture
from kiosk.stage.portrait.photograph.fitting import Fit, fit
from kiosk.stage.portrait.photograph.landmarks import Landmarks, Pixels
from kiosk.stage.portrait.photograph.photo import RiggingError
from kiosk.stage.portrait.portrait import Portrait
from kiosk.stage.stage import Stage
from kiosk.voice.marking import write_wav

DETECT_WIDTH = 640
"""A still picture may take longer than a camera's: smaller faces are found."""

FILM_SIZE = (540, 960)


def landmarks_of(setup: StageSetup) -> Landmarks:
    """The installed landmark models. Raises RiggingError where there are none."""
    if setup.landmarks is None or setup.irises is None:
        hint = "kiosk models pull face-landmarks iris-landmarks"
        raise RiggingError(Problem("KG0016", "landmarks", "are not installed", hint))
    return Landmarks(setup.landmarks, setup.irises)


def examine(photo: Pixels, models: StageSetup, faces: FaceSettings) -> Fit:
    """Finds the face and its points. Raises RiggingError or RigError where a model is missing."""
    landmarks = landmarks_of(models)
    detector = open_detector(replace(faces, detect_width=DETECT_WIDTH))
    found = detector.find(Frame(0.0, photo))
    return fit(photo, [(face.x, face.y, face.width, face.height) for face in found], landmarks)


def write_film(portrait: Portrait, brief: Brief, speech: Speech, file: Path, tell: Callable[[float], None]) -> None:
    """The portrait says something, with its label, as an MP4 marked as AI-generated. Raises FilmError."""
    sound = file.with_name(f".{file.stem}.wav")
    picture = Picture(Stage(portrait, brief.pack.theme))
    try:
        write_wav(sound, speech.samples, speech.rate_hz, speech.engine)
        encode(_frames(picture, brief, speech, tell), FILM_SIZE, sound, MARKS, file)
    finally:
        sound.unlink(missing_ok=True)


def _frames(picture: Picture, brief: Brief, speech: Speech, tell: Callable[[float], None]) -> Iterator[bytes]:
    count = max(1, round(speech.seconds * FRAMES_HZ))
    for index in range(count):
        tell(index / count)
        yield picture.pixels(spoken_scene(brief, speech, index / FRAMES_HZ), FILM_SIZE)


def spoken_scene(brief: Brief, speech: Speech, at: float) -> Scene:
    """The moment `at` seconds into a speech."""
    speaking = Speaking(0, speech.text, 0.0, speech.track, speech.words)
    moment = begin(brief, 0.0)
    return compose(replace(moment, phase=Phase.ANSWERING, turn=Turn(speaking=speaking)), at, at)
