"""The interview in the workspace of a case: shown in place of the questions, and left again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from omi_ui.case.outline import INTERVIEW, Entry, interview_entries

if TYPE_CHECKING:
    from omi_ui.case.interview_page import InterviewPage
    from omi_ui.case.layout import CaseLayout
    from omi_ui.case.sitting import Sitting


class Talking(QObject):
    """Shows the page of the interview in a layout and passes on what becomes of it."""

    saved = Signal(object)
    writing = Signal()
    refused = Signal(object)
    said = Signal(str, object)
    changed = Signal()
    """What is shown, or what is said of the interview, is not what it was."""
    go_wanted = Signal(str)
    case_wanted = Signal(str)

    def __init__(self, layout: CaseLayout) -> None:
        super().__init__(layout)
        self._layout = layout

    @property
    def page(self) -> InterviewPage | None:
        """Return the page, once it was wanted."""
        return self._layout.made_interview

    @property
    def is_shown(self) -> bool:
        """Tell whether the interview stands in place of the questions."""
        return self.page is not None and self._layout.shows(self.page)

    def show(self, sitting: Sitting, prompt: str, *, takes_single_keys: bool) -> None:
        """Show the interview of a case, at a prompt or where it was left."""
        if sitting.instrument.interview is None:
            self.said.emit("This question bank has no interview.", None)
            return
        if self.page is None:
            self._connect(self._layout.make_interview())
        page = self.page
        if page is not None:
            if not self.is_shown:
                page.show_sitting(sitting, takes_single_keys=takes_single_keys)
                self._layout.put_in_middle(page)
            self.changed.emit()
            page.focus_prompt(prompt)

    def show_staff(self) -> None:
        """Give the staff interview the keyboard."""
        if self.page is not None:
            self.page.focus_staff()

    def save(self) -> None:
        """Bring everything that is written on the page to disk."""
        if self.page is not None:
            self.page.save()

    def next_prompt(self) -> None:
        """Go to the next prompt without notes."""
        if self.page is not None:
            self.page.next_prompt()

    def undo(self) -> None:
        """Take back what was last done on the page."""
        if self.page is not None:
            self.page.undo()

    def entries(self, sitting: Sitting) -> tuple[Entry, ...]:
        """Return the interview as it stands in the list of the pages, where there is one."""
        if sitting.instrument.interview is None:
            return ()
        return interview_entries(is_told=sitting.interview_is_told)

    def page_id(self, otherwise: str) -> str:
        """Return the page that is open: the interview, or else the one that is given."""
        return INTERVIEW if self.is_shown else otherwise

    def _connect(self, page: InterviewPage) -> None:
        page.saved.connect(self.saved)
        page.writing.connect(self.writing)
        page.refused.connect(self.refused)
        page.said.connect(self.said)
        page.changed.connect(self.changed)
        page.jump_wanted.connect(self.go_wanted)
        page.case_wanted.connect(self.case_wanted)
