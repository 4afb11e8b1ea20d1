"""A sheet of one portrait in every mouth shape, blink, glance and turn, to be judged at a look."""

from collections.abc import Mapping
from pathlib import Path

import pygame

from kiosk.domain.viseme import SHAPES, MouthShape, Viseme
from kiosk.stage.portrait.portrait import Portrait
from kiosk.stage.portrait.pose import Pose

COLUMNS = 6
TILE = (300, 360)
CANVAS = (1080, 1920)
CLOSE = pygame.Rect(140, 260, 800, 960)
"""The part of the canvas that is shown: head and shoulders."""

TEXT_SIZE, MARGIN, INK = 22, 8, (255, 236, 160)


def poses() -> Mapping[str, Pose]:
    """What the sheet shows, by name."""
    spoken = {viseme.value: speaking(SHAPES[viseme]) for viseme in Viseme if viseme is not Viseme.SIL}
    return {
        "at rest": Pose(),
        **spoken,
        "smile": Pose(smile=1.0),
        "half a blink": Pose(blink_left=0.5, blink_right=0.5),
        "a blink": Pose(blink_left=1.0, blink_right=1.0),
        "to the left": Pose(gaze_x=-1.0),
        "to the right": Pose(gaze_x=1.0),
        "up": Pose(gaze_y=-1.0),
        "down": Pose(gaze_y=1.0),
        "brows": Pose(brow_raise=1.0),
        "frown": Pose(brow_frown=1.0),
        "head left": Pose(yaw=-1.0),
        "head right": Pose(yaw=1.0),
        "head up": Pose(pitch=-1.0),
        "head down": Pose(pitch=1.0),
        "tilted": Pose(roll=1.0),
    }


def speaking(mouth: MouthShape) -> Pose:
    """The pose of a mouth shape in a face at rest."""
    return Pose(**{name: getattr(mouth, name) for name in MouthShape.__slots__})


def write_sheet(portrait: Portrait, file: Path) -> None:
    """The sheet as a picture file."""
    pygame.display.init()
    pygame.image.save(sheet(portrait), file)


def sheet(portrait: Portrait) -> pygame.Surface:
    """All poses, labelled, row by row. Needs pygame's display and fonts."""
    pygame.font.init()
    font = pygame.font.Font(None, TEXT_SIZE)
    shown = poses()
    rows = -(-len(shown) // COLUMNS)
    page = pygame.Surface((COLUMNS * TILE[0], rows * TILE[1]))
    canvas = pygame.Surface(CANVAS)
    for place, (name, pose) in enumerate(shown.items()):
        for _ in range(3):  # a portrait may leave dear parts of a jump to the next frame
            portrait.draw(canvas, pose)
        spot = (place % COLUMNS * TILE[0], place // COLUMNS * TILE[1])
        page.blit(pygame.transform.smoothscale(canvas.subsurface(CLOSE), TILE), spot)
        page.blit(font.render(name, True, INK, (20, 20, 24)), (spot[0] + MARGIN, spot[1] + MARGIN))
    return page
