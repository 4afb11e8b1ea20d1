"""Films go with the words of their answer and with nothing else."""

from dataclasses import replace

from kiosk.domain import events
from kiosk.domain.screen import controls
from kiosk.domain.screen.composition import compose
from kiosk.domain.screen.scene import Clip, Phase
from kiosk.domain.visit.interaction import VOICE
from tests.domain.story import ANSWER, TRACK, Story
from tests.fakes.visits import LINES, brief

FILM, SIGNS = "portrait/clips/en/lamp.mp4", "portrait/sign/en/lamp.mp4"
FILMED = replace(LINES[0], clip=FILM, media=FILM, sign=SIGNS)


def visit(lost: frozenset[str] = frozenset()) -> Story:
    told = brief()
    return Story(replace(told, pack=replace(told.pack, lines={"en": (FILMED, *LINES[1:])})), lost)


def films(story: Story, position: float | None = None, later: float = 0.0) -> tuple[Clip | None, Clip | None]:
    scene = compose(story.now, story.at + later, position)
    return scene.clip, scene.sign


def asked(story: Story) -> Story:
    return story.tap(f"{controls.CHIP}lamp")


def test_films_wait_while_the_disclosure_is_spoken_and_begin_with_their_words() -> None:
    story = asked(visit())
    assert len(story.now.turn.queue) == 2
    waiting = (Clip(FILM, None), Clip(SIGNS, None))
    assert films(story) == waiting
    story.hear(0)
    assert films(story, 0.4) == waiting
    story.take(events.SpeechEnded(story.at + 1.0, story.now.turn.number, 0)).hear(1)
    assert films(story, 0.4) == (Clip(FILM, 0.4), Clip(SIGNS, 0.4))


def test_the_figure_listens_again_while_hands_are_still_speaking() -> None:
    story = asked(visit()).hear(0).take(events.SpeechEnded(2.0, 1, 0))
    story.hear(1).take(events.SpeechEnded(story.at + 1.0, story.now.turn.number, 1))
    assert story.now.phase is Phase.LISTENING
    assert films(story, None, 0.5) == (None, Clip(SIGNS, TRACK.seconds + 0.5))
    story.take(events.SpeechHeard(story.at + 1.0, story.now.turn.number))
    assert films(story) == (None, None)


def test_another_question_ends_every_film() -> None:
    story = asked(visit()).hear(0)
    story.tap(f"{controls.CHIP}oil")
    assert films(story) == (None, None)


def test_read_words_have_their_signs_too() -> None:
    story = asked(visit(frozenset({VOICE})))
    while story.now.turn.ended == 0:
        story.wait(0.1, 0.1)
    clip, sign = films(story, None, 0.3)
    assert clip is not None
    assert sign is not None
    assert 0.2 < (sign.position or 0.0) < 0.6


def test_a_variant_that_was_not_filmed_has_no_film_but_its_signs() -> None:
    story = visit().listening().take(events.UtteranceEnded(9.0, 2, "how bright", 0.9))
    story.take(events.AnswerReady(9.1, story.now.turn.number, ANSWER)).hear(0)
    assert films(story, 0.2) == (None, Clip(SIGNS, 0.2))
