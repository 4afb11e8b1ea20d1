"""Films of rehearsals: what goes wrong with them is told as theirs."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from kiosk.domain.problem import KioskError
from kiosk.media_ffmpeg import encoding
from kiosk.media_ffmpeg.encoding import Pictures
from kiosk.media_ffmpeg.program import MediaError

FRAMES_HZ = 30
MARKS = {
    "comment": "AI-generated portrayal: synthetic picture and voice.",
    "AIGC": '{"Label": "1", "ContentProducer": "avatar-kiosk"}',
    "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
}
"""Machine-readable: IPTC's digital source type, and the metadata key of GB 45438-2025."""


class FilmError(KioskError):
    """No film can be made."""


def encode(
    frames: Iterable[bytes], size: tuple[int, int], sound: Path | None, marks: Mapping[str, str], out: Path
) -> None:
    """Writes an MP4 of RGB frames at 30 Hz with sound, whole or not at all. Raises FilmError with ffmpeg's words."""
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".film-") as folder:
        part = Path(folder) / "part.mkv"
        encode_part(frames, size, part)
        join([part], sound, marks, out)


def encode_part(frames: Iterable[bytes], size: tuple[int, int], out: Path) -> None:
    """Encodes a part of a film, without sound, as a Matroska file. Raises FilmError."""
    with _as_film():
        encoding.write_pictures(frames, Pictures(size, FRAMES_HZ), out)


def join(parts: Sequence[Path], sound: Path | None, marks: Mapping[str, str], out: Path) -> None:
    """Writes the parts as one MP4 with sound and marks, whole or not at all. Raises FilmError."""
    with _as_film():
        encoding.join(parts, sound, marks, out)


@contextmanager
def _as_film() -> Iterator[None]:
    try:
        yield
    except MediaError as error:
        raise FilmError(*error.problems) from error
