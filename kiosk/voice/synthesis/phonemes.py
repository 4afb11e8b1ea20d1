"""Which viseme each sound of speech shows, by its letter in the International Phonetic Alphabet."""

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import category, normalize

from kiosk.domain.viseme import Viseme

_CLASSES: dict[Viseme, str] = {
    Viseme.PP: "pbmɓʙβɸ",
    Viseme.FF: "fvʋⱱɱ",
    Viseme.TH: "θð",
    Viseme.DD: "tdʈɖɗrɾɽ",
    Viseme.KK: "kgɡɣxχŋqɢɠɴhɦħʕʔcɟçʝʁʀɰʛ",
    Viseme.CH: "ʃʒʂʐɕʑɧ",
    Viseme.SS: "sz",
    Viseme.NN: "nlɳɲʎʟɫɬɭɮɺ",
    Viseme.RR: "ɹɻɚɝ",
    Viseme.AA: "aɑæɐʌɶ",
    Viseme.E: "eɛəɜɘɤɞ",
    Viseme.I: "iɪɨɯjᵻʲɿʅ",
    Viseme.O: "oɔɒœɵ",
    Viseme.U: "uʊʉyʏøwʍɥᵿ",
}
"""Chosen by what is seen: closure and rounding first, the tongue second; a tapped or rolled r rounds no lips."""

_CLUSTERS: dict[str, tuple[Viseme, ...]] = {
    "tʃ": (Viseme.CH,),
    "dʒ": (Viseme.CH,),
    "tɕ": (Viseme.CH,),
    "dʑ": (Viseme.CH,),
    "tʂ": (Viseme.CH,),
    "dʐ": (Viseme.CH,),
    "ts.": (Viseme.CH,),
    "dz.": (Viseme.CH,),
    "s.": (Viseme.CH,),
    "z.": (Viseme.CH,),
}
_VISEMES = {sound: viseme for viseme, sounds in _CLASSES.items() for sound in sounds}
_SILENT_MARKS = frozenset("ːˑˈˌ.-'ʰʷˤˠ|_:;^~\"˞0123456789")

UNKNOWN = Viseme.KK
"""What an unknown sound shows: a mouth a little open that commits to nothing."""


@lru_cache(maxsize=1024)
def visemes_of(phoneme: str) -> Sequence[Viseme]:
    """The visemes of one phoneme in order: two for a diphthong, none for a pause."""
    shown: list[Viseme] = []
    # Marks come apart from their letters, but for ç, which is a letter of its own in the table.
    rest = normalize("NFD", phoneme).replace("͡", "").replace("c\u0327", "ç")
    while rest:
        cluster = next((known for known in _CLUSTERS if rest.startswith(known)), "")
        if cluster:
            shown.extend(_CLUSTERS[cluster])
        elif not _is_mark(rest[0]):
            shown.append(_VISEMES.get(rest[0], UNKNOWN))
        rest = rest[max(1, len(cluster)) :]
    return tuple(viseme for place, viseme in enumerate(shown) if place == 0 or viseme != shown[place - 1])


def is_known(phoneme: str) -> bool:
    """Whether every sound of it is in the table."""
    rest = normalize("NFD", phoneme).replace("͡", "").replace("c\u0327", "ç")
    return all(_is_mark(sound) or sound in _VISEMES for sound in rest)


def _is_mark(sound: str) -> bool:
    return sound in _SILENT_MARKS or sound.isspace() or category(sound) == "Mn"
