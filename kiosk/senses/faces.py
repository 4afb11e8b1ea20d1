"""What a face detector promises, and how far away a face of a certain width is."""

from math import radians, tan
from typing import Protocol

from kiosk.domain.sensing.presence import Face
from kiosk.senses.camera import Frame

FACE_WIDTH_M = 0.15
"""Rounded mean breadth of adult heads: 15.2 cm in men, 14.4 cm in women (Gordon and others, 1988 Anthropometric
Survey of U.S. Army Personnel, NATICK/TR-89/044). Children's are hardly narrower, so they seem a little farther off."""


class FaceDetector(Protocol):
    """Finds faces, the largest first; knows nobody. Not thread-safe: one worker owns it."""

    def find(self, frame: Frame) -> tuple[Face, ...]: ...


class Blindfold:
    """For want of any detector: sees nobody, so that whoever is only pretended can still stand there."""

    def find(self, _frame: Frame) -> tuple[Face, ...]:
        return ()


def distance_m(face_width: float, frame: Frame, fov_degrees: float) -> float:
    """How far a face of this many pixels is away, by the pinhole camera's rule."""
    focal = max(frame.width, frame.height) / 2 / tan(radians(fov_degrees) / 2)
    return focal * FACE_WIDTH_M / max(face_width, 1.0)
