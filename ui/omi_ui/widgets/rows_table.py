"""A table of words for any number of rows: only what is in sight is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from omi_ui import theme

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_MEASURED = 100
_WIDEST = 18
"""No column but the stretched one is wider than so many lines of text are high."""
_LEAST = 11
"""The stretched column is never narrower than this, or than its words: else the table scrolls."""


class _Rows(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.titles: tuple[str, ...] = ()
        self.rows: Sequence[Sequence[str]] = ()
        self.numbers: frozenset[int] = frozenset()

    def show(
        self, titles: Sequence[str], rows: Sequence[Sequence[str]], numbers: frozenset[int]
    ) -> None:
        self.beginResetModel()
        self.titles, self.rows, self.numbers = tuple(titles), rows, numbers
        self.endResetModel()

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(index.column() in self.numbers)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(section in self.numbers)
        return None


class RowsTable(QTableView):
    """A table to read; one row can be chosen, and opened with Enter or a double click."""

    row_chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._rows = _Rows(self)
        self._stretched: int | None = None
        self._least = 0
        self.setModel(self._rows)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setMinimumSectionSize(24)
        self.selectionModel().currentRowChanged.connect(self._on_row)
        self.activated.connect(self._on_activated)

    @property
    def row(self) -> int:
        """Return the number of the chosen row, or -1."""
        return self.currentIndex().row()

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the words of all rows."""
        return tuple(tuple(row) for row in self._rows.rows)

    def show_rows(
        self,
        titles: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        stretched: int | None = None,
        numbers: Sequence[int] = (),
    ) -> None:
        """Show these rows; `stretched` takes the room that is left, `numbers` stand on the right.

        Without `stretched`, and where no room is left for it, the table scrolls sideways.
        """
        before = self.row
        self._rows.show(titles, rows, frozenset(numbers))
        self.verticalHeader().setDefaultSectionSize(theme.measure().height() + 10)
        heads, tall = self.horizontalHeader(), theme.measure().height()
        body, bold = theme.measure(), theme.measure(bold=True)
        for column, title in enumerate(titles):
            widths = [bold.horizontalAdvance(title)]
            widths += [body.horizontalAdvance(row[column]) for row in islice(rows, _MEASURED)]
            heads.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            heads.resizeSection(column, min(max(widths) + 24, tall * _WIDEST))
            if column == stretched:
                self._least = min(max(widths) + 24, tall * _LEAST)
        self._stretched = stretched
        self._share_out()
        if rows and before >= 0:
            self.choose(min(before, len(rows) - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the stretched column the room that is left now."""
        super().resizeEvent(event)
        self._share_out()

    def choose(self, row: int) -> None:
        """Choose a row."""
        self.setCurrentIndex(self._rows.index(row, 0))

    def be_high(self, rows: int) -> None:
        """Be as high as so many rows, or as all rows where there are fewer."""
        shown = min(rows, max(len(self._rows.rows), 1))
        tall = theme.measure().height() + 10
        head = self.horizontalHeader().sizeHint().height()
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(shown * tall + head + bar + 4)

    def _share_out(self) -> None:
        at, heads = self._stretched, self.horizontalHeader()
        if at is None:
            return
        others = sum(heads.sectionSize(one) for one in range(heads.count()) if one != at)
        if self.viewport().width() - others >= self._least:
            heads.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        else:
            heads.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
            heads.resizeSection(at, self._least)

    def _on_row(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.row_chosen.emit(index.row())

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())


def _aligned(right: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
