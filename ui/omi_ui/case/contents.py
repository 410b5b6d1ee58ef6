"""What stands on the left of a case: its pages in one of two orders, and the next thing to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout

from omi_desktop.casework.orders import Order, Page, progress
from omi_desktop.instrument.applicability import CaseStanding
from omi_ui.case.outline import Entry, outline, outline_entries
from omi_ui.widgets.labels import button

_ORDERS = ((Order.REPORT, "Report"), (Order.READING, "Reading"))


class Contents(QFrame):
    """The orders above, the pages with how far each one is, the next unanswered below."""

    page_wanted = Signal(str)
    order_wanted = Signal(object)
    next_wanted = Signal()

    def __init__(self, order: Order) -> None:
        super().__init__()
        self.setObjectName("outlineside")
        self._shown: tuple[Sequence[Page], CaseStanding, str, Sequence[Entry]] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 1, 8)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 8, 0)
        line.setSpacing(12)
        self._orders = QButtonGroup(self)
        for each, words in _ORDERS:
            choice = QRadioButton(words)
            choice.setAccessibleName(f"Pages in {each.value}")
            choice.setToolTip(f"Show the pages in {each.value}")
            choice.setChecked(each is order)
            choice.setProperty("order", each.name)
            self._orders.addButton(choice)
            line.addWidget(choice)
        line.addStretch(1)
        self._orders.buttonClicked.connect(self._on_order)
        column.addLayout(line)
        self.outline = outline()
        self.outline.wanted.connect(self.page_wanted)
        column.addWidget(self.outline, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 0, 8, 0)
        foot.addWidget(button("Next unanswered", self.next_wanted.emit, "", "Ctrl+Down"), 1)
        column.addLayout(foot)

    def show_pages(
        self,
        pages: Sequence[Page],
        standing: CaseStanding,
        page: str,
        interview: Sequence[Entry] = (),
    ) -> None:
        """Show these pages as they stand, and the interview, with the one that is open."""
        self._shown = (pages, standing, page, interview)
        if not self.isHidden():
            marks = [progress(each.questions, standing) for each in pages]
            self.outline.show_entries((*outline_entries(pages, marks), *interview), page)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what changed while the list was put away, as beside a form."""
        super().showEvent(event)
        if self._shown is not None:
            self.show_pages(*self._shown)

    def choose_order(self, order: Order) -> None:
        """Mark an order as the one that is shown."""
        for choice in self._orders.buttons():
            choice.setChecked(choice.property("order") == order.name)

    def _on_order(self, clicked: QRadioButton) -> None:
        self.order_wanted.emit(Order[str(clicked.property("order"))])
