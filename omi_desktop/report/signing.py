"""Signing off: the lead inspector stands for the report once nothing in it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.report.content import still_open
from omi_desktop.report.gather import gather
from omi_desktop.scoring.reconciliation import reconciliation

if TYPE_CHECKING:
    from datetime import datetime

    from omi_desktop.store import Inspection
    from omi_desktop.store.records import SignOff


def sign_off(inspection: Inspection, *, by: str, at: datetime) -> SignOff:
    """Close the inspection to changes; its report is no longer a draft.

    Raises RequestError, which names everything that is still open, and changes nothing then.
    """
    data = gather(inspection, at=at)
    claims = still_open(data)
    if claims:
        raise RequestError(f"The report cannot be signed off yet: {'; '.join(claims)}.")
    return inspection.sign_off(by=by, code=reconciliation(data.scorecard))
