"""Where the parts of the workspace of a case stand, and how they fold where there is no room."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from omi_ui.case.contents import Contents
from omi_ui.case.head import CaseHead
from omi_ui.case.outline import Entry
from omi_ui.case.page_view import PageView
from omi_ui.case.side import Side
from omi_ui.widgets.outline import Outline

if TYPE_CHECKING:
    from omi_desktop.casework.orders import Order
    from omi_ui.case.completing_page import CompletingPage
    from omi_ui.case.interview_page import InterviewPage
    from omi_ui.case.key_settings import KeySettings
    from omi_ui.case.paper_page import PaperPage
    from omi_ui.case.recovered import RecoveredPage

_SIDE_FROM = 1160
"""Below this width, at normal text size, the panel beside the questions folds away."""

ALONE = "alone"
"""A page with this property stands in the middle with nothing beside it."""


class CaseLayout(QWidget):
    """The head above; the pages on the left, the questions, and the panel beside them."""

    def __init__(self, order: Order, settings: KeySettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.made_interview: InterviewPage | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = CaseHead()
        column.addWidget(self.head)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.contents = Contents(order)
        line.addWidget(self.contents)
        self.page_view = PageView()
        self.page_view.take_single_keys(takes=settings.single_keys)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.page_view)
        line.addWidget(self._middle, 1)
        self.side = Side(settings)
        line.addWidget(self.side)
        column.addLayout(line, 1)

    @property
    def complete_button(self) -> QPushButton:
        """Return the button that completes the case, or reopens it."""
        return self.head.complete_button

    @property
    def outline(self) -> Outline[Entry]:
        """Return the list of the pages."""
        return self.contents.outline

    @cached_property
    def completing(self) -> CompletingPage:
        """Return the page before a case is complete, made when it is first wanted."""
        from omi_ui.case.completing_page import CompletingPage

        made = CompletingPage()
        self._middle.addWidget(made)
        self.connect_completing(made)
        return made

    def make_interview(self) -> InterviewPage:
        """Return the page of the interview, made now; it is made once."""
        from omi_ui.case.interview_page import InterviewPage

        self.made_interview = InterviewPage()
        self._middle.addWidget(self.made_interview)
        return self.made_interview

    def shows(self, page: QWidget) -> bool:
        """Tell whether a page stands in the middle."""
        return self._middle.currentWidget() is page

    @property
    def is_completing(self) -> bool:
        """Tell whether another page, as the one before completion, stands for the questions."""
        return self._middle.currentWidget() is not self.page_view

    def connect_completing(self, page: CompletingPage) -> None:
        """Listen to the page before completion, once it is made."""
        raise NotImplementedError

    def put_in_middle(self, page: QWidget) -> None:
        """Show the questions, or a page in place of them."""
        if self._middle.indexOf(page) < 0:
            self._middle.addWidget(page)
        self._middle.setCurrentWidget(page)
        self.fold()

    def show_in_middle(self, page: RecoveredPage | PaperPage) -> None:
        """Show a page in place of the questions, and give it the keyboard."""
        self.put_in_middle(page)
        page.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the panel away where there is no room for it."""
        super().resizeEvent(event)
        self.fold()

    def fold(self) -> None:
        """Give each part the room that it has at this width and text size."""
        em = self.fontMetrics().height() / 15
        fits = self.width() > 860 * em
        self.head.show_in_two_lines(two_lines=not fits)
        self.contents.setFixedWidth(min(int(252 * em), int(self.width() * 0.3)))
        wide = self.width() >= _SIDE_FROM * em
        # Where the pages make room for it, it may be wider.
        share = 0.35 if fits else 0.46
        self.side.setFixedWidth(min(int(272 * em), int(self.width() * share)))
        shown = self._middle.currentWidget()
        alone = shown is not None and bool(shown.property(ALONE))
        self.side.setVisible((wide and not alone) or not self.side.is_guidance)
        # A panel that was asked for leaves the questions room to be read, not a word a line.
        self.contents.setVisible(not alone and (fits or self.side.isHidden()))
