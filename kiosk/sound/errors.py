"""What can be wrong with sound: the floor's one error."""

from kiosk.domain.problem import KioskError, Problem


class SoundError(KioskError):
    """A recording cannot be used."""


def refuse(code: str, where: object, what: str, hint: str = "") -> SoundError:
    """An error that carries one problem."""
    return SoundError(Problem(code, str(where), what, hint))
