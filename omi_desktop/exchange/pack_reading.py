"""Open a pack to read it: a copy of the file, so that what was sent stays as it came."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from omi_desktop.errors import (
    FromALaterVersion,
    InspectionFileError,
    OpenElsewhere,
    RequestError,
    WrongPassphrase,
)
from omi_desktop.store import RELEASE_COST, KeyCost, open_inspection
from omi_desktop.store.recognition import salt_of
from omi_desktop.store.returning import pack_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.store import Inspection


@contextmanager
def opened_pack(
    path: Path, passphrase: str, *, cost: KeyCost = RELEASE_COST
) -> Iterator[Inspection]:
    """Give a sound pack for reading.

    Raises RequestError in one sentence for a wrong passphrase, a damaged file, or one that is no
    pack.
    """
    # Opening a file brings it up to date and its log into it. What came stays as it came, also on
    # a stick that cannot be written, so a copy is opened; it is encrypted like the file.
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
                yield inspection
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
