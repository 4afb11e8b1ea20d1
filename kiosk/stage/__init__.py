"""The stage: draws scenes, and tells what was touched."""

import os

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
"""Standard output belongs to the command line."""
