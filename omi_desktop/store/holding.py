"""Which inspection files this process holds open.

SQLite locks with POSIX record locks, and these have a trap: as soon as a process closes *any*
handle of a file, it loses all its locks on it. Reading the salt of a file that is open in another
window of the same program would let a second program in. So this process asks here first; between
processes the lock of the operating system decides.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TypeAlias

from omi_desktop.errors import Gone, OpenElsewhere

FileIdentity: TypeAlias = tuple[int, int]

_held: set[FileIdentity] = set()
_turn = threading.Lock()


def hold(path: Path) -> FileIdentity:
    """Note that this process opens the file; return what `release` takes.

    Raises OpenElsewhere where it has the file open already.
    """
    identity = _identity(path)
    with _turn:
        if identity in _held:
            raise open_elsewhere(path)
        _held.add(identity)
    return identity


def release(identity: FileIdentity) -> None:
    """Note that this process has closed the file."""
    with _turn:
        _held.discard(identity)


def refuse_if_held(path: Path) -> None:
    """Raise OpenElsewhere where this process has the file open."""
    with _turn:
        held = _identity(path) in _held
    if held:
        raise open_elsewhere(path)


def open_elsewhere(path: Path) -> OpenElsewhere:
    """Return the error that says the file is in use."""
    return OpenElsewhere(
        f"“{path}” is open in another window or command. Close it there, then try again."
    )


def refuse_if_gone(path: Path, held: FileIdentity) -> None:
    """Raise Gone where the name no longer leads to the file that is held open.

    The database would go on writing to a file that nobody finds again once it is closed.
    """
    try:
        found = _identity(path)
    except FileNotFoundError as error:
        raise Gone(_GONE.format(path=path)) from error
    except OSError as error:
        raise Gone(_OUT_OF_REACH.format(path=path, why=error.strerror or error)) from error
    if found != held:
        from omi_desktop.store.surroundings import is_on_network

        # Some servers number their files anew; there the number proves nothing.
        if not is_on_network(path):
            raise Gone(_REPLACED.format(path=path))


_NOTHING_MORE = (
    "Nothing more is saved in it; everything saved up to now is still here. "
    "Save a copy elsewhere and go on in that."
)
_GONE = "“{path}” was moved, renamed or deleted while it was open. " + _NOTHING_MORE
_OUT_OF_REACH = "“{path}” is out of reach ({why}). " + _NOTHING_MORE
_REPLACED = "“{path}” was replaced by another file while it was open. " + _NOTHING_MORE


def _identity(path: Path) -> FileIdentity:
    found = path.stat()
    return found.st_dev, found.st_ino
