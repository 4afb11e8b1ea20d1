"""A visit without hardware: a scripted visitor, real engines, and what is kept of it as film, pictures and rows."""
