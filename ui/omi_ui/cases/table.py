"""The table of the cases: its columns, and letters typed on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from omi_ui import theme
from omi_ui.cases.model import TITLES, CaseModel, Column
from omi_ui.cases.painter import ProgressPainter

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from omi_ui.cases.model import CaseFilter

FOLDED = (Column.SENTENCE, Column.TIER, Column.RISK, Column.ASSESSOR, Column.STATUS)
"""The columns that the first one tells of where they have no room."""

_SAMPLES = {
    Column.REF: "CU-0417-X",
    Column.SENTENCE: "Community order",
    Column.TIER: "Tier 3 ",
    Column.RISK: "Risk of Harm ",
    Column.ASSESSOR: "Assessor’s full name",
    Column.STATUS: "Not started ",
    Column.BELOW_LINE: "RoH below line ",
    Column.NOTES_ASKED: "Notes asked for ",
}


class CaseTable(QTableView):
    """A table that takes letters typed on it as the beginning of a search."""

    typed = Signal(str)

    def __init__(self, cases: CaseFilter) -> None:
        super().__init__()
        self._cases = cases
        self._is_compact = False
        self.setModel(cases)
        # One of our own: to find out what Qt's is, every class of widgets would be loaded.
        self._chosen = QItemSelectionModel(cases, self)
        self.setSelectionModel(self._chosen)
        self._progress = ProgressPainter(self, self._chosen)
        self.setAccessibleName("Cases")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegateForColumn(Column.PROGRESS, self._progress)
        measure = theme.measure()
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(measure.height() + 14)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._widths = {
            column: max(map(measure.horizontalAdvance, (sample, TITLES[column]))) + 24
            for column, sample in _SAMPLES.items()
        }
        counts = measure.horizontalAdvance("288 of 288")
        self._widths[Column.PROGRESS] = 96 + 44 + counts
        for column, width in self._widths.items():
            self.setColumnWidth(column, width)
        heads.setStretchLastSection(True)
        self.setSortingEnabled(True)
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    @property
    def is_compact(self) -> bool:
        """Tell whether a case stands in two lines, because the columns do not fit."""
        return self._is_compact

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold columns into the first where they have no room beside each other."""
        super().resizeEvent(event)
        # Not from the viewport: to find out what it is, every class of widgets would be loaded.
        self._fold(is_compact=event.size().width() < sum(self._widths.values()))

    def _fold(self, *, is_compact: bool) -> None:
        if is_compact:
            self._give_the_first_column_the_rest()
        if is_compact is self._is_compact:
            return
        self._is_compact = is_compact
        source = self._cases.sourceModel()
        if isinstance(source, CaseModel):
            source.fold(is_compact=is_compact)
        for column in FOLDED:
            self.setColumnHidden(column, is_compact)
        self._progress.has_bar = not is_compact
        rows = self.verticalHeader()
        if is_compact:
            # Loaded here: most screens have room for the columns.
            from omi_ui.cases.compact import CompactPainter, height_of_two_lines

            self.setItemDelegateForColumn(Column.REF, CompactPainter(self, self._chosen))
            rows.setDefaultSectionSize(height_of_two_lines())
            self._give_the_first_column_the_rest()
        else:
            self.setItemDelegateForColumn(Column.REF, self.itemDelegate())
            rows.setDefaultSectionSize(theme.measure().height() + 14)
            for column, width in self._widths.items():
                self.setColumnWidth(column, width)

    def _give_the_first_column_the_rest(self) -> None:
        measure = theme.measure()
        narrow = {
            Column.PROGRESS: measure.horizontalAdvance("288 of 288"),
            Column.BELOW_LINE: measure.horizontalAdvance("RoH below"),
            Column.NOTES_ASKED: measure.horizontalAdvance("asked for"),
        }
        for column, width in narrow.items():
            self.setColumnWidth(column, width + 24)
        rest = self.viewport().width() - sum(width + 24 for width in narrow.values())
        self.setColumnWidth(Column.REF, max(rest, self._widths[Column.REF]))

    def keyboardSearch(self, search: str) -> None:
        """Hand the letters over; Qt would move to the first row that begins so."""
        self.typed.emit(search)
