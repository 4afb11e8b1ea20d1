"""Scenes as a visit could never make them: any words, any number of buttons, any colours."""

from dataclasses import replace

from hypothesis import strategies as st

from kiosk.domain.content.figure import Theme
from kiosk.domain.screen import controls
from kiosk.domain.screen.captions import Caption
from kiosk.domain.screen.pages import Block
from kiosk.domain.screen.scene import Chip, Control, Countdown, Keyboard, Panel, Phase, Scene
from kiosk.domain.viseme import MouthShape

TRICKY = (
    "",
    " ",
    "AI portrayal – not a real person",
    "I have no sound at the moment. Please read my words below. " * 8,
    "Donaudampfschifffahrtsgesellschaftskapitän" * 20,
    "인공지능이 그린 모습이며 실제 사람이 아닙니다",
    "他沿着路边走去，避开了人群。" * 30,
    "مرحبا، ما اسمك؟",
    "👩‍🔬🏳️‍🌈😀 mixed 中文 한국어",
    "one\ntwo\r\nthree\tfour\0five",
    "\u200b\u200d\u202e\ufeff",
    "\u0301\u0301",
    "Z̷̨̛͔̠̘a̴l̵g̶o̷",
    "\ud800",
)

texts = st.one_of(st.sampled_from(TRICKY), st.text(max_size=60))
units = st.floats(0.0, 1.0)
times = st.floats(0.0, 1e7)
languages = st.sampled_from(("en", "en-GB", "ko", "ko-KR", "zh", "ar", "xx", ""))

SPOKEN_BAR = (
    controls.STOP,
    controls.KEYBOARD,
    controls.QUIETER,
    controls.LOUDER,
    controls.TEXT_SIZE,
    controls.CONTRAST,
)

keyboards = st.builds(Keyboard, typed=texts, hint=texts, language=languages, send=texts, space=texts)
countdowns = st.builds(Countdown, question=texts, hint=texts, share_left=units)
captions = st.builds(Caption, lines=st.lists(texts, max_size=2).map(tuple), spoken_characters=st.integers(0, 1000))
mouths = st.builds(MouthShape, jaw=units, wide=units, round=units)


@st.composite
def chips(draw: st.DrawFn) -> tuple[Chip, ...]:
    return tuple(Chip(f"{controls.CHIP}{number}", draw(texts)) for number in range(draw(st.integers(0, 5))))


@st.composite
def bars(draw: st.DrawFn, phase: Phase) -> tuple[Control, ...]:
    """What the domain puts into the bar: the languages only while nobody is there, else six buttons before them."""
    names = () if phase is Phase.ATTRACT else SPOKEN_BAR
    others = tuple(f"{controls.LANGUAGE}{number}" for number in range(draw(st.integers(0, 4))))
    return tuple(
        Control(name, draw(texts), draw(st.booleans()), draw(st.booleans()), draw(steps), draw(steps))
        for name in (*names, *others)
    )


choices = st.lists(st.builds(Control, st.just(""), texts, st.booleans(), st.booleans()), max_size=20).map(
    lambda made: tuple(replace(one, control=f"{controls.LANGUAGE}{at}") for at, one in enumerate(made))
)
steps = st.integers(0, 12)
pages = st.lists(st.builds(Block, texts, st.lists(texts, max_size=4).map(tuple)), max_size=4).map(tuple)
panels = st.builds(Panel, texts, pages, choices, st.integers(1, 3), field=st.none() | texts, notice=texts, place=texts)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    phase = draw(st.sampled_from(Phase))
    return Scene(
        at=draw(times),
        phase=phase,
        language=draw(languages),
        name=draw(texts),
        subtitle=draw(texts),
        invitation=draw(texts),
        label=draw(texts),
        words_label=draw(texts),
        state=draw(texts),
        heard=draw(texts),
        caption=draw(captions),
        mouth=draw(mouths),
        gaze=(draw(st.floats(-1.0, 1.0)), draw(st.floats(-1.0, 1.0))),
        level=draw(units),
        is_hearing=draw(st.booleans()),
        chips=draw(chips()),
        hold=draw(st.none() | st.builds(Control, st.just(controls.TALK), texts, st.booleans())),
        controls=draw(bars(phase)),
        keyboard=draw(st.none() | keyboards),
        countdown=draw(st.none() | countdowns),
        panel=draw(st.none() | st.none() | panels),
        notice=draw(texts),
        text_size=draw(st.integers(-1, 4)),
        is_high_contrast=draw(st.booleans()),
    )


_colour = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")
_written = st.one_of(_colour, st.sampled_from(("", "#", "red", "#fff", "-1", "#123456789abcdef")), st.text(max_size=8))
_same = _colour.map(lambda colour: Theme(colour, colour, colour, colour))
themes = st.one_of(
    st.builds(Theme, background=_written, ink=_written, accent=_written, surface=_written),
    _same,
    st.just(Theme()),
)

QUIET_SCENE = Scene(
    at=1.0,
    phase=Phase.LISTENING,
    language="en",
    name="The Keeper",
    subtitle="Keeper of the light",
    invitation="Come closer and ask me a question",
    label="AI portrayal – not a real person",
)
"""A scene with nothing to touch, for tests that add what they are about."""


def answering(*lines: str, spoken: int = 0) -> Scene:
    return replace(QUIET_SCENE, phase=Phase.ANSWERING, caption=Caption(lines, spoken))
