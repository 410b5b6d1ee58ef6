"""What happens to names in the folder of a file."""

from __future__ import annotations

import os
from pathlib import Path


def remove_unfinished(unfinished: Path) -> None:
    """Remove a file that was not moved into place, and what SQLite left beside it."""
    for beside in ("", "-wal", "-journal"):
        unfinished.with_name(f"{unfinished.name}{beside}").unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Make sure that a new name in the folder survives a power cut, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
