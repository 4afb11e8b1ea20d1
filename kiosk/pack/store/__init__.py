"""Packs on this kiosk: the library, archives, sticks, and the cache of what is computed from them."""
