"""Every panel, declared once: its title, what is read and chosen on it, and the controls under it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kiosk.domain.content.phrases import filled
from kiosk.domain.screen import controls, panel_view
from kiosk.domain.screen.button import Button, Family, Icon, row, touched
from kiosk.domain.screen.scene import Panel, Phase
from kiosk.domain.screen.sight import TEXT_SIZES, contrasted, enlarged
from kiosk.domain.visit import choosing, panels, sticks
from kiosk.domain.visit.interaction import Interaction, with_panel
from kiosk.domain.visit.speaking import Step
from kiosk.domain.visit.turn import Opened, PanelKind

CHOICES_ON_A_PAGE = 6
ALL = 99
MOST_LANGUAGES = 5
"""Offered side by side while nobody is there; more are chosen from a panel, as two are during a visit."""

PIN_COLUMNS, LANGUAGE_COLUMNS = 3, 2


@dataclass(frozen=True, slots=True)
class Plan:
    """What one kind of panel is made of."""

    title: Callable[[Interaction], str]
    bar: Sequence[Button | Family]
    """Under it; the one that closes it is always the first."""

    read: Callable[[Interaction, Opened], panel_view.Pages] = panel_view.nothing_to_read
    choices: Sequence[Button | Family] = ()
    columns: int = 1
    """Choices side by side."""

    most_choices: int = ALL
    """On one page."""

    notice: Callable[[Interaction, Opened, float], str] = panel_view.notice
    has_field: bool = False
    """What is entered shows as dots, and while the lock is closed nothing can be entered."""


def panel_of(now: Interaction, at: float) -> Panel | None:
    """What is drawn of the open panel."""
    panel = now.turn.panel
    if panel is None:
        return None
    plan, count = PLANS[panel.kind], page_count(now)
    found, choices = plan.read(now, panel), row(plan.choices, now)
    choices = choices[panel.page * plan.most_choices :][: plan.most_choices]
    if plan.has_field and now.staff.lock.is_closed(at):
        choices = tuple(replace(choice, is_able=False) for choice in choices)
    return Panel(
        plan.title(now),
        found[min(panel.page, len(found) - 1)],
        choices,
        plan.columns,
        field="•" * len(panel.entered) if plan.has_field else None,
        notice=plan.notice(now, panel, at),
        place=filled(now.phrases.page, page=str(panel.page + 1), pages=str(count)) if count > 1 else "",
    )


def touch(now: Interaction, control: str, at: float) -> Step:
    """What a control of the open panel does; everything else is out of reach."""
    panel = now.turn.panel
    if panel is None:
        return now, ()
    plan = PLANS[panel.kind]
    return touched((*plan.bar, *plan.choices), now, control, at) or (now, ())


def page_count(now: Interaction) -> int:
    """Of the open panel; at least one."""
    panel = now.turn.panel
    if panel is None:
        return 1
    plan = PLANS[panel.kind]
    return max(len(plan.read(now, panel)), -(-len(row(plan.choices, now)) // plan.most_choices))


# What touches on pages and letters do, with a panel and without


def _turned(now: Interaction, by: int) -> Step:
    if now.turn.panel is None:
        return choosing.turned(now, by), ()
    return _on_page(now, now.turn.panel.page + by), ()


def _on_page(now: Interaction, page: int) -> Interaction:
    assert now.turn.panel is not None
    return with_panel(now, replace(now.turn.panel, page=max(0, min(page, page_count(now) - 1))))


def _has_pages(now: Interaction) -> bool:
    """A panel says so with controls that cannot be touched, so that they are always in the same place."""
    return now.turn.panel is not None or choosing.pages(now) > 1


def _page(now: Interaction) -> int:
    return now.turn.panel.page if now.turn.panel else now.choice.page


def _last(now: Interaction) -> int:
    return (page_count(now) if now.turn.panel else choosing.pages(now)) - 1


def _enlarge(now: Interaction, at: float) -> Step:
    """A page that holds less may be beyond the last."""
    now = enlarged(now)
    return (_on_page(now, now.turn.panel.page) if now.turn.panel else now), ()


def _contrast(now: Interaction, at: float) -> Step:
    return contrasted(now), ()


def _text_steps(now: Interaction) -> tuple[int, int]:
    return now.preferences.text_size + 1, TEXT_SIZES


def _has_many_languages(now: Interaction) -> bool:
    """More than stand side by side."""
    return len(now.brief.phrases) - 1 > (MOST_LANGUAGES if now.phase is Phase.ATTRACT else 1)


# Controls that panels share with one another and with the bar of a visit

BACK = Button(
    controls.BACK,
    lambda now: now.phrases.back,
    Icon.BACK,
    lambda now, at: _turned(now, -1),
    is_shown=_has_pages,
    is_able=lambda now: _page(now) > 0,
)
NEXT = Button(
    controls.NEXT,
    lambda now: now.phrases.next,
    Icon.NEXT,
    lambda now, at: _turned(now, 1),
    is_shown=_has_pages,
    is_able=lambda now: _page(now) < _last(now),
)
TEXT_SIZE = Button(controls.TEXT_SIZE, lambda now: now.phrases.text_size, Icon.LETTERS, _enlarge, steps=_text_steps)
CONTRAST = Button(
    controls.CONTRAST,
    lambda now: now.phrases.contrast,
    Icon.CONTRAST,
    _contrast,
    is_on=lambda now: now.preferences.is_high_contrast,
)
OTHER_LANGUAGES = Family(
    controls.LANGUAGE,
    Icon.GLOBE,
    panels.choose_language,
    lambda now: () if _has_many_languages(now) else panel_view.other_languages(now),
)
LANGUAGES = Button(
    controls.LANGUAGES,
    lambda now: now.phrases.language_name,
    Icon.GLOBE,
    panels.offer_languages,
    is_shown=_has_many_languages,
)
CLOSE = Button(controls.CLOSE, lambda now: now.phrases.close, Icon.CLOSE, panels.closed)
TURNING = (CLOSE, BACK, NEXT)

# Controls of staff

STAFF = Button(controls.STAFF, lambda now: now.phrases.staff_title, Icon.LIST, panels.turn_to(PanelKind.STAFF))
PACKS = Button(controls.PACKS, lambda now: now.phrases.staff_packs, Icon.PACKS, panels.turn_to(PanelKind.PACKS))
ADDRESSES = Button(
    controls.ADDRESSES,
    lambda now: now.phrases.staff_addresses,
    Icon.GLOBE,
    panels.turn_to(PanelKind.ADDRESSES),
    is_shown=lambda now: any(now.brief.pack.addresses.values()),
)
STICK = Button(
    controls.STICK,
    lambda now: now.phrases.staff_stick,
    Icon.PACKS,
    sticks.look,
    is_shown=lambda now: now.staff.has_stick,
)
TAKE = Button(controls.TAKE, lambda now: now.phrases.stick_take, Icon.TAKE, sticks.take, is_able=sticks.can_take)
EXIT = Button(controls.EXIT, lambda now: now.phrases.staff_exit, Icon.END, panels.end)
KEYPAD = (
    Family(controls.KEY, None, panels.enter_digit, panel_view.digits("123456789")),
    Button(controls.BACKSPACE, lambda now: "←", None, panels.delete_digit),
    Family(controls.KEY, None, panels.enter_digit, panel_view.digits("0")),
    Button(controls.SEND, lambda now: "OK", None, panels.try_pin),
)

PLANS = {
    PanelKind.INFORMATION: Plan(
        lambda now: now.phrases.about_title,
        (*TURNING, TEXT_SIZE, CONTRAST, OTHER_LANGUAGES, LANGUAGES),
        read=panel_view.information,
    ),
    PanelKind.LANGUAGES: Plan(
        lambda now: now.phrases.languages,
        (CLOSE,),
        choices=(Family(controls.LANGUAGE, Icon.GLOBE, panels.choose_language, panel_view.languages),),
        columns=LANGUAGE_COLUMNS,
    ),
    PanelKind.PIN: Plan(
        lambda now: now.phrases.staff_title,
        (CLOSE,),
        choices=KEYPAD,
        columns=PIN_COLUMNS,
        notice=panel_view.asking_pin,
        has_field=True,
    ),
    PanelKind.STAFF: Plan(
        lambda now: now.phrases.staff_title,
        (*TURNING, PACKS, ADDRESSES, STICK, EXIT),
        read=panel_view.state,
        notice=panel_view.examining,
    ),
    PanelKind.PACKS: Plan(
        lambda now: now.phrases.staff_packs,
        (*TURNING, STAFF),
        choices=(Family(controls.PACK, None, panels.use_pack, panel_view.packs),),
        most_choices=CHOICES_ON_A_PAGE,
        notice=panel_view.examining,
    ),
    PanelKind.ADDRESSES: Plan(
        lambda now: now.phrases.staff_addresses,
        (*TURNING, STAFF),
        choices=(Family(controls.ADDRESS, None, panels.give_address, panel_view.addresses),),
        most_choices=CHOICES_ON_A_PAGE,
    ),
    PanelKind.STICK: Plan(
        lambda now: now.phrases.staff_stick,
        (*TURNING, TAKE, STAFF),
        read=panel_view.stick,
    ),
}
