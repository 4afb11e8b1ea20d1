"""Signatures: who closed a pack, proved by a key of Ed25519 (RFC 8032) that this kiosk trusts, or not."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kiosk.domain.content.seal import Seal, Trust
from kiosk.domain.problem import Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError

ALGORITHM = "Ed25519"
PREFIX = b"kiosk pack signature 1\n"
"""What is signed begins with it, so that it can be mistaken for nothing else."""

HEXADECIMAL = re.compile(r"(?:[0-9a-f]{2})+")
FINGERPRINT_CHARACTERS = 16
LONGEST_NAME = 120


class SigningKey(Protocol):
    """A private key. Owned by whoever signs; it never lies on a kiosk."""

    @property
    def public_key(self) -> bytes:
        """32 bytes."""
        ...

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        ...


class Verify(Protocol):
    """Whether a signature of that public key fits a message."""

    def __call__(self, public_key: bytes, signature: bytes, message: bytes) -> bool: ...


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A public key that somebody enrolled on this kiosk."""

    name: str
    public_key: bytes
    valid_until: date | None = None
    """The last day on which packs signed by it are trusted."""


def fingerprint(public_key: bytes) -> str:
    """What two people compare: the first 16 hexadecimal digits of SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:FINGERPRINT_CHARACTERS]


def signed(contents: bytes, key: SigningKey, signer: str, day: date) -> bytes:
    """The text of a signature over a list of contents. Raises PackError for a name that cannot be shown."""
    if not signer.strip() or not signer.isprintable() or len(signer) > LONGEST_NAME:
        what = f"the signer's name is empty, not printable or longer than {LONGEST_NAME} characters"
        raise PackError(Problem(Code.KEY.value, "signer", what, 'such as --signer "Harbour Museum"'))
    message = _message(contents, key.public_key, signer, day)
    value = {
        "algorithm": ALGORITHM,
        "public_key": key.public_key.hex(),
        "signed_on": day.isoformat(),
        "signer": signer,
        "signature": key.sign(message).hex(),
    }
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def seal_of(contents: bytes, signature: bytes, trusted: Sequence[TrustedKey], day: date, verify: Verify) -> Seal:
    """Who signed these contents. Raises PackError where the signature does not fit them."""
    try:
        value = json.loads(signature.decode("utf-8"))
        public_key, proof = _bytes(value["public_key"]), _bytes(value["signature"])
        signer, signed_on = str(value["signer"]), date.fromisoformat(value["signed_on"])
        is_known = value["algorithm"] == ALGORITHM
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _bad("cannot be understood") from error
    if not is_known or not verify(public_key, proof, _message(contents, public_key, signer, signed_on)):
        raise _bad("does not fit the pack: something was changed after it was signed")
    for key in trusted:
        if key.public_key == public_key:
            is_over = key.valid_until is not None and day > key.valid_until
            trust = Trust.EXPIRED if is_over else Trust.TRUSTED
            # The name under which it was enrolled, whatever the signer calls himself.
            return Seal(trust, key.name, fingerprint(public_key), signed_on)
    return Seal(Trust.UNKNOWN, signer if signer.isprintable() else "", fingerprint(public_key), signed_on)


def _message(contents: bytes, public_key: bytes, signer: str, day: date) -> bytes:
    # Whatever is told of the signature is signed with it: key, day and name.
    parts = (hashlib.sha256(contents).hexdigest(), public_key.hex(), day.isoformat(), signer)
    return PREFIX + "\n".join(parts).encode()


def _bytes(text: object) -> bytes:
    if not isinstance(text, str) or not HEXADECIMAL.fullmatch(text):
        raise ValueError("no hexadecimal digits")
    return bytes.fromhex(text)


def _bad(what: str) -> PackError:
    hint = "do not use this copy: ask the signer for another one"
    return PackError(Problem(Code.BAD_SIGNATURE.value, "signature", what, hint))
