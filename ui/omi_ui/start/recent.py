"""Which files were open lately: where, whose, how far. No passphrases and no names of people."""

from __future__ import annotations

from pathlib import Path

import msgspec

from omi_desktop.errors import RequestError
from omi_ui.folders import settings_folder
from omi_ui.remembered import write_whole

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
    """Put a file at the head of the list; RequestError where the list cannot be written."""
    others = [entry for entry in read_recent(path) if entry.path != latest.path]
    try:
        write_whole(path, [latest, *others][:MOST])
    except OSError as error:
        raise RequestError(
            f"The list of recent files cannot be kept: “{path}” cannot be written "
            f"({error.strerror or error}). The inspection itself is saved."
        ) from error


def forget(path: Path, file: str) -> None:
    """Take a file off the list; the file itself stays."""
    write_whole(path, [entry for entry in read_recent(path) if entry.path != file])


def _entry(value: object) -> RecentFile | None:
    try:
        return msgspec.convert(value, RecentFile)
    except msgspec.ValidationError:
        return None
