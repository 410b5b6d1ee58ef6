"""Workbooks that are locked with a password by Excel's own encryption."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError

# It carries no types.
import msoffcrypto.format.ooxml  # type: ignore[import-untyped]
from msoffcrypto.exceptions import (  # type: ignore[import-untyped]
    DecryptionError,
    FileFormatError,
    InvalidKeyError,
    ParseError,
)

from omi_desktop.errors import RequestError

if TYPE_CHECKING:
    from pathlib import Path

LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a locked workbook begins."""

SPIN_LIMIT = 1_000_000
"""How many rounds of hashing a file may ask for; Excel and LibreOffice ask for 100,000."""

# What parses these files has no one error for a broken file: it fails where its reading gets stuck.
_BROKEN = (
    AttributeError,
    DecryptionError,
    ExpatError,
    FileFormatError,
    IndexError,
    KeyError,
    OSError,
    OverflowError,
    ParseError,
    TypeError,
    UnicodeError,
    ValueError,
    struct.error,
)


def unlocked(path: Path, content: bytes, password: str) -> bytes:
    """Return the workbook inside a locked file, kept in memory alone.

    Raises RequestError where the password is not the right one, or the file is damaged or no
    locked workbook.
    """
    if not password:
        raise RequestError(f"{path.name} is locked with a password. Give it to open the workbook.")
    # It says how it was encrypted in XML; entities have no place there.
    if b"<!DOCTYPE" in content:
        raise _damaged(path)
    found = BytesIO()
    try:
        office = msoffcrypto.format.ooxml.OOXMLFile(BytesIO(content))
        rounds = office.info.get("spinValue", 0)
        if rounds > SPIN_LIMIT:
            raise RequestError(
                f"{path.name} asks for {rounds:,} rounds of hashing to try one password, which no "
                "workbook of Excel does: it was not opened. Ask its sender for the original file."
            )
        office.load_key(password=password)
        try:
            office.decrypt(found, verify_integrity=True)
        except _BROKEN as error:
            # Trying a password takes longest, so it is verified only where opening failed.
            _refuse_wrong(office, path, password)
            raise _damaged(path) from error
    except _BROKEN as error:
        raise _damaged(path) from error
    return found.getvalue()


def _refuse_wrong(office: msoffcrypto.format.ooxml.OOXMLFile, path: Path, password: str) -> None:
    try:
        office.load_key(password=password, verify_password=True)
    except InvalidKeyError as error:
        raise RequestError(
            f"The password does not open {path.name}. Type it again, or ask its sender for it."
        ) from error


def _damaged(path: Path) -> RequestError:
    return RequestError(
        f"{path.name} is damaged, or is not an .xlsx workbook locked with a password. "
        "Ask its sender for it again."
    )
