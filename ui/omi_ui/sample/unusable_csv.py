"""The rows that no case can be drawn from, as a file for whoever made the list."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from omi_desktop.placing import placed
from omi_desktop.sampling.caseload import Unusable


def write_unusable(unusable: Sequence[Unusable], path: Path) -> None:
    """Write row and reason of each; the file is there whole or not at all."""
    # With its mark Excel reads UTF-8 as what it is. The file is closed before it takes its place.
    with (
        placed(path, "The list of rows") as beside,
        beside.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(("Row", "Why it cannot be used"))
        writer.writerows((one.row, one.why) for one in unusable)
