"""Irworobongdo, the screen behind the throne: sun and moon, five peaks, two falls, pines and waves."""

import numpy as np

from kiosk.stage.portrait.brush import (
    Path,
    Sheet,
    Stencil,
    ellipse,
    linear,
    lines,
    moved,
    radial,
    ribbon,
    spline,
    stencil,
)
from kiosk.stage.portrait.sejong.palette import (
    AZURE,
    AZURITE,
    CINNABAR,
    CRIMSON,
    DEPTH,
    GLOW,
    GOLD,
    INK,
    MALACHITE,
    MAROON,
    MIST,
    NIGHT,
    PINE,
    SHELL,
    UMBER,
    mixed,
)

WIDTH, HEIGHT = 1080, 1920
PEAKS = ((44.0, 520.0, 190.0), (1036.0, 520.0, 190.0), (250.0, 420.0, 180.0), (830.0, 420.0, 180.0),
         (540.0, 176.0, 300.0))  # fmt: skip
"""Where each stands, its height on the canvas and half its width; those behind come first."""

FALLS = (352.0, 728.0)
SHORE = 930.0


def paint_screen(sheet: Sheet) -> None:
    """Sky first, then what stands before it."""
    whole = Stencil(0, 0, np.ones((HEIGHT, WIDTH), np.float32))
    sheet.lay(whole, linear((540, 0), (540, 1000), mixed(AZURE, NIGHT, 0.45), AZURE, mixed(AZURITE, MIST, 0.25)))
    _heavens(sheet)
    for x, top, half in PEAKS:
        _peak(sheet, x, top, half)
    for x in FALLS:
        _fall(sheet, x)
    _waves(sheet)
    for side in (-1, 1):
        _pine(sheet, side)
    _dusk(sheet)


def _heavens(sheet: Sheet) -> None:
    for x, inner, outer in ((176.0, SHELL, MIST), (904.0, CINNABAR, CRIMSON)):
        glow = stencil(ellipse((x, 268), (110, 110)), soft=36)
        sheet.tint(glow, outer, 0.34)
        disc = stencil(ellipse((x, 268), (76, 76)))
        sheet.lay(disc, radial((x - 20, 246), (110, 110), inner, inner, outer))
        sheet.tint(lines([ellipse((x, 268), (76, 76))], 2.2, is_closed=True), GOLD, 0.95)
    bands = []
    for y, left, right in (
        (120, -20, 320),
        (150, 60, 420),
        (128, 700, 1100),
        (160, 640, 960),
        (392, -20, 150),
        (398, 930, 1100),
    ):
        bands.append(ribbon(spline([(left, y), ((left + right) / 2, y - 12), (right, y + 4)]), (2, 22, 2)))
    sheet.tint(stencil(*bands, soft=9), MIST, 0.16)


def _ridge(x: float, top: float, half: float) -> Path:
    """A rounded peak with shoulders, as the court painters drew them."""
    right = [(0, 0), (0.16, 0.02), (0.27, 0.10), (0.31, 0.19), (0.44, 0.23), (0.53, 0.34), (0.58, 0.48), (0.74, 0.54),
             (0.84, 0.68), (0.92, 0.84), (1.06, 1.0)]  # fmt: skip
    tall = SHORE + 40 - top
    points = [(x - half * a, top + tall * b) for a, b in right[::-1]] + [
        (x + half * a, top + tall * b) for a, b in right[1:]
    ]
    return spline(points)


