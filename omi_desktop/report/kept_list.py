"""The records of one kind in an open file, as rows; every write is on disk on return."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from omi_desktop.report import listing
from omi_desktop.report.listing import P, Row, Rows
from omi_desktop.store import new_key

if TYPE_CHECKING:
    from omi_desktop.store import Inspection, Saved


class KeptList(Generic[P]):
    """What the file holds of one kind of record, and rows that were begun and say nothing yet."""

    def __init__(self, inspection: Inspection, kind: type[P], by: str) -> None:
        self._inspection = inspection
        self._kind: type[P] = kind
        self._by = by
        self._in_file: tuple[P, ...] = ()
        self._rows: Rows[P] = ()
        self._read()

    @property
    def rows(self) -> Rows[P]:
        """Return every row as it stands."""
        return self._rows

    def of(self, home: str) -> Rows[P]:
        """Return the rows of one list, in order."""
        return listing.listed(self._rows, home)

    def record(self, row_id: str) -> P:
        """Return the record of a row."""
        return listing.found(self._rows, row_id).record

    def has(self, row_id: str) -> bool:
        """Tell whether there is a row of this identity."""
        return any(row.id == row_id for row in self._rows)

    def fresh(self, record: P) -> Row[P]:
        """Return a record as a row that is not in the list yet."""
        return Row(new_key(), record)

    def write(self, after: Rows[P]) -> Saved:
        """Bring the file to this state of the rows, all of it or on an error none."""
        todo = listing.changes(self._in_file, after)
        # Where it is refused nothing changes here either: the rows on the screen stay the same.
        saved = self._inspection.change_records(put=todo.put, drop=todo.drop, by=self._by)
        if todo.put or todo.drop:
            self._in_file = self._inspection.records(self._kind)
        self._rows = after
        return saved

    def _read(self) -> None:
        self._in_file = self._inspection.records(self._kind)
        self._rows = listing.rows_of(self._in_file, new_key)
