"""Wires the rooms, runs the kiosk, and gives each room a command line."""
