"""`kiosk config`: the effective settings and where each came from."""

import argparse
import json

from kiosk.app.config.config import SECRETS, load
from kiosk.cli.output import Output


def run(options: argparse.Namespace) -> int:
    """Prints every setting."""
    out = Output(options.json)
    for section, table in load(options.config).settings.items():
        if not options.json:
            print(f"[{section}]")
        for key, setting in table.items():
            value = "(set)" if (section, key) in SECRETS and setting.value else setting.value
            row = {"section": section, "key": key, "value": value, "origin": setting.origin}
            out.row(row, f"{key} = {_toml(value):30} # {setting.origin}")
    return 0


def _toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value, ensure_ascii=False)
        case dict():
            return f"{{ {', '.join(f'{key} = {_toml(entry)}' for key, entry in value.items())} }}"
        case _:
            return str(value)
