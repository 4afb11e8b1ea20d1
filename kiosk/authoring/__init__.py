"""Making a pack: what is computed, spoken ahead, audited, transcribed and recorded at the desk."""
