"""The pages of the screen: for each kind of part the one that writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from omi_desktop.report.outline import Kind
from omi_ui.report.good_practice import GoodPracticePage
from omi_ui.report.list_page import ListPage
from omi_ui.report.made import MadePage
from omi_ui.report.next_steps import NextStepsPage
from omi_ui.report.page import Page
from omi_ui.report.passages import PassagesPage
from omi_ui.report.people import PeoplePage
from omi_ui.report.recommendations import RecommendationsPage
from omi_ui.report.sign_off import SignOffPage
from omi_ui.report.timetable import TimetablePage
from omi_ui.report.written_item import WrittenItem

if TYPE_CHECKING:
    from omi_desktop.report.outline import Place
    from omi_ui.report.desk import ReportDesk


class Pages(QStackedWidget):
    """One page at a time; what any of them says is said here."""

    saved = Signal(object)
    writing = Signal()
    refused = Signal(object)
    said = Signal(str, object)
    panel_wanted = Signal(object)
    wanted = Signal(str, str)
    sign_off_wanted = Signal()
    reopening_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.passages = PassagesPage()
        self.recommendations = RecommendationsPage()
        self.next_steps = NextStepsPage()
        self.good_practice = GoodPracticePage()
        self.timetable = TimetablePage()
        self.people = PeoplePage()
        self.sign_off = SignOffPage()
        self._pages: dict[Kind, Page] = {
            Kind.PASSAGES: self.passages,
            Kind.RECOMMENDATIONS: self.recommendations,
            Kind.NEXT_STEPS: self.next_steps,
            Kind.GOOD_PRACTICE: self.good_practice,
            Kind.TIMETABLE: self.timetable,
            Kind.PEOPLE: self.people,
            Kind.SIGN_OFF: self.sign_off,
            Kind.MADE: MadePage(),
        }
        for page in self._pages.values():
            page.saved.connect(self.saved)
            page.writing.connect(self.writing)
            page.refused.connect(self.refused)
            page.said.connect(self.said)
            page.panel_wanted.connect(self.panel_wanted)
            page.wanted.connect(self.wanted)
            self.addWidget(page)
        self.sign_off.sign_off_wanted.connect(self.sign_off_wanted)
        self.sign_off.reopening_wanted.connect(self.reopening_wanted)
        self._current: Page | None = None

    @property
    def is_showing(self) -> bool:
        """Tell whether a page was shown yet."""
        return self._current is not None

    @property
    def current(self) -> Page:
        """Return the page that is shown."""
        if self._current is None:
            raise LookupError("no page was shown yet")
        return self._current

    def show_place(self, desk: ReportDesk, place: Place) -> None:
        """Show a place on the page that writes its kind."""
        page = self._pages[place.kind]
        page.show_place(desk, place)
        self._current = page
        self.setCurrentWidget(page)

    def criterion(self) -> str:
        """Return the criterion that the text with the keyboard stands under, or ""."""
        page = self._current
        item = page.items.get(page.current) if isinstance(page, ListPage) else None
        return item.criterion if isinstance(item, WrittenItem) else ""
