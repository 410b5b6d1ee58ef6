"""What the program remembers of how somebody works, in small files beside the recent list.

Nothing of an inspection stands in them: no names, no references, no words that were typed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

import msgspec

from omi_desktop.errors import RequestError

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T", bound=msgspec.Struct)


def recall(path: Path | None, usual: T) -> T:
    """Return what a file remembers; the usual where it remembers nothing that can be read."""
    if path is None:
        return usual
    try:
        return msgspec.json.decode(path.read_bytes(), type=type(usual))
    except (OSError, msgspec.DecodeError):
        return usual


def keep(path: Path | None, value: msgspec.Struct) -> None:
    """Remember a value in place of the one before; without a path, only while the program runs.

    Raises RequestError where the file cannot be written: the choice itself holds all the same.
    """
    if path is None:
        return
    try:
        write_whole(path, value)
    except OSError as error:
        raise RequestError(
            f"This holds until the program is closed, and is not remembered: “{path}” cannot be "
            f"written ({error.strerror or error}). Make room there, or make it writable."
        ) from error


def write_whole(path: Path, value: object) -> None:
    """Write a value as a file of JSON, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(msgspec.json.format(msgspec.json.encode(value)))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
