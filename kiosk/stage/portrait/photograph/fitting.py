"""Fitting: from a photograph and its face box to a rig, and a verdict whether it can be used as it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np

from kiosk.stage.portrait.photograph.landmarks import LEFT_EYE, RIGHT_EYE, Floats, Landmarks, Mesh, Pixels
from kiosk.stage.portrait.photograph.lipline import lip_line
from kiosk.stage.portrait.photograph.plate import lowered
from kiosk.stage.portrait.photograph.rig import UNORDERED, Curve, Rig

LEAST_SCORE = 0.5
MOST_SCATTER = 0.06
LEAST_EYES = 45.0
"""Pixels between the eyes: fewer cannot be enlarged to a screen."""

MOST_PROFILE = 0.90
"""How far the nose may stand aside of the middle between the edges of the face, as a share of half its width."""

UPPER = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291)
LOWER = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291)
INNER_UPPER = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308)
INNER_LOWER = (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308)
LIDS = {
    "left_upper_lid": (33, 246, 161, 160, 159, 158, 157, 173, 133),
    "left_lower_lid": (33, 7, 163, 144, 145, 153, 154, 155, 133),
    "right_upper_lid": (362, 398, 384, 385, 386, 387, 388, 466, 263),
    "right_lower_lid": (362, 382, 381, 380, 374, 373, 390, 249, 263),
}
BROWS = {"left_brow": (46, 53, 52, 65, 55), "right_brow": (285, 295, 282, 283, 276)}
MIDDLE, EDGES = (168, 1, 152), (234, 10, 454)

LEAST_STEP = 0.05
"""Pixels from one point of a curve to the next, at least."""

GUESSES = (0.55, 0.75, 0.38)
"""Shares of the picture's shorter side."""

Box = tuple[float, float, float, float]


class Verdict(StrEnum):
    """Whether a photograph can talk as it was found."""

    GOOD = "good"
    CORRECT = "correct"
    """After a person has set some points."""

    UNUSABLE = "unusable"


@dataclass(frozen=True, slots=True)
class Fit:
    """What was found in a photograph."""

    verdict: Verdict
    reasons: tuple[str, ...]
    """Sentences that say what to correct, or why it cannot be used."""

    rig: Rig | None
    """The points as found; None where there is no face to begin with."""


def fit(photo: Pixels, boxes: Sequence[Box], landmarks: Landmarks) -> Fit:
    """The rig of the one face in a photograph of blue, green, red; `boxes`: the faces that a detector found."""
    boxes = boxes or _guess(photo, landmarks)
    if not boxes:
        return Fit(Verdict.UNUSABLE, ("no face was found in the picture",), None)
    box = max(boxes, key=lambda face: face[2] * face[3])
    rivals = [other for other in boxes if other is not box and other[2] * other[3] > 0.25 * box[2] * box[3]]
    if rivals:
        return Fit(
            Verdict.UNUSABLE, (f"{len(rivals) + 1} faces are in the picture: cut out the one that shall speak",), None
        )
    mesh = landmarks.find(photo, box)
    rig = _rig(photo, mesh, landmarks)
    reasons = _refusals(mesh, rig)
    if reasons:
        return Fit(Verdict.UNUSABLE, reasons, rig)
    doubts = _doubts(photo, mesh, rig)
    return Fit(Verdict.CORRECT if doubts else Verdict.GOOD, doubts, rig)


def _guess(photo: Pixels, landmarks: Landmarks) -> tuple[Box, ...]:
    """Where the landmarks see a face that the detector missed: squares in the upper middle of the picture."""
    height, width = photo.shape[:2]
    for share in GUESSES:
        side = share * min(width, height)
        box = ((width - side) / 2, min(height - side, max(0.0, 0.42 * height - side / 2)), side, side)
        if landmarks.find(photo, box).score >= LEAST_SCORE:
            return (box,)
    return ()


def _rig(photo: Pixels, mesh: Mesh, landmarks: Landmarks) -> Rig:
    points = mesh.points[:, :2]
    inner = (points[list(INNER_UPPER)] + points[list(INNER_LOWER)]) / 2
    inner[0], inner[-1] = (points[78] + points[61]) / 2, (points[308] + points[291]) / 2
    found = {
        "lip_line": lip_line(photo, inner, _eyes(points)),
        "upper_lip": points[list(UPPER)],
        "lower_lip": points[list(LOWER)],
        **{name: points[list(places)] for name, places in {**LIDS, **BROWS}.items()},
        "middle": points[list(MIDDLE)],
        "edges": points[list(EDGES)],
    }
    found["upper_lip"], found["lower_lip"] = _around_line(found)
    irises, rims = [], []
    for side, corners in (("left", RIGHT_EYE), ("right", LEFT_EYE)):
        contour, iris = landmarks.iris(photo, mesh, corners)
        found.update(_refined_lids(found, side, contour))
        radius = float(np.median(np.linalg.norm(iris[1:] - iris[0], axis=1)))
        irises.append(iris[0])
        rims.append(iris[0] + (radius, 0.0))
    found["irises"], found["iris_rims"] = np.array(irises), np.array(rims)
    height, width = photo.shape[:2]
    return Rig((width, height), {name: _curve(name, curve) for name, curve in found.items()})


