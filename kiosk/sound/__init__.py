"""Samples: one rate into another, WAV files, recordings of any kind, loudness."""
