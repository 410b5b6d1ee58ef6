"""The table on the screen: cells are typed in where they stand, with the keyboard alone."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QAbstractItemModel, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from omi_desktop.report.performance_rows import Column, cell
from omi_desktop.store import Direction
from omi_ui import theme
from omi_ui.performance.table import COLUMNS, Index, IndicatorTable

_WIDTHS = {
    Column.BLOCK: 12,
    Column.PERIOD: 8,
    Column.DIRECTION: 6,
    Column.TARGET: 6,
    Column.UNIT: 5,
    Column.AREA: 7,
    Column.NATIONAL: 10,
}
"""Widths in the width of an m; the indicator takes the rest."""

_IN_WORDS = {Column.BLOCK: 17, Column.PERIOD: 10}
"""These are as wide as their words, up to so much."""

_LEAST_INDICATOR = 16


class Grid(QTableView):
    """The indicators; Enter or F2 types in a cell, Tab goes on to the next."""

    row_chosen = Signal(str)
    writing = Signal()
    paste_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, table: IndicatorTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.cells = Cells(self)
        self.cells.writing.connect(self.writing)
        self.setModel(table)
        self.setItemDelegate(self.cells)
        self.setAccessibleName("Performance indicators")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        # Else a cell that is too narrow shows whole words only, and fewer of them.
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.measure().height() + 12)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentRowChanged.connect(self._on_row)
        table.modelReset.connect(self.fit)

    @property
    def row_id(self) -> str:
        """Return the identity of the row that has the keyboard, or ""."""
        index = self.currentIndex()
        return self._table.rows[index.row()].id if index.isValid() else ""

    @property
    def column(self) -> Column:
        """Return the column that has the keyboard, the first where none has."""
        index = self.currentIndex()
        return COLUMNS[index.column()] if index.isValid() else COLUMNS[0]

    def choose(self, row_id: str, column: Column | None = None) -> None:
        """Give the keyboard to a row, in the same column or another."""
        ids = [row.id for row in self._table.rows]
        if row_id in ids:
            at = COLUMNS.index(column or self.column)
            self.setCurrentIndex(self._table.index(ids.index(row_id), at))

    def type_in(self, row_id: str, column: Column) -> None:
        """Open a cell for typing."""
        self.choose(row_id, column)
        self.edit(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste and undo as in a spreadsheet; Enter types in the cell; Delete empties it."""
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy) and index.isValid():
            self._copy(index)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            # An open field lets the key that closes it pass on to here.
            if self.state() is not QAbstractItemView.State.EditingState:
                self.edit(index)
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers() and index.isValid():
            self._table.setData(index, "")
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the indicator what the other columns leave, and scroll where that is too little."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Share the width out over the columns."""
        em = theme.measure().horizontalAdvance("m")
        heads = self.horizontalHeader()
        title = theme.measure(theme.Size.SMALL, bold=True)
        taken = 0
        for at, column in enumerate(COLUMNS):
            if column is not Column.INDICATOR:
                words = str(self._table.headerData(at, Qt.Orientation.Horizontal))
                width = max(_WIDTHS[column] * em, title.horizontalAdvance(words) + 20)
                if column in _IN_WORDS:
                    own = theme.measure().horizontalAdvance
                    said = max(
                        (own(cell(row.record, column)) for row in self._table.rows), default=0
                    )
                    width = max(width, min(said + 20, _IN_WORDS[column] * em))
                heads.resizeSection(at, width)
                taken += width
        rest = max(self.viewport().width() - taken, _LEAST_INDICATOR * em)
        heads.resizeSection(COLUMNS.index(Column.INDICATOR), rest)

    def _copy(self, index: Index) -> None:
        own = self._table.rows[index.row()].record
        QGuiApplication.clipboard().setText(cell(own, COLUMNS[index.column()]))

    def _on_row(self, index: Index, _before: Index) -> None:
        self.row_chosen.emit(self._table.rows[index.row()].id if index.isValid() else "")


class Cells(QStyledItemDelegate):
    """Fields for cells: words and figures are typed, the direction is chosen."""

    writing = Signal()

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self._field: QWidget | None = None
        self._number = 0
        self._at = QPersistentModelIndex()

    @property
    def field(self) -> QWidget | None:
        """Return the field that is open."""
        return self._field

    def open_cell(self) -> tuple[QPersistentModelIndex, str] | None:
        """Return which cell is being typed in and what it says now, or None."""
        if isinstance(self._field, QLineEdit) and self._at.isValid():
            return self._at, self._field.text()
        return None

    def finish(self) -> None:
        """Take what is in the open field, and close it."""
        field = self._field
        if field is not None:
            self.commitData.emit(field)
            self.closeEditor.emit(field)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the field for a cell."""
        column = COLUMNS[index.column()]
        title = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        field: QWidget
        if column is Column.DIRECTION:
            choice = QComboBox(parent)
            choice.addItems([f"{each.value.capitalize()} is better" for each in Direction])
            field = choice
        else:
            line = QLineEdit(parent)
            # A cell is too low for the frame of a field in a form.
            line.setStyleSheet("padding: 0 4px; border-radius: 0;")
            line.textEdited.connect(self.writing)
            field = line
        field.setAccessibleName(str(title))
        self._number += 1
        field.destroyed.connect(partial(self._on_gone, self._number))
        self._field, self._at = field, QPersistentModelIndex(index)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what the cell says; words that are being typed are left alone."""
        words = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, QComboBox):
            editor.setCurrentText(words)
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(words)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Ask for the cell to say what was typed, where that is something else."""
        if isinstance(editor, QComboBox):
            words = editor.currentText()
        elif isinstance(editor, QLineEdit):
            words = editor.text()
        else:
            return
        if words != index.data(Qt.ItemDataRole.EditRole):
            model.setData(index, words)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget the field with its cell."""
        if editor is self._field:
            self._field = None
        super().destroyEditor(editor, index)

    def _on_gone(self, number: int) -> None:
        # A field goes some time after it was closed; the next may be open by then.
        if number == self._number:
            self._field = None
