"""What must be answered with care, whoever asks."""
