"""Korean particles that follow a filled-in word: "{name}은(는)" becomes 세종은 or 태조는.

Which form stands is decided by the last syllable's closing consonant (Standard Korean Orthography, 1988, and the
arithmetic of the Unicode Standard, chapter 3.12). After letters that are not Hangul both forms stay written.
"""

import re

FIRST, TAILS, RIEUL = 0xAC00, 28, 8
FORMS = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "으로(로)": ("으로", "로"),
}
OPEN = re.compile(f"([가-힣])({'|'.join(map(re.escape, FORMS))})")


def settled(text: str) -> str:
    """The text with every open particle decided that follows a Hangul syllable."""
    return OPEN.sub(_decided, text)


def _decided(found: re.Match[str]) -> str:
    syllable, particle = found.groups()
    after_consonant, after_vowel = FORMS[particle]
    tail = (ord(syllable) - FIRST) % TAILS
    is_vowel = not tail or (particle == "으로(로)" and tail == RIEUL)
    return syllable + (after_vowel if is_vowel else after_consonant)
