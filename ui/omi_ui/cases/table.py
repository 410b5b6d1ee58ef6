"""The table of the cases: its columns, and letters typed on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from omi_ui import theme
from omi_ui.cases.model import TITLES, Column
from omi_ui.cases.painter import ProgressPainter

if TYPE_CHECKING:
    from omi_ui.cases.model import CaseFilter

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
        self.setModel(cases)
        self.setAccessibleName("Cases")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegateForColumn(Column.PROGRESS, ProgressPainter(self))
        measure = theme.measure()
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(measure.height() + 14)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, sample in _SAMPLES.items():
            wide = max(measure.horizontalAdvance(sample), measure.horizontalAdvance(TITLES[column]))
            self.setColumnWidth(column, wide + 24)
        self.setColumnWidth(Column.PROGRESS, 96 + 44 + measure.horizontalAdvance("288 of 288"))
        heads.setStretchLastSection(True)
        self.setSortingEnabled(True)
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def keyboardSearch(self, search: str) -> None:
        """Hand the letters over; Qt would move to the first row that begins so."""
        self.typed.emit(search)
