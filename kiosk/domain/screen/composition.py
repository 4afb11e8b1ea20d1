"""From the visit at hand and the sample being heard to the scene on the screen."""

from kiosk.domain.content.phrases import filled
from kiosk.domain.screen.button import row
from kiosk.domain.screen.captions import Caption, caption_at
from kiosk.domain.screen.control_bar import OFFERED, TALK, bar
from kiosk.domain.screen.panel_plans import panel_of
from kiosk.domain.screen.scene import Chip, Countdown, Keyboard, Phase, Scene
from kiosk.domain.viseme import REST, MouthShape
from kiosk.domain.visit.addressing import title
from kiosk.domain.visit.choosing import figure_page
from kiosk.domain.visit.filming import clip_of, sign_of
from kiosk.domain.visit.holding import is_deaf
from kiosk.domain.visit.interaction import CAMERA, MIND, VOICE, Interaction


def compose(now: Interaction, at: float, position: float | None) -> Scene:
    """One frame; `position` is how many seconds of the text at hand have been heard, None while nothing sounds."""
    if now.phase is Phase.CLOSED:
        return _closed(now, at)
    if now.phase is Phase.CHOOSING:
        return _choosing(now, at)
    figure, phrases = now.brief.pack.figure, now.phrases
    words = now.brief.pack.words.get(now.language)
    speaking = now.turn.speaking
    if speaking and speaking.silent_until is not None:
        position = (at if now.turn.paused_at is None else max(now.turn.paused_at, speaking.began)) - speaking.began
    return Scene(
        at=at,
        phase=now.phase,
        language=now.language,
        name=now.brief.pack.named(now.language),
        subtitle=" · ".join(part for part in (figure.years, now.brief.pack.titled(now.language)) if part),
        invitation=(words.invitation if words else "") or phrases.invitation,
        label=_label(now),
        words_label=_words_label(now),
        state=_state(now),
        heard=_heard(now),
        caption=caption_at(speaking.text, speaking.words, position or 0.0) if speaking else Caption(),
        mouth=REST if position is None or now.turn.paused_at is not None else _mouth(now, position),
        gaze=_gaze(now),
        level=now.visitor.level if now.phase is Phase.LISTENING else 0.0,
        is_hearing=now.turn.ear.is_hearing,
        clip=clip_of(now, position),
        sign=sign_of(now, at, position),
        chips=_chips(now),
        hold=next(iter(TALK.shown(now)), None),
        is_deaf=is_deaf(now),
        controls=bar(now),
        keyboard=_keyboard(now),
        countdown=_countdown(now, at),
        panel=panel_of(now, at),
        notice=_notice(now),
        text_size=now.preferences.text_size,
        is_high_contrast=now.preferences.is_high_contrast,
    )


def _mouth(now: Interaction, position: float) -> MouthShape:
    return now.turn.speaking.track.shape_at(position) if now.turn.speaking else REST


def _heard(now: Interaction) -> str:
    is_told_below = now.visit.misheard and now.phase in (Phase.ANSWERING, Phase.READING)
    return "" if now.turn.is_veiled or is_told_below else now.visit.heard


def _label(now: Interaction) -> str:
    """Of a pack on trial it says that, too."""
    label = now.brief.pack.disclosure_label.get(now.language) or now.phrases.disclosure_label
    return f"{now.phrases.trial} · {label}" if now.brief.pack.is_trial else label


def _closed(now: Interaction, at: float) -> Scene:
    """Where nobody may be portrayed, that is said, and nothing else."""
    phrases = now.phrases
    return Scene(
        at=at,
        phase=now.phase,
        language=now.language,
        name=phrases.closed,
        subtitle="",
        invitation=phrases.closed_hint,
        label=phrases.disclosure_label,
        is_high_contrast=now.preferences.is_high_contrast,
    )


def _choosing(now: Interaction, at: float) -> Scene:
    """Portraits side by side, and the question in the languages that are spoken here."""
    questions = tuple(now.brief.questions) or (now.phrases.choose_figure,)
    coming = next((one.name for one in now.brief.figures if one.ref == now.choice.figure), "")
    return Scene(
        at=at,
        phase=now.phase,
        language=now.language,
        name=questions[0],
        subtitle=" · ".join(questions[1:]),
        invitation=filled(now.phrases.choosing_figure, name=coming) if coming else "",
        label=now.phrases.disclosure_label,
        cards=figure_page(now).cards,
        controls=bar(now),
        is_high_contrast=now.preferences.is_high_contrast,
    )


def _words_label(now: Interaction) -> str:
    if now.phase in (Phase.ANSWERING, Phase.GREETING, Phase.FAREWELL, Phase.ADDRESS) and now.visit.answer:
        return now.visit.answer.label
    return ""


def _state(now: Interaction) -> str:
    if now.turn.paused_at is not None:
        return now.phrases.paused
    match now.phase:
        case Phase.LISTENING if now.can_hear:
            return now.phrases.hold_hint if is_deaf(now) else now.phrases.listening
        case Phase.THINKING:
            return now.phrases.thinking_state
        case Phase.ADDRESS:
            return title(now)
        case Phase.GREETING | Phase.ANSWERING | Phase.FAREWELL:
            return now.phrases.speaking
        case _:
            return ""


def _gaze(now: Interaction) -> tuple[float, float]:
    """The camera looks out of the screen, so its left is the figure's right-hand side of the picture."""
    if now.phase is Phase.THINKING:
        return 0.35, -0.5
    return -now.visitor.gaze[0], now.visitor.gaze[1]


def _chips(now: Interaction) -> tuple[Chip, ...]:
    if now.phase in (Phase.FAREWELL, Phase.READING) or now.visit.typed is not None:
        return ()
    return tuple(Chip(one.control, one.text) for one in row(OFFERED, now))


def _keyboard(now: Interaction) -> Keyboard | None:
    if now.visit.typed is None:
        return None
    phrases = now.phrases
    return Keyboard(now.visit.typed, phrases.type_here, now.language, phrases.send, phrases.space)


def _countdown(now: Interaction, at: float) -> Countdown | None:
    is_staff = now.turn.panel is not None and now.turn.panel.is_for_staff
    if at < now.warns_at or not now.awaits_visitor or now.turn.ear.is_hearing or is_staff:
        return None
    whole = now.brief.patience.countdown_seconds
    left = max(0.0, now.warns_at + whole - at)
    hint = now.phrases.still_there_hint.replace("{seconds}", str(round(left)))
    return Countdown(now.phrases.still_there, hint, left / whole if whole else 0.0)


def _notice(now: Interaction) -> str:
    phrases = now.phrases
    if MIND in now.machine.lost:
        return phrases.no_mind
    if not now.can_hear:
        return phrases.no_microphone
    if VOICE in now.machine.lost:
        return phrases.no_voice
    return phrases.no_camera if CAMERA in now.machine.lost and now.phase is Phase.ATTRACT else ""
