"""Moustache, beard of the chin and sideburns: single hairs over a soft ground, thinning to their ends."""

import numpy as np

from kiosk.stage.portrait.brush import Path, Sheet, ellipse, linear, ribbon, spline, stencil
from kiosk.stage.portrait.sejong.face import at
from kiosk.stage.portrait.sejong.palette import INK, SHADE, SHEEN, mixed

GREY = mixed(INK, SHEEN, 0.45)


def paint_beard(sheet: Sheet) -> None:
    """Below the lips and above them; the lips themselves are painted later."""
    random = np.random.default_rng(1450)
    _chin(sheet, random)
    for side in (-1, 1):
        _moustache(sheet, side, random)
        _temple(sheet, side, random)


def _hair(sheet: Sheet, path: Path, width: float, random: np.random.Generator) -> None:
    tone = GREY if random.random() < 0.16 else INK
    sheet.lay(stencil(ribbon(path, (width, width, width * 0.7, 0.2))), tone, float(random.uniform(0.35, 0.75)))


def _chin(sheet: Sheet, random: np.random.Generator) -> None:
    ground = spline(
        [at(-66, 858), at(-30, 852), at(0, 858), at(30, 852), at(66, 858), at(58, 920), at(30, 985), at(0, 1012),
         at(-30, 985), at(-58, 920)],
        is_closed=True,
    )  # fmt: skip
    fall = linear(at(0, 855), at(0, 1010), mixed(SHADE, INK, 0.5), INK, INK)
    sheet.lay(stencil(ground, soft=10), fall, 0.30)
    sheet.tint(stencil(ellipse(at(0, 850), (20, 9)), soft=4), INK, 0.55)
    for _ in range(170):
        x = float(np.clip(random.normal(0, 34), -80, 80))
        y = 862 + abs(x) * 0.10 + random.uniform(-6, 22) - (abs(x) / 80) ** 2 * 26
        long = random.uniform(66, 118) * (1 - 0.42 * (abs(x) / 80))
        drift = -x * random.uniform(0.10, 0.42) + random.normal(0, 3)
        tip = (x + drift, min(y + long, 1022.0))
        bend = (x + x * 0.10 + random.normal(0, 2), y + long * 0.5)
        _hair(sheet, spline([at(x, y), at(*bend), at(*tip)], steps=8), 1.4, random)


def _moustache(sheet: Sheet, side: int, random: np.random.Generator) -> None:
    """From the groove under the nose outward, then down beside the mouth."""
    ground = spline([at(side * 9, 790), at(side * 36, 788), at(side * 60, 802), at(side * 76, 832), at(side * 82, 868)])
    sheet.tint(stencil(ribbon(ground, (4, 8, 7, 5, 2)), soft=3), INK, 0.42)
    for share in np.linspace(0, 1, 46):
        x = 8 + 56 * share
        y = 788 + 10 * share**1.6 + random.uniform(-3, 4)
        far = 28 + 30 * share
        middle = (x + far * 0.55, y + 9 + 14 * share + random.uniform(-2, 2))
        end = (min(x + far * 0.86, 92) + random.uniform(-3, 3), y + 16 + 66 * share**1.3 + random.uniform(-5, 8))
        _hair(sheet, spline([at(side * x, y), at(side * middle[0], middle[1]), at(side * end[0], end[1])], steps=8),
              1.3, random)  # fmt: skip


def _temple(sheet: Sheet, side: int, random: np.random.Generator) -> None:
    """Hair combed up under the cap, and the short beard before the ear."""
    edge = ((150, 520), (178, 540), (182, 640), (170, 652), (164, 590))
    bound = spline([at(side * x, y) for x, y in edge], is_closed=True)
    sheet.tint(stencil(bound, soft=7), INK, 0.7)
    for _ in range(40):
        x, y = random.uniform(164, 181), random.uniform(540, 640)
        path = spline([at(side * x, y), at(side * (x + 1), y + 18), at(side * (x - 1), y + 34)], steps=6)
        _hair(sheet, path, 0.9, random)
