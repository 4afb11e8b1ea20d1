"""Where a key of a TOML file stands: the standard parser tells positions only of syntax errors."""

import re
from collections.abc import Mapping

Path = tuple[str | int, ...]
"""Keys and, for entries of arrays, their number from 0: ("line", 2, "asks")."""

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_WORD = re.compile(r"""\s*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([A-Za-z0-9_-]+))[ \t]*(\.)?""")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_PLAIN = re.compile(r"[^,\]}\n#]+")


def locate(source: str) -> Mapping[Path, int]:
    """The line, counted from 1, of every key and array entry of a file that the parser has accepted."""
    try:
        return _Walk(source).lines()
    except (RecursionError, IndexError):
        return {}


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of the path, or of the nearest table around it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


class _Walk:
    """Goes through the text once; it trusts that the syntax is right, and ends where it does not understand."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._newlines_at = 0
        self._line = 1
        self._lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}

    def lines(self) -> Mapping[Path, int]:
        table: Path = ()
        while self._blank() < len(self._source):
            before = self._at
            if self._source.startswith("[[", self._at):
                table = self._header(2)
            elif self._source[self._at] == "[":
                table = self._header(1)
            else:
                self._pair(table)
            if self._at == before:
                break
        return self._lines

    def _blank(self) -> int:
        found = _BLANK.match(self._source, self._at)
        self._at = found.end() if found else self._at
        return self._at

    def _here(self) -> int:
        self._line += self._source.count("\n", self._newlines_at, self._at)
        self._newlines_at = self._at
        return self._line

    def _words(self) -> tuple[str, ...]:
        words: list[str] = []
        while found := _WORD.match(self._source, self._at):
            self._at = found.end()
            words.append(next(group for group in found.groups()[:3] if group is not None))
            if not found.group(4):
                break
        return tuple(words)

    def _header(self, brackets: int) -> Path:
        line = self._here()
        self._at += brackets
        words = self._words()
        path: Path = ()
        for word in words[:-1]:
            path = self._latest((*path, word))
        path = (*path, *words[-1:])
        if brackets > 1:
            self._counts[path] = self._counts.get(path, 0) + 1
            self._lines.setdefault(path, line)
        path = self._latest(path)
        self._lines[path] = line
        self._at = self._source.find("]", self._at) + brackets
        return path

    def _latest(self, path: Path) -> Path:
        return (*path, self._counts[path] - 1) if path in self._counts else path

    def _pair(self, table: Path) -> None:
        line = self._here()
        path = (*table, *self._words())
        self._lines.setdefault(path, line)
        equals = self._source.find("=", self._at)
        if equals < 0:
            self._at = len(self._source)
            return
        self._at = equals + 1
        self._blank()
        self._value(path)

    def _value(self, path: Path) -> None:
        self._lines.setdefault(path, self._here())
        opening = self._source[self._at]
        if opening in "[{":
            self._inside(path, "]" if opening == "[" else "}")
        elif found := _STRING.match(self._source, self._at) or _PLAIN.match(self._source, self._at):
            self._at = found.end()

    def _inside(self, path: Path, closing: str) -> None:
        self._at += 1
        number = 0
        while self._source[self._blank()] != closing:
            before = self._at
            if closing == "]":
                self._value((*path, number))
                number += 1
            else:
                self._pair(path)
            self._blank()
            self._at += self._source[self._at] == ","
            if self._at == before:
                raise IndexError
        self._at += 1
