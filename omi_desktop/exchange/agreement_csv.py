"""The agreement of readers as a table that any program reads."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from omi_desktop.placing import placed
from omi_desktop.statistics.agreement_form import COLUMNS, table

if TYPE_CHECKING:
    from pathlib import Path

    from omi_desktop.statistics.reader_agreement import ReaderAgreement


def write_agreement(found: ReaderAgreement, path: Path) -> None:
    """Write one row for everything, each criterion, question, assessor and kind of assessor.

    The file is UTF-8 with the mark that Excel needs to see that. Raises RequestError where it
    cannot be written; what stood there then stands unchanged.
    """
    text = StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    rows.writerows(table(found))
    with placed(path, "The table") as beside:
        beside.write_bytes(text.getvalue().encode("utf-8-sig"))
