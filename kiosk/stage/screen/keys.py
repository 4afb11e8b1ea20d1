"""The keys of the on-screen keyboard, by language."""

from dataclasses import dataclass

from kiosk.domain.screen import controls
from kiosk.domain.screen.scene import Keyboard

DIGITS = "1234567890"
MOST_KEYS = 13
"""In a row: each is 20 mm wide on a 24-inch screen."""

LATIN = (DIGITS, "qwertyuiop", "asdfghjkl'", "zxcvbnm,.?")
HANGUL = ("1234567890", "ㅃㅉㄸㄲㅆ,.?ㅒㅖ", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ")
"""The two-set keyboard; what it types with shift stands in a row of its own, each letter above its plain one."""

LAYOUTS = {
    "ar": ("1234567890،؟", "ضصثقفغعهخحجد", "شسيبلاتنمكطذ", "أإآئءؤرىةوزظ"),
    "cs": (DIGITS, "ěščřžýáíéůú", "qwertzuiopťď", "asdfghjklň'", "yxcvbnmó,.?"),
    "da": (DIGITS, "qwertyuiopå", "asdfghjklæø", "zxcvbnm,.?'"),
    "de": (DIGITS, "qwertzuiopü", "asdfghjklöä", "yxcvbnmß,.?"),
    "el": ("1234567890", "άέήίόύώϊϋ'", "ςερτυθιοπ;", "ασδφγηξκλ", "ζχψωβνμ,."),
    "es": (DIGITS, "áéíóúü¿?¡!", "qwertyuiop", "asdfghjklñ", "zxcvbnm,.'"),
    "fa": ("1234567890،؟", "ضصثقفغعهخحجچ", "شسیبلاتنمکگپ", "ظطزژرذدئوءآ"),
    "fi": (DIGITS, "qwertyuiopå", "asdfghjklöä", "zxcvbnm,.?'"),
    "fr": (DIGITS, "éèêëàâçùûôîïœ", "azertyuiop", "qsdfghjklm", "wxcvbn,.?'"),
    "he": (DIGITS, "'קראטוןםפ,", "שדגכעיחלךף", "זסבהנמצתץ.?"),
    "it": (DIGITS, "àèéìòù", "qwertyuiop", "asdfghjkl'", "zxcvbnm,.?"),
    "ko": HANGUL,
    "nb": (DIGITS, "qwertyuiopå", "asdfghjkløæ", "zxcvbnm,.?'"),
    "pl": (DIGITS, "ąćęłńóśźż'", "qwertyuiop", "asdfghjkl", "zxcvbnm,.?"),
    "pt": (DIGITS, "áâãàçéêíóôõúü", "qwertyuiop", "asdfghjkl'", "zxcvbnm,.?"),
    "ru": (DIGITS, "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбюё,.?"),
    "sv": (DIGITS, "qwertyuiopå", "asdfghjklöä", "zxcvbnm,.?'"),
    "tr": (DIGITS, "qwertyuıopğü", "asdfghjklşi'", "zxcvbnmöç,.?"),
    "uk": (DIGITS, "йцукенгшщзхї", "фівапролджєґ", "ячсмитьбю,.?'"),
}
"""By primary language, from left to right as on the keyboards of its readers; every other language types plain Latin
letters, also those whose writing needs a choice among many characters."""

DELETE = "⌫"


@dataclass(frozen=True, slots=True)
class Key:
    """One key; `width` counts in plain keys."""

    control: str
    text: str
    width: float = 1.0


def key_rows(keyboard: Keyboard) -> tuple[tuple[Key, ...], ...]:
    """Rows from the top; the last holds delete, space and send."""
    letters = LAYOUTS.get(keyboard.language.split("-")[0], LATIN)
    rows = tuple(tuple(Key(controls.KEY + letter, letter) for letter in row) for row in letters)
    last = (
        Key(controls.BACKSPACE, DELETE, 2.0),
        Key(controls.KEY + " ", keyboard.space, 5.0),
        Key(controls.SEND, keyboard.send, 3.0),
    )
    return (*rows, last)
