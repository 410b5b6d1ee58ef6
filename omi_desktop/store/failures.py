"""The database's error codes as errors that a person can do something about.

What is not in the table is a defect of the program and passes through as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType

from sqlcipher3 import dbapi2

from omi_desktop.errors import (
    Damaged,
    DiskFull,
    InspectionFileError,
    OpenElsewhere,
    ReadOnly,
    WrongPassphrase,
)

_DAMAGED = (
    "“{path}” is damaged: a part of it is missing or was changed outside this program. "
    "Nothing was written. Go back to a copy, and keep this file for salvage."
)
_READ_ONLY = (
    "“{path}” cannot be written: the file or its folder is read only. "
    "Copy it to a folder of your own and open the copy."
)

FAILURES: Mapping[int, tuple[type[InspectionFileError], str]] = MappingProxyType(
    {
        dbapi2.SQLITE_PERM: (ReadOnly, _READ_ONLY),
        dbapi2.SQLITE_BUSY: (
            OpenElsewhere,
            "“{path}” is open in another window or command. Close it there, then try again.",
        ),
        dbapi2.SQLITE_READONLY: (ReadOnly, _READ_ONLY),
        dbapi2.SQLITE_IOERR: (
            InspectionFileError,
            "“{path}” could not be read or written: the disk, stick or network share reported a "
            "fault. Check that it is still connected, then open the inspection again.",
        ),
        dbapi2.SQLITE_CORRUPT: (Damaged, _DAMAGED),
        dbapi2.SQLITE_FULL: (
            DiskFull,
            "There is no room left on the disk of “{path}”, so nothing was saved. "
            "Make room, then try again.",
        ),
        dbapi2.SQLITE_CANTOPEN: (
            InspectionFileError,
            "“{path}” cannot be opened, or its folder cannot be written. "
            "Check that you have access to both.",
        ),
        dbapi2.SQLITE_NOTADB: (Damaged, _DAMAGED),
    }
)
"""Primary result codes of SQLite; extended codes carry theirs in the lowest byte."""

_UNLOCKING = (
    "The passphrase does not open “{path}”. Type it again; if it is certainly right, the file is "
    "not an inspection, or its beginning is damaged: these cannot be told apart."
)


class failures_of:  # noqa: N801 - it reads as the function it would be, were it not so hot
    """Turn the database's errors inside the block into sentences about the file at `path`.

    While `unlocking`, a first page that makes no sense means the passphrase, not damage.
    """

    __slots__ = ("_path", "_unlocking")

    def __init__(self, path: Path, *, unlocking: bool = False) -> None:
        self._path = path
        self._unlocking = unlocking

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, dbapi2.Error):
            known = _sentence(error, self._path, unlocking=self._unlocking)
            if known is not None:
                raise known from error


def _sentence(error: dbapi2.Error, path: Path, *, unlocking: bool) -> InspectionFileError | None:
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if unlocking and primary == dbapi2.SQLITE_NOTADB:
        return WrongPassphrase(_UNLOCKING.format(path=path))
    if primary is None or primary not in FAILURES:
        return None
    kind, sentence = FAILURES[primary]
    return kind(sentence.format(path=path))
