"""Pictures of a rehearsal: one of every phase and of every reply, for pages and for looking."""

from pathlib import Path

from kiosk.domain.scene import Phase, Scene
from kiosk.stage.picture import Picture

SETTLED_SECONDS = 1.2
"""A phase is pictured once it has stood so long: captions and lips are moving by then."""


class Stills:
    """Writes PNG files named by order and phase."""

    def __init__(self, folder: Path, picture: Picture) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._picture = folder, picture
        self._phase: Phase | None = None
        self._since = 0.0
        self._count = 0
        self._is_taken = False

    def add(self, scene: Scene) -> None:
        """One more frame as it was shown."""
        if scene.phase is not self._phase:
            self._phase, self._since, self._is_taken = scene.phase, scene.at, False
        if not self._is_taken and scene.at - self._since >= SETTLED_SECONDS:
            self._is_taken = True
            self._count += 1
            self._picture.save(scene, self._folder / f"{self._count:02}-{scene.phase.value}.png")
