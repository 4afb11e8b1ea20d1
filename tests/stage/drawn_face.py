"""A face drawn for these tests and the points that were used to draw it, so that they run on every machine."""

import cv2
import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

from kiosk.stage.portrait.photograph.photograph import Photograph
from kiosk.stage.portrait.photograph.rig import Curve, Rig

SIZE = (600, 800)
SKIN, LIP, DARK, WHITE = (150, 180, 220), (90, 90, 190), (30, 30, 60), (235, 240, 240)


def arc(left: float, right: float, middle: float, bend: float, count: int) -> Curve:
    """A shallow curve; `bend`: how far its middle hangs below its ends."""
    x = np.linspace(left, right, count)
    u = (x - (left + right) / 2) / ((right - left) / 2)
    return tuple((float(a), float(middle + bend * (1 - b * b))) for a, b in zip(x, u, strict=True))


def eye(left: float) -> tuple[Curve, Curve]:
    return arc(left, left + 76, 300, -18, 9), arc(left, left + 76, 300, 14, 9)


@pytest.fixture(scope="session")
def rig() -> Rig:
    (left_upper, left_lower), (right_upper, right_lower) = eye(190), eye(334)
    curves = {
        "lip_line": arc(245, 355, 480, 3, 11),
        "upper_lip": arc(245, 355, 480, -16, 11),
        "lower_lip": arc(245, 355, 480, 24, 11),
        "left_upper_lid": left_upper,
        "left_lower_lid": left_lower,
        "right_upper_lid": right_upper,
        "right_lower_lid": right_lower,
        "left_brow": arc(180, 270, 265, -12, 5),
        "right_brow": arc(330, 420, 265, -12, 5),
        "irises": ((228.0, 299.0), (372.0, 299.0)),
        "iris_rims": ((241.0, 299.0), (385.0, 299.0)),
        "middle": ((300.0, 290.0), (300.0, 400.0), (300.0, 590.0)),
        "edges": ((140.0, 320.0), (300.0, 150.0), (460.0, 320.0)),
    }
    return Rig(SIZE, curves, "face.png")


@pytest.fixture(scope="session")
def photo(rig: Rig) -> NDArray[np.uint8]:
    picture = np.full((SIZE[1], SIZE[0], 3), (60, 50, 45), np.uint8)
    cv2.ellipse(picture, (300, 370), (165, 225), 0, 0, 360, SKIN, -1)
    for side in ("left", "right"):
        outline = (*rig.curves[f"{side}_upper_lid"], *rig.curves[f"{side}_lower_lid"][::-1])
        cv2.fillPoly(picture, [np.array(outline, np.int32)], WHITE)
    for (x, y), (rim, _) in zip(rig.curves["irises"], rig.curves["iris_rims"], strict=True):
        cv2.circle(picture, (int(x), int(y)), int(rim - x), DARK, -1)
    lips = (*rig.curves["upper_lip"], *rig.curves["lower_lip"][::-1])
    cv2.fillPoly(picture, [np.array(lips, np.int32)], LIP)
    cv2.polylines(picture, [np.array(rig.curves["lip_line"], np.int32)], False, DARK, 2)
    noise = np.random.default_rng(5).normal(0, 4, picture.shape)
    return np.asarray((picture + noise).clip(0, 255), np.uint8)


@pytest.fixture
def portrait(photo: NDArray[np.uint8], rig: Rig) -> Photograph:
    pygame.display.init()
    return Photograph(photo, rig)
