"""Beside the text: the pages as they will print, the proofreading, and the panels that choose."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from omi_ui.report.choosing import ChooseMark, ChooseTraces
from omi_ui.report.proofreading import ProofPanel
from omi_ui.widgets.labels import button
from omi_ui.widgets.page_preview import PagePreview
from omi_ui.writing.insert import InsertFigure
from omi_ui.writing.refer import ReferToFinding

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument
    from omi_ui.report.desk import ReportDesk
    from omi_ui.report.recommendations import RecommendationsPage

PAGES, PROOF = 0, 1


class Side(QStackedWidget):
    """Pages or proofreading behind two tabs; a panel that was asked for lies over them."""

    chosen = Signal(object)
    trace_chosen = Signal(object)
    mark_chosen = Signal(object)
    closed = Signal()
    tab_changed = Signal()

    def __init__(self, instrument: Instrument) -> None:
        super().__init__()
        self.setObjectName("side")
        # Its panels scroll: they take the height there is, and ask for none.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self._tabs: list[QPushButton] = []
        self._build_beside()
        self.insert = InsertFigure(instrument)
        self.refer = ReferToFinding()
        self.traces = ChooseTraces()
        self.marks = ChooseMark()
        for panel in (self.insert, self.refer, self.traces, self.marks):
            self.addWidget(panel)
            panel.closed.connect(self.closed)
        self.insert.chosen.connect(self.chosen)
        self.refer.chosen.connect(self.chosen)
        self.traces.chosen.connect(self.trace_chosen)
        self.marks.chosen.connect(self.mark_chosen)

    @property
    def is_asking(self) -> bool:
        """Tell whether a panel waits for a choice."""
        return self.currentWidget() is not self._beside

    @property
    def shows_pages(self) -> bool:
        """Tell whether the pages are in front, and not the proofreading."""
        return self._front.currentIndex() == PAGES

    def show_beside(self) -> None:
        """Go back to pages or proofreading."""
        self.setCurrentWidget(self._beside)

    def show_tab(self, tab: int) -> None:
        """Bring pages or proofreading to the front."""
        self.show_beside()
        self._tabs[tab].click()

    def ask_figure(self, desk: ReportDesk, criterion: str) -> None:
        """Ask which figure is to be inserted."""
        self.insert.ask(criterion, partial(desk.shown, criterion=criterion))
        self.setCurrentWidget(self.insert)

    def ask_reference(self, desk: ReportDesk, criterion: str) -> None:
        """Ask which finding is to be referred to."""
        self.refer.ask(desk.findings, desk.figures, criterion)
        self.setCurrentWidget(self.refer)

    def ask_traces(self, desk: ReportDesk, page: RecommendationsPage) -> None:
        """Ask what the recommendation with the keyboard rests on."""
        self.traces.ask(desk, page.name(), page.traces)
        self.setCurrentWidget(self.traces)

    def ask_mark(self, desk: ReportDesk) -> None:
        """Ask which marked passage an example begins from."""
        self.marks.ask(desk)
        self.setCurrentWidget(self.marks)

    def _build_beside(self) -> None:
        self._beside = QWidget()
        self._beside.setObjectName("ground")
        column = QVBoxLayout(self._beside)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(8, 4, 8, 4)
        line.setSpacing(4)
        self._front = QStackedWidget()
        self.preview = PagePreview()
        self.proof = ProofPanel()
        group = QButtonGroup(self._beside)
        for number, (words, panel) in enumerate(
            (("Pages", self.preview), ("Proofreading", self.proof))
        ):
            tab = button(words, partial(self._on_tab, number), "quiet")
            tab.setCheckable(True)
            tab.setChecked(number == PAGES)
            group.addButton(tab)
            self._tabs.append(tab)
            line.addWidget(tab)
            self._front.addWidget(panel)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self._front, 1)
        self.addWidget(self._beside)

    def _on_tab(self, tab: int) -> None:
        self._front.setCurrentIndex(tab)
        self.tab_changed.emit()
