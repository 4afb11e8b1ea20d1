"""What stands on the screen, decided: scenes, captions, controls, panels and what is typed."""
