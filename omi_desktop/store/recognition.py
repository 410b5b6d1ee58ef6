"""What a file is, as far as its name, size and first bytes can tell without a passphrase."""

from __future__ import annotations

import os
from pathlib import Path

from omi_desktop.errors import Damaged, InspectionFileError, NotAnInspection, ReadOnly
from omi_desktop.store.holding import refuse_if_held

SALT_LENGTH = 16
_PAGE = 4096

# An inspection begins with random bytes, so anything that begins like this is something else.
_BEGINNINGS = (
    (b"SQLite format 3\0", "a database without encryption"),
    (b"PK\x03\x04", "a workbook, a document or a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"%PDF-", "a PDF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older or protected Office document"),
)


def salt_of(path: Path) -> bytes:
    """Return the salt in the first bytes of a file that may be an inspection.

    Raises NotAnInspection for what is certainly something else, OpenElsewhere for a file that
    this very program holds open, InspectionFileError where there is no file or no reading it.
    """
    if not exists(path):
        raise InspectionFileError(
            f"There is no file “{path}”. Check the name, or whether it was moved."
        )
    if path.is_dir():
        raise NotAnInspection(f"“{path}” is a folder. Choose an inspection file (.omi).")
    refuse_if_held(path)
    try:
        with path.open("rb") as file:
            beginning = file.read(SALT_LENGTH)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise InspectionFileError(
            f"“{path}” cannot be read ({error.strerror}). Check that you have access to it."
        ) from error
    if not beginning:
        raise NotAnInspection(f"“{path}” is empty. Choose an inspection file (.omi).")
    for start, what in _BEGINNINGS:
        if beginning.startswith(start):
            raise NotAnInspection(f"“{path}” is {what}. Choose an inspection file (.omi).")
    if size < _PAGE:
        raise NotAnInspection(
            f"“{path}” is too short to be an inspection. If it was copied, copy it again."
        )
    if size % _PAGE and not path.with_name(f"{path.name}-wal").exists():
        # An inspection is whole pages, unless the machine went down while its log was brought in.
        kind = Damaged if path.suffix.lower() == ".omi" else NotAnInspection
        raise kind(
            f"“{path}” is not a whole inspection: it was cut off, or it is another kind of file. "
            "If it was copied, copy it again from where it came."
        )
    return beginning


def exists(path: Path) -> bool:
    """Tell whether there is anything at `path`; raises InspectionFileError where none may look."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise InspectionFileError(
            f"“{path}” cannot be reached ({error.strerror}). Check the name and your access to it."
        ) from error
    return True


def refuse_if_read_only(path: Path) -> None:
    """Raise ReadOnly where the file or its folder cannot be written."""
    if not os.access(path, os.W_OK):
        raise ReadOnly(f"“{path}” is read only. Copy it to a folder of your own and open the copy.")
    if not os.access(path.parent, os.W_OK):
        raise ReadOnly(
            f"The folder “{path.parent}” is read only. "
            "Copy the inspection to a folder of your own and open the copy."
        )
