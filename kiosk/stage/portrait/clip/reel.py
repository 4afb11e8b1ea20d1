"""A reel: one film on its way over the screen, as a loop or in step with a position."""

from pathlib import Path

from kiosk.stage.portrait.clip.footage import Footage, Frame
from kiosk.stage.portrait.clip.player import Player


class Reel:
    """A player and the moment at which its film began."""

    def __init__(self, key: str, player: Player, began: float | None = None) -> None:
        self.key = key
        self.began = began
        """On the kiosk's clock; None while it waits for its turn."""

        self._player = player

    @property
    def is_spent(self) -> bool:
        return self._player.is_over

    @property
    def number(self) -> int:
        """Of the frame shown last."""
        return self._player.number

    def begin(self, at: float, position: float = 0.0) -> None:
        """Its film is at that position at that time."""
        self.began = at - position

    def frame(self, at: float) -> Frame | None:
        """The picture of that moment, or the first one before its turn."""
        return self._player.frame(at - self.began if self.began is not None else 0.0)

    def close(self) -> None:
        """Ends it without waiting for the end."""
        self._player.close()

    def join(self) -> None:
        """Waits for the end."""
        self._player.join()


class Projector:
    """Opens the reels of one folder in one size, and closes them all."""

    def __init__(self, footage: Footage, folder: Path, size: tuple[int, int], is_patient: bool = False) -> None:
        self.footage, self.folder, self.size = footage, folder, size
        self._is_patient = is_patient
        """Waits for every frame: for films of rehearsals, which nobody sees while they are made."""

        self._open: list[Reel] = []

    def reel(self, file: str) -> Reel:
        """The film of that path inside the folder, being decoded from its beginning."""
        made = Reel(file, Player(self.footage, self.folder / file, self.size, self._is_patient))
        self._open = [*(reel for reel in self._open if not reel.is_spent), made]
        return made

    def close(self) -> None:
        for reel in self._open:
            reel.close()
        for reel in self._open:
            reel.join()
        self._open.clear()
