"""Reading a file that belongs to somebody else: it is never written to, nor is it held.

What is opened is a copy, as encrypted as the file itself, in a folder that is removed afterwards.
So a file can be read that is in use elsewhere, lies on a disk that is read only, or is of an older
version, and stays what it is to the last byte.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from omi_desktop.errors import InspectionFileError
from omi_desktop.store.inspection import Inspection
from omi_desktop.store.keys import RELEASE_COST, KeyCost
from omi_desktop.store.opening import open_inspection
from omi_desktop.store.recognition import salt_of

_TIMES = 3
_State = tuple[tuple[int, int] | None, ...]


@contextmanager
def opened_copy(
    path: Path, passphrase: str, *, cost: KeyCost = RELEASE_COST
) -> Iterator[Inspection]:
    """Open a copy of the inspection file at `path`; it is gone when the block ends.

    Raises an InspectionFileError that says what is in the way. A file that this program holds open
    itself is refused: to copy it would take its lock away.
    """
    path = Path(path)
    salt_of(path)
    with tempfile.TemporaryDirectory(prefix="omi-read-") as folder:
        # Under its own name, which is what any sentence calls it by.
        copy = Path(folder) / path.name
        _copy(path, copy)
        try:
            inspection = open_inspection(copy, passphrase, cost=cost)
        except InspectionFileError as error:
            raise type(error)(str(error).replace(str(copy), str(path))) from error
        with inspection:
            yield inspection


def _copy(path: Path, copy: Path) -> None:
    """Copy the file with its log, as they were at one moment."""
    pairs = [(path, copy), (_log(path), _log(copy))]
    try:
        for _ in range(_TIMES):
            before = _state(path)
            for here, there in pairs:
                there.unlink(missing_ok=True)
                if here.exists():
                    shutil.copyfile(here, there)
            if _state(path) == before:
                return
    except OSError as error:
        raise InspectionFileError(
            f"“{path}” cannot be read ({error.strerror}). Check that you have access to it, and "
            "that there is room for a copy while it is read."
        ) from error
    raise InspectionFileError(
        f"“{path}” is being written to just now. Wait until that is done, then open it again."
    )


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _state(path: Path) -> _State:
    """Return size and time of the file and its log, by which a change between shows."""
    found: list[tuple[int, int] | None] = []
    for one in (path, _log(path)):
        try:
            told = one.stat()
        except FileNotFoundError:
            found.append(None)
        else:
            found.append((told.st_size, told.st_mtime_ns))
    return tuple(found)
