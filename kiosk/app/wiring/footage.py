"""Films of a pack: their pictures for the stage."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from kiosk.media_ffmpeg.decoding import LONGEST_SECONDS, frames
from kiosk.media_ffmpeg.probing import probe
from kiosk.media_ffmpeg.program import MediaError, failure
from kiosk.stage.portrait.clip.footage import FRAMES_HZ, FootageError, Frame


class PackFootage:
    """Decodes without a device, at the priority of the process that asks."""

    def seconds(self, file: Path) -> float:
        """Raises FootageError."""
        with _as_footage():
            contents = probe(file)
            if not contents.has_picture:
                raise failure(file.name, "has no picture")
            if contents.seconds is None:
                raise failure(file.name, "does not say how long it is")
            if not 0.0 < contents.seconds <= LONGEST_SECONDS:
                what = f"lasts {contents.seconds:.0f} seconds, at most {LONGEST_SECONDS:.0f} are played"
                raise failure(file.name, what)
            return contents.seconds

    def frames(self, file: Path, size: tuple[int, int]) -> Iterator[Frame]:
        """Raises FootageError where ffmpeg is missing."""
        width, height = size
        with _as_footage(), closing(frames(file, size, FRAMES_HZ)) as found:
            for content in found:
                yield np.frombuffer(content, np.uint8).reshape(height * 3 // 2, width)


@contextmanager
def _as_footage() -> Iterator[None]:
    try:
        yield
    except MediaError as error:
        raise FootageError(*error.problems) from error
