"""The information panel tells what the pack says of itself, whole and in pages that can be read."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.content.figure import Kind, Policy, Privacy
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.rights import Basis, Consent, Rights, Scope, Work
from kiosk.domain.content.script import PackWords
from kiosk.domain.screen.information import Information
from kiosk.domain.screen.pages import HEADING_LINES, PARAGRAPH_GAP, ROOMS, Block, Room, lines, pages, width
from tests.fakes.packs import lighthouse
from tests.fakes.visits import phrases

DAY = date(2026, 7, 1)


def told(pack: Pack, language: str = "en", day: date | None = DAY) -> str:
    blocks = Information(pack, phrases(language), day).blocks()
    return "\n".join(text for block in blocks for text in (block.heading, *block.paragraphs))


def test_it_says_who_this_is_and_that_it_is_no_person() -> None:
    assert "The Keeper" in told(lighthouse())
    assert "AI portrayal" in told(lighthouse())


def test_the_figure_has_the_name_that_the_language_gives_it() -> None:
    pack = lighthouse()
    named = replace(pack, words={**pack.words, "ko": PackWords(name="등대지기", title="등대의 벗")})
    assert "등대지기는 지어낸 인물입니다." in told(named, "ko")
    assert "The Keeper" not in told(named, "ko")
    assert "The Keeper" in told(named, "en")


def test_it_says_who_agreed_to_what_on_which_ground_until_when() -> None:
    consent = Consent("heir", Basis.HEIR, "Marta Lind", frozenset({Scope.WORDS}), valid_until=date(2027, 3, 1))
    said = told(replace(lighthouse(), rights=Rights((consent,))))
    for part in ("By an heir", "Marta Lind", "words", "2027-03-01"):
        assert part in said
    assert "voice" not in said.split("Marta Lind")[1].split("\n")[0]


def test_a_consent_that_does_not_hold_today_is_not_told_as_one() -> None:
    old = Consent("old", Basis.ESTATE, "The old estate", frozenset(Scope), valid_until=date(2020, 1, 1))
    gone = Consent("gone", Basis.ESTATE, "The angry estate", frozenset(Scope), revoked=True)
    said = told(replace(lighthouse(), rights=Rights((*lighthouse().rights.consents, old, gone))))
    assert "Harbour Museum" in said
    assert "estate" not in said


def test_it_tells_what_is_artificial_as_it_is() -> None:
    words = phrases("en")
    assert words.artificial_silhouette in told(lighthouse())
    assert words.artificial_drawn in told(replace(lighthouse(), portrait="ada-lovelace"))
    assert words.artificial_photo in told(replace(lighthouse(), photo="portrait/keeper.jpg"))
    assert words.artificial_recordings in told(lighthouse())
    assert words.artificial_voice in told(replace(lighthouse(), lines={"en": (), "ko": ()}))


def test_composing_is_told_of_only_where_it_can_happen() -> None:
    composing = replace(lighthouse(), policy=Policy(generation="from_sources_only"))
    allowed = Consent("author", Basis.FICTIONAL, "Harbour Museum", frozenset(Scope))
    refused = replace(allowed, scope=frozenset(Scope) - {Scope.GENERATED_SPEECH})
    sentence = phrases("en").artificial_composed
    assert sentence in told(composing)
    assert sentence not in told(lighthouse())
    assert sentence not in told(replace(composing, rights=Rights((refused,))))


def test_it_names_sources_privacy_controller_and_contact() -> None:
    works = (Work("portrait/lens.png", "The great lens", "A. Brook", "CC0"), Work("rehearsals/*", "Rehearsals"))
    pack = replace(
        lighthouse(),
        privacy=Privacy("Harbour Museum", "desk@harbour.example"),
        rights=Rights(lighthouse().rights.consents, works),
    )
    said = told(pack)
    for part in ("Log of the light, 1871", "Anna Brook", "Harbour ledger, 1902", "The great lens · A. Brook · CC0"):
        assert part in said
    assert "Responsible: Harbour Museum" in said
    assert "Contact: desk@harbour.example" in said
    assert phrases("en").privacy_senses in said
    assert "Rehearsals" not in said


@pytest.mark.parametrize("language", ["en", "ko"])
def test_visitors_are_told_where_their_questions_go(language: str) -> None:
    words = phrases(language)
    for server in ("", "models.museum.example"):
        blocks = Information(lighthouse(), words, DAY, server).blocks()
        (privacy,) = (block for block in blocks if block.heading == words.about_privacy)
        assert (words.privacy_stays in privacy.paragraphs) == (not server)
        assert any("models.museum.example" in text for text in privacy.paragraphs) == bool(server)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("kind", Kind)
def test_every_place_of_its_phrases_is_filled(kind: Kind, language: str) -> None:
    rights = Rights(tuple(Consent(basis.value, basis, "G", frozenset(Scope), valid_until=DAY) for basis in Basis))
    pack = lighthouse()
    said = told(replace(pack, figure=replace(pack.figure, kind=kind), rights=rights), language)
    assert "{" not in said


def test_what_the_pack_does_not_say_has_no_heading() -> None:
    assert phrases("en").about_contact not in told(lighthouse())


WORDS = st.sampled_from(["sea", "lighthouse", "등대", "守灯人", "a", "x" * 90, "منارة"])
PARAGRAPHS = st.lists(WORDS, min_size=1, max_size=120).map(" ".join)
BLOCKS = st.lists(st.builds(Block, st.just("Heading"), st.lists(PARAGRAPHS, max_size=5).map(tuple)), max_size=6)


@given(BLOCKS.map(tuple), st.sampled_from(ROOMS))
def test_no_page_holds_more_than_can_be_read_and_no_word_is_lost(blocks: tuple[Block, ...], room: Room) -> None:
    found = pages(blocks, room)
    assert found
    for page in found:
        high = 0.0
        for block in page:
            counts = [len(lines(paragraph, room.characters)) for paragraph in block.paragraphs]
            high += HEADING_LINES + sum(count + PARAGRAPH_GAP for count in counts)
        assert high <= room.lines + 1e-6
    letters = "".join("".join(paragraph.split()) for page in found for block in page for paragraph in block.paragraphs)
    assert letters == "".join("".join(paragraph.split()) for block in blocks for paragraph in block.paragraphs)


@given(PARAGRAPHS)
def test_no_line_is_wider_than_its_page(paragraph: str) -> None:
    assert all(width(line) <= 62 for line in lines(paragraph, 62))
