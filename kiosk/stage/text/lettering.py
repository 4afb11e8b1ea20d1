"""The type scale: every size of letter on the screen, in pixels of the canvas."""

TITLE, QUESTION, HEADING = 92, 64, 56
TYPED, CHIP, KEY = 44, 40, 40
STATE, PAGE, LABEL, SOURCE = 36, 36, 32, 27
SMALL_STATE, BUTTON = 25, 24
CAPTIONS = (50, 56, 62)
"""By the text size that the visitor chose."""

GROWTH = (1.0, 1.1, 1.2)
"""Of questions, states and sources, by the text size that the visitor chose."""


def step(text_size: int) -> int:
    """0, 1 or 2, whatever a scene says."""
    return max(0, min(len(CAPTIONS) - 1, text_size))


def grown(size: int, text_size: int) -> int:
    """The size at the visitor's text size."""
    return round(size * GROWTH[step(text_size)])
