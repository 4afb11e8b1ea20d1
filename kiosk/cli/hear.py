"""`kiosk hear`: what a recording or the microphone says."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from kiosk.app.wiring.microphone import MicrophoneSetup
from kiosk.app.wiring.setup import open_setup
from kiosk.cli.output import Output
from kiosk.domain.problem import KioskError, Problem
from kiosk.process.clock import now
from kiosk.senses.hearing import hear_all
from kiosk.senses.microphone import Microphone
from kiosk.senses.microphone_file import FileMicrophone
from kiosk.senses.microphone_miniaudio import MiniaudioMicrophone
from kiosk.senses.recognition.choose import choose, open_recognizer, open_vad
from kiosk.sound.recording import parse_recording, read_recording


def run(options: argparse.Namespace) -> int:
    """Prints partial and final transcripts until the recording ends; a microphone until it is interrupted."""
    setup = open_setup(options).microphone
    out = Output(options.json)
    settings = setup.recognizers
    if options.recognizer:
        settings = replace(settings, recognizer=options.recognizer)
    choice = choose(settings, options.language or setup.languages[0])
    if isinstance(choice, Problem):
        raise KioskError(choice)
    microphone = _microphone(options, setup)
    try:
        recognizer = open_recognizer(choice)
        for row in hear_all(microphone, open_vad(setup.vad), recognizer, setup.endpointing, now):
            out.row(row, f"{row['audio']:8} s  {'= ' if row['event'] == 'final' else '… '}{row['text']}")
    finally:
        microphone.close()
    return 0


def _microphone(options: argparse.Namespace, setup: MicrophoneSetup) -> Microphone:
    if options.wav is None:
        return MiniaudioMicrophone(setup.settings, now)
    if options.wav == "-":
        recording = parse_recording(sys.stdin.buffer.read(), "standard input")
    else:
        recording = read_recording(Path(options.wav))
    return FileMicrophone(recording, setup.settings, is_paced=options.pace == "real", clock=now)
