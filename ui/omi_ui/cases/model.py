"""The list of cases as a table with named columns, and the filter over it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from omi_desktop.store import CaseStatus
from omi_ui.cases.facets import Facets, accepts
from omi_ui.cases.rows import CaseRow

_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, in order."""

    REF = 0
    SENTENCE = 1
    TIER = 2
    RISK = 3
    ASSESSOR = 4
    STATUS = 5
    PROGRESS = 6
    BELOW_LINE = 7
    NOTES_ASKED = 8


TITLES = {
    Column.REF: "Case",
    Column.SENTENCE: "Sentence",
    Column.TIER: "Tier",
    Column.RISK: "Risk of Harm",
    Column.ASSESSOR: "Assessor",
    Column.STATUS: "Status",
    Column.PROGRESS: "Answered",
    Column.BELOW_LINE: "RoH below line",
    Column.NOTES_ASKED: "Notes asked for",
}


_NARROW = {Column.BELOW_LINE: "RoH below\nline", Column.NOTES_ASKED: "Notes\nasked for"}


class Role(IntEnum):
    """What a cell holds besides its words."""

    SORT = Qt.ItemDataRole.UserRole
    """The value to sort by: a number, or words in small letters."""
    ROW = Qt.ItemDataRole.UserRole + 1
    """The whole line, as a CaseRow."""


_COLUMNS = tuple(Column)
_ANSWERED = frozenset(
    int(role)
    for role in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ToolTipRole,
        *Role,
    )
)


class CaseModel(QAbstractTableModel):
    """The cases of an inspection."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[CaseRow, ...] = ()
        self.is_compact = False
        """Whether the first column tells what others tell where there is room for them."""

    def fold(self, *, is_compact: bool) -> None:
        """Let the first column tell what others tell, or not."""
        self.is_compact = is_compact
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def show_rows(self, rows: Sequence[CaseRow]) -> None:
        """Show these lines; lines of the same cases change in place, and keep the selection."""
        if [row.id for row in rows] == [row.id for row in self._rows]:
            for at, (old, new) in enumerate(zip(self._rows, rows, strict=True)):
                if old != new:
                    self._rows = (*self._rows[:at], new, *self._rows[at + 1 :])
                    self.dataChanged.emit(self.index(at, 0), self.index(at, len(Column) - 1))
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many cases there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            column = Column(section)
            return _NARROW.get(column, TITLES[column]) if self.is_compact else TITLES[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words, its value to sort by, or its line."""
        # Most of what a view asks for is not here, and it asks a thousand times for one picture.
        if role not in _ANSWERED:
            return None
        row = self._rows[index.row()]
        if role == Role.ROW:
            return row
        column = _COLUMNS[index.column()]
        if role == Role.SORT:
            return _value(row, column)
        if self.is_compact and column is Column.REF and role != Qt.ItemDataRole.DisplayRole:
            return f"{name_of(row)}, {facts_of(row)}".replace(" · ", ", ")
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.reason if column is Column.STATUS and row.reason else None
        return _words(row, column)


class CaseFilter(QSortFilterProxyModel):
    """The cases that hold every word typed, and are what the facets ask for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._found_in: frozenset[str] = frozenset()
        self._facets = Facets()
        self._shows_all = True
        self.setSortRole(Role.SORT)

    def filter_by(self, typed: str, facets: Facets, found_in: frozenset[str]) -> None:
        """Show only the cases that accept these words and facets."""
        self.beginFilterChange()
        self._words = tuple(typed.lower().split())
        self._facets = facets
        self._found_in = found_in
        # Told once and not for each case: a list that shows all of them asks a hundred times.
        self._shows_all = not (self._words or facets.asks)
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: _Index) -> bool:
        """Tell whether a case is shown."""
        if self._shows_all:
            return True
        row: CaseRow = self.sourceModel().index(source_row, 0, source_parent).data(Role.ROW)
        return accepts(self._facets, self._words, self._found_in, row)


def name_of(row: CaseRow) -> str:
    """Return reference, status and assessor of a case in a line."""
    parts = (row.ref, str(row.status).capitalize(), row.assessor)
    return " · ".join(part for part in parts if part)


def facts_of(row: CaseRow) -> str:
    """Return what a case is in a line."""
    risk = f"{row.risk} RoH" if row.risk else ""
    return " · ".join(part for part in (row.sentence, row.tier, risk) if part)


def _words(row: CaseRow, column: Column) -> str:
    match column:
        case Column.REF:
            return row.ref
        case Column.SENTENCE:
            return row.sentence
        case Column.TIER:
            return row.tier
        case Column.RISK:
            return row.risk
        case Column.ASSESSOR:
            return row.assessor
        case Column.STATUS:
            return str(row.status).capitalize()
        case Column.PROGRESS:
            return f"{row.answered} of {row.applicable}" if row.applicable else ""
        case Column.BELOW_LINE:
            return str(row.below_line) if row.below_line else ""
        case Column.NOTES_ASKED:
            return str(row.notes_asked) if row.notes_asked else ""


def _value(row: CaseRow, column: Column) -> object:
    match column:
        case Column.RISK:
            return row.risk_rank
        case Column.STATUS:
            return list(CaseStatus).index(row.status)
        case Column.PROGRESS:
            return row.share
        case Column.BELOW_LINE:
            return row.below_line
        case Column.NOTES_ASKED:
            return row.notes_asked
        case _:
            return _words(row, column).lower()
