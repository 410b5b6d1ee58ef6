"""A table of words and numbers that is as high as its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from omi_ui import theme


class PlainTable(QTableView):
    """A table to read: one row can be chosen, and opened with Enter or a double click."""

    opened = Signal(int)

    def __init__(self, name: str, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = QStandardItemModel(0, len(titles), self)
        self._items.setHorizontalHeaderLabels(list(titles))
        self.setModel(self._items)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.measure().height() + 10)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setMinimumSectionSize(24)
        self.activated.connect(self._on_activated)

    def show_rows(self, rows: Sequence[Sequence[str]], stretched: int) -> None:
        """Show these rows; column `stretched` holds words, the others numbers or short words."""
        items = self._items
        items.setRowCount(0)
        for row in rows:
            cells = [QStandardItem(text) for text in row]
            for at, cell in enumerate(cells):
                if at > stretched:
                    cell.setTextAlignment(_RIGHT)
                else:
                    cell.setToolTip(cell.text())
            items.appendRow(cells)
        measure = theme.measure(bold=True)
        heads = self.horizontalHeader()
        for column in range(items.columnCount()):
            title = items.horizontalHeaderItem(column)
            words = [title.text(), *(row[column] for row in rows)]
            heads.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            heads.resizeSection(column, max(map(measure.horizontalAdvance, words)) + 24)
            if column > stretched:
                title.setTextAlignment(_RIGHT)
            else:
                title.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def grow_to_rows(self) -> None:
        """Be as high as all rows, for a page that scrolls as a whole."""
        rows = self._items.rowCount() * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + 2)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def cell(self, row: int, column: int) -> str:
        """Return the words of a cell."""
        return self._items.item(row, column).text()

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
