"""TOML text with its places: every table knows its file and every key its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

TomlTable: TypeAlias = Mapping[str, object]

_HEADER = re.compile(r"^\s*\[(?P<many>\[)?\s*(?P<name>[\w.\-]+)\s*\]")
_KEY = re.compile(r"^\s*(?P<key>[\w\-]+)\s*=")
_PLACE = re.compile(r"line (\d+)")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of a question bank: where it is and, in a sentence, what it is."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


class Lines:
    """The lines of a file's tables and keys; looked for only when a fault has to be placed."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self._text = text

    @cached_property
    def tables(self) -> Mapping[tuple[str, int], tuple[int, Mapping[str, int]]]:
        """Return for each table, by name and place in its array, its line and those of its keys."""
        return _tables(self._text)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands: the `index`-th of its name in a file; `within` one of its keys."""

    lines: Lines
    name: str = ""
    index: int = 0
    within: str = ""

    @property
    def file(self) -> str:
        """Return the name of the file."""
        return self.lines.file

    def of(self, key: str) -> int:
        """Return the line of a key, or of the table where the key is missing."""
        line, keys = self.lines.tables.get((self.name, self.index), (1, {}))
        return keys.get(self.within or key, line)

    def fault(self, key: str, sentence: str) -> Fault:
        """Return a fault at the line of `key`."""
        return Fault(self.file, self.of(key), sentence)


@dataclass(frozen=True, slots=True)
class Table:
    """One table with its data and its place."""

    data: TomlTable
    place: Place


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed file: its root keys, its single tables, its arrays of tables."""

    root: Table
    single: Mapping[str, Table]
    many: Mapping[str, tuple[Table, ...]]


def read_source(file: str, text: str) -> Source | Fault:
    """Return the tables of a TOML text with their places, or the fault that it is no TOML."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        return Fault(file, int(place[1]) if place else 1, f"This is not valid TOML: {error}.")
    lines = Lines(file, text)
    single: dict[str, Table] = {}
    many: dict[str, tuple[Table, ...]] = {}
    root: dict[str, object] = {}
    for name, value in data.items():
        if isinstance(value, dict):
            single[name] = Table(value, Place(lines, name))
        elif isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
            many[name] = tuple(
                Table(item, Place(lines, name, index)) for index, item in enumerate(value)
            )
        else:
            root[name] = value
    return Source(Table(root, Place(lines)), single, many)


def _tables(text: str) -> dict[tuple[str, int], tuple[int, dict[str, int]]]:
    """Find the lines of headers and keys; TOML itself forgets them."""
    keys: dict[str, int] = {}
    found: dict[tuple[str, int], tuple[int, dict[str, int]]] = {("", 0): (1, keys)}
    seen: dict[str, int] = {}
    in_long_string = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not in_long_string:
            if header := _HEADER.match(line):
                name = header["name"]
                index = seen.get(name, 0)
                seen[name] = index + 1
                keys = {}
                found[(name, index)] = (number, keys)
            elif key := _KEY.match(line):
                keys.setdefault(key["key"], number)
        if (line.count('"""') + line.count("'''")) % 2:
            in_long_string = not in_long_string
    return found
