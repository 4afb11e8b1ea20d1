"""The machine-readable mark of AI generation in sound that is written to files.

A RIFF file carries it three times: as a comment for people's players, as the `AIGC` field of China's GB 45438-2025,
and as XMP with the digital source type of the IPTC.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from kiosk.domain.problem import Problem
from kiosk.sound.wav import RIFF_HEAD_BYTES, chunk, chunks, wav, write_whole
from kiosk.voice.errors import VoiceError

COMMENT = "AI-generated speech: no recording of a person"
SOURCE_TYPE = "trainedAlgorithmicMedia"
SOURCE_TYPE_URL = f"http://cv.iptc.org/newscodes/digitalsourcetype/{SOURCE_TYPE}"
PRODUCER = "kiosk"

_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
    f'Iptc4xmpExt:DigitalSourceType="{SOURCE_TYPE_URL}"/></rdf:RDF></x:xmpmeta>'
)


def marks(content: bytes, engine: str) -> Mapping[str, str]:
    """The mark of one piece of sound, by the names under which files keep it."""
    label = {
        "Label": "1",
        "ContentProducer": PRODUCER,
        "ProduceID": hashlib.sha256(content).hexdigest()[:32],
        "ReservedCode1": "",
        "ContentPropagator": "",
        "PropagateID": "",
        "ReservedCode2": "",
    }
    return {"comment": COMMENT, "software": f"{PRODUCER}; {engine}", "AIGC": json.dumps(label), "xmp": _XMP}


def write_wav(path: Path, samples: bytes, rate_hz: int, engine: str) -> None:
    """Writes 16-bit mono sound with its mark, whole or not at all. Raises VoiceError where it cannot."""
    mark = marks(samples, engine)
    info = b"INFO" + b"".join(
        chunk(name, mark[key].encode() + b"\0")
        for name, key in ((b"ICMT", "comment"), (b"ISFT", "software"), (b"AIGC", "AIGC"))
    )
    labels = chunk(b"LIST", info) + chunk(b"_PMX", mark["xmp"].encode())
    try:
        write_whole(path, wav(samples, rate_hz, labels))
    except OSError as reason:
        raise VoiceError(Problem("KV0008", str(path), f"cannot be written: {reason.strerror}")) from reason


def read_marks(path: Path) -> dict[str, str]:
    """The mark of a WAV file, empty where it has none."""
    found: dict[str, str] = {}
    keys = {b"ICMT": "comment", b"ISFT": "software", b"AIGC": "AIGC"}
    for name, _, content in chunks(path.read_bytes(), RIFF_HEAD_BYTES):
        if name == b"LIST" and content[:4] == b"INFO":
            found |= {keys[part]: _text(value) for part, _, value in chunks(content, len(b"INFO")) if part in keys}
        if name == b"_PMX":
            found["xmp"] = _text(content)
    return found


def _text(content: bytes) -> str:
    return content.rstrip(b"\0").decode("utf-8", "replace")
