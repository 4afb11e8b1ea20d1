"""How much a pack may hold. Generous for a life's papers, small enough that no pack can exhaust a kiosk."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Every size and number that is checked."""

    text_bytes: int = 8 * MEBIBYTE
    """One TOML or Markdown file."""

    file_bytes: int = 2048 * MEBIBYTE
    pack_bytes: int = 4096 * MEBIBYTE
    files: int = 20_000
    depth: int = 8
    """Folders within folders."""

    path_characters: int = 200
    lines: int = 20_000
    """Script lines of the whole pack."""

    items: int = 200
    """Entries of one list, such as the questions of a line."""

    languages: int = 20
    says_characters: int = 1200
    asks_characters: int = 200
    name_characters: int = 120
    """Names, titles, authors."""

    note_characters: int = 2000
    passage_characters: int = 4000
    pause_seconds: float = 120.0
    """Of applause in an address."""

    answer_seconds: float = 45.0
    """Longer than this nobody stands and listens."""

    reading_grade: float = 12.0
    """Years of school that an answer may ask for: more, and most visitors lose its thread by ear."""
