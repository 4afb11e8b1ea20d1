"""Behind her: a great brass wheel like a halo, number wheels and punched cards engraved on the night."""

from fractions import Fraction

import cv2
import numpy as np

from kiosk.stage.portrait.ada_lovelace.palette import BRASS, DEPTH, DUSK, GLOW, GOLD, NIGHT, PLUM_DEEP, UMBER, mixed
from kiosk.stage.portrait.brush import Path, Plane, Sheet, Stencil, ellipse, linear, lines, radial, stencil

HUB = (540.0, 640.0)
WIDTH, HEIGHT = 1080, 1920
TEETH = 72
LETTER = 18.5 / 410
"""The angle a letter takes on the ring."""

FIRST_ANGLE = -2.1


def paint_room(sheet: Sheet) -> None:
    """Night first, then light, then what is engraved."""
    whole = Stencil(0, 0, np.ones((HEIGHT, WIDTH), np.float32))
    sheet.lay(whole, linear((120, 0), (760, 1900), mixed(NIGHT, DUSK, 0.75), mixed(NIGHT, DUSK, 0.35), NIGHT, DEPTH))
    sheet.tint(stencil(ellipse((170, 260), (420, 480)), soft=150), mixed(DUSK, (0.36, 0.46, 0.66), 0.5), 0.55)
    _hatching(sheet)
    _number_wheels(sheet, 88.0)
    _cards(sheet, 992.0)
    _halo(sheet)
    _vignette(sheet)


def bernoulli(count: int) -> list[Fraction]:
    """The first Bernoulli numbers that are not zero, from the recurrence her Note G computes by."""
    known: list[Fraction] = []
    for n in range(2 * count + 1):
        total, term = Fraction(0), Fraction(1)
        for k in range(n):
            total += term * known[k]
            term = term * (n + 1 - k) / (k + 1)
        known.append(Fraction(1) if n == 0 else -total / (n + 1))
    return [value for value in known[2:] if value]


def _ring(radius: float) -> Path:
    return ellipse(HUB, (radius, radius))


def _around(radius: float, angle: float) -> tuple[float, float]:
    return HUB[0] + radius * float(np.sin(angle)), HUB[1] - radius * float(np.cos(angle))


def _gear(centre: tuple[float, float], radius: float, depth: float, teeth: int) -> Path:
    """Rounded teeth: a flattened sine around a circle."""
    angle = np.linspace(0, 2 * np.pi, teeth * 16, endpoint=False)
    far = radius + depth * np.clip(1.7 * np.sin(angle * teeth), -1, 1) / 2
    return np.stack([centre[0] + far * np.cos(angle), centre[1] + far * np.sin(angle)], axis=1)


def _halo(sheet: Sheet) -> None:
    wheel = stencil(_gear(HUB, 476, 22, TEETH))
    sheet.tint(wheel.moved(10, 18).softened(24), DEPTH, 0.8)
    sheet.lay(wheel, linear((180, 240), (930, 1040), GOLD, BRASS, mixed(BRASS, UMBER, 0.6), UMBER))
    sheet.tint(wheel.without(wheel.moved(3, 3)), GLOW, 0.8)
    sheet.tint(wheel.without(wheel.moved(-4, -4)), DEPTH, 0.55)
    field = stencil(_ring(446))
    sheet.lay(field, linear((200, 260), (900, 1000), mixed(DUSK, GOLD, 0.30), mixed(NIGHT, DUSK, 0.7), NIGHT))
    sheet.tint(field.without(field.moved(5, 7).softened(5)), DEPTH, 0.8)
    _figures(sheet)
    inner = stencil(_ring(372))
    sheet.tint(inner.moved(6, 10).softened(12), DEPTH, 0.6)
    sheet.lay(
        inner,
        radial((450, 520), (520, 560), GLOW, GOLD, BRASS, mixed(BRASS, UMBER, 0.75), mixed(UMBER, PLUM_DEEP, 0.4)),
    )
    sheet.tint(inner.without(inner.moved(3, 4)), GLOW, 0.9)
    sheet.tint(inner.without(inner.moved(-4, -4)), DEPTH, 0.5)
    _guilloche(sheet, inner)
    _holes(sheet)


