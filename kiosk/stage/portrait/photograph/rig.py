"""The rig of a photograph: where its lips, lids, irises, brows and edges are, and the file that says so."""

import json
import math
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from kiosk.domain.problem import KioskError, Problem

VERSION = 1
Point = tuple[float, float]
Curve = tuple[Point, ...]

CURVES: Mapping[str, tuple[int, str]] = {
    "lip_line": (11, "where the lips meet, corner to corner"),
    "upper_lip": (11, "the upper edge of the upper lip, corner to corner"),
    "lower_lip": (11, "the lower edge of the lower lip, corner to corner"),
    "left_upper_lid": (9, "the edge of the upper lid of the eye on the left, corner to corner"),
    "left_lower_lid": (9, "the edge of its lower lid"),
    "right_upper_lid": (9, "the same of the eye on the right"),
    "right_lower_lid": (9, "the edge of its lower lid"),
    "left_brow": (5, "the brow on the left"),
    "right_brow": (5, "the brow on the right"),
    "irises": (2, "the middles of both irises"),
    "iris_rims": (2, "the rim of each iris, beside its middle"),
    "middle": (3, "the root of the nose, its tip, and the lowest point of the chin"),
    "edges": (3, "the face's left edge, the top of the forehead, and its right edge"),
}
"""Every curve, how many points it has, and what it follows; left and right as one sees them."""

UNORDERED = frozenset({"iris_rims", "middle", "edges"})
"""The others run from left to right."""

SMALLEST_EYES = 12.0
FAR_EYE, FAR_MOUTH, FAR_FACE = 0.8, 2.4, 4.5
"""How far from its eye, or from the middle of both, a point may lie, in distances of the eyes."""

NARROWEST = 0.12
LARGEST_SIDE = 20_000
OUTSIDE = 0.25
"""A point may lie outside the picture by this share of its larger side: a chin may be cut off."""


class RigError(KioskError):
    """The points of a photograph cannot be used."""


@dataclass(frozen=True, slots=True)
class Rig:
    """The points of one photograph, in its pixels."""

    size: tuple[int, int]
    """Width and height of the photograph."""

    curves: Mapping[str, Curve]
    """Every curve of CURVES, from left to right on the picture ("middle": downwards)."""

    photo: str = ""
    """The file name of the photograph; empty where it is not known."""

    @property
    def eyes(self) -> float:
        """The distance between the irises in pixels: the unit of every other measure."""
        return math.dist(*self.curves["irises"])

    def scaled(self, factor: float, left: float, top: float, size: tuple[int, int]) -> "Rig":
        """The same points on a picture enlarged by `factor` whose upper left corner came to lie at (left, top)."""
        moved = {
            name: tuple((x * factor + left, y * factor + top) for x, y in curve) for name, curve in self.curves.items()
        }
        return Rig(size, moved, self.photo)

    def moved(self, name: str, index: int, to: Point) -> "Rig":
        """The rig with one point elsewhere."""
        curve = list(self.curves[name])
        curve[index] = to
        return Rig(self.size, {**self.curves, name: tuple(curve)}, self.photo)


def check(rig: Rig) -> tuple[Problem, ...]:
    """Everything that makes a rig unusable."""
    problems = []
    width, height = rig.size
    spare = OUTSIDE * max(width, height)
    for name, curve in rig.curves.items():
        for x, y in curve:
            if not (-spare <= x <= width + spare and -spare <= y <= height + spare):
                what = f"has a point at {x:.0f}, {y:.0f}, far outside the picture of {width} × {height}"
                problems.append(Problem("KG0013", name, what, "kiosk pack rig"))
                break
    for name in CURVES.keys() - UNORDERED:
        if any(after[0] <= before[0] for before, after in pairwise(rig.curves[name])):
            problems.append(Problem("KG0014", name, "does not run from left to right", "kiosk pack rig"))
    problems += _misplaced(rig)
    if rig.eyes < SMALLEST_EYES:
        what = f"are only {rig.eyes:.0f} pixels apart"
        problems.append(Problem("KG0015", "irises", what, "use a larger copy of the picture"))
    return tuple(problems)


