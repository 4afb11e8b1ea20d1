"""The window: any screen, any rotation, any size; what is touched comes back in the canvas' own pixels."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

import pygame

from kiosk.domain.events import Cued, Event, Pressed, Released, Tapped
from kiosk.domain.problem import KioskError, Problem
from kiosk.domain.screen import controls
from kiosk.domain.screen.scene import Phase, Scene
from kiosk.stage.screen.layout import layout
from kiosk.stage.screen.reach import shortfalls
from kiosk.stage.screen.screen import SHAPES, Screen, canvas_size, screen_of
from kiosk.stage.settings import StageSettings

log = logging.getLogger(__name__)

TURNS = (0, 90, 180, 270)
WINDOW_SHARE = 0.9
"""A window takes this much of the screen's height."""


Canvas = pygame.Surface
"""What the stage draws on."""

MOUSE, KEY = -1, -2
HELD = (controls.CORNER, controls.TALK)
"""What is held down; everything else is touched."""

CORNER_MM = 60.0
"""Along both edges from an upper corner: what staff hold."""


class StageError(KioskError):
    """There is no screen to draw on."""


@dataclass(frozen=True, slots=True)
class Placement:
    """How the canvas lies on a screen: turned clockwise, then scaled, then centred."""

    screen: tuple[int, int]
    canvas: tuple[int, int]
    rotation: int
    scale: float
    origin: tuple[int, int]

    def to_canvas(self, x: float, y: float) -> tuple[float, float]:
        """The canvas point under a screen point; may lie outside the canvas."""
        across, down = (x - self.origin[0]) / self.scale, (y - self.origin[1]) / self.scale
        width, height = self.canvas
        match self.rotation:
            case 90:
                return down, height - across
            case 180:
                return width - across, height - down
            case 270:
                return width - down, across
            case _:
                return across, down

    def fitted(self, canvas: pygame.Surface) -> pygame.Surface:
        """The canvas as the screen needs it."""
        upright = pygame.transform.rotate(canvas, -self.rotation) if self.rotation else canvas
        return upright if self.scale == 1.0 else pygame.transform.smoothscale(upright, self.size)

    @property
    def size(self) -> tuple[int, int]:
        """What the turned canvas takes of the screen."""
        width, height = turned(self.canvas, self.rotation)
        return round(width * self.scale), round(height * self.scale)


def placement(screen: tuple[int, int], canvas: tuple[int, int], rotation: int) -> Placement:
    """The largest that fits, in the middle."""
    width, height = turned(canvas, rotation)
    scale = min(screen[0] / width, screen[1] / height)
    origin = (round((screen[0] - width * scale) / 2), round((screen[1] - height * scale) / 2))
    return Placement(screen, canvas, rotation, scale, origin)


def turned(size: tuple[int, int], rotation: int) -> tuple[int, int]:
    """Width and height after the turn."""
    return (size[1], size[0]) if rotation in (90, 270) else size


def is_corner(screen: Screen, x: float, y: float) -> bool:
    """Whether a point of the canvas lies in one of its upper corners, where nothing can be touched."""
    size = CORNER_MM * screen.pixels_per_mm
    return 0 <= y < size and (0 <= x < size or screen.width - size <= x < screen.width)


