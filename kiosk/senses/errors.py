"""What can be wrong with eyes and ears: the room's one error."""

from kiosk.domain.problem import KioskError, Problem


class SensesError(KioskError):
    """A camera, microphone, recording or model cannot be used."""


class RecognizerError(SensesError):
    """No words will be worked out any more by this process; a new one may."""


def refuse(code: str, where: object, what: str, hint: str = "") -> SensesError:
    """An error that carries one problem."""
    return SensesError(Problem(code, str(where), what, hint))
