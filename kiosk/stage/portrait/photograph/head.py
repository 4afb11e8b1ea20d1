"""The head of a photograph: it turns, nods, tilts and breathes by smooth fields; the background stays where it is."""

import numpy as np

from kiosk.stage.portrait.photograph.fields import Field, Mover, Window, places, rise, window_around
from kiosk.stage.portrait.photograph.landmarks import Floats
from kiosk.stage.portrait.photograph.plate import Plate

MOVES = ("yaw", "pitch", "roll", "breath", "brow_raise", "brow_frown")
NEAR, DOME, NOSE = 0.010, 0.026, 0.012
"""How far a turn moves the whole head, its front, and the tip of the nose, in distances of the eyes."""

TILT_DEGREES = 1.1
BREATH, BROW, FROWN = 0.010, 0.045, 0.020


def head_of(plate: Plate) -> Mover:
    """What moves the head of this plate."""
    unit = plate.unit
    left, top, right = plate.curve("edges")
    _, nose, chin = plate.curve("middle")
    middle = np.array([(left[0] + right[0]) / 2, (top[1] + chin[1]) / 2])
    half = np.array([max(0.75 * unit, (right[0] - left[0]) / 2), max(0.9 * unit, (chin[1] - top[1]) / 2)])
    height, width = plate.pixels.shape[:2]
    low, high = middle - half - (0.75 * unit, 0.85 * unit), middle + half + (0.75 * unit, 0.75 * unit)
    window: Window = window_around((*low, *high), (width, height))
    x, y = places(window)
    far = np.hypot((x - middle[0]) / half[0], (y - middle[1]) / half[1]).astype(np.float32)
    whole = 1 - rise(far, 1.0, 1.0 + 0.62 * unit / float(half.max()))
    dome = np.asarray(np.clip(1 - far**2, 0, 1) ** 0.8, np.float32)
    tip = _bump(x, y, nose, 0.26 * unit)
    return Mover(window, {**_turns(x, y, (whole, dome, tip), chin, unit), **_brows(plate, x, y)})


def _turns(x: Field, y: Field, parts: tuple[Field, Field, Field], chin: Floats, unit: float) -> dict[str, Field]:
    whole, dome, tip = parts
    near = (NEAR * whole + DOME * dome + NOSE * tip) * np.float32(unit)
    none = np.zeros_like(near)
    turn = np.float32(np.radians(TILT_DEGREES)) * whole
    return {
        "yaw": np.stack([near, none], 2),
        "pitch": np.stack([none, 0.8 * near], 2),
        # About the chin, so that it turns in its place and the top of the head goes aside.
        "roll": np.stack([-turn * (y - chin[1]), turn * (x - chin[0])], 2).astype(np.float32),
        "breath": np.stack([none, -BREATH * np.float32(unit) * whole], 2),
    }


def _brows(plate: Plate, x: Field, y: Field) -> dict[str, Field]:
    unit = plate.unit
    lifted, drawn = np.zeros((*x.shape, 2), np.float32), np.zeros((*x.shape, 2), np.float32)
    for name, inward, inner in (("left_brow", 1.0, -1), ("right_brow", -1.0, 0)):
        brow = plate.curve(name)
        lift = np.max([_bump(x, y, point, 0.17 * unit) for point in brow], axis=0)
        lifted[..., 1] -= BROW * unit * lift
        pull = _bump(x, y, brow[inner], 0.20 * unit)
        drawn[..., 0] += inward * FROWN * unit * pull
        drawn[..., 1] += 0.8 * FROWN * unit * pull
    return {"brow_raise": lifted, "brow_frown": drawn}


def _bump(x: Field, y: Field, middle: Floats, reach: float) -> Field:
    far = ((x - middle[0]) ** 2 + (y - middle[1]) ** 2) / np.float32(reach**2)
    return np.asarray(np.exp(-2.0 * far), np.float32)
