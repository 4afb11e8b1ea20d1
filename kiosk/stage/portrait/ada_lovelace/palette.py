"""The colours of the picture; the light comes from the upper left."""

from kiosk.stage.portrait.brush import Colour, colour

NIGHT = colour("#171a2b")
DEPTH = colour("#0b0d18")
DUSK = colour("#2b3350")
BRASS = colour("#a97c3a")
GOLD = colour("#e0b25a")
GLOW = colour("#f3d690")
UMBER = colour("#4a3022")
IVORY = colour("#f8e6d0")
SKIN = colour("#efcdb0")
WARM = colour("#dba184")
SHADE = colour("#a65f4c")
DARK_SKIN = colour("#6d3631")
ROSE = colour("#c9655c")
HAIR = colour("#231417")
HAIR_DEEP = colour("#120a0e")
CHESTNUT = colour("#6b3d2a")
SHEEN = colour("#c08d62")
PLUM = colour("#551c3c")
WINE = colour("#8f3358")
PLUM_DEEP = colour("#250d20")
LACE = colour("#fbf3e6")
LACE_SHADE = colour("#b9a6a8")
LEAF = colour("#3f5a4c")


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """So much of the second in the first."""
    red, green, blue = (a + (b - a) * share for a, b in zip(first, second, strict=True))
    return red, green, blue
