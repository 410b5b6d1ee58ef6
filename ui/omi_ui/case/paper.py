"""Typing in a form that was filled in on paper: through the same answers as everything else."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from omi_ui.case.answering import Answering
    from omi_ui.case.paper_page import PaperPage


class Paper(QObject):
    """Opens the page on which a form is keyed, and hands what is keyed to `answering`."""

    said = Signal(str, object)
    writing = Signal()
    wanted = Signal(object)
    """The page, which is to be shown."""
    closed = Signal(str)
    """The question at which the form was left, or "" where it was only looked at."""

    def __init__(self, answering: Answering, save: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._answering = answering
        self._save = save
        self._is_begun = False
        self._begun_at = ""

    @cached_property
    def page(self) -> PaperPage:
        """Return the page, made when it is first wanted."""
        from omi_ui.case.paper_page import PaperPage

        made = PaperPage()
        made.sheet.answered.connect(self._answering.answer)
        made.sheet.fields.noted.connect(self._answering.note)
        made.sheet.fields.typed.connect(self._answering.journal)
        made.sheet.fields.writing.connect(self.writing)
        made.closed.connect(self._on_closed)
        self._answering.changed.connect(made.sheet.refresh)
        return made

    @property
    def is_shown(self) -> bool:
        """Tell whether a form is being typed in."""
        return self._is_begun and self.page.isVisible()

    def begin(self) -> None:
        """Show the form of the case on the table, unless it cannot take an answer now."""
        # A note that is being written is none that was left by a crash.
        self._save()
        sitting = self._answering.sitting
        if not sitting.is_open:
            words = f"{sitting.case.ref} is {sitting.case.status}. Reopen it to type in a form."
            self.said.emit(words, None)
        elif sitting.typed:
            words = "Decide first what becomes of the notes that were typed and never saved."
            self.said.emit(words, None)
        else:
            self._is_begun = True
            self.page.show_sitting(sitting)
            self._begun_at = self.page.sheet.current
            self.wanted.emit(self.page)

    def go_to(self, question: str) -> bool:
        """Go to a question of the form; tell whether a form is being typed in that asks it."""
        return self.is_shown and self.page.sheet.go_to(question)

    def save_notes(self) -> None:
        """Bring the note that is being written to disk."""
        if "page" in self.__dict__:
            self.page.sheet.fields.save_note()

    def _on_closed(self, question: str) -> None:
        self.save_notes()
        self._is_begun = False
        self.closed.emit("" if question == self._begun_at else question)
