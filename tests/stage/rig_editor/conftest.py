"""The drawn face is at hand in every test here."""

from tests.stage.drawn_face import photo, portrait, rig

__all__ = ["photo", "portrait", "rig"]
