"""Read what came back from an assessor: a return workbook, locked or not, or the pack itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.exchange.pack_reading import opened_pack
from omi_desktop.exchange.return_workbook import returned_from
from omi_desktop.exchange.safe_open import opened
from omi_desktop.exchange.unlocking import LOCKED, unlocked
from omi_desktop.store import RELEASE_COST, KeyCost
from omi_desktop.store.returning import returned_of

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
    with opened_pack(path, passphrase, cost=cost) as inspection:
        return returned_of(inspection, path.name)
