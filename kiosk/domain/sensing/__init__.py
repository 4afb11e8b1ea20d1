"""What cameras and microphones tell, decided: presence, endpointing, who stands in front, plausible words."""