def _guilloche(sheet: Sheet, inner: Stencil) -> None:
    """Interlaced waves around the hub, as on banknotes."""
    angle = np.linspace(0, 2 * np.pi, 1440)
    waves = []
    for number in range(15):
        shift = 2 * np.pi * number / 15
        for radius, swing, count in ((296.0, 30.0, 24), (212.0, 44.0, 18)):
            far = radius + swing * np.sin(angle * count + shift)
            waves.append(np.stack([HUB[0] + far * np.sin(angle), HUB[1] - far * np.cos(angle)], axis=1))
    engraved = lines(waves, 0.5).within(inner)
    sheet.tint(engraved.moved(1, 1), GLOW, 0.16)
    sheet.tint(engraved, UMBER, 0.50)
    rays = [np.stack([_around(330, a), _around(322, a)]) for a in np.linspace(0, 2 * np.pi, 360, endpoint=False)]
    rings = [_ring(radius) for radius in (366.0, 334.0, 331.0, 318.0)]
    sheet.tint(lines(rays, 0.5), UMBER, 0.6)
    sheet.tint(lines(rings, 0.8, is_closed=True), UMBER, 0.6)


def _holes(sheet: Sheet) -> None:
    """A ring of punched holes: the digits of the circle's own number in fives and singles."""
    digits = "314159265358979323846264338327950288419716939937510"
    for number in range(120):
        angle = 2 * np.pi * (number + 0.5) / 120
        is_open = int(digits[number % len(digits)]) % 2 == 1
        spot = stencil(ellipse(_around(350, angle), (5.2, 5.2)))
        if is_open:
            sheet.tint(spot, mixed(NIGHT, UMBER, 0.3), 0.92)
            sheet.tint(spot.without(spot.moved(-1, -1)), GLOW, 0.6)
        else:
            sheet.tint(lines([ellipse(_around(350, angle), (4.6, 4.6))], 0.6, is_closed=True), UMBER, 0.5)


def _figures(sheet: Sheet) -> None:
    """The Bernoulli numbers on the dark ring, each upright towards the hub."""
    values = bernoulli(9)
    names = [f"B{2 * (number + 1)} = {value}" for number, value in enumerate(values)]
    plate = np.zeros((HEIGHT, WIDTH), np.float32)
    lengths = np.asarray([len(name) + 2.6 for name in names]) * LETTER
    gap = (2 * np.pi - lengths.sum()) / len(names)
    ends = np.cumsum(lengths + gap) + FIRST_ANGLE
    for name, end, length in zip(names, ends, lengths, strict=True):
        _engrave(plate, name.replace("-", "−"), end - gap / 2 - length / 2)
    sheet.tint(Stencil(0, 0, plate), GOLD, 0.85)
    rings = [_ring(radius) for radius in (442.0, 438.0, 382.0)]
    sheet.tint(lines(rings, 0.8, is_closed=True), BRASS, 0.9)
    for angle in ends:
        sheet.tint(stencil(ellipse(_around(410, float(angle)), (4.5, 4.5))), GLOW, 0.9)


def _engrave(plate: Plane, text: str, centre: float) -> None:
    """One name letter by letter along the ring."""
    for number, letter in enumerate(text):
        if letter == " ":
            continue
        angle = centre + (number - (len(text) - 1) / 2) * LETTER
        _letter(plate, letter, _around(410, angle), angle)


