"""Films and sounds decoded: pictures one by one as they are taken, sound as a whole."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.media_ffmpeg.probing import FILMS, opened
from kiosk.media_ffmpeg.program import FFMPEG, pieces, run

LONGEST_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class SoundWish:
    """What is wanted of a file's sound."""

    rate_hz: int
    formats: Sequence[str] = FILMS
    """What the file may be; where only one is named it is taken for that, whatever it looks like."""

    longest_seconds: float = LONGEST_SECONDS
    """The rest is left out."""

    patience_seconds: float = 60.0
    """How long ffmpeg may take; then it hangs."""

    follows_picture: bool = False
    """Begins with the film's first picture, and gaps of the sound are silence."""


def frames(file: Path, size: tuple[int, int], rate_hz: int) -> Generator[bytearray]:
    """Its pictures, filling width × height, cut where they are wider or higher: YUV 4:2:0 in planes (BT.601).

    Ends early where the film is damaged. Closing the iterator ends the decoding. Raises MediaError without ffmpeg.
    """
    width, height = size
    fitted = f"scale={width}:{height}:force_original_aspect_ratio=increase:out_color_matrix=bt601:out_range=tv"
    filters = f"fps={rate_hz}:start_time=0,{fitted},crop={width}:{height},setsar=1"
    command = ["-nostdin", "-v", "quiet", "-threads", "2", *opened(file, FILMS), "-map", "0:v:0", "-vf", filters]
    command += ["-t", str(LONGEST_SECONDS), "-pix_fmt", "yuv420p", "-f", "rawvideo", "pipe:1"]
    return pieces(command, width * height * 3 // 2)


def sound(file: Path, wish: SoundWish) -> bytes:
    """16-bit little-endian mono. Raises MediaError where it holds none that can be decoded."""
    taken_for = ["-f", wish.formats[0]] if len(wish.formats) == 1 else []
    command = ["-nostdin", "-v", "error", *taken_for, *opened(file, wish.formats), "-map", "0:a:0"]
    command += ["-af", "aresample=async=1:first_pts=0"] if wish.follows_picture else []
    command += ["-t", str(wish.longest_seconds), "-ac", "1", "-ar", str(wish.rate_hz), "-f", "s16le", "pipe:1"]
    return run(FFMPEG, command, file.name, wish.patience_seconds)
