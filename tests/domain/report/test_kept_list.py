"""Lists of an open file: what is written is read back, and what is refused changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from omi_desktop.assets import asset
from omi_desktop.errors import RequestError
from omi_desktop.instrument.bank import bank_files
from omi_desktop.report import listing
from omi_desktop.report.kept_list import KeptList
from omi_desktop.store import Details, FocusGroup, Inspection, KeyCost, Role, create

CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)
FIRST, SECOND = FocusGroup(1, "Unpaid work", 8), FocusGroup(2, "Victims", 3)


@pytest.fixture
def inspection(tmp_path: Path) -> Iterator[Inspection]:
    """Open an inspection with two groups."""
    details = Details("insp", "Westmorland", Role.LEAD, "2006-07-18T09:00:00.000Z")
    bank = bank_files(asset("instrument/omi-2006"))
    path = tmp_path / "westmorland.omi"
    with create(path, "four plain words here", bank=bank, details=details, cost=CHEAP) as opened:
        opened.change_records(put=(FIRST, SECOND), by="lead")
        yield opened


def test_a_list_is_read_in_its_order_and_written_as_little_as_can_be(
    inspection: Inspection,
) -> None:
    kept = KeptList(inspection, FocusGroup, "lead")
    first, second = kept.rows
    assert (first.record, second.record) == (FIRST, SECOND)
    before = len(inspection.history())
    kept.write(listing.rewritten(kept.rows, second.id, FocusGroup(2, "Victims", 4)))
    assert len(inspection.history()) == before + 1
    kept.write(listing.moved(kept.rows, second.id, -1))
    assert inspection.records(FocusGroup) == (
        FocusGroup(1, "Victims", 4),
        FocusGroup(2, "Unpaid work", 8),
    )
    assert [row.id for row in kept.rows] == [second.id, first.id]


def test_a_row_that_was_only_begun_is_not_written(inspection: Inspection) -> None:
    kept = KeptList(inspection, FocusGroup, "lead")
    before = len(inspection.history())
    fresh = kept.fresh(FocusGroup(0, ""))
    kept.write(listing.added(kept.rows, fresh))
    assert kept.has(fresh.id)
    assert len(inspection.history()) == before


def test_where_the_file_refuses_the_rows_stay_as_they_are(inspection: Inspection) -> None:
    kept = KeptList(inspection, FocusGroup, "lead")
    rows = kept.rows
    inspection.sign_off(by="lead", code="7F3A")
    with pytest.raises(RequestError, match="signed off"):
        kept.write(listing.without(rows, rows[0].id))
    assert kept.rows == rows
    assert inspection.records(FocusGroup) == (FIRST, SECOND)
