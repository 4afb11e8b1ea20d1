"""Names of everything that can be touched."""

WAKE = "wake"
REPEAT = "repeat"
STOP = "stop"
KEYBOARD = "keyboard"
SEND = "send"
BACKSPACE = "backspace"
LOUDER = "louder"
QUIETER = "quieter"
TEXT_SIZE = "text_size"
CONTRAST = "contrast"
STILL_HERE = "still_here"
CHIP = "chip:"
"""Followed by the id of the line it asks for."""

KEY = "key:"
"""Followed by the character."""

LANGUAGE = "language:"
"""Followed by the language."""

INFORMATION = "information"
LANGUAGES = "languages"
"""Opens the choice of languages, where there are more than two."""

TALK = "talk"
"""Held while one speaks."""

PAUSE = "pause"
RESUME = "resume"
CORRECT = "correct"
"""What was heard, to be put right by keyboard."""

CLOSE = "close"
BACK = "back"
NEXT = "next"
CORNER = "corner"
"""A corner of the picture, pressed and held by staff."""

STAFF = "staff"
PACKS = "packs"
PACK = "pack:"
"""Followed by the id of a pack."""

STICK = "stick"
TAKE = "take"
"""What is shown of a USB stick is taken over."""

FIGURE = "figure:"
"""Followed by the figure whom a visitor would like to meet, such as ada-lovelace or ada-lovelace:child."""

FIGURES = "figures"
"""Back to the choice of figures."""

ADDRESSES = "addresses"
ADDRESS = "address:"
"""Followed by the language and the id of an address: `address:en:opening`."""

EXIT = "exit"
