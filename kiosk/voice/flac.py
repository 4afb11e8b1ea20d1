"""The comments and the digest of a FLAC file (RFC 9639), read without decoding its sound."""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_STREAM_INFO, _COMMENTS = 0, 4
_LAST = 0x80


class FlacError(ValueError):
    """What was read is no whole FLAC file."""


@dataclass(frozen=True, slots=True)
class FlacHead:
    """What stands before the sound."""

    rate_hz: int
    md5: bytes
    """Of the decoded samples, little-endian; zeros where the encoder did not count."""

    comments: Mapping[str, str]
    seconds: float = 0.0
    """Of sound; 0 where the encoder did not count."""


def read_head(content: bytes) -> FlacHead:
    """Raises FlacError."""
    rate_hz, count, md5, comments = 0, 0, b"", dict[str, str]()
    try:
        for kind, block in _blocks(content):
            if kind == _STREAM_INFO:
                # Numbers of twenty and of thirty-six bits, with those of channels and sample size between them.
                rate_hz, md5 = int.from_bytes(block[10:13]) >> 4, block[18:34]
                count = int.from_bytes(block[13:18]) & 0xF_FFFF_FFFF
            if kind == _COMMENTS:
                comments = dict(_comments(block))
    except (struct.error, IndexError, UnicodeDecodeError) as reason:
        raise FlacError(str(reason)) from reason
    if not rate_hz or len(md5) != 16:
        raise FlacError("no stream information")
    return FlacHead(rate_hz, md5, comments, count / rate_hz)


def _blocks(content: bytes) -> Iterator[tuple[int, bytes]]:
    if content[:4] != b"fLaC":
        raise FlacError("not FLAC")
    at, is_last = 4, False
    while not is_last:
        head, size = content[at], int.from_bytes(content[at + 1 : at + 4])
        yield head & ~_LAST, content[at + 4 : at + 4 + size]
        at, is_last = at + 4 + size, bool(head & _LAST)


def _comments(block: bytes) -> Iterator[tuple[str, str]]:
    (vendor,) = struct.unpack_from("<I", block)
    (count,) = struct.unpack_from("<I", block, 4 + vendor)
    at = 8 + vendor
    for _ in range(count):
        (size,) = struct.unpack_from("<I", block, at)
        name, _, value = block[at + 4 : at + 4 + size].decode("utf-8").partition("=")
        yield name.lower(), value
        at += 4 + size
