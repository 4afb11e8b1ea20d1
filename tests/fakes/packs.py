"""A small pack of a lighthouse keeper, built without files."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kiosk.domain.content.figure import Figure, Kind, Policy
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.passage import Passage, Text, TextOrigin
from kiosk.domain.content.rights import Basis, Consent, Rights, Scope
from kiosk.domain.content.script import Line, Origin, PackWords

LOG = Text("knowledge/en/log.md", "Log of the light", "The Keeper", 1871, "public domain", TextOrigin.PRIMARY)
VISITOR = Text("knowledge/en/visit.md", "A walk along the coast", "Anna Brook", 1880, "public domain", TextOrigin.ABOUT)
NOTES = Text(
    "knowledge/en/notes.md",
    "Notes on the harbour",
    "The curators",
    None,
    "CC BY 4.0",
    sources=("Harbour ledger, 1902",),
)

PARAGRAPHS = {
    LOG: (
        (
            "The storm of March began on the ninth. It took the roof of the boat house and three panes of the lantern. "
            "I mended the panes with canvas and did not sleep for two nights."
        ),
        "The oil came from Bergen in forty barrels. Each barrel lasted eleven nights in winter.",
    ),
    VISITOR: (
        (
            "The keeper received us with tea and ship's biscuit. He showed us the great lens, which was ground in "
            "Paris, and never once sat down."
        ),
    ),
    NOTES: (
        (
            "The tower was built of granite in 1838. Its walls are two metres thick at the foot. "
            "The architect, Henrik Moe, drowned before it was finished."
        ),
        "A telegraph cable reached the island in 1866. Messages cost a week's wages.",
    ),
}


def line(line_id: str, asks: Sequence[str], says: str | Sequence[str], **more: Any) -> Line:
    return Line(line_id, tuple(asks), (says,) if isinstance(says, str) else tuple(says), **more)


LINES = (
    line(
        "lamp",
        ["How bright was the lamp?", "Could ships see your light?", "How far did the lamp shine?"],
        ["On a clear night they saw it from twenty miles.", "Twenty miles, if the night was clear."],
        leads_to=("oil",),
        topic="lamp",
    ),
    line(
        "oil",
        ["What did the lamp burn?", "Why did you use oil?", "Which fuel did you use?"],
        "Rape oil, and later paraffin.",
    ),
    line(
        "father",
        ["Who was your father?", "Was your father a keeper too?"],
        "My father kept this light before me.",
        topic="father",
    ),
    line(
        "born",
        ["When were you born?", "What year is your birthday?"],
        "In eighteen forty-one, in the room below the lantern.",
    ),
    line("wife", ["Were you married?", "Who was your wife?"], "Marta and I married in the year of the cable."),
    line(
        "storm",
        ["What was the worst storm?", "Were you afraid of storms?"],
        "The storm of March took our roof.",
        leads_to=("wreck",),
    ),
    line(
        "wreck",
        ["Did a ship ever sink here?", "Tell me about the shipwreck."],
        "The Anna Sofia struck the reef, and we took off nine men.",
    ),
    line(
        "food", ["What did you eat?", "What was your supper like?"], "Fish, potatoes, and fish.", media="voice/food.wav"
    ),
    line(
        "jonas", ["Who was Jonas Lind?", "What did Jonas Lind do?"], "Jonas Lind rowed out our letters.", topic="jonas"
    ),
    line(
        "motto", ["What was your motto?"], "Keep it burning.", origin=Origin.VERBATIM, source="Log of the light, 1871"
    ),
    line(
        "drowned",
        ["How did you die?", "Did you drown?"],
        "The keeper was lost at sea in 1889.",
        locked=True,
        sensitive=True,
    ),
    line("lonely", ["Were you lonely?", "Did you miss people?"], "The sea is company of a kind."),
)

KOREAN = (
    line(
        "lamp",
        ["등대 불은 얼마나 밝았나요?", "불빛이 어디까지 보였어요?"],
        "맑은 밤에는 삼십 킬로미터 밖에서도 보였습니다.",
    ),
    line("storm", ["가장 큰 폭풍은 언제였나요?", "폭풍이 무서웠어요?"], "삼월의 폭풍이 지붕을 가져갔습니다."),
    line("food", ["무엇을 먹었어요?", "저녁에는 뭘 드셨나요?"], "생선과 감자를 먹었습니다."),
)


def passages(paragraphs: dict[Text, tuple[str, ...]] | None = None) -> tuple[Passage, ...]:
    """Paragraphs as they stand in `file_of`, one after the other with an empty line between."""
    found: list[Passage] = []
    for text, words in (PARAGRAPHS if paragraphs is None else paragraphs).items():
        start = 0
        for number, paragraph in enumerate(words, start=1):
            found.append(Passage(text, paragraph, f"March, {number}", start, start + len(paragraph)))
            start += len(paragraph) + 2
    return tuple(found)


def file_of(name: str) -> str:
    """The text that the passages of that file were cut from."""
    return next("\n\n".join(words) for text, words in PARAGRAPHS.items() if text.file == name)


def lighthouse(
    lines: Sequence[Line] = LINES, texts: Sequence[Passage] | None = None, policy: Policy | None = None
) -> Pack:
    """The keeper's pack with all rights granted."""
    consent = Consent("author", Basis.FICTIONAL, "Harbour Museum", frozenset(Scope))
    return Pack(
        id="lighthouse",
        version="1.0.0",
        languages=("en", "ko"),
        figure=Figure("The Keeper", Kind.FICTIONAL),
        rights=Rights((consent,)),
        lines={"en": tuple(lines), "ko": KOREAN},
        passages={"en": passages() if texts is None else tuple(texts), "ko": ()},
        words={
            "en": PackWords(decline=("Of that the sea knows more than {name}.",), suggested=("storm", "lamp", "food"))
        },
        policy=policy or Policy(),
        digest="0" * 64,
    )


def composing() -> Pack:
    """The same, and its words may be composed from the texts."""
    return lighthouse(policy=Policy(generation="from_sources_only"))


def without_generation() -> Pack:
    """The pack wants composing, but no consent covers it."""
    pack = composing()
    consent = Consent("author", Basis.FICTIONAL, "Harbour Museum", frozenset(Scope) - {Scope.GENERATED_SPEECH})
    return replace(pack, rights=Rights((consent,)))
