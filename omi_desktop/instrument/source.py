"""TOML text with its places: every table knows its file and every key its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Place:
    """A table of a TOML file: its first line and the line of each key."""

    file: str
    line: int
    keys: Mapping[str, int]

    def of(self, key: str) -> int:
        """Return the line of a key, or of the table where the key is missing."""
        return self.keys.get(key, self.line)

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
    places = _places(file, text)
    single: dict[str, Table] = {}
    many: dict[str, tuple[Table, ...]] = {}
    root: dict[str, object] = {}
    for name, value in data.items():
        if isinstance(value, dict):
            single[name] = Table(value, places.get((name, 0), Place(file, 1, {})))
        elif isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
            many[name] = tuple(
                Table(item, places.get((name, index), Place(file, 1, {})))
                for index, item in enumerate(value)
            )
        else:
            root[name] = value
    return Source(Table(root, places[("", 0)]), single, many)


def _places(file: str, text: str) -> dict[tuple[str, int], Place]:
    """Find the lines of headers and keys; TOML itself forgets them."""
    keys: dict[str, int] = {}
    found = {("", 0): Place(file, 1, keys)}
    seen: dict[str, int] = {}
    in_long_string = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not in_long_string:
            if header := _HEADER.match(line):
                name = header["name"]
                index = seen.get(name, 0)
                seen[name] = index + 1
                keys = {}
                found[(name, index)] = Place(file, number, keys)
            elif key := _KEY.match(line):
                keys.setdefault(key["key"], number)
        if (line.count('"""') + line.count("'''")) % 2:
            in_long_string = not in_long_string
    return found
