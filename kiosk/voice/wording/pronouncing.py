"""Sounds given in the International Phonetic Alphabet, as each engine writes them."""

import re
from collections.abc import Mapping

Pronunciation = tuple[str, str]
"""A word, and how it is said: another spelling, or /sounds/ between slashes."""

_HISSING = ("s", "z", "ʃ", "ʒ")
_VOWELS = "aeiouyæɑɐɒɔəɚɛɜɪʊʌøœᵻ"
_VOICELESS = ("p", "t", "k", "f", "θ")

_ESPEAK = {
    "tʃ": "tS", "dʒ": "dZ", "eɪ": "eI", "aɪ": "aI", "ɔɪ": "OI", "aʊ": "aU", "əʊ": "oU", "oʊ": "oU", "ɪə": "i@",
    "eə": "e@", "ʊə": "U@", "ɑː": "A:", "ɔː": "O:", "ɜː": "3:", "iː": "i:", "uː": "u:", "ɑ": "A:", "ɔ": "O:",
    "ɜ": "3:", "æ": "a", "ɒ": "0", "ə": "@", "ɚ": "3", "ɛ": "E", "e": "E", "ɪ": "I", "i": "i", "ʊ": "U",
    "u": "u:", "ʌ": "V", "θ": "T", "ð": "D", "ʃ": "S", "ʒ": "Z", "ŋ": "N", "ɹ": "r", "ɡ": "g", "ˈ": "'",
    "ˌ": ",", "ː": ":", ".": "", "y": "y", "ø": "Y", "œ": "W", "ʁ": "r", "ɲ": "nj",
}  # fmt: skip
"""Mnemonics of espeak-ng's English (docs/phonemes.md there)."""

_HIBARI = {
    "tʃ": "ʧ", "dʒ": "ʤ", "eɪ": "A", "aɪ": "I", "ɔɪ": "Y", "aʊ": "W", "əʊ": "O", "oʊ": "O", "ɪə": "ɪɹ", "eə": "ɛɹ",
    "ʊə": "ʊɹ", "e": "ɛ", "r": "ɹ", "ʁ": "ɹ", "g": "ɡ", "ɚ": "əɹ", "ɜː": "ɜɹ", "ɒ": "ɑ", "ː": "", ".": "", "y": "u",
    "ø": "ɜ", "œ": "ɜ", "ɲ": "nj",
}  # fmt: skip
"""The letters that hibari's American voices were trained on."""


def pronounced(ipa: str, is_possessive: bool) -> str:
    """The sounds, with the ending that English gives to what belongs to somebody."""
    if not is_possessive:
        return ipa
    if ipa.endswith(_HISSING):
        return f"{ipa}ɪz"
    return f"{ipa}s" if ipa.endswith(_VOICELESS) else f"{ipa}z"


def for_espeak(_word: str, ipa: str) -> str:
    """In espeak-ng's mnemonics between double brackets."""
    return f"[[{_translated(ipa, _ESPEAK)}]]"


def for_hibari(word: str, ipa: str) -> str:
    """As a link, whose address is the sound."""
    return f"[{word}](/{_translated(ipa, _HIBARI)}/)"


def _translated(ipa: str, table: Mapping[str, str]) -> str:
    """Both engines mark stress before the vowel, where the IPA marks it before the syllable."""
    longest_first = sorted(table, key=len, reverse=True)
    before_vowels = re.sub(rf"([ˈˌ])([^{_VOWELS}ˈˌ\s]+)", r"\2\1", ipa.replace("͡", ""))
    return re.sub("|".join(map(re.escape, longest_first)), lambda found: table[found.group()], before_vowels)
