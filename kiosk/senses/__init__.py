"""What the kiosk sees and hears: camera, faces, microphone, recognizers; frames and sound stay in memory."""
