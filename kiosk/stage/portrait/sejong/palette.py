"""The colours of the picture, after the five of Joseon painting: azurite, malachite, cinnabar, shell white and ink."""

from kiosk.stage.portrait.brush import Colour, colour

INK = colour("#17100f")
DEPTH = colour("#0e0708")
SILK = colour("#231a1d")
SHEEN = colour("#75686a")
CRIMSON = colour("#9c1f22")
BLOOD = colour("#6a1014")
MAROON = colour("#380a0d")
CINNABAR = colour("#cf3f2b")
GOLD = colour("#d9a441")
GLOW = colour("#f6dc94")
UMBER = colour("#6b4218")
AZURE = colour("#1d4a6b")
AZURITE = colour("#2a6f8e")
NIGHT = colour("#0d2233")
MALACHITE = colour("#3d8a6c")
PINE = colour("#1f4f40")
SHELL = colour("#f3ead6")
MIST = colour("#b9cfc6")
LIGHT = colour("#f6dcbb")
SKIN = colour("#e6bd93")
WARM = colour("#cf9468")
SHADE = colour("#9a5b3b")
DARK_SKIN = colour("#5a2f20")
ROSE = colour("#c2694f")


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """So much of the second in the first."""
    red, green, blue = (a + (b - a) * share for a, b in zip(first, second, strict=True))
    return red, green, blue