def _misplaced(rig: Rig) -> list[Problem]:
    """Lids belong around their iris and lips below the eyes, all of them inside the picture."""
    left, right = rig.curves["irises"]
    between = (left[0] + right[0]) / 2, (left[1] + right[1]) / 2
    homes = {"left_": (left, FAR_EYE), "right": (right, FAR_EYE), "lip_l": (between, FAR_MOUTH)}
    homes |= {"upper": (between, FAR_MOUTH), "lower": (between, FAR_MOUTH)}
    problems = []
    for name, curve in rig.curves.items():
        # By five letters: the lids and the brow of one eye begin alike.
        home, far = homes.get(name[:5], (between, FAR_FACE))
        if any(math.dist(point, home) > far * rig.eyes for point in curve):
            problems.append(Problem("KG0018", name, "lies too far from the eyes", "kiosk pack rig"))
        elif ("lip" in name or "lid" in name or name == "irises") and not _is_inside(curve, rig.size):
            problems.append(
                Problem("KG0018", name, "leaves the picture", "choose a picture that shows all of the face")
            )
    for name in ("lip_line", "left_upper_lid", "left_lower_lid", "right_upper_lid", "right_lower_lid"):
        if rig.curves[name][-1][0] - rig.curves[name][0][0] < NARROWEST * rig.eyes:
            problems.append(Problem("KG0018", name, "is too short", "kiosk pack rig"))
    return problems


def _is_inside(curve: Curve, size: tuple[int, int]) -> bool:
    return all(0 <= x <= size[0] and 0 <= y <= size[1] for x, y in curve)


def read_rig(file: Path) -> Rig:
    """Raises RigError with every problem of the file."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RigError(Problem("KG0010", str(file), f"cannot be read: {error}", "kiosk pack rig")) from error
    problems: list[Problem] = []
    if table.get("version") != VERSION:
        problems.append(Problem("KG0011", f"{file} version", f"must be {VERSION}", "kiosk pack rig --again"))
    size = _size(file, table, problems)
    curves = {name: _curve(file, name, table.get(name), problems) for name in CURVES}
    problems.extend(
        Problem("KG0011", f"{file} {key}", "is not known here", f"known are: {', '.join(CURVES)}")
        for key in table.keys() - CURVES.keys() - {"version", "size", "photo"}
    )
    if problems:
        raise RigError(*problems)
    photo = table.get("photo", "")
    if not isinstance(photo, str):
        raise RigError(Problem("KG0012", f"{file} photo", "must be the name of the photograph's file"))
    rig = Rig(size, curves, photo)
    if found := check(rig):
        raise RigError(*found)
    return rig


def _size(file: Path, table: Mapping[str, Any], problems: list[Problem]) -> tuple[int, int]:
    size = table.get("size")
    if (
        isinstance(size, list)
        and len(size) == 2
        and all(type(side) is int and 0 < side <= LARGEST_SIDE for side in size)
    ):
        return size[0], size[1]
    problems.append(Problem("KG0012", f"{file} size", "must be the width and height of the photograph in pixels"))
    return 1, 1


def _curve(file: Path, name: str, value: Any, problems: list[Problem]) -> Curve:
    count, what = CURVES[name]
    if isinstance(value, list) and len(value) == count and all(_is_point(point) for point in value):
        return tuple((float(x), float(y)) for x, y in value)
    problems.append(Problem("KG0012", f"{file} {name}", f"must be {count} points [x, y]: {what}"))
    return ()


def _is_point(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        # To Python True is a number as well.
        and all(isinstance(part, (int, float)) and not isinstance(part, bool) and math.isfinite(part) for part in value)
    )


def check_photo(rig: Rig, photo: str, size: tuple[int, int]) -> None:
    """Raises RigError where the points were set on another picture. `photo`: its file name; `size`: width, height."""
    if rig.size != size or (rig.photo and rig.photo != photo):
        width, height = rig.size
        what = f"holds the points of {rig.photo or 'a picture'}, {width} × {height} pixels, not of {photo}"
        raise RigError(Problem("KG0017", "rig.toml", what, "kiosk pack rig --again, or a folder of its own"))


def write_rig(rig: Rig, file: Path) -> None:
    """Atomically; what stood there before is kept beside it."""
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_text(_written(rig), encoding="utf-8")
    if file.exists():
        os.replace(file, file.with_suffix(".before.toml"))
    os.replace(unfinished, file)


def _written(rig: Rig) -> str:
    lines = [
        "# The points of a portrait in pixels of its photograph, left and right as one sees them.",
        "# Correct them with: kiosk pack rig PHOTO",
        f"version = {VERSION}",
        f"photo = {json.dumps(rig.photo, ensure_ascii=False)}",
        f"size = [{rig.size[0]}, {rig.size[1]}]",
    ]
    for name, (_, what) in CURVES.items():
        lines += ["", f"# {what}", f"{name} = [{_listed(rig.curves[name])}]"]
    return "\n".join(lines) + "\n"


def _listed(curve: Sequence[Point]) -> str:
    return ", ".join(f"[{x:.2f}, {y:.2f}]" for x, y in curve)
