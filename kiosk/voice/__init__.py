"""The figure's voice: synthesis, recordings, lips and playback."""
