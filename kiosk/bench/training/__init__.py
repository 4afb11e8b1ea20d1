"""Scripts that made the data files of the mind; they need labelled sets that do not ship with the product."""

from importlib import resources
from pathlib import Path

DATA = Path(str(resources.files("kiosk.mind") / "data"))
"""Where the mind finds what was learned."""