def _peak(sheet: Sheet, x: float, top: float, half: float) -> None:
    crest = _ridge(x, top, half)
    foot = np.asarray([(crest[-1, 0], SHORE + 120), (crest[0, 0], SHORE + 120)])
    peak = stencil(np.vstack([crest, foot]))
    sheet.tint(peak.moved(0, -6).softened(10), NIGHT, 0.5)
    high, low = mixed(AZURITE, MIST, 0.12), mixed(MALACHITE, PINE, 0.35)
    sheet.lay(peak, linear((x, top), (x, SHORE + 60), high, mixed(AZURITE, MALACHITE, 0.6), MALACHITE, low, PINE))
    inner = []
    for share in (0.90, 0.78, 0.64, 0.50, 0.36, 0.22):
        shrunk = crest.copy()
        shrunk[:, 0] = x + (crest[:, 0] - x) * share
        shrunk[:, 1] = crest[:, 1] + (1 - share) * (150 + 0.25 * (SHORE - top))
        inner.append(shrunk)
    for number, line in enumerate(inner):
        fold = stencil(np.vstack([line, moved(line[::-1], (0.0, 36.0))]), soft=5).within(peak)
        sheet.tint(fold, mixed(PINE, NIGHT, 0.3), 0.40)
        sheet.tint(lines([line], 1.3).within(peak), mixed(INK, PINE, 0.3), 0.55)
        sheet.tint(lines([line - (0.0, 4.0)], 1.2).within(peak), mixed(MALACHITE, GLOW, 0.45), 0.30 - number * 0.02)
    _dots(sheet, inner, peak)
    sheet.tint(peak.without(peak.moved(30, 12).softened(18)), mixed(MIST, AZURITE, 0.3), 0.28)
    sheet.tint(peak.without(peak.moved(-34, 6).softened(20)), NIGHT, 0.45)
    sheet.tint(lines([crest], 2.2), INK, 0.75)
    sheet.tint(lines([moved(crest, (0.0, 4.5))], 1.1), GOLD, 0.75)


def _dots(sheet: Sheet, folds: list[Path], peak: Stencil) -> None:
    """The trees of far slopes: pairs of dots along every fold."""
    spots = [
        ellipse((float(line[n, 0]), float(line[n, 1]) - 7), (3.0, 4.4))
        for line in folds[::2]
        for n in range(3, len(line) - 3, 6)
    ]
    sheet.tint(stencil(*spots).within(peak), mixed(PINE, INK, 0.4), 0.65)


def _fall(sheet: Sheet, x: float) -> None:
    lean = 1 if x < WIDTH / 2 else -1
    spine = spline(
        [(x + lean * 22, 610), (x + lean * 8, 690), (x + lean * 10, 770), (x - lean * 4, 850), (x, SHORE + 10)]
    )
    water = stencil(ribbon(spine, (10, 22, 26, 34, 46)))
    sheet.tint(water.softened(8), NIGHT, 0.6)
    sheet.lay(water, linear((x, 600), (x, SHORE), SHELL, MIST, SHELL))
    threads = [moved(spine, (dx, 0.0)) for dx in (-9.0, -4.0, 2.0, 8.0)]
    sheet.tint(lines(threads, 0.8).within(water), AZURITE, 0.7)
    spray = [
        ellipse((x + dx, SHORE + dy), (r, r)) for dx, dy, r in ((-34, 6, 15), (-14, -8, 18), (10, -10, 19), (34, 5, 15))
    ]
    for ball in spray:
        sheet.lay(stencil(ball), SHELL, 0.85)
        sheet.tint(lines([ball], 0.9, is_closed=True), AZURE, 0.6)


def _waves(sheet: Sheet) -> None:
    """Rows of round waves like scales, each with its rings, and foam along the shore."""
    sea = stencil([(0, SHORE), (WIDTH, SHORE), (WIDTH, 1700), (0, 1700)])
    sheet.lay(sea, linear((0, SHORE), (0, 1500), AZURITE, AZURE, NIGHT))
    for row in range(13):
        y = SHORE + 46 + row * 44
        for column in range(-1, 12):
            x = column * 100 + (row % 2) * 50
            if 190 < x < 890 and row > 2:
                continue
            dome = stencil(ellipse((x, y), (56, 56)))
            sheet.lay(
                dome, linear((x, y - 56), (x, y + 30), mixed(AZURITE, MIST, 0.22), AZURE, mixed(AZURE, NIGHT, 0.5))
            )
            rings = [ellipse((x, y), (far, far)) for far in (55.0, 45.0, 34.0, 23.0, 12.0)]
            sheet.tint(lines(rings, 0.9, is_closed=True).within(dome), MIST, 0.55)
    crest = [ellipse((x, SHORE + 4 + 7 * np.sin(x / 31)), (17, 15)) for x in range(-10, WIDTH + 20, 24)]
    for ball in crest:
        sheet.lay(stencil(ball), SHELL, 0.85)
        sheet.tint(lines([ball * 0.6 + ball.mean(axis=0) * 0.4], 0.8, is_closed=True), AZURE, 0.55)


