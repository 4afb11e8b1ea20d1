"""A visit: what the kiosk remembers of it and how it goes on, purely decided."""
