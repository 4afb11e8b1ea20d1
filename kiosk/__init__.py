"""The kiosk: a historical figure on a vertical screen that listens, answers from its papers, and says so."""

__version__ = "0.1.0"
