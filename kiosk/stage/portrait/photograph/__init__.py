"""A photograph or a painting that talks: its points, the fields that move it, and the portrait drawn from both."""
