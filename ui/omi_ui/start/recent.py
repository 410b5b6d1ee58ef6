"""Which files were open lately: where, whose, how far. No passphrases and no names of people."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from omi_ui.folders import settings_folder

MOST = 12


class RecentFile(msgspec.Struct, frozen=True):
    """A file as it was when it was last closed."""

    path: str
    area: str
    role: str
    answered: int
    applicable: int
    saved_at: str


def list_path() -> Path:
    """Return where the list is kept."""
    return settings_folder() / "recent.json"


def read_recent(path: Path) -> tuple[RecentFile, ...]:
    """Return the files that still exist, the latest first; a list that is no list is empty."""
    try:
        found = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError):
        return ()
    entries = found if isinstance(found, list) else []
    files = [entry for entry in map(_entry, entries) if entry is not None]
    return tuple(entry for entry in files if Path(entry.path).is_file())


def remember(path: Path, latest: RecentFile) -> None:
    """Put a file at the head of the list."""
    others = [entry for entry in read_recent(path) if entry.path != latest.path]
    _write(path, [latest, *others][:MOST])


def forget(path: Path, file: str) -> None:
    """Take a file off the list; the file itself stays."""
    _write(path, [entry for entry in read_recent(path) if entry.path != file])


def _entry(value: object) -> RecentFile | None:
    try:
        return msgspec.convert(value, RecentFile)
    except msgspec.ValidationError:
        return None


def _write(path: Path, entries: Sequence[RecentFile]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_bytes(msgspec.json.format(msgspec.json.encode(entries)))
    unfinished.replace(path)