def _letter(plate: Plane, letter: str, place: tuple[float, float], angle: float) -> None:
    size = 128
    tile = np.zeros((size, size), np.uint8)
    if letter in "=−":
        for y in (56, 72) if letter == "=" else (64,):
            cv2.line(tile, (38, y), (90, y), 255, 5, cv2.LINE_AA)
    elif letter == "/":
        cv2.line(tile, (44, 104), (84, 24), 255, 5, cv2.LINE_AA)
    else:
        (wide, high), _ = cv2.getTextSize(letter, cv2.FONT_HERSHEY_COMPLEX, 2.4, 3)
        spot = ((size - wide) // 2, (size + high) // 2)
        cv2.putText(tile, letter, spot, cv2.FONT_HERSHEY_COMPLEX, 2.4, 255, 3, cv2.LINE_AA)
    scale, half = 0.42, 32
    turn = cv2.getRotationMatrix2D((size / 2, size / 2), -np.degrees(angle), scale)
    turn[:, 2] = turn[:, 2] + half - size / 2 + np.asarray([place[0] % 1, place[1] % 1])
    drawn = cv2.warpAffine(tile, turn, (half * 2, half * 2), flags=cv2.INTER_AREA)
    left, top = int(place[0]) - half, int(place[1]) - half
    x0, x1 = max(left, 0), min(left + half * 2, WIDTH)
    part = plate[top : top + half * 2, x0:x1]
    np.maximum(part, drawn[:, x0 - left : x1 - left].astype(np.float32) / 255.0, out=part)


def _hatching(sheet: Sheet) -> None:
    """The wall: fine slanting strokes that swell away from the light."""
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    wave = np.sin((columns * 0.45 + rows + 7 * np.sin(columns / 150)) * (2 * np.pi / 9))
    sheet.tint(Stencil(0, 0, np.clip(wave * 1.6 - 0.7, 0, 1).astype(np.float32)), mixed(DUSK, GLOW, 0.22), 0.16)


def _number_wheels(sheet: Sheet, x: float) -> None:
    """A column of figure wheels that stand at the years 1815, 1843 and 1852, lit from the left."""
    outlines, shade = [], []
    for number in range(12):
        y = 150 + number * 104
        for dy, half in ((0, 52), (10, 56), (58, 56), (68, 52)):
            outlines.append(
                np.stack(
                    [x + half * np.cos(np.linspace(0, np.pi, 40)), y + dy + 11 * np.sin(np.linspace(0, np.pi, 40))],
                    axis=1,
                )
            )
        for side in (-56, 56):
            outlines.append(np.asarray([[x + side, y + 10], [x + side, y + 58]]))
        for turn in np.linspace(0.06, 0.94, 44):
            angle = np.pi * turn
            spot = np.asarray([x - 56 * np.cos(angle), y + 10 + 11 * np.sin(angle)])
            shade.append(np.stack([spot, spot + np.asarray((0, 8 if turn < 0.6 else 46))]))
        for dx in (-9, 9):
            outlines.append(np.asarray([[x + dx, y + 80], [x + dx, y + 112]]))
    sheet.tint(lines(outlines, 1.0), GOLD, 0.42)
    sheet.tint(lines(shade, 0.6), BRASS, 0.34)
    plate = np.zeros((HEIGHT, WIDTH), np.float32)
    for number, digit in enumerate("181518431852"):
        for dx, shown in ((0, int(digit)), (-32, (int(digit) + 9) % 10), (32, (int(digit) + 1) % 10)):
            _letter(plate, str(shown), (x + dx, 150 + number * 104 + 46 - abs(dx) * 0.12), 0.0)
    sheet.tint(Stencil(0, 0, plate), GOLD, 0.40)


def _cards(sheet: Sheet, x: float) -> None:
    """A chain of Jacquard cards."""
    random = np.random.default_rng(1804)
    outlines, holes = [], []
    for number in range(9):
        y = 130 + number * 140
        outlines.append(np.asarray([[x - 66, y], [x + 66, y], [x + 66, y + 118], [x - 66, y + 118]]))
        for row in range(6):
            for column in range(7):
                if random.random() < 0.46:
                    holes.append(ellipse((x - 48 + column * 16, y + 19 + row * 16), (4.6, 4.6)))
    cards = stencil(*outlines)
    sheet.tint(cards, mixed(DUSK, BRASS, 0.5), 0.26)
    sheet.tint(lines(outlines, 1.0, is_closed=True), GOLD, 0.45)
    sheet.tint(stencil(*holes), DEPTH, 0.75)
    laces = [
        np.asarray([[x + dx, 130 + n * 140 + 118], [x + dx, 130 + (n + 1) * 140]]) for n in range(8) for dx in (-44, 44)
    ]
    sheet.tint(lines(laces, 1.4), GOLD, 0.45)


def _vignette(sheet: Sheet) -> None:
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    side = np.clip(np.abs(columns - 520) / 620 - 0.42, 0, 1) ** 1.6
    floor = np.clip((rows - 980) / 620, 0, 1)
    ceiling = np.clip((170 - rows) / 240, 0, 1)
    cover = np.clip(side * 0.9 + floor * 0.85 + ceiling * 0.7, 0, 0.94)
    sheet.tint(Stencil(0, 0, cover.astype(np.float32)), mixed(NIGHT, DEPTH, 0.6), 1.0)
