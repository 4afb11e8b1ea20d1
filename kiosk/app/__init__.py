"""One kiosk: its configuration, its wiring, its workers, and how it runs."""