def _eyes(points: Floats) -> float:
    return float(np.linalg.norm(points[list(RIGHT_EYE)].mean(0) - points[list(LEFT_EYE)].mean(0)))


def _around_line(found: dict[str, Floats]) -> tuple[Floats, Floats]:
    """The outer lips begin and end where the lip line does, and lie on their own side of it."""
    line, edges = found["lip_line"], []
    for name, sign in (("upper_lip", -1.0), ("lower_lip", 1.0)):
        edge = found[name].copy()
        edge[0], edge[-1] = line[0], line[-1]
        away = (edge[1:-1, 1] - np.interp(edge[1:-1, 0], line[:, 0], line[:, 1])) * sign
        least = 0.02 * np.linalg.norm(line[-1] - line[0])
        edge[1:-1, 1] += sign * np.maximum(0.0, least - away)
        edges.append(edge)
    return edges[0], edges[1]


def _refined_lids(found: dict[str, Floats], side: str, contour: Floats) -> dict[str, Floats]:
    """The iris model sees lids more sharply than the mesh does; the corners stay."""
    lids = {}
    for name in (f"{side}_upper_lid", f"{side}_lower_lid"):
        curve = found[name].copy()
        half = contour[9:16] if "upper" in name else contour[1:8]
        order = np.argsort(half[:, 0])
        curve[1:-1, 1] = 0.5 * curve[1:-1, 1] + 0.5 * np.interp(curve[1:-1, 0], half[order, 0], half[order, 1])
        lids[name] = curve
    return lids


def _curve(name: str, points: Floats) -> Curve:
    """As a rig keeps it; points that overtake each other on the way to the right are held back."""
    points = points.copy()
    if name not in UNORDERED:
        steps = np.arange(len(points)) * LEAST_STEP
        points[:, 0] = np.maximum.accumulate(points[:, 0] - steps) + steps
    return tuple((round(float(x), 2), round(float(y), 2)) for x, y in points)


def _refusals(mesh: Mesh, rig: Rig) -> tuple[str, ...]:
    reasons = []
    if mesh.score < LEAST_SCORE:
        reasons.append(f"the landmarks do not recognize a face here (score {mesh.score:.2f}, {LEAST_SCORE} is needed)")
    if rig.eyes < LEAST_EYES:
        reasons.append(f"the eyes are only {rig.eyes:.0f} pixels apart, {LEAST_EYES:.0f} are needed: use a larger copy")
    if (aside := _profile(rig)) > MOST_PROFILE:
        reasons.append(
            f"the face is turned too far aside ({aside:.0%}, at most {MOST_PROFILE:.0%}): choose a frontal one"
        )
    return tuple(reasons)


def _profile(rig: Rig) -> float:
    (left, _), _, (right, _) = rig.curves["edges"]
    nose = rig.curves["middle"][1][0]
    return abs(nose - (left + right) / 2) / max(1.0, (right - left) / 2)


def _doubts(photo: Pixels, mesh: Mesh, rig: Rig) -> tuple[str, ...]:
    doubts = []
    if mesh.scatter > MOST_SCATTER:
        doubts.append(f"lips and eyes were found unsteadily (scatter {mesh.scatter:.3f}): check every point of them")
    if (contrast := _contrast(photo, rig)) < LEAST_CONTRAST:
        doubts.append(f"the line where the lips meet is hardly to be seen (contrast {contrast:.2f}): draw it by hand")
    return tuple(doubts)


LEAST_CONTRAST = 0.06


def _contrast(photo: Pixels, rig: Rig) -> float:
    """How much darker the lip line is than the lips above and below it, as a share of the brighter."""
    grey = cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY).astype(np.float32)
    line = np.array(rig.curves["lip_line"])[2:-2]
    away = 0.09 * rig.eyes

    def at(points: Floats) -> Floats:
        x, y = points.T.astype(np.float32)
        return np.asarray(
            cv2.remap(grey, x[None], y[None], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)[0], np.float64
        )

    dark, above, below = at(line), at(lowered(line, -away)), at(lowered(line, away))
    bright = np.minimum(above, below)
    return float(np.median((bright - dark) / np.maximum(bright, 1.0)))
