"""The keys of the on-screen keyboard, by language."""

from dataclasses import dataclass

from kiosk.domain import controls
from kiosk.domain.scene import Keyboard

LATIN = ("1234567890", "qwertyuiop", "asdfghjkl'", "zxcvbnm,.?")
HANGUL = ("1234567890", "ㅃㅉㄸㄲㅆ,.?ㅒㅖ", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ")
"""The two-set keyboard; what it types with shift stands in a row of its own, each letter above its plain one."""

LAYOUTS = {"ko": HANGUL}
"""By primary language; every other language types Latin letters."""

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
