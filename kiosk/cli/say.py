"""`kiosk say`: a text spoken, and its viseme track."""

import argparse
from dataclasses import replace

from kiosk.app.wiring.setup import open_setup
from kiosk.authoring.listening import say_aloud
from kiosk.cli.output import Output
from kiosk.domain.commands import Say
from kiosk.voice.synthesis.choose import open_voices
from kiosk.voice.trial import say


def run(options: argparse.Namespace) -> int:
    """Speaks into the file, or aloud; prints the track."""
    setup = open_setup(options)
    out = Output(options.json)
    language = options.language or setup.pack.language
    voice = replace(setup.pack.voice, voice=options.voice) if options.voice else setup.pack.voice
    synthesizer = open_voices()
    row = say(synthesizer, options.text, language, voice, options.out)
    visemes = len(row["cues"]) if isinstance(row["cues"], list) else 0
    where = f" in {options.out}" if options.out else ""
    out.row(row, f"{row['seconds']} s, {visemes} cues, {row['engine']} {row['voice']}{where}")
    if options.out is None:
        say_aloud(setup.voice, synthesizer, Say(0, 0, options.text, language), voice)
    return 0
