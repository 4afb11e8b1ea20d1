"""Everything a kiosk runs with, put together from configuration, pack and models: one file for each room."""
