"""A recognizer that hears one word for every tenth of a second of loud sound."""

from kiosk.domain.audio import AudioChunk
from kiosk.domain.transcript import Transcript, Word


class CountingRecognizer:
    """Its words are numbers, so that nothing lost or doubled goes unnoticed."""

    def __init__(self, name: str = "counting", settles: bool = False) -> None:
        self.name, self.rate_hz = name, 16000
        self.accepted: list[float] = []
        self.finished = 0
        self._settles = settles
        self._loud, self._told = 0.0, ""

    def accept(self, chunk: AudioChunk) -> Transcript | None:
        self.accepted.append(chunk.at)
        self._loud += chunk.seconds if any(chunk.samples) else 0.0
        transcript = self._transcript(is_final=False)
        if transcript.text == self._told:
            return None
        self._told = transcript.text
        return transcript

    def settle(self) -> Transcript | None:
        return self._transcript(is_final=True) if self._settles else None

    def finish(self) -> Transcript:
        self.finished += 1
        whole = self._transcript(is_final=True)
        self.reset()
        return whole

    def reset(self) -> None:
        self._loud, self._told = 0.0, ""

    def _transcript(self, is_final: bool) -> Transcript:
        count = int(self._loud * 10 + 1e-6)
        words = tuple(Word(str(index), index / 10, index / 10 + 0.1, 0.5) for index in range(count))
        return Transcript(" ".join(word.text for word in words), is_final, words, self.name)
