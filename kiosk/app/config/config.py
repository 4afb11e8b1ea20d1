"""Configuration: built-in defaults, then files, then the environment; every value knows where it came from."""

import difflib
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from kiosk.app.config import house_facts
from kiosk.domain.problem import KioskError, Problem

DEFAULT_FILE = Path(__file__).with_name("default.toml")
SYSTEM_FILE = Path("/etc/kiosk/kiosk.toml")
SYSTEM_DATA = Path("/var/lib/kiosk")
PREFIX = "KIOSK_"
"""KIOSK_VOICE__VOLUME_PERCENT=50 sets volume_percent of [voice]."""

SECRETS = frozenset({("staff", "pin")})
"""Told to nobody, not even as a setting."""

BOUNDS: dict[str, tuple[float, float]] = {
    "seconds": (0.0, 3600.0),
    "percent": (0.0, 100.0),
    "hz": (1.0, 192_000.0),
    "m": (0.1, 20.0),
    "degrees": (0.0, 359.0),
    "inches": (5.0, 200.0),
    "pixels": (16.0, 16_384.0),
    "threads": (1.0, 64.0),
    "ms": (1.0, 10_000.0),
    "score": (0.0, 1.0),
    "age": (0.0, 99.0),
}
"""By the last word of a key: the unit says what can be meant."""


class ConfigError(KioskError):
    """The configuration cannot be used."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One effective value."""

    value: Any
    origin: str
    """default, a file, or the environment variable's name."""


@dataclass(frozen=True, slots=True)
class Config:
    """All effective values by section and key."""

    settings: Mapping[str, Mapping[str, Setting]]

    def section(self, name: str) -> dict[str, Any]:
        """The plain values of one section."""
        return {key: setting.value for key, setting in self.settings[name].items()}

    def value(self, section: str, key: str) -> Any:
        return self.settings[section][key].value


def one_of(config: Config, section: str, key: str, allowed: Sequence[str]) -> str:
    """A setting that is one of a few words. Raises ConfigError for any other."""
    value = str(config.value(section, key))
    if value not in allowed:
        near = difflib.get_close_matches(value, allowed, 1)
        hint = f"did you mean '{near[0]}'?" if near else ""
        raise ConfigError(
            Problem("KC0008", f"[{section}] {key}", f"is '{value}', not one of {', '.join(allowed)}", hint)
        )
    return value


def user_file() -> Path:
    """The configuration of the user who starts the kiosk."""
    return platformdirs.user_config_path("kiosk") / "kiosk.toml"


def load(extra: Path | None = None, environment: Mapping[str, str] | None = None) -> Config:
    """Reads all layers. Raises ConfigError with every problem found, not only the first."""
    problems: list[Problem] = []
    defaults = tomllib.loads(DEFAULT_FILE.read_text(encoding="utf-8"))
    settings = {
        section: {key: Setting(value, "default") for key, value in table.items()} for section, table in defaults.items()
    }
    if extra is not None and not extra.is_file():
        problems.append(Problem("KC0001", str(extra), "there is no such configuration file", "check the path"))
    for file in (SYSTEM_FILE, user_file(), extra):
        if file is not None and file.is_file():
            _lay(settings, _read(file, problems), str(file), problems)
    _lay_environment(settings, os.environ if environment is None else environment, problems)
    if problems:
        raise ConfigError(*problems)
    return Config(settings)


def data_folder(config: Config) -> Path:
    """Where packs and models live: configured, the system's if it can be written, else the user's."""
    configured = config.value("kiosk", "data_folder")
    if configured:
        return Path(configured).expanduser()
    if SYSTEM_DATA.is_dir() and os.access(SYSTEM_DATA, os.W_OK):
        return SYSTEM_DATA
    return platformdirs.user_data_path("kiosk")


def _read(file: Path, problems: list[Problem]) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem("KC0002", str(file), f"is not valid TOML: {error}"))
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem("KC0003", str(file), f"cannot be read: {error}"))
    return {}


def _lay(
    settings: dict[str, dict[str, Setting]], layer: Mapping[str, Any], origin: str, problems: list[Problem]
) -> None:
    for section, table in layer.items():
        if section not in settings or not isinstance(table, dict):
            problems.append(_unknown(origin, f"[{section}]", section, list(settings)))
            continue
        for key, value in table.items():
            where = f"{origin} [{section}] {key}"
            known = settings[section].get(key)
            if known is None:
                problems.append(_unknown(origin, f"[{section}] {key}", key, list(settings[section])))
            elif section == house_facts.SECTION and (wrong := tuple(house_facts.unfit(where, value))):
                problems += wrong
            elif section != house_facts.SECTION and (found := _unfit(where, key, value, known.value)):
                problems.append(found)
            else:
                settings[section][key] = Setting(value, origin)


def _lay_environment(
    settings: dict[str, dict[str, Setting]], environment: Mapping[str, str], problems: list[Problem]
) -> None:
    for name, text in sorted(environment.items()):
        section, divider, key = name.removeprefix(PREFIX).lower().partition("__")
        if not name.startswith(PREFIX) or not divider:
            continue
        known = settings.get(section, {}).get(key)
        kinds = (str, dict) if section == house_facts.SECTION else (str,)
        _lay(settings, {section: {key: _value(text, known, kinds)}}, name, problems)


def _value(text: str, known: Setting | None, kinds: tuple[type, ...]) -> Any:
    """What a text of the environment means; where a text or another of `kinds` is wanted, 0420 is a text."""
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
    wants_text = known is not None and isinstance(known.value, str)
    return text if wants_text and not isinstance(value, kinds) else value


def _unknown(origin: str, where: str, name: str, known: Sequence[str]) -> Problem:
    near = difflib.get_close_matches(name, known, 1)
    hint = f"did you mean '{near[0]}'?" if near else f"known are: {', '.join(sorted(known))}"
    return Problem("KC0004", f"{origin} {where}", "is not a setting", hint)


def _unfit(where: str, key: str, value: Any, default: Any) -> Problem | None:
    """The problem with a value, judged by the default's type and the key's unit."""
    kind = type(default)
    fits = isinstance(value, kind) and isinstance(value, bool) == (kind is bool)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        fits = True
    if not fits:
        return Problem("KC0005", where, f"must be of kind {kind.__name__}, not {type(value).__name__} ({value!r})")
    low, high = BOUNDS.get(key.rsplit("_", 1)[-1], (float("-inf"), float("inf")))
    if isinstance(value, (int, float)) and not low <= value <= high:
        return Problem("KC0006", where, f"is {value}, outside {low:g} to {high:g}")
    return None
