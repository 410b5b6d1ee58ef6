"""Read what came back from an assessor: a return workbook, locked or not, or the pack itself."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from omi_desktop.errors import (
    FromALaterVersion,
    InspectionFileError,
    OpenElsewhere,
    RequestError,
    WrongPassphrase,
)
from omi_desktop.exchange.return_workbook import returned_from
from omi_desktop.exchange.safe_open import opened
from omi_desktop.exchange.unlocking import LOCKED, unlocked
from omi_desktop.store import RELEASE_COST, KeyCost, open_inspection
from omi_desktop.store.recognition import salt_of
from omi_desktop.store.returning import pack_of, returned_of

if TYPE_CHECKING:
    from omi_desktop.store.returned import Returned

SIZE_LIMIT = 200 * 1024 * 1024
_ZIP = b"PK\x03\x04"


def read_return(path: Path, passphrase: str, *, cost: KeyCost = RELEASE_COST) -> Returned:
    """Return what a return holds; the file is only read, never written to.

    Raises RequestError with one sentence for everything that is no whole return: another kind of
    file, a wrong password, a damaged file, a workbook whose rows were mixed up.
    """
    path = Path(path)
    try:
        beginning = _beginning(path)
        if beginning == LOCKED:
            return _from_workbook(path, unlocked(path, path.read_bytes(), passphrase))
        if beginning.startswith(_ZIP):
            return _from_workbook(path, None)
        return _from_pack(path, passphrase, cost)
    except OSError as error:
        raise RequestError(
            f"{path.name} cannot be read ({error.strerror or error}): check its name and your "
            "rights to it."
        ) from error


def _beginning(path: Path) -> bytes:
    if path.is_dir():
        raise RequestError(f"{path.name} is a folder: choose a return workbook or an .omi file.")
    if path.stat().st_size > SIZE_LIMIT:
        raise RequestError(
            f"{path.name} is larger than any return can be: it was not opened. "
            "Ask its sender for the original file."
        )
    with path.open("rb") as file:
        return file.read(len(LOCKED))


def _from_workbook(path: Path, content: bytes | None) -> Returned:
    with opened(path, content) as book:
        return returned_from(book)


def _from_pack(path: Path, passphrase: str, cost: KeyCost) -> Returned:
    if path.suffix.lower() != ".omi":
        raise RequestError(
            f"{path.name} is neither a return workbook (.xlsx) nor an assessor's copy (.omi). "
            "Choose the file that the assessor sent."
        )
    # Opening a file brings it up to date and its log into it. What came back stays as it came,
    # also on a stick that cannot be written, so a copy is opened; it is encrypted like the file.
    with tempfile.TemporaryDirectory(prefix="omi-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "return.omi"
        try:
            salt_of(path)
            shutil.copyfile(path, copy)
            log = path.with_name(f"{path.name}-wal")
            if log.exists():
                shutil.copyfile(log, copy.with_name(f"{copy.name}-wal"))
            with open_inspection(copy, passphrase, cost=cost) as inspection:
                pack_of(inspection, path.name)
                if inspection.check():
                    raise _damaged(path)
                return returned_of(inspection, path.name)
        except InspectionFileError as error:
            raise _refusal(path, error) from error


def _refusal(path: Path, error: InspectionFileError) -> RequestError:
    """Return what is wrong with the file that came back; the error speaks of the copy."""
    match error:
        case WrongPassphrase():
            return RequestError(
                f"The passphrase does not open {path.name}. Type it again; if it is certainly "
                "right, the beginning of the file is damaged: ask its sender for it again."
            )
        case FromALaterVersion():
            return RequestError(
                f"{path.name} was written by a later version of OMI Desktop. Install the current "
                "version to take it in."
            )
        case OpenElsewhere():
            return RequestError(f"{path.name} is open in this program. Close it, then try again.")
        case _:
            return _damaged(path)


def _damaged(path: Path) -> RequestError:
    return RequestError(
        f"{path.name} is damaged, or is no assessor's copy. Ask its sender for it again."
    )
