"""Pictures without a window: for rehearsals, films and measurements."""

from pathlib import Path

import pygame

from kiosk.domain.screen.scene import Scene
from kiosk.stage.stage import Stage


class Picture:
    """A canvas that is shown to nobody."""

    def __init__(self, stage: Stage) -> None:
        pygame.display.init()
        if pygame.display.get_surface() is None:
            pygame.display.set_mode((1, 1))
        self._stage = stage
        self.size = stage.screen.size
        self._canvas = pygame.Surface(self.size).convert()

    def show(self, scene: Scene) -> None:
        """Draws a frame."""
        self._stage.draw(self._canvas, scene)

    def pixels(self, scene: Scene, size: tuple[int, int]) -> bytes:
        """A frame as RGB bytes of another size."""
        self.show(scene)
        fitted = self._canvas if size == self.size else pygame.transform.smoothscale(self._canvas, size)
        return pygame.image.tobytes(fitted, "RGB")

    def close(self) -> None:
        """No film is decoded any longer."""
        self._stage.close()

    def save(self, scene: Scene, file: Path) -> None:
        """A frame as a PNG file."""
        self.show(scene)
        pygame.image.save(self._canvas, file)
