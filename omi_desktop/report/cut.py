"""The data cut of a report: the moment whose answers it rests on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from omi_desktop.report.model import DataCut

if TYPE_CHECKING:
    from omi_desktop.report.gather import ReportData


def data_cut(data: ReportData) -> DataCut:
    """Return the cut: that of the sign-off once there is one, else the moment of reading.

    Nothing changes after the sign-off, so the report is the same whenever it is made.
    """
    cases, signed = data.scorecard.cases, data.kept.sign_off
    if signed is None:
        return DataCut(data.at, cases, data.revision)
    return DataCut(datetime.fromisoformat(signed.at), cases, signed.revision, signed.number)
