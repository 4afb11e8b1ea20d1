"""The error of this room."""

from kiosk.domain.problem import KioskError


class PackError(KioskError):
    """A pack cannot be used, begun or installed; its problems say why."""
