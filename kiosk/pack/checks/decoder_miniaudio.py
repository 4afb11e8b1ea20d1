"""Opens sounds by miniaudio, as the voice does."""

from pathlib import Path

import miniaudio

LONGEST_SECONDS = 3600.0


def why_no_sound(file: Path) -> str:
    """Why it cannot be heard; empty where it can."""
    try:
        found = miniaudio.get_file_info(str(file))
        frames = sum(len(part) for part in miniaudio.stream_file(str(file), frames_to_read=1 << 16))
    except miniaudio.MiniaudioError:
        return "it is damaged, or not what its name says"
    if found.duration > LONGEST_SECONDS:
        return f"it is longer than {LONGEST_SECONDS:.0f} s"
    return "" if frames else "nothing is to be heard"
