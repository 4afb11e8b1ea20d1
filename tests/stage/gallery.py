"""Every screen and state once, with words as visitors meet them: for golden images and for measuring."""

from dataclasses import dataclass, replace

from kiosk.domain.content.figure import Theme
from kiosk.domain.content.languages import AUTONYMS
from kiosk.domain.screen import controls
from kiosk.domain.screen.captions import Caption, blocks
from kiosk.domain.screen.pages import Block
from kiosk.domain.screen.scene import Chip, Control, Countdown, Keyboard, Panel, Phase, Scene
from kiosk.stage.screen.screen import LANDSCAPE, LYING, UPRIGHT, Screen, screen_of
from kiosk.stage.settings import StageSettings


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture."""

    scene: Scene
    screen: Screen = UPRIGHT
    theme: Theme = Theme()


MOST_LANGUAGES = 20
"""What a pack may hold."""

BAR = (
    Control(controls.STOP, "Stop"),
    Control(controls.KEYBOARD, "Type"),
    Control(controls.QUIETER, "Quieter"),
    Control(controls.LOUDER, "Louder"),
    Control(controls.TEXT_SIZE, "Text size"),
    Control(controls.CONTRAST, "Contrast"),
)
LANGUAGES = tuple(
    Control(f"{controls.LANGUAGE}{language}", name)
    for language, name in (("de", "Deutsch"), ("ko", "한국어"), ("zh", "中文"), ("ar", "العربية"), ("he", "עברית"))
)
QUESTIONS = tuple(
    Chip(f"{controls.CHIP}{number}", text)
    for number, text in enumerate(("How bright was the lamp?", "Could ships see your light?", "What did you eat?"))
)
SPOKEN = Caption(("On a clear night they saw it from", "twenty miles, and on others not at all."), 22)
LISTENING = Scene(
    at=1.0,
    phase=Phase.LISTENING,
    language="en",
    name="The Keeper",
    subtitle="1840–1871 · Keeper of the light",
    invitation="Come closer and ask me a question",
    label="AI portrayal – not a real person",
    state="I am listening",
    chips=QUESTIONS,
    controls=BAR,
)
ATTRACT = replace(LISTENING, phase=Phase.ATTRACT, state="", controls=LANGUAGES[:1])
ANSWERING = replace(
    LISTENING,
    phase=Phase.ANSWERING,
    state="Speaking",
    heard="How bright was the lamp?",
    caption=SPOKEN,
    words_label="Written by the curators",
)
TYPING = replace(LISTENING, keyboard=Keyboard("how bri", "Type your question", "en", "Ask", "Space"))
ASKED = replace(LISTENING, countdown=Countdown("Are you still there?", "Touch here to stay · 14 seconds", 0.7))
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente and whatever else one may say about it " * 4


def _abroad(language: str, words: tuple[str, ...], spoken: int) -> Scene:
    """Name, subtitle, invitation, label, what was heard, what is said, whose words they are, and the questions."""
    name, subtitle, invitation, label, heard, said, whose, *asked = words
    return replace(
        ANSWERING,
        language=language,
        name=name,
        subtitle=subtitle,
        invitation=invitation,
        label=label,
        heard=heard,
        caption=Caption(blocks(said)[0].lines, spoken),
        words_label=whose,
        chips=tuple(Chip(f"{controls.CHIP}{number}", text) for number, text in enumerate(asked)),
    )


CHINESE = _abroad(
    "zh",
    (
        "守灯人",
        "1840–1871 · 灯塔看守",
        "走近一些，问我一个问题",
        "人工智能生成的形象，并非真人",
        "灯有多亮？",
        "晴朗的夜里，二十海里外的船都能直接看见它；在别的夜里，谁也看不见。",
        "由策展人撰写",
        "灯有多亮？",
        "船看得见你的灯吗？",
    ),
    12,
)
ARABIC = _abroad(
    "ar",
    (
        "حارس المنارة",
        "1840–1871 · حارس الضوء",
        "اقتربوا واسألوني سؤالًا",
        "صورة مولّدة بالذكاء الاصطناعي – ليست شخصًا حقيقيًا",
        "كم كان المصباح ساطعًا؟",
        "في الليلة الصافية كانوا يرونه من عشرين ميلًا عام 1843 (وأحيانًا لا).",
        "كتبه القيّمون على المعرض",
        "كم كان المصباح ساطعًا؟",
        "هل كانت السفن ترى ضوءك (1843)؟",
    ),
    20,
)
HINDI = _abroad(
    "hi",
    (
        "दीपस्तंभ का रक्षक",
        "1840–1871",
        "पास आइए और मुझसे पूछिए",
        "कृत्रिम बुद्धि का चित्र – वास्तविक व्यक्ति नहीं",
        "दीपक कितना तेज था?",
        "साफ रात में वे इसे बीस मील दूर से देखते थे, और बाकी रातों में नहीं।",
        "क्यूरेटरों द्वारा लिखित",
        "दीपक कितना तेज था?",
    ),
    16,
)
ACCENTED = replace(
    ANSWERING,
    name="Zoë Čapková-Łęczyńska d’Ångström",
    subtitle="Đorđe Nguyễn Thị Ánh · Bjørnstjerne, İzmir, Ðakovo, Þórr",
    heard="Où êtes-vous né, Ğazi Çelebi ?",
    caption=Caption(("À Kraków, près de Łódź, où Dvořák jouait", "l’œuvre de Nguyễn Ái Quốc."), 30),
)
OVERLONG = replace(
    ANSWERING,
    name=LONG,
    subtitle=LONG,
    invitation=LONG,
    label=LONG,
    heard=LONG,
    words_label=LONG,
    caption=Caption((LONG, LONG), 50),
    chips=tuple(Chip(chip.control, LONG) for chip in QUESTIONS),
    controls=tuple(replace(one, text=LONG) for one in BAR),
)
CROWDED = replace(ANSWERING, controls=(*BAR, *LANGUAGES, Control(f"{controls.LANGUAGE}hi", "हिन्दी")))
WHOLE_BAR = (
    Control(controls.STOP, "Stop"),
    Control(controls.PAUSE, "Pause", is_able=False),
    Control(controls.KEYBOARD, "Type"),
    Control(controls.INFORMATION, "About"),
    Control(controls.LANGUAGES, "English"),
    Control(controls.QUIETER, "Quieter", lit=10, steps=10),
    Control(controls.LOUDER, "Louder", is_able=False, lit=10, steps=10),
    Control(controls.TEXT_SIZE, "Text size", lit=2, steps=3),
    Control(controls.CONTRAST, "Contrast"),
)
"""As a visit shows it, of a pack in many languages, at its loudest."""

TURNING = (
    Control(controls.CLOSE, "Close"),
    Control(controls.BACK, "Back", is_able=False),
    Control(controls.NEXT, "Next"),
    Control(controls.TEXT_SIZE, "Text size", lit=1, steps=3),
    Control(controls.CONTRAST, "Contrast"),
    Control(f"{controls.LANGUAGE}ko", "한국어"),
)
ABOUT = (
    Block(
        "Who is speaking",
        (
            "The Keeper · 1840–1871 · Keeper of the light",
            "An AI portrayal of The Keeper, not the person: a computer speaks here.",
            "The Keeper is an invented figure, put together from the logs of three lighthouses of the coast.",
        ),
    ),
    Block("Who agreed, and on what ground", ("An invented figure: Harbour Museum. It covers likeness, voice, words.",)),
    Block("Your privacy", ("Camera and microphone are used on the fly in this machine. Nothing of it is kept.",)),
)
READING = replace(
    LISTENING,
    phase=Phase.READING,
    state="",
    chips=(),
    controls=TURNING,
    panel=Panel("About this portrayal", ABOUT, place="1 of 7"),
)
CORRECTABLE = replace(
    ANSWERING,
    heard="",
    chips=(Chip(controls.CORRECT, "I heard: how bite was the lamb"), *QUESTIONS[:2]),
    controls=WHOLE_BAR,
)
TONGUES = tuple(
    Control(f"{controls.LANGUAGE}{tag}", name, tag == "en") for tag, name in list(AUTONYMS.items())[:MOST_LANGUAGES]
)
CLOSING = (Control(controls.CLOSE, "Close"),)


ARABIC_ABOUT = (
    Block("من يتحدث", ("حارس المنارة · 1840–1871", "صورة مولّدة بالذكاء الاصطناعي – ليست شخصًا حقيقيًا.")),
    Block("من وافق", ("شخصية متخيلة: Harbour Museum، عام 2026.",)),
)
OVERLONG_PANEL = Panel(LONG, (Block(LONG, (LONG,) * 9),), place=LONG, notice=LONG)


def _choosing(panel: Panel, *bar: Control) -> Scene:
    return replace(READING, panel=panel, controls=(*CLOSING, *bar))


def _pad(notice: str, entered: str, is_open: bool = True) -> Panel:
    digits = tuple(Control(controls.KEY + digit, digit, is_able=is_open) for digit in "1234567890")
    delete, enter = Control(controls.BACKSPACE, "←", is_able=is_open), Control(controls.SEND, "OK", is_able=is_open)
    return Panel("Staff", (), (*digits[:9], delete, digits[9], enter), 3, entered, notice)


SUMMARY = Panel(
    "Staff",
    (
        Block(
            "The machine",
            (
                "+ camera: /dev/video0",
                "– microphone: ended with -9",
                "+ mind: minilm-l6-v2",
                "– composing: no language model: texts are quoted",
                "+ disk: 52311 MiB free at /var/lib/kiosk",
            ),
        ),
    ),
)
SHELF = Panel(
    "Packs",
    choices=(
        Control(f"{controls.PACK}keeper", "The Keeper · 1.0.0", is_on=True),
        Control(f"{controls.PACK}ada", "Ada Lovelace · 1.2.0"),
        Control(f"{controls.PACK}old", "An expired one · 0.9.0", is_able=False),
    ),
    notice="Ada Lovelace is being opened …",
)
LIGHT = Theme(background="#f5efe2", ink="#2b2118", accent="#8a3b12", surface="#fffaf0")
ILLEGIBLE = Theme(background="#777777", ink="#808080", accent="#7a7a7a", surface="#7f7f7f")


def _sized(inches: float, shape: str = "portrait") -> Screen:
    return screen_of(StageSettings(diagonal_inches=inches, shape=shape))


HOLDING = replace(
    LISTENING,
    hold=Control(controls.TALK, "Hold to talk"),
    state="I hear you while you hold the button",
    is_deaf=True,
    controls=WHOLE_BAR,
)
HELD = replace(
    HOLDING,
    hold=Control(controls.TALK, "Speak now, then let go", is_on=True),
    state="I am listening",
    is_deaf=False,
    is_hearing=True,
)
HELD_IN_KOREAN = replace(
    HOLDING, language="ko", hold=Control(controls.TALK, "누르고 말하기"), state="버튼을 누르고 계시는 동안 듣습니다"
)
CLOSED = Scene(
    at=1.0,
    phase=Phase.CLOSED,
    language="en",
    name="Not on view at the moment",
    subtitle="",
    invitation="Please ask the staff of the house.",
    label="AI portrayal – not a real person",
)
GALLERY = {
    "closed": Shown(CLOSED),
    "closed-lying": Shown(CLOSED, LYING),
    "attract": Shown(ATTRACT),
    "attract-languages": Shown(replace(ATTRACT, controls=LANGUAGES)),
    "greeting": Shown(replace(ANSWERING, phase=Phase.GREETING, heard="", caption=Caption(("Good evening.",), 4))),
    "listening": Shown(LISTENING),
    "hearing": Shown(replace(LISTENING, heard="how bright was", is_hearing=True, level=0.8)),
    "thinking": Shown(replace(ANSWERING, phase=Phase.THINKING, state="Thinking", caption=Caption(), words_label="")),
    "answering": Shown(ANSWERING),
    "answering-large": Shown(replace(ANSWERING, text_size=1)),
    "answering-largest": Shown(replace(ANSWERING, text_size=2)),
    "answering-contrast": Shown(replace(ANSWERING, is_high_contrast=True)),
    "answering-light": Shown(ANSWERING, theme=LIGHT),
    "answering-illegible": Shown(ANSWERING, theme=ILLEGIBLE),
    "answering-crowded": Shown(CROWDED),
    "hold": Shown(HOLDING),
    "hold-held": Shown(HELD),
    "hold-answering": Shown(replace(ANSWERING, hold=HOLDING.hold)),
    "hold-lying": Shown(HOLDING, screen=LYING),
    "hold-24-inches-korean": Shown(HELD_IN_KOREAN, _sized(24.0)),
    "farewell": Shown(replace(ANSWERING, phase=Phase.FAREWELL, chips=(), caption=Caption(("Farewell.",), 9))),
    "countdown": Shown(ASKED),
    "keyboard": Shown(TYPING),
    "keyboard-empty": Shown(replace(TYPING, keyboard=Keyboard("", "Type your question", "en", "Ask", "Space"))),
    "keyboard-korean": Shown(replace(TYPING, language="ko", keyboard=Keyboard("한글은", "", "ko", "묻기", "띄어쓰기"))),
    "notice": Shown(replace(LISTENING, state="", notice="I cannot hear at the moment. Please touch a question.")),
    "accents": Shown(ACCENTED),
    "overlong": Shown(OVERLONG),
    "chinese": Shown(CHINESE),
    "arabic": Shown(ARABIC),
    "arabic-attract": Shown(replace(ARABIC, phase=Phase.ATTRACT, controls=LANGUAGES[:2])),
    "hindi": Shown(HINDI),
    "lying-attract": Shown(ATTRACT, LYING),
    "lying-listening": Shown(LISTENING, LYING),
    "lying-answering": Shown(ANSWERING, LYING),
    "lying-keyboard": Shown(TYPING, LYING),
    "lying-countdown": Shown(ASKED, LYING),
    "lying-arabic": Shown(ARABIC, LYING),
    "lying-24-inches-crowded": Shown(CROWDED, _sized(24.0, LANDSCAPE)),
    "24-inches-crowded": Shown(CROWDED, _sized(24.0)),
    "24-inches-korean": Shown(
        replace(CROWDED, language="ko", keyboard=Keyboard("한글은", "", "ko", "묻기", "띄어쓰기")), _sized(24.0)
    ),
    "55-inches-crowded": Shown(CROWDED, _sized(55.0)),
    "answering-whole-bar": Shown(CORRECTABLE),
    "answering-whole-bar-lying": Shown(CORRECTABLE, LYING),
    "information": Shown(READING),
    "information-largest": Shown(replace(READING, text_size=2)),
    "information-contrast": Shown(replace(READING, is_high_contrast=True)),
    "information-light": Shown(READING, theme=LIGHT),
    "information-illegible": Shown(READING, theme=ILLEGIBLE),
    "information-lying": Shown(READING, LYING),
    "information-24-inches": Shown(READING, _sized(24.0)),
    "information-arabic": Shown(replace(READING, language="ar", panel=Panel("عن هذا التجسيد", ARABIC_ABOUT))),
    "information-overlong": Shown(replace(READING, panel=OVERLONG_PANEL)),
    "information-countdown": Shown(replace(READING, countdown=ASKED.countdown)),
    "languages": Shown(_choosing(Panel("Language", choices=TONGUES, columns=2))),
    "languages-lying": Shown(_choosing(Panel("Language", choices=TONGUES, columns=2)), LYING),
    "pin": Shown(_choosing(_pad("Enter the PIN", "••"))),
    "pin-locked": Shown(_choosing(_pad("Locked for 57 seconds", "", is_open=False))),
    "pin-24-inches-lying": Shown(_choosing(_pad("Enter the PIN", "••••••••")), _sized(24.0, LANDSCAPE)),
    "staff": Shown(_choosing(SUMMARY, Control(controls.PACKS, "Packs"), Control(controls.EXIT, "End"))),
    "packs": Shown(_choosing(SHELF, Control(controls.STAFF, "Staff"))),
    "hanging-high": Shown(CROWDED, screen_of(StageSettings(lower_edge_mm=1080.0))),
}
