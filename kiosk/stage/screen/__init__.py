"""The screen: its size in millimetres, the window, where everything stands, and what can be reached."""
