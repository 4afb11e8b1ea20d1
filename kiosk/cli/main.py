"""The command line: every verb with its options; a verb's own module is imported only when it is asked for."""

import argparse
import getpass
import importlib
import logging
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import __version__
from kiosk.cli.output import Output
from kiosk.domain.problem import KioskError

RECOGNIZERS = ("auto", "vosk", "moonshine", "whisper")
BENCHES = (
    "latency", "frames", "memory", "matching", "grounding", "conversation", "hearing", "seeing", "voice", "lips",
    "offset",
)  # fmt: skip

if TYPE_CHECKING:
    Verbs = argparse._SubParsersAction[argparse.ArgumentParser]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb. Exit status: 0, 1 with problems printed, 2 for unusable arguments, 130 when interrupted."""
    options = parser().parse_args(arguments)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # threads that wait for each other cost 30 ms a question
    level = logging.INFO if options.verbose else logging.WARNING
    logging.basicConfig(level=level, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    try:
        verb = importlib.import_module(f"kiosk.cli.{options.module}")
        status: int = verb.run(options)
        return status
    except KioskError as error:
        Output(options.json).problems(error.problems)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def parser() -> argparse.ArgumentParser:
    """All verbs and their options."""
    top = argparse.ArgumentParser(prog="kiosk", description="A historical figure on a vertical screen.")
    top.add_argument("--version", action="version", version=__version__)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="one JSON object per line")
    common.add_argument("--config", type=Path, metavar="F", help="a configuration file laid over the others")
    common.add_argument("--verbose", action="store_true", help="tell on standard error what is done")
    verbs = top.add_subparsers(title="verbs", required=True, metavar="VERB")
    for add in (_visits, _senses, _words, _machine, _bench, _packs, _models):
        add(verbs, common)
    return top


def _verb(
    verbs: "Verbs",
    common: argparse.ArgumentParser,
    name: str,
    summary: str,
    module: str = "",
) -> argparse.ArgumentParser:
    made = verbs.add_parser(name, help=summary, description=summary, parents=[common])
    made.set_defaults(module=module or name)
    return made


def _pack_option(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--pack", metavar="P", help="a folder or an installed id (default: the pack in use, else the demo)"
    )


def _visits(verbs: "Verbs", common: argparse.ArgumentParser) -> None:
    run = _verb(verbs, common, "run", "the kiosk")
    _pack_option(run)
    run.add_argument("--windowed", action="store_true", help="in a window; Escape leaves")
    run.add_argument("--for", dest="seconds", type=float, metavar="S", help="leave after so many seconds")
    rehearse = _verb(verbs, common, "rehearse", "a scripted visit with real engines and no hardware")
    rehearse.add_argument("file", type=Path)
    _pack_option(rehearse)
    rehearse.add_argument("--video", type=Path, metavar="OUT.mp4", help="film the visit, with sound")
    rehearse.add_argument("--stills", type=Path, metavar="DIR", help="a picture of every phase")
    rehearse.add_argument("--transcript", type=Path, metavar="F", help="what was said, with labels and times")


def _senses(verbs: "Verbs", common: argparse.ArgumentParser) -> None:
    watch = _verb(verbs, common, "watch", "sightings and presence events")
    watch.add_argument("source", nargs="?", metavar="VIDEO|IMAGE|CAMERA")
    hear = _verb(verbs, common, "hear", "partials, final transcripts, timings")
    hear.add_argument("wav", nargs="?", metavar="WAV|-", help="default: the microphone")
    hear.add_argument("--language", metavar="L", help="default: the pack's")
    hear.add_argument("--recognizer", metavar="NAME", choices=RECOGNIZERS)
    hear.add_argument("--pace", choices=("real", "fast"), default="fast")
    _pack_option(hear)


def _words(verbs: "Verbs", common: argparse.ArgumentParser) -> None:
    ask = _verb(verbs, common, "ask", "route, line, score, text and sources of an answer")
    ask.add_argument("question", nargs="?", metavar="QUESTION", help="default: one per line of standard input")
    _pack_option(ask)
    ask.add_argument("--language", metavar="L")
    ask.add_argument("--session", action="store_true", help="all questions are one visitor's")
    ask.add_argument("--routes", metavar="a,b", help="only these routes")
    say = _verb(verbs, common, "say", "speech and viseme track of a text")
    say.add_argument("text", metavar="TEXT")
    say.add_argument("-o", "--out", type=Path, metavar="OUT.wav", help="default: the speaker")
    say.add_argument("--voice", metavar="V", help="the engine's own voice name")
    say.add_argument("--language", metavar="L")
    _pack_option(say)


def _machine(verbs: "Verbs", common: argparse.ArgumentParser) -> None:
    _verb(verbs, common, "config", "the effective settings and where each came from", "config")
    doctor = _verb(verbs, common, "doctor", "what works, and what to do about what does not")
    doctor.add_argument("--room", action="store_true", help="measures noise, distance and echo by your voice")
    _pack_option(doctor)


def _bench(verbs: "Verbs", common: argparse.ArgumentParser) -> None:
    bench = _verb(verbs, common, "bench", "measures this machine")
    bench.add_argument("target", choices=BENCHES)
    bench.add_argument("--dialogues", type=Path, metavar="FOLDER", help="conversation: other dialogues than the pack's")
    bench.add_argument(
        "--clips",
        type=int,
        metavar="N",
        help="utterances for latency (default 40), of each set for hearing, or pictures for seeing (default 10)",
    )
    bench.add_argument("--photo", type=Path, metavar="FILE", help="a photograph whose frames are measured too")
    bench.add_argument("--film", type=Path, metavar="FILE", help="a film whose frames are measured too")
    bench.add_argument(
        "--seconds", type=float, default=20.0, metavar="S", help="length of frames, memory, empty rooms and noise alone"
    )
    bench.add_argument(
        "--speech",
        type=Path,
        metavar="TSV",
        help="recordings: path, set, lang, speaker, is_question, text, text_source",
    )
    bench.add_argument("--noise", type=Path, metavar="FOLDER", help="hearing: recordings of meetings, a city and so on")
    bench.add_argument("--detectors", action="store_true", help="hearing: the detectors of voice instead of words")
    bench.add_argument("--faces", type=Path, metavar="CSV", help="seeing: photographs: path, boxes_xywh of their faces")
    bench.add_argument("--data", type=Path, metavar="FOLDER", help="folder of hwu64, banking77 and squad")
    bench.add_argument(
        "--set", dest="sets", action="append", type=Path, metavar="F", help="a further set: CSV of question, intent"
    )
    bench.add_argument("--scale", action="store_true", help="matching, grounding: time and memory against size")
    bench.add_argument("--compose", type=int, default=20, metavar="N", help="grounding: N questions a kind composed")
    bench.add_argument("--synthetic", type=int, metavar="N", help="matching: N questions spoken, and really recognised")
    bench.add_argument("--texts", type=int, metavar="N", help="voice, lips: so many lines of the pack")
    bench.add_argument(
        "--engine", dest="engines", action="append", choices=("auto", "espeak"), help="voice: default both"
    )
    bench.add_argument("--seeds", type=int, default=3, metavar="N", help="matching: repetitions (default 3)")
    _pack_option(bench)


def _packs(verbs: "Verbs", common: argparse.ArgumentParser) -> None:
    pack = verbs.add_parser("pack", help="make, check, install and choose content packs")
    acts = pack.add_subparsers(title="acts", required=True, metavar="ACT")
    new = _verb(acts, common, "new", "asks a few questions and writes a commented pack", "pack_new")
    new.add_argument("name", metavar="NAME", help="the folder to make; its last part is the pack's id")
    new.add_argument("--plain", action="store_true", help="ask nothing")
    check = _verb(acts, common, "check", "says everything that is wrong with a pack", "pack_check")
    check.add_argument("path", nargs="?", metavar="P")
    check.add_argument("--html", type=Path, metavar="FILE", help="writes a page with pictures as well")
    build = _verb(
        acts, common, "build", "computes what matching, finding and speaking need, into the pack", "pack_library"
    )
    build.add_argument("path", nargs="?", metavar="P")
    speech = build.add_mutually_exclusive_group()
    speech.add_argument("--no-voices", dest="voices", action="store_false", help="speech is made as it is said")
    speech.add_argument("--only-voices", action="store_true", help="speech alone; the rest another time")
    build.add_argument("-o", "--out", type=Path, metavar="OUT.kpack", help="and all of it in one unsigned file")
    install = _verb(acts, common, "install", "checks a pack and keeps a copy", "pack_library")
    install.add_argument("path", metavar="FOLDER")
    install.add_argument("--trial", action="store_true", help="accept it without a signature")
    _signing(acts, common)
    _verb(acts, common, "list", "installed packs", "pack_library")
    use = _verb(acts, common, "use", "chooses the pack that the kiosk shows", "pack_library")
    use.add_argument("path", metavar="ID")
    rig = _verb(acts, common, "rig", "makes one photograph a talking portrait", "pack_rig")
    rig.add_argument("photo", type=Path, metavar="PHOTO")
    rig.add_argument("-o", "--out", type=Path, metavar="DIR", help="default: the photograph's folder")
    rig.add_argument("--again", action="store_true", help="find the points anew; the old ones are kept beside them")
    rig.add_argument("--no-editor", dest="editor", action="store_false", help="do not open the editor")
    _pack_option(rig)
    _imports(acts, common)
    for name, made in acts.choices.items():
        made.set_defaults(act=name)


def _signing(acts: "Verbs", common: argparse.ArgumentParser) -> None:
    sign = _verb(acts, common, "sign", "checks a pack and writes it as one signed file", "pack_sign")
    sign.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    sign.add_argument("--key", type=Path, metavar="FILE", help="the signer's private key")
    sign.add_argument("--new-key", type=Path, metavar="FILE", help="makes a key, and its public part beside it")
    sign.add_argument("--signer", default=getpass.getuser(), metavar="NAME", help="who answers for it")
    sign.add_argument("-o", "--out", type=Path, metavar="OUT.kpack")
    trust = _verb(acts, common, "trust", "the signers whom this kiosk believes", "pack_sign")
    trust.add_argument("file", nargs="?", type=Path, metavar="FILE.pub", help="a public key to be trusted from now on")
    trust.add_argument("--withdraw", metavar="FINGERPRINT", help="trusts it no longer")
    revoke = _verb(acts, common, "revoke", "makes a signed list of what may no longer be shown", "pack_sign")
    revoke.add_argument("id", nargs="?", metavar="ID")
    revoke.add_argument("--consent", action="append", metavar="ID", help="only this consent; default: the pack")
    revoke.add_argument("--version", default="", metavar="V", help="only this version of the pack")
    revoke.add_argument("--since", type=date.fromisoformat, metavar="DATE", help="default: at once")
    revoke.add_argument("--reason", default="", metavar="TEXT", help="shown to staff")
    revoke.add_argument("--key", type=Path, metavar="FILE", help="the signer's private key")
    revoke.add_argument("--signer", default=getpass.getuser(), metavar="NAME", help="who answers for it")
    revoke.add_argument("-o", "--out", type=Path, metavar="OUT.revoke")
    revoke.add_argument("--honour", type=Path, metavar="FILE.revoke", help="takes such a list over on this kiosk")
    rollback = _verb(acts, common, "rollback", "goes back to the version before", "pack_sign")
    rollback.add_argument("id", metavar="ID")


def _imports(acts: "Verbs", common: argparse.ArgumentParser) -> None:
    act = _verb(
        acts, common, "import", "turns spreadsheets, books, recordings and pictures into pack files", "pack_import"
    )
    act.add_argument("sources", nargs="+", type=Path, metavar="SOURCE", help="a file, or a folder of files")
    act.add_argument("--into", type=Path, required=True, metavar="PACK", help="the pack's folder")
    act.add_argument("--language", metavar="L", help="default: the pack's first")
    act.add_argument("--origin", choices=("primary", "about", "written"), help="whose words a text holds")
    act.add_argument("--title", metavar="T", help="default: what the file says")
    act.add_argument("--author", metavar="A", help="default: what the file says")
    act.add_argument("--year", type=int, metavar="Y")
    act.add_argument("--questions", metavar="COLUMN", help="a spreadsheet's column, by its head or letter")
    act.add_argument("--answers", metavar="COLUMN")
    act.add_argument("--no-proposal", dest="propose", action="store_false", help="propose no script from a text")
    act.add_argument("--recognizer", metavar="NAME", choices=RECOGNIZERS, help="for recordings")
    interview = _verb(
        acts, common, "interview", "asks a living person, and keeps answers and spoken consent", "pack_interview"
    )
    interview.add_argument("pack", type=Path, metavar="PACK", help="the pack's folder")
    interview.add_argument(
        "--questions", type=Path, metavar="FILE", help="default: questions.toml of the pack, else proposed"
    )
    interview.add_argument("--language", metavar="L", help="default: the pack's first")
    interview.add_argument("--recordings", type=Path, metavar="DIR", help="takes ID.wav and consent.wav from there")
    interview.add_argument("--quiet", action="store_true", help="show only, play nothing")
    interview.add_argument("--recognizer", metavar="NAME", choices=RECOGNIZERS)
    review = _verb(acts, common, "review", "accepts, rewords or drops what an import proposed", "pack_review")
    review.add_argument("path", nargs="?", metavar="P", help="the pack's folder")
    review.add_argument("--list", action="store_true", help="only list what waits")


def _models(verbs: "Verbs", common: argparse.ArgumentParser) -> None:
    models = verbs.add_parser("models", help="models: what there is, what is installed")
    acts = models.add_subparsers(title="acts", required=True, metavar="ACT")
    _verb(acts, common, "list", "the catalog and what is installed", "models")
    pull = _verb(acts, common, "pull", "fetches models", "models")
    pull.add_argument("models", nargs="*", metavar="MODEL")
    pull.add_argument("--recommended", action="store_true", help="the best that can be had for this machine")
    pull.add_argument("--language", action="append", metavar="L", help="default: the pack's languages")
    pull.add_argument("--from", dest="folders", action="append", type=Path, metavar="DIR", help="look here first")
    _pack_option(pull)
    verify = _verb(acts, common, "verify", "compares digests", "models")
    verify.add_argument("models", nargs="*", metavar="MODEL")
    path = _verb(acts, common, "path", "where a model lies", "models")
    path.add_argument("models", nargs=1, metavar="MODEL")
    recommend = _verb(acts, common, "recommend", "what suits this machine", "models")
    recommend.add_argument("--language", action="append", metavar="L")
    _pack_option(recommend)
    for name, made in acts.choices.items():
        made.set_defaults(act=name)


if __name__ == "__main__":
    sys.exit(main())
