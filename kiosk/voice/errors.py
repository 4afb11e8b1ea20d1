"""What can go wrong in the voice room."""

from kiosk.domain.problem import KioskError


class VoiceError(KioskError):
    """Something cannot be spoken, or not be heard."""
