"""Recommendation: which models suit a pack's languages and this machine, best first, and what each one means."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.models.catalog import Engine, Model, Purpose

SMALL_MIB = 3000
"""Below this the smaller of two models is taken where both can do it."""

RESERVED_MIB = 1536
"""Kept for the system and the rest of the kiosk."""

PROMPT_TOKENS = 120
"""New tokens a question brings: the retrieved passage and the question; the instructions before them are kept."""

SENTENCE_TOKENS = 25
FIRST_SENTENCE_SECONDS = 3.0
"""Until the first sentence of a model that composes; the mind measures it again and quotes where it takes longer."""

CORES_FOR_THE_MIND = 0.8
COMPOSING_PARAMETERS = 1_000_000_000
"""Below this a model invents freely: it may choose among answers, but never words one."""

LANGUAGES = {
    "ar": "Arabic",
    "cs": "Czech",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "hi": "Hindi",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast one core works through a language model, in parameters times tokens per second."""

    reading: float
    speaking: float
    basis: str


REFERENCE_SPEED = Speed(115 * 134.5e6, 60 * 134.5e6, "SmolLM2-135M read 115 and wrote 60 tokens/s on one core, x86-64")
"""Measured with llama-cpp-python 0.3.36, Q4_1; two cores gave 215 and 86."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What the choice depends on."""

    memory_mib: int
    cores: int
    speed: Speed = REFERENCE_SPEED
    """Replace it where a model was measured on this very machine."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model that suits, and what the visitor notices when it is this one."""

    model: Model
    means: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing the kiosk needs, with the models that can do it, best first."""

    purpose: Purpose
    language: str
    """Empty where one model serves all languages."""

    candidates: tuple[Candidate, ...]
    without: str
    """What the visitor notices when none of them can be had."""


def recommend(
    models: Iterable[Model], languages: Sequence[str], machine: Machine, unreachable: frozenset[str] = frozenset()
) -> tuple[Piece, ...]:
    """`unreachable` holds ids that are known not to be had; everything else is worth a try."""
    free_mib = machine.memory_mib - RESERVED_MIB
    known = [model for model in models if model.id not in unreachable]
    fitting = [model for model in known if model.purpose is not Purpose.LANGUAGE_MODEL or model.memory_mib <= free_mib]
    spoken = tuple(dict.fromkeys(language.split("-")[0].lower() for language in languages))
    return (
        *(_recognizer(fitting, language) for language in spoken),
        *(_second_pass(fitting, language, machine) for language in spoken if _is_heard_twice(fitting, language)),
        _embedding(fitting, spoken),
        *_faces(fitting),
        *_landmarks(fitting),
        _language_model(fitting, spoken, machine),
    )


def estimate_seconds(parameters: int, machine: Machine) -> float:
    """From a question to the first composed sentence. Reading scales with the cores, writing with their square root
    (it waits for memory): so it was measured on two."""
    cores = max(1.0, machine.cores * CORES_FOR_THE_MIND)
    reading = PROMPT_TOKENS * parameters / (machine.speed.reading * cores)
    return reading + SENTENCE_TOKENS * parameters / (machine.speed.speaking * math.sqrt(cores))


def _recognizer(models: list[Model], language: str) -> Piece:
    name = LANGUAGES.get(language, language)
    means = {
        Engine.VOSK: f"{name} is heard by Vosk: words appear as they are spoken, and unsure ones are asked again",
        Engine.MOONSHINE: f"{name} is heard by Moonshine: accurate, but without a measure of how sure each word is",
        Engine.WHISPER: f"{name} is heard by Whisper alone: "
        + (
            "its words appear late"
            if language == "en"
            else "one word in six is wrong, among people who talk one in two"
        ),
    }
    hears = (Purpose.RECOGNIZER, Purpose.SECOND_PASS)
    heard = [model for model in models if model.purpose in hears and language in model.languages]
    heard.sort(key=lambda model: list(means).index(model.engine) if model.engine in means else len(means))
    candidates = tuple(Candidate(model, means[model.engine]) for model in heard if model.engine in means)
    without = f"{name} is not heard: visitors touch a suggested question or type their own"
    return Piece(Purpose.RECOGNIZER, language, candidates, without)


def _is_heard_twice(models: list[Model], language: str) -> bool:
    return any(model.purpose is Purpose.SECOND_PASS and language in model.languages for model in models)


def _second_pass(models: list[Model], language: str, machine: Machine) -> Piece:
    """The larger one hears far better, and takes three times as long."""
    name = LANGUAGES.get(language, language)
    means = f"in a loud hall {name} is heard once more and whole, by Whisper: far fewer words are wrong"
    found = [model for model in models if model.purpose is Purpose.SECOND_PASS and language in model.languages]
    is_small = machine.memory_mib < SMALL_MIB or machine.cores < 2
    found.sort(key=lambda model: model.memory_mib, reverse=not is_small)
    without = f"where many people talk, questions in {name} are often misheard"
    return Piece(Purpose.SECOND_PASS, language, tuple(Candidate(model, means) for model in found), without)


def _language_model(models: list[Model], languages: tuple[str, ...], machine: Machine) -> Piece:
    """One model serves all languages: those that know most of them first, among these the largest in time.

    One that is too small to word an answer is left to whoever asks for it by name: it chooses the first of three
    quotations a little better (84.5 right in 100, 81 without; `kiosk bench grounding`) for 140 MiB of memory.
    """
    timely = []
    for model in models:
        covered = sum(language in model.languages for language in languages)
        is_in_time = estimate_seconds(model.parameters, machine) <= FIRST_SENTENCE_SECONDS
        is_composing = model.parameters >= COMPOSING_PARAMETERS
        if model.purpose is Purpose.LANGUAGE_MODEL and covered and is_in_time and is_composing:
            timely.append((covered, model.parameters, model))
    timely.sort(key=lambda entry: entry[:2], reverse=True)
    candidates = tuple(Candidate(model, _composing(model, machine)) for _, _, model in timely)
    without = "no language model: the figure speaks scripted lines and quotations only"
    return Piece(Purpose.LANGUAGE_MODEL, "", candidates, without)


def _composing(model: Model, machine: Machine) -> str:
    seconds = estimate_seconds(model.parameters, machine)
    says = "may compose short answers from the figure's papers; each sentence is checked before it is spoken"
    cores = "core" if machine.cores == 1 else "cores"
    return f"{says} (about {seconds:.1f} s on {machine.cores} {cores}, estimated: {machine.speed.basis})"


def _embedding(models: list[Model], languages: tuple[str, ...]) -> Piece:
    """A model of just these languages is better at them than one of many; one that lacks some comes last."""
    found = [model for model in models if model.purpose is Purpose.EMBEDDING]

    def rank(model: Model) -> tuple[int, int]:
        missing = sum(language not in model.languages for language in languages)
        return missing, len(model.languages)

    found.sort(key=rank)
    candidates = []
    for model in found:
        foreign = [LANGUAGES.get(language, language) for language in languages if language not in model.languages]
        if foreign:
            means = f"questions in {', '.join(foreign)} are matched mostly by their words, so rewordings are missed"
        else:
            means = "questions are understood by their meaning, also when worded differently"
        candidates.append(Candidate(model, means))
    without = "questions are matched by their words alone: one that is worded differently is more often declined"
    return Piece(Purpose.EMBEDDING, "", tuple(candidates), without)


def _faces(models: list[Model]) -> tuple[Piece, ...]:
    """The detector that sees farthest, and a light one beside it for a processor that has no time for the other."""
    means = {
        "centerface": "visitors are noticed by CenterFace from four metres away, in the dark and against a window",
        "yunet": "visitors are noticed by YuNet, also from a distance and in groups",
    }
    light = (
        "visitors are noticed by BlazeFace at two metres where nothing better runs or `[camera] detector` asks for it"
    )
    by_id = {model.id: model for model in models if model.purpose is Purpose.FACES}
    blazeface = by_id.pop("blazeface-full-range", None)
    order = [*(name for name in means if name in by_id), *(name for name in by_id if name not in means)]
    far = tuple(Candidate(by_id[name], means.get(name, "visitors are noticed by the camera")) for name in order)
    near = (Candidate(blazeface, light),) if blazeface else ()
    return (
        Piece(Purpose.FACES, "", far, "visitors are noticed only when they are near and well lit, if at all"),
        Piece(Purpose.FACES, "", near, "no light detector: nobody is noticed where no other runs"),
    )


def _landmarks(models: list[Model]) -> tuple[Piece, ...]:
    """Each finds other points, so none replaces another."""
    means = "a photograph can be fitted with a moving mouth and eyes by itself"
    without = "the mouth and eyes of a photographic portrait are marked by hand"
    found = [model for model in models if model.purpose is Purpose.LANDMARKS]
    return tuple(Piece(Purpose.LANDMARKS, "", (Candidate(model, means),), without) for model in found)
