"""A recognizer that hears one word for every tenth of a second of loud sound."""

from collections.abc import Callable

from kiosk.domain.audio import AudioChunk
from kiosk.domain.sensing.transcript import Transcript, Word


class CountingRecognizer:
    """Its words are numbers, so that nothing lost or doubled goes unnoticed."""

    def __init__(self, name: str = "counting", settles: bool = False) -> None:
        self.name, self.rate_hz, self.is_streaming = name, 16000, not settles
        self.accepted: list[float] = []
        self.finished, self.settled = 0, 0
        self.said = ""
        """Its words, whatever it hears; empty: numbers."""

        self.is_doubted = False
        """Whether it takes its own words for noise."""

        self.trouble: Callable[[], None] = lambda: None
        """What happens whenever it is given something to do: it may raise, or not come to an end."""

        self.rested = 0
        self._loud, self._told = 0.0, ""

    def accept(self, chunk: AudioChunk) -> Transcript | None:
        self.trouble()
        self.accepted.append(chunk.at)
        self._loud += chunk.seconds if any(chunk.samples) else 0.0
        return self.partial() if self.is_streaming else None

    def partial(self) -> Transcript | None:
        transcript = self._transcript(is_final=False)
        if transcript.text == self._told:
            return None
        self._told = transcript.text
        return transcript

    def settle(self) -> Transcript:
        self.trouble()
        self.settled += 1
        return self._transcript(is_final=True)

    def rest(self) -> None:
        self.rested += 1

    def finish(self) -> Transcript:
        self.trouble()
        self.finished += 1
        return self._transcript(is_final=True)

    def reset(self) -> None:
        self._loud, self._told = 0.0, ""

    def _transcript(self, is_final: bool) -> Transcript:
        if self.said:
            return Transcript(self.said, is_final, recognizer=self.name, is_doubted=self.is_doubted)
        count = int(self._loud * 10 + 1e-6)
        words = tuple(Word(str(index), index / 10, index / 10 + 0.1, 0.5) for index in range(count))
        return Transcript(" ".join(word.text for word in words), is_final, words, self.name, is_doubted=self.is_doubted)
