"""What an earlier inspection found on Risk of Harm, read from its signed-off file."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from omi_desktop.clock import MONTHS
from omi_desktop.errors import RequestError
from omi_desktop.store import RELEASE_COST, EarlierInspection, new_key, open_inspection, scored

if TYPE_CHECKING:
    from omi_desktop.store import Inspection, KeyCost


def read_earlier(
    path: Path, passphrase: str, position: int, *, cost: KeyCost = RELEASE_COST
) -> EarlierInspection:
    """Return the score of the Risk of Harm thread of a signed-off inspection, with its source.

    A copy is read, so the file itself is not touched. Raises RequestError where it is open
    elsewhere, was not signed off or has no score of the thread.
    """
    if not path.is_file():
        raise RequestError(f"There is no file “{path}”. Choose the file of an earlier inspection.")
    if path.with_name(f"{path.name}-wal").exists():
        raise RequestError(
            f"“{path.name}” is open, or was not closed. Close it in its window, then read it again."
        )
    with tempfile.TemporaryDirectory(prefix="omi-earlier-") as scratch:
        copied = Path(scratch) / path.name
        shutil.copyfile(path, copied)
        with open_inspection(copied, passphrase, cost=cost) as inspection:
            return _found(inspection, path.name, position)


def _found(inspection: Inspection, name: str, position: int) -> EarlierInspection:
    signed = inspection.signed_off()
    if signed is None:
        raise RequestError(
            f"“{name}” was not signed off, so its figures may still change. Sign it off first, or "
            "enter the published figure by hand."
        )
    thread = scored(inspection).risk_of_harm
    if thread.rounded is None:
        raise RequestError(f"“{name}” has no score of the Risk of Harm thread.")
    details = inspection.details
    return EarlierInspection(
        id=new_key(),
        position=position,
        title=f"{inspection.instrument.title}, {details.area}",
        when=_month(details.fieldwork or signed.at[:10]),
        percent=thread.rounded,
        cases=thread.cases,
        source=f"signed-off file {name}, data cut {signed.number}, reconciliation {signed.code}",
    )


def _month(told: str) -> str:
    """Return a day or month as “July 2006”; words as they are."""
    found = re.fullmatch(r"(\d{4})-(\d{2})(?:-\d{2})?", told)
    return f"{MONTHS[int(found[2]) - 1]} {found[1]}" if found else told
