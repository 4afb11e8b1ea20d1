"""Child processes: each does one blocking thing, and none of them can stop the picture."""
