"""The pages of a case in one of two orders: turned, jumped to, and left with every note on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal

from omi_desktop.casework.orders import Order, Page, page_of, pages
from omi_desktop.errors import OmiError
from omi_ui import remembered
from omi_ui.case.answering import Answering
from omi_ui.case.beside import Beside
from omi_ui.case.course import Around, missing_around, page_to_open
from omi_ui.case.key_settings import KeySettings
from omi_ui.case.layout import CaseLayout
from omi_ui.case.outline import INTERVIEW
from omi_ui.case.paper import Paper
from omi_ui.case.talking import Talking

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from omi_ui.case.sitting import Sitting


class CasePages(CaseLayout):
    """Shows one page of a sitting at a time, or the interview or the form in its place.

    How somebody works is remembered in the file `key_settings`, where there is one.
    """

    refused = Signal(object)
    said = Signal(str, object)
    """What happened, and a callable that undoes it, or None."""

    def __init__(
        self, sitting: Sitting, key_settings: Path | None = None, parent: QWidget | None = None
    ) -> None:
        self.settings = remembered.recall(key_settings, KeySettings())
        self._order = Order.READING if self.settings.reading else Order.REPORT
        super().__init__(self._order, self.settings, parent)
        self._sitting = sitting
        self._key_settings = key_settings
        self._pages = pages(sitting.instrument, self._order)
        self._page = self._pages[0]
        self.answering = Answering(sitting, self)
        self.beside = Beside(sitting, self.side, self)
        self.paper = Paper(self.answering, self.page_view.save_notes, self)
        self.talking = Talking(self)

    @property
    def sitting(self) -> Sitting:
        """Return the case on the table."""
        return self._sitting

    @property
    def pages(self) -> tuple[Page, ...]:
        """Return the pages in the order that is shown."""
        return self._pages

    @property
    def page(self) -> Page:
        """Return the page that is open."""
        return self._page

    def show_order(self, order: Order) -> None:
        """Show the pages in this order and keep the question that has the keyboard."""
        question = self.page_view.current
        self._order = order
        self._remember(replace(self.settings, reading=order is Order.READING))
        self._pages = pages(self._sitting.instrument, order)
        self.contents.choose_order(order)
        standing = self._sitting.standing
        self._show_page(page_to_open(self._pages, standing, question), question)

    def show_page(self, page_id: str) -> None:
        """Open a page by its id; a criterion by its first page in the order that is shown."""
        if page_id == INTERVIEW:
            self.show_interview()
            return
        holds = (p for p in self._pages if page_id in (p.id, p.questions[0].criterion))
        self._show_page(next(holds))

    def turn_to_first_page(self) -> None:
        """Open the first page, which holds the facts."""
        self._show_page(self._pages[0])

    def go_to(self, question: str) -> None:
        """Open the page of a question and give the question the keyboard."""
        if self.paper.go_to(question):
            return
        page = page_of(self._pages, question)
        if page is not None and (page is not self._page or self.is_completing):
            self._show_page(page, question)
        else:
            self.page_view.focus_question(question)

    def go_to_next_unanswered(self) -> None:
        """Go to the next question without an answer, from here to the end and round again."""
        if self.talking.is_shown:
            self.talking.next_prompt()
            return
        around = self._around(self.page_view.current)
        question = next(iter((*around.after, *around.before)), "")
        if question:
            self.go_to(question)
        else:
            self.said.emit(around.words, None)

    def show_interview(self, prompt: str = "") -> None:
        """Show the interview with the offender manager, at a prompt or where it was left."""
        self.save_notes()
        keys = self.settings.single_keys
        self.talking.show(self._sitting, prompt, takes_single_keys=keys)
        if self.talking.is_shown:
            self.side.guidance.show_case(self._sitting)

    def save_notes(self) -> None:
        """Bring every note to disk, those that the file refused before included."""
        # Before the page hands over its own: one that is refused now is not tried twice.
        self.answering.try_again()
        self.page_view.save_notes()
        self.paper.save_notes()
        self.talking.save()

    def _show_page(self, page: Page, question: str = "") -> None:
        self.page_view.save_notes()
        self._page = page
        self.put_in_middle(self.page_view)
        self.page_view.show_page(page, self._sitting)
        self._refresh_head()
        if question in self.page_view.rows:
            self.page_view.focus_question(question)
        else:
            self.page_view.focus_first()
        if not self._sitting.is_open:
            self.outline.setFocus(Qt.FocusReason.OtherFocusReason)
            self.page_view.point_at(question)
        if not self.page_view.current and page.questions:
            self.beside.show_guidance(question or page.questions[0].id)

    def _refresh(self) -> None:
        self.page_view.refresh()
        self._refresh_head()
        self.beside.refresh()

    def _refresh_head(self) -> None:
        self.head.show_sitting(self._sitting)
        page = self.talking.page_id(self._page.id)
        told = self.talking.entries(self._sitting)
        self.contents.show_pages(self._pages, self._sitting.standing, page, told)

    def _around(self, question: str) -> Around:
        return missing_around(self._pages, self._sitting.standing, question)

    def _turn_page(self, by: int) -> None:
        to = self._pages.index(self._page) + by
        if 0 <= to < len(self._pages):
            self._show_page(self._pages[to])

    def _on_next_page(self) -> None:
        self._turn_page(1)

    def _on_page_before(self) -> None:
        self._turn_page(-1)

    def _on_other_order(self) -> None:
        order = Order.READING if self._order is Order.REPORT else Order.REPORT
        self.show_order(order)

    def _on_done(self, question: str) -> None:
        """Follow a missing answer that was just given with the next one that is missing."""
        if not self.settings.goes_on:
            return
        around = self._around(question)
        if around.after:
            self.go_to(around.after[0])
        else:
            self.said.emit(around.words, None)

    def _remember(self, settings: KeySettings) -> None:
        self.settings = settings
        try:
            remembered.keep(self._key_settings, settings)
        except OmiError as error:
            self.refused.emit(error)
