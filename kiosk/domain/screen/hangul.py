"""Hangul typed letter by letter, joined into syllables as on a two-set keyboard.

The arithmetic is that of the Unicode Standard, chapter 3.12 (Conjoining Jamo Behavior).
"""

LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
PAIRS = {
    "ㅗㅏ": "ㅘ",
    "ㅗㅐ": "ㅙ",
    "ㅗㅣ": "ㅚ",
    "ㅜㅓ": "ㅝ",
    "ㅜㅔ": "ㅞ",
    "ㅜㅣ": "ㅟ",
    "ㅡㅣ": "ㅢ",
    "ㄱㅅ": "ㄳ",
    "ㄴㅈ": "ㄵ",
    "ㄴㅎ": "ㄶ",
    "ㄹㄱ": "ㄺ",
    "ㄹㅁ": "ㄻ",
    "ㄹㅂ": "ㄼ",
    "ㄹㅅ": "ㄽ",
    "ㄹㅌ": "ㄾ",
    "ㄹㅍ": "ㄿ",
    "ㄹㅎ": "ㅀ",
    "ㅂㅅ": "ㅄ",
}
SPLIT = {pair: (letters[0], letters[1]) for letters, pair in PAIRS.items()}
FIRST, LAST = 0xAC00, 0xD7A3


def appended(text: str, letter: str) -> str:
    """The text with one more letter, joined to the syllable at its end where it belongs there."""
    last = text[-1:]
    if not text or (letter not in LEADS and letter not in VOWELS):
        return text + letter
    if last in LEADS and letter in VOWELS:
        return text[:-1] + _syllable(last, letter)
    if not FIRST <= ord(last) <= LAST:
        return text + letter
    lead, vowel, tail = _parts(last)
    if letter in VOWELS:
        return text[:-1] + _with_vowel(lead, vowel, tail, letter)
    if tail == " " and letter in TAILS:
        return text[:-1] + _syllable(lead, vowel, letter)
    if tail + letter in PAIRS:
        return text[:-1] + _syllable(lead, vowel, PAIRS[tail + letter])
    return text + letter


def _with_vowel(lead: str, vowel: str, tail: str, letter: str) -> str:
    """A vowel takes the closing consonant along as its own beginning."""
    if tail == " ":
        pair = PAIRS.get(vowel + letter)
        return _syllable(lead, pair) if pair else _syllable(lead, vowel) + letter
    stays, goes = SPLIT.get(tail, (" ", tail))
    return _syllable(lead, vowel, stays) + _syllable(goes, letter)


def _syllable(lead: str, vowel: str, tail: str = " ") -> str:
    return chr(FIRST + (LEADS.index(lead) * len(VOWELS) + VOWELS.index(vowel)) * len(TAILS) + TAILS.index(tail))


def _parts(syllable: str) -> tuple[str, str, str]:
    number = ord(syllable) - FIRST
    lead, rest = divmod(number, len(VOWELS) * len(TAILS))
    vowel, tail = divmod(rest, len(TAILS))
    return LEADS[lead], VOWELS[vowel], TAILS[tail]
