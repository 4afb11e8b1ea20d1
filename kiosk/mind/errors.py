"""What can go wrong while the mind is set up."""

from kiosk.domain.problem import KioskError


class MindError(KioskError):
    """A model, a data file or a setting of the mind cannot be used."""
