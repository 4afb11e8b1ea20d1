"""Encodings: the bytes of a text become letters; charset-normalizer decides where neither mark nor form tells."""

import codecs

from charset_normalizer import from_bytes

from kiosk.pack.checks.codes import Code
from kiosk.pack.importers.formats.source import Source
from kiosk.pack.importers.report import refusal

# UTF-32 before UTF-16, whose mark its own begins with.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
EXAMINED_BYTES = 1 << 18
_BY_LANGUAGE = {
    "ko": ("cp949", "johab"),
    "ja": ("cp932", "euc_jp", "iso2022_jp"),
    "zh": ("gb18030", "big5hkscs"),
    "ru": ("cp1251", "koi8_r", "cp866"),
    "uk": ("cp1251", "koi8_u"),
    "bg": ("cp1251",),
    "el": ("cp1253",),
    "tr": ("cp1254",),
    "he": ("cp1255",),
    "ar": ("cp1256",),
    "pl": ("cp1250", "iso8859_2"),
    "cs": ("cp1250", "iso8859_2"),
    "hu": ("cp1250", "iso8859_2"),
}
_ELSEWHERE = ("cp1252", "mac_roman", "cp850")
_EVERYWHERE = ("cp949", "cp932", "gb18030", "big5hkscs", "cp1251", "koi8_r", "cp1253", "cp1250")


def decoded(source: Source, language: str) -> tuple[str, str]:
    """The text and the name of its encoding. Raises PackError where the bytes are no text."""
    data = source.data
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(source, encoding), encoding.removesuffix("-sig")
    if encoding := _wide(data):
        return _strictly(source, encoding), encoding
    try:
        return _sound(data.decode("utf-8"), source), "utf-8"
    except UnicodeDecodeError:
        pass
    encoding = _guessed(data, language.split("-", maxsplit=1)[0])
    if not encoding:
        hint = "save it with the encoding UTF-8"
        raise refusal(Code.SOURCE_ENCODING, source.name, "its encoding cannot be told, or it is no text", hint)
    return _sound(data.decode(encoding, "replace"), source), encoding


def _strictly(source: Source, encoding: str) -> str:
    try:
        return _sound(source.data.decode(encoding), source)
    except UnicodeDecodeError as error:
        what = f"begins as {encoding.removesuffix('-sig')}, but is damaged at byte {error.start}"
        raise refusal(Code.SOURCE_ENCODING, source.name, what, "save it anew with the encoding UTF-8") from error


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: every second byte of Latin text is zero."""
    head = data[: min(len(data), 4096) // 2 * 2]
    if len(head) < 4 or len(data) % 2:
        return ""
    even, odd = head[0::2].count(0) / (len(head) / 2), head[1::2].count(0) / (len(head) / 2)
    if odd > 0.3 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 and odd < 0.05 else ""


def _guessed(data: bytes, language: str) -> str:
    likely = _BY_LANGUAGE.get(language, _ELSEWHERE)
    head = data[:EXAMINED_BYTES]
    for encodings in (likely, (*_ELSEWHERE, *_EVERYWHERE)):
        best = from_bytes(head, cp_isolation=list(encodings), preemptive_behaviour=False).best()
        if best is not None and (best.chaos < 0.2 or encodings is not likely):
            return str(best.encoding)
    return ""


def _sound(text: str, source: Source) -> str:
    """The text with one kind of line ends; bytes of a program or picture are none."""
    strange = sum(letter < " " and letter not in "\t\n\r\f\x0b\x1c\x1a" for letter in text[:20_000])
    if strange > max(2, len(text[:20_000]) // 200):
        raise refusal(Code.SOURCE_ENCODING, source.name, "is no text", "name a text, a document or a spreadsheet")
    # DOS ended its texts with a character of their own.
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").removesuffix("\x1a").lstrip("\ufeff")
