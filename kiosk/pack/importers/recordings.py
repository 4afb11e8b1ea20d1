"""Voice memos: recordings are transcribed; what is said becomes knowledge cited by its time, and recorded lines."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.domain.content.passage import TextOrigin
from kiosk.domain.content.script import Origin as LineOrigin
from kiosk.pack.checks.codes import Code
from kiosk.pack.importers.figure_pack import FigurePack, is_same_person
from kiosk.pack.importers.formats.book import Block
from kiosk.pack.importers.formats.source import Source, read_source
from kiosk.pack.importers.formats.subtitles import clock
from kiosk.pack.importers.knowledge import Head, knowledge_files
from kiosk.pack.importers.placement import Placement, imported_from, is_as_imported
from kiosk.pack.importers.proposal import NOTE, memo_wording
from kiosk.pack.importers.report import Item, Outcome, Report, refusal, skipped
from kiosk.pack.importers.sections import Section
from kiosk.pack.importers.toml_text import table, tables
from kiosk.pack.importers.wishes import Wishes
from kiosk.pack.importers.works import Origin, trace
from kiosk.sound.wav import wav

PAUSE_SECONDS = 2.0
LONGEST_SECONDS = 40.0
"""Of one recorded line: an answer of more than 45 seconds nobody hears to its end."""

LONGEST_CHARACTERS = 1000
BEFORE_SECONDS, AFTER_SECONDS = 0.2, 0.3
UNSURE = 0.5
_NUMBERED = re.compile(r"^(?:recording|memo|audio|voice|aufnahme|track|rec|img|녹음)?[\s_-]*\d[\d\s_:.-]*$", re.I)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One utterance; seconds from the beginning of the recording."""

    begins: float
    ends: float
    text: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What a recognizer made of a recording."""

    samples: bytes
    """16-bit, one channel."""

    rate_hz: int
    utterances: Sequence[Spoken]
    recognizer: str = ""


Transcribe = Callable[[Path, str], Heard]
"""Hears a recording in a language. Raises KioskError where it cannot be decoded or no recognizer knows the language."""


def import_memo(path: Path, pack: FigurePack, wishes: Wishes, transcribe: Transcribe) -> Report:
    """Writes knowledge and, of the figure's own voice, recorded lines. Raises PackError where nothing is said."""
    source = read_source(path)
    name = source.stem if source.stem.startswith("memo") else f"memo-{source.stem}"
    if (pack.folder / f"knowledge/{wishes.language}/{name}.md").exists() and (
        done := _done(pack, source, name, wishes)
    ):
        return done
    heard = transcribe(path, wishes.language)
    report = Report(tuple(_unsure(heard, source)))
    stretches = tuple(_stretches([spoken for spoken in heard.utterances if spoken.text.strip()]))
    if not stretches:
        raise refusal(Code.SOURCE_EMPTY, source.name, "no words are heard in it", "is the language right? --language")
    head = _head(source, pack, wishes)
    report += _knowledge(head, stretches, heard, Place(pack, source, name, wishes))
    if head.origin is not TextOrigin.PRIMARY:
        why = f"no recorded lines: {head.author} is not the figure; --author or --origin say otherwise"
        return report + Report((skipped(source.name, "", why),))
    return report + _lines(head, stretches, heard, Place(pack, source, name, wishes))


@dataclass(frozen=True, slots=True)
class Place:
    """Where the parts of one memo go."""

    pack: FigurePack
    source: Source
    name: str
    wishes: Wishes

    def put(self, target: str, text: str, what: str) -> Report:
        return Placement(self.pack.folder).put(target, text, self.source, what)

    def trace(self, file: str, head: Head, how: str) -> Report:
        origin = Origin(file, head.title, head.author, f"{how} {self.source.name}")
        return trace(self.pack.folder, origin, self.source.name)


def _done(pack: FigurePack, source: Source, name: str, wishes: Wishes) -> Report:
    """What an earlier import of the same recording made: it is not heard again. Empty where there was none."""
    items: list[Item] = []
    for target in (f"knowledge/{wishes.language}/{name}.md", f"script/{wishes.language}/{name}.toml"):
        try:
            text = (pack.folder / target).read_text(encoding="utf-8")
        except (OSError, ValueError):
            continue
        if imported_from(text) != source.digest:
            return Report()
        outcome = Outcome.UNCHANGED if is_as_imported(text) else Outcome.KEPT
        items.append(Item(source.name, "", outcome, "this recording was imported before", target))
    return Report(tuple(items))


def _knowledge(head: Head, stretches: Sequence[Sequence[Spoken]], heard: Heard, place: Place) -> Report:
    blocks = tuple(Block(_text(stretch), place=clock(stretch[0].begins)) for stretch in stretches)
    target = f"knowledge/{place.wishes.language}/{place.name}.md"
    text = knowledge_files(head, (Section("", 2, blocks),))[0]
    report = place.put(target, text, f"{len(blocks)} passages with times, heard by {heard.recognizer}")
    return report + place.trace(target, head, "transcribed from")


