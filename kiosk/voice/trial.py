"""Saying one text for trial: its figures, and its sound in a marked file."""

from pathlib import Path

from kiosk.domain.content.figure import Voice
from kiosk.voice.marking import write_wav
from kiosk.voice.synthesis.synthesizer import Synthesizer


def say(synthesizer: Synthesizer, text: str, language: str, voice: Voice, out: Path | None) -> dict[str, object]:
    """Speaks the text, into the file if one is given. Raises VoiceError."""
    speech = synthesizer.speak(text, language, voice)
    if out is not None:
        write_wav(out, speech.samples, speech.rate_hz, speech.engine)
    return {
        "seconds": round(speech.seconds, 3),
        "engine": speech.engine,
        "voice": speech.voice,
        "cues": [[round(cue.at, 3), cue.viseme.value] for cue in speech.track.cues],
    }
