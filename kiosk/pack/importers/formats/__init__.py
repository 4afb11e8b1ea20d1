"""Files of every kind that organizers have, opened without trust and read into plain books and sheets."""
