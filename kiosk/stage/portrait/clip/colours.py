"""From the planes of a film to the colours of the screen."""

import cv2

from kiosk.stage.portrait.clip.footage import Frame


def coloured(frame: Frame, into: Frame) -> None:
    """The frame as blue, green and red."""
    cv2.cvtColor(frame, cv2.COLOR_YUV2BGRA_I420, dst=into)
