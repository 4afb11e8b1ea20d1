"""Filmed figures and translations: clips of a pack, cross-faded and in step with the sound."""
