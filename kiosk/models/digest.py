"""Digests: the SHA-256 of files, and bytes that are truly on the disk."""

import hashlib
import os
from pathlib import Path


def file_digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def flush_file(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Makes renames inside the folder survive a power cut (systems without it, such as Windows, are passed over)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_tree(folder: Path) -> None:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            flush_file(file)
        else:
            flush_folder(file)
    flush_folder(folder)