def _pine(sheet: Sheet, side: int) -> None:
    """Red trunks before the outer peaks, needles in fans."""
    edge = 46.0 if side < 0 else WIDTH - 46.0

    def spot(x: float, y: float) -> tuple[float, float]:
        return edge - side * x, y

    trunk = spline([spot(0, 1110), spot(16, 1000), spot(-8, 880), spot(22, 770), spot(6, 660), spot(30, 590)])
    branches = [spline([spot(8, 860), spot(60, 810), spot(112, 800)]),
                spline([spot(14, 730), spot(-26, 690), spot(-60, 690)]),
                spline([spot(10, 700), spot(60, 664), spot(96, 664)])]  # fmt: skip
    for path, widths in ((trunk, (40, 32, 26, 22, 16, 8)), *((branch, (16, 10, 4)) for branch in branches)):
        wood = stencil(ribbon(path, widths))
        sheet.tint(wood.moved(5, 6).softened(6), NIGHT, 0.6)
        sheet.lay(
            wood,
            linear((edge - 40, 0), (edge + 40, 0), mixed(CINNABAR, UMBER, 0.35), mixed(CRIMSON, UMBER, 0.55), MAROON),
        )
        bark = [
            ellipse((float(path[n, 0]) + 4 * (-1) ** n, float(path[n, 1])), (6, 4)) for n in range(2, len(path) - 2, 2)
        ]
        sheet.tint(lines(bark, 0.7, is_closed=True).within(wood), INK, 0.5)
    for x, y, size in (
        (30, 574, 60),
        (-38, 620, 50),
        (92, 640, 52),
        (-66, 676, 52),
        (116, 778, 54),
        (64, 794, 46),
        (24, 640, 54),
    ):
        _needles(sheet, spot(x, y), float(size))


def _needles(sheet: Sheet, centre: tuple[float, float], size: float) -> None:
    cloud = stencil(ellipse(centre, (size * 1.12, size * 0.62)), soft=3)
    sheet.tint(cloud.moved(3, 8).softened(8), NIGHT, 0.7)
    sheet.lay(cloud, linear((centre[0], centre[1] - size * 0.6), (centre[0], centre[1] + size * 0.6),
                            mixed(MALACHITE, PINE, 0.45), PINE, mixed(PINE, NIGHT, 0.55)))  # fmt: skip
    fans = []
    for dx, dy in ((-0.66, 0.14), (-0.24, -0.10), (0.24, -0.10), (0.66, 0.14), (0.0, 0.28)):
        root = (centre[0] + dx * size, centre[1] + dy * size + size * 0.22)
        for angle in np.linspace(-2.75, -0.39, 15):
            tip = (root[0] + size * 0.46 * np.cos(angle), root[1] + size * 0.46 * np.sin(angle))
            fans.append(np.asarray([root, tip]))
    sheet.tint(lines(fans, 0.8), mixed(MALACHITE, GLOW, 0.35), 0.60)


def _dusk(sheet: Sheet) -> None:
    """The light of a hall: the middle is lit, edges and floor are not."""
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    sheet.tint(Stencil(0, 0, np.full((HEIGHT, WIDTH), 1.0, np.float32)), NIGHT, 0.26)
    side = np.clip(np.abs(columns - 540) / 640 - 0.50, 0, 1) ** 1.5
    floor = np.clip((rows - 1020) / 480, 0, 1)
    ceiling = np.clip((190 - rows) / 230, 0, 1)
    cover = np.clip(side * 0.9 + floor * 0.96 + ceiling * 0.75, 0, 0.96)
    sheet.tint(Stencil(0, 0, cover.astype(np.float32)), mixed(MAROON, DEPTH, 0.72), 1.0)
