"""Read the keys of one TOML table, noting what is missing, mistyped or unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from omi_desktop.instrument.source import Fault, Table

E = TypeVar("E", bound=StrEnum)


class Reader:
    """One table under reading; every fault goes to `faults`, every read returns something."""

    def __init__(self, table: Table, faults: list[Fault]) -> None:
        self._table = table
        self._faults = faults
        self._read: set[str] = set()

    def fault(self, key: str, sentence: str) -> None:
        """Note a fault at the line of `key`."""
        self._faults.append(self._table.place.fault(key, sentence))

    def has(self, key: str) -> bool:
        """Tell whether the table has the key."""
        return key in self._table.data

    def text(self, key: str) -> str:
        """Return a text that must be there and not be empty."""
        value = self._value(key)
        if value is None:
            self.fault(key, f"“{key}” is missing.")
            return ""
        if not isinstance(value, str) or not value.strip():
            self.fault(key, f"“{key}” must be a text that is not empty.")
            return ""
        return value

    def text_or(self, key: str, default: str) -> str:
        """Return a text, or the default where the key is missing."""
        return self.text(key) if self.has(key) else default

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts that must be there."""
        value = self._value(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(key, f"“{key}” must be a list of texts.")
            return ()
        return tuple(str(item) for item in value)

    def texts_or_none(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where the key is missing."""
        return self.texts(key) if self.has(key) else ()

    def number(self, key: str) -> int:
        """Return a whole number that must be there."""
        value = self._value(key)
        if not isinstance(value, int) or isinstance(value, bool):
            self.fault(key, f"“{key}” must be a whole number.")
            return 0
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false, or the default where the key is missing."""
        value = self.flag_or_none(key)
        return default if value is None else value

    def flag_or_none(self, key: str) -> bool | None:
        """Return true or false, or None where the key is missing."""
        value = self._value(key)
        if value is not None and not isinstance(value, bool):
            self.fault(key, f"“{key}” must be true or false.")
            return None
        return value

    def one_of(self, key: str, words: type[E]) -> E:
        """Return one of a set of words that must be there."""
        value = self.text(key)
        if value and value not in set(words):
            allowed = ", ".join(f"“{word}”" for word in words)
            self.fault(key, f"“{key}” must be one of {allowed}, not “{value}”.")
        return words(value) if value in set(words) else next(iter(words))

    def one_of_or(self, key: str, words: type[E], default: E) -> E:
        """Return one of a set of words, or the default where the key is missing."""
        return self.one_of(key, words) if self.has(key) else default

    def tables(self, key: str) -> Iterator[Reader]:
        """Yield a reader for each inline table of a list."""
        value = self._value(key)
        if not isinstance(value, list):
            self.fault(key, f"“{key}” must be a list of {{ id = …, label = … }}.")
            return
        for item in value:
            if isinstance(item, dict):
                # Inline tables have no lines of their own: their faults stand at the list's key.
                yield Reader(Table(item, replace(self._table.place, within=key)), self._faults)
            else:
                self.fault(key, f"“{key}” must be a list of {{ id = …, label = … }}.")

    def nothing_else(self) -> None:
        """Note a fault for every key that nobody asked for."""
        for key in self._table.data:
            if key not in self._read:
                self.fault(key, f"“{key}” is not a key of this table.")

    def _value(self, key: str) -> object:
        self._read.add(key)
        return self._table.data.get(key)
