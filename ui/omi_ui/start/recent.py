"""Which files were open lately: where, whose, how far. No passphrases and no names of people."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from platformdirs import user_config_path

MOST = 12


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A file as it was when it was last closed."""

    path: str
    area: str
    role: str
    answered: int
    applicable: int
    saved_at: str


def list_path() -> Path:
    """Return where the list is kept."""
    return user_config_path("omi-desktop", appauthor=False) / "recent.json"


def read_recent(path: Path) -> tuple[RecentFile, ...]:
    """Return the files that still exist, the latest first; a list that is no list is empty."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
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
    if not isinstance(value, dict):
        return None
    wanted = {"path": str, "area": str, "role": str, "answered": int, "applicable": int}
    wanted["saved_at"] = str
    if any(not isinstance(value.get(name), kind) for name, kind in wanted.items()):
        return None
    return RecentFile(**{field.name: value[field.name] for field in fields(RecentFile)})


def _write(path: Path, entries: Sequence[RecentFile]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    text = json.dumps([asdict(entry) for entry in entries], indent=2, ensure_ascii=False)
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
