"""Fonts of the system: which file draws which letters, by style, script and language."""

import mmap
import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, cast

import pygame
import pygame.freetype

FONTS = Path("/usr/share/fonts")
SERIF, SANS = "serif", "sans"
FILES = {
    SERIF: (
        "opentype/ebgaramond/EBGaramond12-Regular.otf",
        "truetype/noto/NotoSerif-Regular.ttf",
        "opentype/noto/NotoSerifCJK-Regular.ttc",
    ),
    SANS: (
        "truetype/noto/NotoSans-Regular.ttf",
        "opentype/noto/NotoSansCJK-Regular.ttc",
    ),
}
"""Best first; the first that has all letters of a text draws it."""

COLLECTION = b"ttcf"
"""What a file with several faces begins with."""

FACES = {"ja": "JP", "ko": "KR", "zh": "SC", "zh-hans": "SC", "zh-tw": "TC", "zh-hant": "TC", "zh-hk": "HK"}
"""How the face of a collection ends that writes Han characters as readers of the language know them."""


BACKWARD_LANGUAGES = ("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi")
"""Written from right to left."""


@dataclass(frozen=True, slots=True)
class Script:
    """Letters that need a font and a shaping of their own."""

    tag: str
    """ISO 15924."""

    first: int
    last: int
    name: str
    """As the Noto fonts call it."""

    def files(self, style: str) -> tuple[str, ...]:
        sans, serif = (f"truetype/noto/Noto{kind}{self.name}-Regular.ttf" for kind in ("Sans", "Serif"))
        if self.tag == "Arab":
            serif = "truetype/noto/NotoNaskhArabic-Regular.ttf"
        return (serif, sans) if style == SERIF else (sans, serif)


SCRIPTS = (
    Script("Armn", 0x0530, 0x058F, "Armenian"),
    Script("Hebr", 0x0590, 0x05FF, "Hebrew"),
    Script("Arab", 0x0600, 0x06FF, "Arabic"),
    Script("Arab", 0x0750, 0x077F, "Arabic"),
    Script("Arab", 0x08A0, 0x08FF, "Arabic"),
    Script("Deva", 0x0900, 0x097F, "Devanagari"),
    Script("Beng", 0x0980, 0x09FF, "Bengali"),
    Script("Guru", 0x0A00, 0x0A7F, "Gurmukhi"),
    Script("Gujr", 0x0A80, 0x0AFF, "Gujarati"),
    Script("Taml", 0x0B80, 0x0BFF, "Tamil"),
    Script("Telu", 0x0C00, 0x0C7F, "Telugu"),
    Script("Knda", 0x0C80, 0x0CFF, "Kannada"),
    Script("Mlym", 0x0D00, 0x0D7F, "Malayalam"),
    Script("Sinh", 0x0D80, 0x0DFF, "Sinhala"),
    Script("Thai", 0x0E00, 0x0E7F, "Thai"),
    Script("Laoo", 0x0E80, 0x0EFF, "Lao"),
    Script("Mymr", 0x1000, 0x109F, "Myanmar"),
    Script("Geor", 0x10A0, 0x10FF, "Georgian"),
    Script("Ethi", 0x1200, 0x137F, "Ethiopic"),
    Script("Khmr", 0x1780, 0x17FF, "Khmer"),
    Script("Arab", 0xFB50, 0xFDFF, "Arabic"),
    Script("Arab", 0xFE70, 0xFEFC, "Arabic"),
)


@lru_cache(maxsize=4000)
def script_of(letter: str) -> Script | None:
    """None for letters that the fonts of a style draw without more ado."""
    number = ord(letter)
    return next((script for script in SCRIPTS if script.first <= number <= script.last), None)


@lru_cache(maxsize=128)
def font(file: str, size: int, tag: str = "", face: str = "") -> pygame.font.Font:
    """A font of one size; pygame's own where the file is empty or cannot be read."""
    pygame.font.init()
    try:
        made = pygame.font.Font((face and _one_of(file, face)) or file or None, size)
    except (OSError, pygame.error, struct.error):
        made = pygame.font.Font(None, size)
    if tag:
        made.set_script(tag)
    return made


@lru_cache(maxsize=8)
def files(style: str, folder: Path = FONTS, script: Script | None = None) -> tuple[str, ...]:
    """The fonts of a style that are installed, those of the script first, and at last pygame's own."""
    names = (*(script.files(style) if script else ()), *FILES[style])
    found = [str(folder / name) for name in names if (folder / name).is_file()]
    return (*found, "")


@lru_cache(maxsize=2000)
def best_file(text: str, style: str, folder: Path, script: Script | None = None) -> str:
    """The font of the style that lacks the fewest letters of the text, the first of those that are as good."""
    return min(files(style, folder, script), key=lambda file: lacking(file, text))


def lacking(file: str, text: str) -> int:
    """How many letters a font cannot draw (pygame.font itself does not tell, pygame.freetype does)."""
    drawing = _face(file)
    return len(text) if drawing is None else sum(metrics is None for metrics in drawing.get_metrics(text))


def without_font(text: str, folder: Path = FONTS) -> str:
    """The letters that no installed font draws, each once; a box stands in their place."""
    letters = dict.fromkeys(letter for letter in text if letter.isprintable() and not letter.isspace())
    return "".join(
        letter
        for letter in letters
        if any(lacking(best_file(letter, style, folder, script_of(letter)), letter) for style in (SERIF, SANS))
    )


def is_backward(language: str) -> bool:
    """Whether the language is written from right to left."""
    return language.split("-", maxsplit=1)[0].lower() in BACKWARD_LANGUAGES


def face_for(file: str, language: str) -> str:
    """The ending of the face that a language is written with; empty where a file has one face."""
    if not file.endswith(".ttc"):
        return ""
    return FACES.get(language.lower(), FACES.get(language.split("-", maxsplit=1)[0].lower(), ""))


@lru_cache(maxsize=16)
def _face(file: str, index: int = 0) -> pygame.freetype.Font | None:
    pygame.freetype.init()
    try:
        return pygame.freetype.Font(file or None, 20, font_index=index)
    except (OSError, pygame.error):
        return None


def _one_of(file: str, ending: str) -> IO[bytes] | None:
    """The collection as if it held one face: pygame.font knows no other than the first, which is Japanese."""
    with Path(file).open("rb") as opened:
        kind, _, count = struct.unpack(">4sII", opened.read(12))
        if kind != COLLECTION:
            return None
        starts = struct.unpack(f">{count}I", opened.read(4 * count))
        index = next((at for at in range(count) if _name(file, at).endswith(f" {ending}")), None)
        if index is None:
            return None
        whole = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_COPY)
    start = starts[index]
    tables = struct.unpack(">H", whole[start + 4 : start + 6])[0]
    directory = whole[start : start + 12 + 16 * tables]
    whole[: len(directory)] = directory
    return cast(IO[bytes], whole)


def _name(file: str, index: int) -> str:
    found = _face(file, index)
    return found.name if found else ""
