"""Pictures of a rehearsal: one of every screen that stood still, and one of them all side by side for a page."""

from pathlib import Path

from kiosk.domain.screen.scene import Scene
from kiosk.stage.picture import Picture
from kiosk.stage.widgets.contact_sheet import write_overview

SETTLED_SECONDS = 1.2
"""A screen is pictured once it has stood so long: captions and lips are moving by then."""

OVERVIEW = "overview.jpg"


class Stills:
    """Writes PNG files named by order and by what they show."""

    def __init__(self, folder: Path, picture: Picture) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._picture = folder, picture
        self._view = ""
        self._since = 0.0
        self._is_taken = False
        self._files: list[Path] = []

    def add(self, scene: Scene) -> None:
        """One more frame as it was shown."""
        view = view_of(scene)
        if view != self._view:
            self._view, self._since, self._is_taken = view, scene.at, False
        if not self._is_taken and scene.at - self._since >= SETTLED_SECONDS:
            self._is_taken = True
            file = self._folder / f"{len(self._files) + 1:02}-{view}.png"
            self._picture.save(scene, file)
            self._files.append(file)

    def close(self) -> None:
        """Writes them all side by side."""
        if self._files:
            write_overview(self._files, self._folder / OVERVIEW)


def view_of(scene: Scene) -> str:
    """What a screen is called: what lies over everything else, or the phase."""
    if scene.countdown is not None:
        return "still-there"
    if scene.keyboard is not None:
        return "keyboard"
    if scene.is_hearing:
        return "hearing"
    return scene.phase.value
