"""Pictures that somebody has looked at and approved, and how far another one is from them.

KIOSK_GOLDEN=write draws them anew; look at them before they are kept.
"""

import os
from pathlib import Path

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

GOLDEN = Path(__file__).parent / "golden"

FAR, MOST_FAR = 48, 0.004
"""A pixel that differs by so many of 255 levels is another one; so many of a picture may be."""

MOST_ON_AVERAGE = 1.0
Pixels = NDArray[np.uint8]


def difference(one: pygame.Surface, other: pygame.Surface) -> tuple[float, float]:
    """The share of pixels that are other ones, and how far all are apart on average."""
    apart = np.abs(levels(one).astype(np.int16) - levels(other).astype(np.int16)).max(2)
    return float((apart > FAR).mean()), float(apart.mean())


def levels(surface: pygame.Surface) -> Pixels:
    return np.asarray(pygame.surfarray.array3d(surface), np.uint8)


def beside(kept: pygame.Surface, now: pygame.Surface, file: Path) -> Path:
    """What was, what is, and where they differ."""
    width, height = kept.get_size()
    sheet = pygame.Surface((3 * width, height))
    sheet.blit(kept, (0, 0))
    sheet.blit(now, (width, 0))
    if kept.get_size() == now.get_size():
        apart = np.abs(levels(kept).astype(np.int16) - levels(now).astype(np.int16))
        sheet.blit(pygame.surfarray.make_surface(np.minimum(apart * 4, 255).astype(np.uint8)), (2 * width, 0))
    pygame.image.save(sheet, str(file))
    return file


def check(name: str, now: pygame.Surface, folder: Path) -> None:
    """Fails, with what was and what is side by side in `folder`, where it is another picture than the approved one."""
    file = GOLDEN / f"{name}.png"
    if os.environ.get("KIOSK_GOLDEN") == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        pygame.image.save(now, str(file))
    assert file.is_file(), f"{file} is missing: KIOSK_GOLDEN=write draws it"
    kept = pygame.image.load(str(file))
    seen = folder / f"{file.stem}.png"
    assert kept.get_size() == now.get_size(), beside(kept, now, seen)
    far, average = difference(kept, now)
    if far > MOST_FAR or average > MOST_ON_AVERAGE:
        pytest.fail(f"{far:.2%} of the pixels differ, {average:.2f} levels on average: see {beside(kept, now, seen)}")
