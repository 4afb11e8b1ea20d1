"""Headings of plain text: which short lines begin a chapter."""

import re
import unicodedata
from collections.abc import Sequence

LONGEST = 90
_ROMAN = r"[IVXLC]{1,8}"
_NUMBER = rf"(?:\d{{1,3}}|{_ROMAN}|[ivxlc]{{1,8}})"
_WORDS = (
    r"chapter|chap\.|book|part|letter|volume|vol\.|section|act|scene|canto|lecture|day|appendix|kapitel|buch|teil|brief|"
    r"band|abschnitt|chapitre|livre|partie|lettre|tome|capítulo|capitulo|libro|parte|carta|capitolo|lettera|livro|"
    r"hoofdstuk|deel|luku|osa|kapitel|bok|del|rozdział|глава|часть|книга|письмо"
)
_ORDINAL = (
    r"the\s+(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|last)|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty(?:[- ]\w+)?|erstes|zweites|drittes|viertes|fünftes|premier|première|primero|primera"
)
_CHAPTER = re.compile(rf"^(?:{_WORDS})\s+(?:{_NUMBER}|{_ORDINAL})\b", re.I)
_CHAPTER_AFTER = re.compile(r"^(?:erstes|zweites|drittes|viertes|\d{1,3}\.)\s+(?:kapitel|buch|teil|rozdział)\b", re.I)
_CJK = re.compile(
    r"^第\s?[0-9０-９一二三四五六七八九十百]+\s?[章回部節话話編篇卷課课]|^제?\s?\d{1,3}\s?[장부편권회화](?:\s|\.|$)"
)
_NUMERAL = re.compile(rf"^(?:{_ROMAN}|\d{{1,3}})\.?$")
_NAMED = re.compile(
    r"^(?:contents|table of contents|preface|foreword|introduction|prologue|epilogue|appendix|bibliography|index|"
    r"footnotes?|notes|endnotes|conclusion|afterword|postscript|dedication|acknowledge?ments?|illustrations|"
    r"list of illustrations|glossary|advertisements?|errata|transcriber'?s notes?|inhalt|inhaltsverzeichnis|vorwort|"
    r"einleitung|nachwort|anhang|anmerkungen|fußnoten|register|préface|introduction|avant-propos|table des matières|"
    r"épilogue|prólogo|prologo|índice|introducción|epílogo|prefazione|indice|introduzione|머리말|서문|서론|차례|목차|후기|"
    r"맺음말|まえがき|はじめに|目次|あとがき|序|序文|序言|前言|目录|目錄|后记|後記)\.?$",
    re.I,
)
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "nor",
        "of",
        "off",
        "on",
        "or",
        "over",
        "the",
        "to",
        "up",
        "upon",
        "with",
    ]
)
_ROMAN_WHOLE = re.compile(r"^[IVXLCDM]{1,8}$")


def is_named(line: str) -> bool:
    """Contents, Preface, Index and the like."""
    return bool(_NAMED.match(line.strip(" .:—–-*_")))


def is_numbered(line: str) -> bool:
    """Chapter 3, Letter IX, 第三章; or a numeral that stands alone."""
    plain = line.strip(" .:—–-*_")
    return bool(_CHAPTER.match(plain) or _CHAPTER_AFTER.match(plain) or _CJK.match(plain) or _NUMERAL.match(plain))


def is_numeral(line: str) -> bool:
    return bool(_NUMERAL.match(line.strip(" .:—–-*_")))


def is_heading(lines: Sequence[str], before: int, after: int) -> bool:
    """Whether a block of lines is a heading, from its form and the empty lines around it."""
    text = " ".join(" ".join(lines).split())
    if not text or len(text) > LONGEST or len(lines) > 3:
        return False
    if is_named(text):
        return before >= 1
    if is_numeral(text):
        return before >= 2 or (before >= 1 and after >= 1 and text.upper() == text and not text.isdigit())
    if is_numbered(text):
        return len(text) <= 70 or before >= 2
    if re.match(r"\(?\d{1,2}[.)]\s", text) and before < 2:
        return False
    has_ending = text[-1] in ",;:-–—" or text.count(". ") > 1 or (text[0] in "\"“'‘«„([{" and before < 3)
    if has_ending or not any(letter.isalpha() for letter in text):
        return False
    if _is_capital(text):
        return before >= 1 and not text.startswith("*")
    return before >= 3 and after >= 1 and text[-1] not in '.!?…"”’' and text[0].isupper() and len(lines) <= 2


def _is_capital(text: str) -> bool:
    cased = [letter for letter in text if letter.isalpha() and letter.lower() != letter.upper()]
    return len(cased) >= 3 and sum(letter.isupper() for letter in cased) >= 0.9 * len(cased)


def titled(text: str) -> str:
    """A heading as a curator would write it: capitals become a title's letters, dots at the end go."""
    text = " ".join(text.replace("_", "").split()).strip(" *=")
    text = re.sub(r"\.(?=\s*$)", "", text).strip(" -–—:")
    if not _is_capital(text) or len(text) < 5:
        return text
    words = text.split()
    return " ".join(_word(word, is_first=number == 0) for number, word in enumerate(words))


def _word(word: str, is_first: bool) -> str:
    bare = word.strip("\"“”‘’'.,:;()[]!?—-")
    if re.fullmatch(r"\W*\d+(?:ST|ND|RD|TH)\W*", word):
        return word.lower()
    # Words that happen to be written with the letters of Roman numerals are none.
    is_roman = _ROMAN_WHOLE.match(bare) and bare not in ("MIX", "CIVIL", "MILD", "LID", "DIM")
    if is_roman or any(letter.isdigit() for letter in bare):
        return word
    if re.fullmatch(r"(?:[A-Z]\.){2,}", word):
        return word
    lowered = word.lower()
    if lowered in _SMALL and not is_first:
        return lowered
    parts = re.split(r"(-|—|–|/)", lowered)
    return "".join(_capitalised(part) for part in parts)


def _capitalised(part: str) -> str:
    for at, letter in enumerate(part):
        if letter.isalpha():
            return part[:at] + letter.upper() + part[at + 1 :]
    return part


def key(text: str) -> str:
    """A title by which its mention in the table of contents is found."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())
