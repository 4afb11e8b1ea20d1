"""The editor of a photograph's points: an organizer drags them and watches the figure speak."""
