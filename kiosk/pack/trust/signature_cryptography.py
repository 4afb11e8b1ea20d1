"""Keys of Ed25519 by the `cryptography` library: made, kept in a file under a pass phrase, used and proved."""

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.domain.problem import Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError

LEAST_PHRASE = 8
LARGEST_KEY = 16_384
RAW = serialization.Encoding.Raw, serialization.PublicFormat.Raw


class Ed25519Key:
    """A private key in memory."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @property
    def public_key(self) -> bytes:
        return self._key.public_key().public_bytes(*RAW)

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


def make_key(file: Path, phrase: str) -> Ed25519Key:
    """A new key in a new file (PKCS #8, PEM), which nobody else may read. Raises PackError."""
    if len(phrase) < LEAST_PHRASE:
        raise _problem(file, f"the pass phrase has fewer than {LEAST_PHRASE} characters", "take four words or more")
    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(phrase.encode()),
    )
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as made:
            made.write(text)
            made.flush()
            os.fsync(made.fileno())
    except FileExistsError as error:
        raise _problem(file, "is there already", "a key is never written over: take another name") from error
    except OSError as error:
        raise _problem(file, f"cannot be written: {(error.strerror or '').lower()}", "check the folder") from error
    return Ed25519Key(key)


def read_key(file: Path, phrase: str) -> Ed25519Key:
    """The key of a file. Raises PackError for a wrong pass phrase and for anything that is no such key."""
    try:
        with file.open("rb") as opened:
            text = opened.read(LARGEST_KEY)
    except OSError as error:
        raise _problem(
            file, f"cannot be read: {(error.strerror or '').lower()}", "kiosk pack sign --new-key FILE"
        ) from error
    try:
        # An empty phrase is none: the library takes one for encrypted keys alone.
        key = serialization.load_pem_private_key(text, phrase.encode() or None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _problem(file, "cannot be opened", "is the pass phrase right, and is it a key of the kiosk?") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _problem(file, "is a key of another kind", "kiosk pack sign --new-key FILE makes the right one")
    return Ed25519Key(key)


def verify(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the signature of that key fits the message."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _problem(file: Path, what: str, hint: str) -> PackError:
    return PackError(Problem(Code.KEY.value, str(file), what, hint))
