"""Decodes rendered speech by miniaudio."""

from pathlib import Path

import miniaudio

from kiosk.voice.synthesis.rendered import RenderedSpeeches


def open_rendered(folder: Path) -> RenderedSpeeches:
    """What was rendered into a folder, which need not be there."""
    return RenderedSpeeches(folder, _decode)


def _decode(content: bytes, rate_hz: int) -> bytes:
    try:
        decoded = miniaudio.decode(content, miniaudio.SampleFormat.SIGNED16, 1, rate_hz)
    except miniaudio.MiniaudioError as reason:
        raise ValueError(str(reason)) from reason
    return bytes(decoded.samples.tobytes())
