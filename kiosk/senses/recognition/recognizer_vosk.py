"""Speech recognition by Vosk: words appear while they are spoken, each with its confidence."""

import json
import re
from pathlib import Path
from typing import Any

import vosk

from kiosk.domain.audio import AudioChunk
from kiosk.domain.sensing.transcript import Transcript, Word, joined
from kiosk.senses.errors import refuse

HINT = "kiosk models verify"
QUIET = -1
"""Kaldi's log level: errors only."""

UNLISTED = -1
"""What Vosk answers about a word that it does not know."""

GHOST_LETTERS = 4
GHOST_CONFIDENCE = 0.7
"""In noise Vosk invents short words, unsurely (vosk-api issues 797, 837 and 1139)."""

NO_WORD = re.compile(r"\[.*\]|<.*>")


class VoskRecognizer:
    """One model in memory; the segments that Vosk cuts an utterance into are joined again."""

    is_streaming = True

    def __init__(self, folder: Path, name: str, rate_hz: int = 16000) -> None:
        self.name, self.rate_hz = name, rate_hz
        vosk.SetLogLevel(QUIET)
        # Vosk ends the whole process over a folder without these, so they are looked for first.
        if not (folder / "am" / "final.mdl").is_file() and not (folder / "final.mdl").is_file():
            raise refuse("KS0008", folder, "holds no Vosk model", HINT)
        try:
            self._model = vosk.Model(str(folder))
        # Vosk raises nothing more precise.
        except Exception as error:
            raise refuse("KS0008", folder, f"the Vosk model cannot be loaded: {error}", HINT) from error
        self._segments: list[Transcript] = []
        self._told, self._is_used = "", True
        self.reset()

    def knows(self, word: str) -> bool:
        """Whether the model's list of words has it, in small letters."""
        return bool(self._model.vosk_model_find_word(word) != UNLISTED)

    def accept(self, chunk: AudioChunk) -> Transcript | None:
        self._is_used = True
        if self._kaldi.AcceptWaveform(chunk.samples):
            self._segments.append(self._segment(self._kaldi.Result()))
            partial = joined(self._segments)
        else:
            words = spoken(str(json.loads(self._kaldi.PartialResult()).get("partial", "")))
            partial = joined([*self._segments, Transcript(words, recognizer=self.name)])
        if partial.text == self._told:
            return None
        self._told = partial.text
        return Transcript(partial.text, words=partial.words, recognizer=self.name)

    def partial(self) -> Transcript | None:
        return None

    def settle(self) -> Transcript:
        return joined([*self._segments, Transcript(self._told)])

    def rest(self) -> None:
        pass

    def finish(self) -> Transcript:
        self._segments.append(self._segment(self._kaldi.FinalResult()))
        whole = joined(self._segments)
        if is_ghost(whole):
            return Transcript("", is_final=True, recognizer=self.name)
        return Transcript(whole.text, True, whole.words, self.name)

    def reset(self) -> None:
        self._segments, self._told = [], ""
        if self._is_used:
            # Vosk's own Reset lets words of the utterance before slip into the next; this costs 0.05 s.
            self._kaldi: Any = vosk.KaldiRecognizer(self._model, self.rate_hz)
            self._kaldi.SetWords(True)
            self._is_used = False

    def _segment(self, result: str) -> Transcript:
        found = json.loads(result)
        words = tuple(
            Word(str(word["word"]), float(word["start"]), float(word["end"]), float(word["conf"]))
            for word in found.get("result", ())
            if not NO_WORD.fullmatch(str(word["word"]))
        )
        return Transcript(spoken(str(found.get("text", ""))), words=words, recognizer=self.name)


def spoken(text: str) -> str:
    """The text without marks for noise, such as [2] or <unk>."""
    return " ".join(word for word in text.split() if not NO_WORD.fullmatch(word))


def is_ghost(transcript: Transcript) -> bool:
    """A few unsure letters are more likely noise than speech."""
    confidence = transcript.confidence
    is_short = len(transcript.words) <= 2 and len(transcript.text) <= GHOST_LETTERS
    return is_short and confidence is not None and confidence < GHOST_CONFIDENCE