def _lines(head: Head, stretches: Sequence[Sequence[Spoken]], heard: Heard, place: Place) -> Report:
    """Clips of the recording, and the proposed lines that play them."""
    clips = tuple(f"voice/{place.name}-{number:02}.wav" for number in range(1, len(stretches) + 1))
    report = Report()
    for clip, stretch in zip(clips, stretches, strict=True):
        what = f"a recorded line of {_seconds(stretch):.0f} s"
        report += Placement(place.pack.folder).put_bytes(clip, _cut(heard, stretch), place.source, what)
    report += place.trace(f"voice/{place.name}-*.wav", head, "cut from")
    target = f"script/{place.wishes.language}/{place.name}.toml"
    script = _script(head, stretches, clips, replace(place.wishes, title=_topic(place.source, place.wishes)))
    report += place.put(target, script, f"proposed lines that play the recording: {len(clips)}")
    return report + place.trace(target, head, "transcribed from")


def _unsure(heard: Heard, source: Source) -> Iterator[Item]:
    for spoken in heard.utterances:
        if not spoken.text.strip():
            yield skipped(source.name, clock(spoken.begins), "a sound without words")
        elif spoken.confidence is not None and spoken.confidence < UNSURE:
            why = f"the recognizer is unsure here ({spoken.confidence:.0%}): listen to it"
            yield Item(source.name, clock(spoken.begins), Outcome.TAKEN, why)


def _stretches(utterances: Sequence[Spoken]) -> Iterator[tuple[Spoken, ...]]:
    """Utterances that belong together: no long pause between them, no longer than a visitor listens."""
    gathered: list[Spoken] = []
    for spoken in utterances:
        if gathered:
            is_long = spoken.ends - gathered[0].begins > LONGEST_SECONDS
            is_wordy = sum(len(one.text) for one in gathered) + len(spoken.text) > LONGEST_CHARACTERS
            if spoken.begins - gathered[-1].ends > PAUSE_SECONDS or is_long or is_wordy:
                yield tuple(gathered)
                gathered = []
        gathered.append(spoken)
    if gathered:
        yield tuple(gathered)


def _head(source: Source, pack: FigurePack, wishes: Wishes) -> Head:
    """A living figure speaks for itself; a voice that nobody names beside a historical one is another's."""
    author = wishes.author or (pack.name if pack.is_living else "")
    if wishes.origin:
        origin = TextOrigin(wishes.origin)
    else:
        origin = TextOrigin.PRIMARY if author and is_same_person(author, pack.name) else TextOrigin.ABOUT
    title = wishes.title or f"{Path(source.name).stem}"
    return Head(title, author or "a recorded voice", origin, wishes.year, wishes.language, is_timed=True)


def _topic(source: Source, wishes: Wishes) -> str:
    """What a recording is about, by its name; nothing where the name is a number."""
    name = " ".join(re.sub(r"[_]+", " ", Path(source.name).stem).split())
    return wishes.title or ("" if _NUMBERED.match(name) else name)


def _text(stretch: Sequence[Spoken]) -> str:
    """Utterances as sentences: recognizers that set no stops leave them to us."""
    parts = (" ".join(spoken.text.split()) for spoken in stretch)
    stopped = (part if part[-1:] in ".!?…。！？" else part + "." for part in parts)
    return " ".join(part[:1].upper() + part[1:] for part in stopped)


def _seconds(stretch: Sequence[Spoken]) -> float:
    return stretch[-1].ends - stretch[0].begins


def _cut(heard: Heard, stretch: Sequence[Spoken]) -> bytes:
    """The stretch as a WAV file, with a little of the room around it."""
    begins = max(int((stretch[0].begins - BEFORE_SECONDS) * heard.rate_hz), 0)
    ends = int((stretch[-1].ends + AFTER_SECONDS) * heard.rate_hz)
    return wav(heard.samples[2 * begins : 2 * ends], heard.rate_hz)


def _script(head: Head, stretches: Sequence[Sequence[Spoken]], clips: Sequence[str], wishes: Wishes) -> str:
    """A line for each clip; each leads to the next."""
    ids = [Path(clip).stem for clip in clips]
    parts = [NOTE]
    for number, (line_id, clip, stretch) in enumerate(zip(ids, clips, stretches, strict=True), 1):
        times = f"{clock(stretch[0].begins)}–{clock(stretch[-1].ends)}"
        line = {
            "id": line_id,
            "asks": wishes.asks
            if wishes.asks and number == 1
            else memo_wording(wishes.language, wishes.title or head.title, number),
            "says": _text(stretch),
            "origin": LineOrigin.VERBATIM.value,
            "source": f"{head.title}, {times}",
            "leads_to": ids[number : number + 1],
            "media": clip,
            "proposed": True,
        }
        parts.append(table("[[line]]", line))
    return tables(parts)
