"""`kiosk say`: a text spoken, and its viseme track."""

import argparse
from dataclasses import replace

from kiosk.app.wiring.kit import open_kit
from kiosk.authoring.listening import say_aloud
from kiosk.cli.output import Output
from kiosk.domain.commands import Say
from kiosk.voice.synthesis.choose import open_voices
from kiosk.voice.trial import say


def run(options: argparse.Namespace) -> int:
    """Speaks into the file, or aloud; prints the track."""
    kit = open_kit(options)
    out = Output(options.json)
    language = options.language or kit.pack.language
    voice = replace(kit.pack.voice, voice=options.voice) if options.voice else kit.pack.voice
    synthesizer = open_voices()
    row = say(synthesizer, options.text, language, voice, options.out)
    visemes = len(row["cues"]) if isinstance(row["cues"], list) else 0
    where = f" in {options.out}" if options.out else ""
    out.row(row, f"{row['seconds']} s, {visemes} cues, {row['engine']} {row['voice']}{where}")
    if options.out is None:
        say_aloud(kit, synthesizer, Say(0, 0, options.text, language), voice)
    return 0