class Window:
    """Owned by the main thread. Raises StageError where there is no screen."""

    def __init__(self, settings: StageSettings, title: str) -> None:
        if settings.rotation not in TURNS:
            what = f"is {settings.rotation}, not one of {', '.join(map(str, TURNS))}"
            raise StageError(Problem("KG0002", "stage.rotation_degrees", what))
        if settings.shape not in SHAPES:
            what = f"is {settings.shape!r}, not one of {', '.join(SHAPES)}"
            raise StageError(Problem("KG0003", "stage.shape", what))
        pygame.font.init()
        self.is_closing = False
        self._holds: dict[int, str] = {}
        """What is held, by the finger that holds it, or by MOUSE or KEY."""

        self._is_fullscreen = settings.fullscreen
        self._screen = _opened(settings)
        self._talk_key = _key(settings.talk_key)
        self._talk_text = " " if self._talk_key == pygame.K_SPACE else settings.talk_key
        pygame.display.set_caption(title)
        pygame.mouse.set_visible(not settings.fullscreen)
        pygame.key.start_text_input()
        self.screen = screen_of(settings, turned(self._screen.get_size(), settings.rotation))
        """The canvas, in pixels and millimetres."""

        for said in shortfalls(self.screen, ()):
            log.warning("the screen is small or hangs high: %s", said)
        self._place = placement(self._screen.get_size(), self.screen.size, settings.rotation)
        self._is_direct = self._place.scale == 1.0 and settings.rotation == 0 and self._place.origin == (0, 0)
        self.canvas = self._screen if self._is_direct else pygame.Surface(self.screen.size)
        """What the stage draws onto."""

    def show(self) -> None:
        """Brings the canvas onto the screen."""
        if not self._is_direct:
            self._screen.blit(self._place.fitted(self.canvas), self._place.origin)
        pygame.display.flip()

    def pixels(self) -> bytes:
        """What the canvas shows: red, green, blue, row by row."""
        return pygame.image.tobytes(self.canvas, "RGB")

    def poll(self, scene: Scene, at: float) -> list[Event]:
        """What was touched, clicked or typed since the last call."""
        return list(self._events(pygame.event.get(), scene, at))

    def close(self) -> None:
        pygame.display.quit()

    def _events(self, happened: Iterable[pygame.event.Event], scene: Scene, at: float) -> Iterable[Event]:
        for event in happened:
            if event.type == pygame.QUIT:
                self.is_closing = True
            elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and not event.touch:
                yield from self._touched(event.pos, MOUSE, scene, at)
            elif event.type == pygame.FINGERDOWN:
                width, height = self._place.screen
                yield from self._touched((event.x * width, event.y * height), event.finger_id, scene, at)
            elif event.type == pygame.FINGERUP:
                yield from self._released(event.finger_id, at)
            elif event.type == pygame.MOUSEBUTTONUP and event.button == 1:
                yield from self._released(MOUSE, at)
            elif event.type == pygame.WINDOWFOCUSLOST:
                for held in tuple(self._holds):
                    yield from self._released(held, at)
            elif event.type in (pygame.TEXTINPUT, pygame.KEYDOWN, pygame.KEYUP):
                yield from self._keyed(event, scene, at)

    def _touched(self, at_screen: tuple[float, float], by: int, scene: Scene, at: float) -> Iterable[Event]:
        spot = self._place.to_canvas(*at_screen)
        control = layout(scene, self.screen).control_at(*spot)
        if control is None and is_corner(self.screen, *spot):
            control = controls.CORNER
        if control in HELD:
            self._holds[by] = control
            yield Pressed(at, control)
        elif control is not None:
            yield Tapped(at, control)
        elif scene.phase in (Phase.ATTRACT, Phase.FAREWELL):
            yield Tapped(at, controls.WAKE)

    def _released(self, by: int, at: float) -> Iterable[Event]:
        if by in self._holds:
            yield Released(at, self._holds.pop(by))

    def _keyed(self, event: pygame.event.Event, scene: Scene, at: float) -> Iterable[Event]:
        """While nothing is typed, the key of a hardware button types nothing either."""
        is_talking = scene.hold is not None and scene.keyboard is None and scene.panel is None
        if event.type == pygame.TEXTINPUT:
            typed = "" if is_talking and event.text == self._talk_text else event.text
            yield from (Tapped(at, controls.KEY + letter) for letter in typed if letter.isprintable())
        elif event.type == pygame.KEYUP:
            yield from self._released(KEY, at) if event.key == self._talk_key else ()
        elif is_talking and event.key == self._talk_key:
            self._holds[KEY] = controls.TALK
            yield Pressed(at, controls.TALK)
        else:
            yield from self._pressed(event.key, at)

    def _pressed(self, key: int, at: float) -> Iterable[Event]:
        match key:
            case pygame.K_RETURN | pygame.K_KP_ENTER:
                yield Tapped(at, controls.SEND)
            case pygame.K_BACKSPACE:
                yield Tapped(at, controls.BACKSPACE)
            case pygame.K_PAGEDOWN | pygame.K_F9:
                yield Cued(at)
            case pygame.K_ESCAPE if not self._is_fullscreen:
                self.is_closing = True


def _key(name: str) -> int | None:
    """The code of a key. Raises StageError where no key has the name."""
    if not name:
        return None
    try:
        return pygame.key.key_code(name)
    except ValueError as error:
        what = f"is {name!r}, which no key is called"
        raise StageError(
            Problem("KG0004", "microphone.talk_key", what, "such as 'space', 'f8' or 'left ctrl'")
        ) from error


def _opened(settings: StageSettings) -> pygame.Surface:
    try:
        pygame.display.init()
        sizes = pygame.display.get_desktop_sizes()
        display = settings.display if settings.display < len(sizes) else 0
        if settings.fullscreen:
            return pygame.display.set_mode((0, 0), pygame.FULLSCREEN, display=display)
        width, height = turned(canvas_size(settings.shape, None), settings.rotation)
        share = min(1.0, sizes[display][0] * WINDOW_SHARE / width, sizes[display][1] * WINDOW_SHARE / height)
        return pygame.display.set_mode((round(width * share), round(height * share)), display=display)
    except (pygame.error, IndexError) as error:
        hint = "start it in a desktop session, or play a rehearsal: kiosk rehearse"
        raise StageError(Problem("KG0001", "screen", f"cannot be opened: {error}", hint)) from error
