"""The figure beside the editor: it speaks, blinks and looks about without end."""

import math

import pygame

from kiosk.domain.viseme import Cue, Viseme, VisemeTrack
from kiosk.stage.portrait.photograph.landmarks import Pixels
from kiosk.stage.portrait.photograph.photograph import Photograph
from kiosk.stage.portrait.photograph.rig import Rig
from kiosk.stage.portrait.pose import Pose

CANVAS = (1080, 1920)
SOUND_SECONDS = 0.13
SOUNDS = (
    *(Viseme.SIL, Viseme.PP, Viseme.AA, Viseme.PP, Viseme.AA, Viseme.SIL, Viseme.FF, Viseme.I, Viseme.FF, Viseme.O),
    *(Viseme.SIL, Viseme.SS, Viseme.E, Viseme.NN, Viseme.TH, Viseme.AA, Viseme.CH, Viseme.U, Viseme.RR, Viseme.I),
    *(Viseme.SIL, Viseme.SIL, Viseme.SIL, Viseme.SIL),
)
BLINK_EVERY_SECONDS, BLINK_SECONDS = 2.2, 0.24


class Rehearsing:
    """Prepares the portrait again when the points have changed, and draws it."""

    def __init__(self, photo: Pixels, rig: Rig) -> None:
        self._photo = photo
        self._canvas = pygame.Surface(CANVAS)
        cues = tuple(Cue(index * SOUND_SECONDS, sound) for index, sound in enumerate(SOUNDS))
        self._track = VisemeTrack(cues, len(SOUNDS) * SOUND_SECONDS)
        self.change(rig)

    def change(self, rig: Rig) -> None:
        """Takes other points: a fifth of a second."""
        self._portrait = Photograph(self._photo, rig)

    def draw(self, surface: pygame.Surface, area: pygame.Rect, at: float) -> None:
        """One moment of the endless speech into an area of the screen."""
        self._portrait.draw(self._canvas, self._pose(at))
        pygame.transform.smoothscale(self._canvas, area.size, surface.subsurface(area))

    def _pose(self, at: float) -> Pose:
        mouth = self._track.shape_at(at % self._track.seconds)
        share = (at % BLINK_EVERY_SECONDS) / BLINK_SECONDS
        blink = math.sin(min(1.0, share) * math.pi)
        return Pose(
            **{name: getattr(mouth, name) for name in type(mouth).__slots__},
            blink_left=blink,
            blink_right=blink,
            gaze_x=math.sin(at * 0.7),
            gaze_y=0.4 * math.sin(at * 0.5),
            yaw=0.5 * math.sin(at * 0.4),
        )
