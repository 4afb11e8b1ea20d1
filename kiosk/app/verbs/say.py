"""`kiosk say`: a text spoken, and its viseme track."""

import argparse
import time
from dataclasses import replace

from kiosk.app.clock import now
from kiosk.app.kit import Kit, open_kit
from kiosk.app.output import Output
from kiosk.app.speech import speaker_of
from kiosk.domain.commands import Say
from kiosk.domain.figure import Voice
from kiosk.voice.orator import Orator
from kiosk.voice.recordings import NoRecordings
from kiosk.voice.saying import say
from kiosk.voice.synthesizer import Synthesizer
from kiosk.voice.synthesizer_pyttsx3 import open_synthesizer
from kiosk.voice.trouble import VoiceError

STEP_SECONDS = 0.01


def run(options: argparse.Namespace) -> int:
    """Speaks into the file, or aloud; prints the track."""
    kit = open_kit(options)
    out = Output(options.json)
    language = options.language or kit.pack.language
    voice = replace(kit.pack.voice, voice=options.voice) if options.voice else kit.pack.voice
    synthesizer = open_synthesizer()
    row = say(synthesizer, options.text, language, voice, options.out)
    visemes = len(row["cues"]) if isinstance(row["cues"], list) else 0
    where = f" in {options.out}" if options.out else ""
    out.row(row, f"{row['seconds']} s, {visemes} cues, {row['engine']} {row['voice']}{where}")
    if options.out is None:
        _aloud(kit, synthesizer, Say(0, 0, options.text, language), voice)
    return 0


def _aloud(kit: Kit, synthesizer: Synthesizer, text: Say, voice: Voice) -> None:
    orator = Orator(synthesizer, speaker_of(kit), lambda *_: None, now, NoRecordings())
    try:
        if orator.trouble:
            raise VoiceError(orator.trouble)
        orator.say(text, voice)
        while not orator.is_idle:
            orator.step()
            time.sleep(STEP_SECONDS)
    finally:
        orator.close()
