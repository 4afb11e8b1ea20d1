"""King Sejong: red robe with the gold dragon, winged cap, the screen of sun, moon and five peaks behind."""
