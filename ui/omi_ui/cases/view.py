"""The list of cases with its filters, and the place to add cases by hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.store import CaseStatus
from omi_ui import theme
from omi_ui.cases.model import TITLES, CaseFilter, CaseModel, Column, Role
from omi_ui.cases.painter import ProgressPainter
from omi_ui.cases.rows import CaseRow
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import button, label

_SAMPLES = {
    Column.REF: "CU-0417-X",
    Column.SENTENCE: "Community order",
    Column.TIER: "Tier 3 ",
    Column.RISK: "Risk of Harm ",
    Column.ASSESSOR: "Assessor’s full name",
    Column.STATUS: "Not started ",
    Column.BELOW_LINE: "RoH below line ",
}


class CasesView(QWidget):
    """Every case of the inspection; Enter opens one."""

    opened = Signal(str)
    added = Signal(tuple)
    """The references of the cases to add."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows: tuple[CaseRow, ...] = ()
        self._model = CaseModel(self)
        self._filter = CaseFilter(self)
        self._filter.setSourceModel(self._model)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 0)
        column.setSpacing(12)
        column.addLayout(self._build_head())
        self._add = AddCases()
        self._add.given.connect(self._on_given)
        self._add.hide()
        column.addWidget(self._add)
        self.table = self._build_table()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            EmptyPlace(
                "No cases yet",
                "The sampled cases stand here, with how far each one is.",
                button("Add cases", self._on_add, "primary"),
            )
        )
        self._stack.addWidget(
            EmptyPlace(
                "No case matches",
                "Nothing in the list holds these words with this status.",
                button("Show all cases", self.show_all),
            )
        )
        column.addWidget(self._stack, 1)

    def show_rows(self, rows: Sequence[CaseRow]) -> None:
        """Show the cases."""
        self._rows = tuple(rows)
        self._model.show_rows(rows)
        self._add_button.setVisible(bool(rows))
        for status, chip in self._chips.items():
            count = sum(1 for row in rows if status is None or row.status is status)
            name = "All" if status is None else str(status).capitalize()
            chip.setText(f"{name}  {count}")
            chip.setVisible(status is None or count > 0)
        self._refresh()
        if rows and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def show_all(self) -> None:
        """Clear the filters."""
        self.search.clear()
        self._chips[None].setChecked(True)
        self._refresh()

    def show_case(self, case_id: str) -> None:
        """Select a case."""
        for at in range(self._filter.rowCount()):
            if self._filter.index(at, 0).data(Role.ROW).id == case_id:
                self.table.selectRow(at)
                self.table.scrollTo(self._filter.index(at, 0))

    def shown(self) -> tuple[str, ...]:
        """Return the references of the cases that pass the filter, as sorted."""
        count = self._filter.rowCount()
        return tuple(self._filter.index(at, 0).data() for at in range(count))

    def choose_status(self, status: CaseStatus | None) -> None:
        """Show only the cases of this status."""
        self._chips[status].setChecked(True)
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the list the keyboard."""
        super().showEvent(event)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the filters below each other where they do not fit in a line."""
        super().resizeEvent(event)
        fits = self.width() > theme.measure().horizontalAdvance("m") * 66
        line = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        self._filters.setDirection(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear the filters on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.show_all()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _build_head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(12)
        line = QHBoxLayout()
        line.addWidget(label("Cases", "title"))
        self._summary = label("", "muted")
        line.addSpacing(12)
        line.addWidget(self._summary, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        self._add_button = button("Add cases", self._on_add, "quiet")
        line.addWidget(self._add_button)
        head.addLayout(line)
        self._filters = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._filters.setSpacing(8)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Type a reference, a name, a tier …")
        self.search.setAccessibleName("Find cases")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(theme.measure().horizontalAdvance("m") * 22)
        self.search.textChanged.connect(self._refresh)
        self.search.returnPressed.connect(self._on_search_entered)
        self._filters.addWidget(self.search)
        chips = QHBoxLayout()
        chips.setSpacing(4)
        group = QButtonGroup(self)
        self._chips = {}
        for status in (None, *CaseStatus):
            chip = button("All", self._refresh, "quiet")
            chip.setCheckable(True)
            group.addButton(chip)
            self._chips[status] = chip
            chips.addWidget(chip)
        self._chips[None].setChecked(True)
        chips.addStretch(1)
        self._filters.addLayout(chips, 1)
        head.addLayout(self._filters)
        return head

    def _build_table(self) -> QTableView:
        table = _CaseTable()
        table.typed.connect(self._on_typed)
        table.setModel(self._filter)
        table.setAccessibleName("Cases")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setItemDelegateForColumn(Column.PROGRESS, ProgressPainter(table))
        measure = theme.measure()
        rows = table.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(measure.height() + 14)
        heads = table.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, sample in _SAMPLES.items():
            wide = max(measure.horizontalAdvance(sample), measure.horizontalAdvance(TITLES[column]))
            table.setColumnWidth(column, wide + 24)
        table.setColumnWidth(Column.PROGRESS, 96 + 44 + measure.horizontalAdvance("288 of 288"))
        heads.setStretchLastSection(True)
        table.setSortingEnabled(True)
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        table.activated.connect(self._on_activated)
        return table

    def _refresh(self) -> None:
        status = next((s for s, chip in self._chips.items() if chip.isChecked()), None)
        self._filter.filter_by(self.search.text(), status)
        shown = self._filter.rowCount()
        if not self._rows:
            self._stack.setCurrentIndex(1)
            self._summary.setText("")
            return
        self._stack.setCurrentIndex(0 if shown else 2)
        total = len(self._rows)
        complete = sum(1 for row in self._rows if row.status is CaseStatus.COMPLETE)
        words = f"{total} in the sample, {complete} complete"
        self._summary.setText(words if shown == total else f"{shown} of {words}")

    def _on_typed(self, text: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(self.search.text() + text)

    def _on_search_entered(self) -> None:
        if self._filter.rowCount():
            self.table.selectRow(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(Role.ROW).id)

    def _on_add(self) -> None:
        self._add.show()
        self._add.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_given(self, references: tuple[str, ...]) -> None:
        self._add.hide()
        self.added.emit(references)


class _CaseTable(QTableView):
    """A table that takes letters typed on it as the beginning of a search."""

    typed = Signal(str)

    def keyboardSearch(self, search: str) -> None:
        self.typed.emit(search)


class AddCases(QFrame):
    """Takes the references of cases, one a line."""

    given = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sheet")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        words = label("References of the cases, one on each line")
        column.addWidget(words)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("References of the cases")
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(140)
        words.setBuddy(self.text)
        column.addWidget(self.text)
        line = QHBoxLayout()
        line.addWidget(button("Add", self._on_add, "primary"))
        line.addWidget(button("Cancel", self.hide))
        line.addStretch(1)
        column.addLayout(line)

    def _on_add(self) -> None:
        lines = (line.strip() for line in self.text.toPlainText().splitlines())
        references = tuple(dict.fromkeys(line for line in lines if line))
        if references:
            self.text.clear()
            self.given.emit(references)
