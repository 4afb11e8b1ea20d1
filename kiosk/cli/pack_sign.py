"""`kiosk pack sign|trust|revoke|rollback`: who answers for a pack, whom this kiosk believes, and the ways back."""

import argparse
import getpass
import os
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

from kiosk.app.config.config import data_folder, load
from kiosk.app.config.pack_selection import open_library
from kiosk.cli.output import Output
from kiosk.domain.problem import Problem
from kiosk.pack.errors import PackError
from kiosk.pack.store.carrying import Signer, carry
from kiosk.pack.trust.revocation import Revoked, write_revocation
from kiosk.pack.trust.signature import fingerprint
from kiosk.pack.trust.signature_cryptography import Ed25519Key, make_key, read_key
from kiosk.pack.trust.trusted_keys import SUFFIX, TrustStore, card, read_card

PHRASE = "KIOSK_KEY_PHRASE"
"""The variable of the environment in which programs give the pass phrase."""


def run(options: argparse.Namespace) -> int:
    """Does the act that was asked for."""
    out = Output(options.json)
    acts = {"sign": _sign, "trust": _trust, "revoke": _revoke, "rollback": _rollback}
    return acts[options.act](options, out)


def _sign(options: argparse.Namespace, out: Output) -> int:
    if options.new_key is not None:
        _new_key(options, out)
    if options.folder is None:
        return 0
    key_file = options.key or options.new_key
    if key_file is None:
        raise PackError(Problem("KP0079", "--key", "no key is named", "kiosk pack sign --new-key FILE makes one"))
    key = read_key(key_file, _phrase("Pass phrase of the key: "))
    target = options.out or Path(f"{options.folder.resolve().name}.kpack")
    pack = carry(options.folder, target, date.today(), Signer(options.signer, key, date.today()))
    row = {"event": "signed", "file": str(target), "id": pack.id, "version": pack.version, "digest": pack.digest}
    mark = fingerprint(key.public_key)
    out.row(
        {**row, "signer": options.signer, "fingerprint": mark},
        f"{target}: {pack.id} {pack.version}, signed by {options.signer} ({mark})",
    )
    return 0


def _new_key(options: argparse.Namespace, out: Output) -> None:
    key: Ed25519Key = make_key(options.new_key, _phrase("New pass phrase: ", again="Once more: "))
    public = options.new_key.with_suffix(SUFFIX)
    public.write_text(card(options.signer, key.public_key), encoding="utf-8")
    mark = fingerprint(key.public_key)
    out.row(
        {"event": "key_made", "key": str(options.new_key), "public": str(public), "fingerprint": mark},
        f"{options.new_key} is the key: keep it and its pass phrase to yourself.\n"
        f"{public} is for the kiosks: kiosk pack trust {public}   (fingerprint {mark})",
    )


def _trust(options: argparse.Namespace, out: Output) -> int:
    store = TrustStore(data_folder(load(options.config)) / "packs" / ".trust")
    if options.withdraw:
        if not store.withdraw(options.withdraw):
            raise PackError(
                Problem("KP0079", options.withdraw, "no trusted key has that fingerprint", "kiosk pack trust")
            )
        out.row({"event": "withdrawn", "fingerprint": options.withdraw}, f"{options.withdraw} is no longer trusted")
        return 0
    if options.file is not None:
        store.enrol(read_card(options.file))
    for key in store.trusted():
        row = {"event": "trusted", "name": key.name, "fingerprint": fingerprint(key.public_key)}
        until = key.valid_until.isoformat() if key.valid_until else None
        out.row(
            {**row, "valid_until": until}, f"{row['fingerprint']}  {key.name}" + (f", until {until}" if until else "")
        )
    return 0


def _revoke(options: argparse.Namespace, out: Output) -> int:
    """Makes a signed list; with one that is there already, takes it over on this kiosk."""
    today = date.today()
    if options.honour is not None:
        library = open_library(load(options.config))
        entries = library.honour(options.honour, today).entries
    else:
        if options.id is None or options.key is None:
            raise PackError(Problem("KP0079", "revoke", "name the pack and the key", "kiosk pack revoke ID --key FILE"))
        since = options.since.isoformat() if options.since else ""
        entries = [Revoked(options.id, one, options.version, since, options.reason) for one in options.consent or [""]]
        target = options.out or Path(f"{options.id}.revoke")
        key = read_key(options.key, _phrase("Pass phrase of the key: "))
        write_revocation(target, entries, key, options.signer, today)
        out.row({"event": "revocation", "file": str(target), "signer": options.signer}, f"{target} is made")
    for entry in entries:
        part = f"consent '{entry.consent}' of {entry.pack}" if entry.consent else entry.pack
        said = " ".join(filter(None, (part, entry.version, f"from {entry.since}" if entry.since else "at once")))
        out.row({"event": "revoked", **asdict(entry)}, f"revoked: {said}")
    return 0


def _rollback(options: argparse.Namespace, out: Output) -> int:
    installed = open_library(load(options.config)).rollback(options.id, date.today())
    seal = asdict(installed.seal)
    row = {"event": "rolled_back", "id": installed.id, "version": installed.version, "trust": str(seal["trust"])}
    out.row(row, f"{installed.id} {installed.version} counts again; once more takes it back")
    return out.problems(installed.problems)


def _phrase(prompt: str, again: str = "") -> str:
    """From the environment, or asked for without being shown. Raises PackError where nobody can be asked."""
    if PHRASE in os.environ:
        return os.environ[PHRASE]
    if not sys.stdin.isatty():
        raise PackError(Problem("KP0079", "pass phrase", "there is nobody to ask", f"set {PHRASE}"))
    phrase = getpass.getpass(prompt)
    if again and getpass.getpass(again) != phrase:
        raise PackError(Problem("KP0079", "pass phrase", "the two are not the same", "try again"))
    return phrase
