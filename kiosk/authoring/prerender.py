"""Pre-rendering: every fixed text of a pack spoken ahead by all cores, so that speaking it costs nothing later."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path

from kiosk.app.wiring.setup import Setup
from kiosk.app.wiring.voice import VOICE
from kiosk.domain.content.figure import Voice
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.phrases import Phrases, announced, filled
from kiosk.domain.problem import Problem
from kiosk.mind.answer.house import house_lines
from kiosk.mind.answer.replies import Replies
from kiosk.sound.resampling import resampled
from kiosk.voice.errors import VoiceError
from kiosk.voice.flac_encoding import write_flac
from kiosk.voice.synthesis.choose import engines, open_voices, speaks_naturally
from kiosk.voice.synthesis.rendered_miniaudio import open_rendered
from kiosk.voice.synthesis.synthesizer import Synthesizer

AROUND = ("greeting", "farewell", "decline", "unheard", "thinking")
"""What a figure says around its answers."""

NICENESS = 10
BROKEN = Problem("KV0014", "rendering", "a process ended unexpectedly", "try again: what is done stays")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Prerendered:
    """What pre-rendering did."""

    texts: int
    rendered: int
    removed: int
    seconds: float
    """Of speech that was rendered now."""

    folder: Path
    problems: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True)
class _Task:
    """One text for one process."""

    text: str
    language: str
    voice: Voice
    rate_hz: int
    folder: Path


def prerender(setups: Sequence[Setup], home: Path, progress: Progress) -> Prerendered:
    """Speaks what is missing, damaged or was made by other engines; removes what is said no more.

    The setups are those of one pack, one for each stage of its figure's life.
    """
    folder = home / VOICE
    kept, known = open_rendered(folder), engines()
    tasks = list(dict.fromkeys(task for setup in setups for task in _tasks(setup, folder)))
    missing = [one for one in tasks if kept.made_by(one.text, one.language, one.voice) != known]
    problems = dict[str, Problem]()
    seconds = rendered = 0.0
    for done, found in enumerate(_by_all_cores(missing), start=1):
        progress(done, len(missing))
        if isinstance(found, Problem):
            problems.setdefault(found.code, found)
        else:
            rendered, seconds = rendered + 1, seconds + found
    removed = kept.clear({kept.path(one.text, one.language, one.voice) for one in tasks})
    return Prerendered(len(tasks), int(rendered), removed, seconds, folder, tuple(problems.values()))


def _tasks(setup: Setup, folder: Path) -> Iterator[_Task]:
    for text, language in fixed_texts(setup.pack, setup.phrases):
        yield _Task(text, language, setup.pack.voice, setup.voice.settings.rate_hz, folder)


def fixed_texts(pack: Pack, phrases: Mapping[str, Phrases]) -> tuple[tuple[str, str], ...]:
    """Text and language of everything that is said word for word, once each; recordings speak for themselves."""
    found = dict[tuple[str, str], None]()
    for language in pack.languages:
        for text in _texts(pack, phrases[language], language):
            if any(sign.isalnum() for sign in text):
                found[text, language] = None
    return tuple(found)


def _texts(pack: Pack, phrases: Phrases, language: str) -> Iterator[str]:
    name = pack.named(language)
    for line in pack.lines.get(language, ()):
        for said in line.says[1:] if line.media else line.says:
            yield announced(phrases, name, line, said)
        for form in (line.shorter, line.simpler):
            if form is not None:
                yield announced(phrases, name, form, form.says[0])
    for near in pack.near.get(language, ()):
        yield from near.says
    own = pack.words.get(language)
    for kind in AROUND:
        for text in (getattr(own, kind) if own else ()) or getattr(phrases, kind):
            yield filled(text, name=name)
    yield filled(pack.disclosure_spoken.get(language) or phrases.disclosure_spoken, name=name)
    yield phrases.choice
    replies = Replies(pack, phrases, language)
    for intent in house_lines(language):
        if intent.safety or pack.policy.house_lines:
            yield from replies.told(intent)
    for address in pack.addresses.get(language, ()):
        yield from (part.says for part in address.parts if not part.media)


def _by_all_cores(tasks: Sequence[_Task]) -> Iterator[float | Problem]:
    """Seconds of each speech as it is done, or what is wrong."""
    if not tasks:
        return
    cores = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, len(tasks))
    natural = [task for task in tasks if speaks_naturally(task.language, task.voice)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, mp_context=context, initializer=os.nice, initargs=(NICENESS,)) as pool:
        for future in as_completed([pool.submit(_render, task) for task in natural]):
            try:
                yield future.result()
            except BrokenProcessPool:
                yield BROKEN
    yield from _each_apart([task for task in tasks if task not in natural], cores)


def _each_apart(tasks: Sequence[_Task], cores: int) -> Iterator[float | Problem]:
    """Every text in a process of its own: espeak-ng's sound depends on what the process has said before, and the same
    pack shall become the same archive."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with ThreadPoolExecutor(cores) as threads:
        yield from threads.map(partial(_apart, context), tasks)


def _apart(context: ForkServerContext, task: _Task) -> float | Problem:
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(theirs, task), daemon=True)
    process.start()
    theirs.close()
    try:
        found: float | Problem = ours.recv()
    except EOFError:
        found = BROKEN
    process.join()
    return found


def _send(out: Connection, task: _Task) -> None:
    os.nice(NICENESS)
    out.send(_render(task))


@cache
def _voices(is_natural: bool) -> Synthesizer:
    """One for each process."""
    return open_voices(is_natural)


def _render(task: _Task) -> float | Problem:
    try:
        voices = _voices(speaks_naturally(task.language, task.voice))
        speech = resampled(voices.speak(task.text, task.language, task.voice), task.rate_hz)
        kept = open_rendered(task.folder)
        kept.keep(speech, kept.path(task.text, task.language, task.voice), engines(), write_flac)
    except VoiceError as error:
        return error.problems[0]
    return speech.seconds
