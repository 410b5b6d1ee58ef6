"""What becomes of a note that the program was stopped in: taken as typed, or left as saved."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from omi_desktop.errors import OmiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from omi_ui.case.recovered import RecoveredPage
    from omi_ui.case.sitting import Sitting


class Recovering(QObject):
    """Keeps one version or the other; either can be undone, so no sentence goes by a slip."""

    saved = Signal(object)
    refused = Signal(object)
    said = Signal(str, object)
    changed = Signal()
    wanted = Signal(object)
    """The page on which something is to be decided."""
    go_wanted = Signal(str)
    """A question: one that was asked for, or the one that was decided last."""

    def __init__(self, sitting: Sitting, parent: QObject, *, takes_single_keys: bool) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self.takes_single_keys = takes_single_keys

    @cached_property
    def page(self) -> RecoveredPage:
        """Return the page of what was typed and never saved, made when it is first wanted."""
        from omi_ui.case.recovered import RecoveredPage

        made = RecoveredPage()
        made.taken.connect(self.take)
        made.left.connect(self.leave)
        made.jump_wanted.connect(self.go_wanted)
        return made

    def show_sitting(self, sitting: Sitting) -> None:
        """Take a case on the table; what was typed in it and never saved is shown first."""
        self._sitting = sitting
        if sitting.is_open and sitting.typed:
            self._show()

    def take(self, question: str, text: str) -> None:
        """Let a note become what was typed."""
        before = self._sitting.notes.get(question, "")
        if self._keep(question, text):
            undo = partial(self._keep, question, before)
            self._told(question, "The note is as it was typed.", undo)

    def leave(self, question: str, text: str) -> None:
        """Let a note stay as it was saved, and forget what was typed."""
        if self._done(partial(self._sitting.forget_typed, question)):
            undo = partial(self._bring_back, question, text)
            self._told(question, "The note stays as it was saved.", undo)

    def _told(self, question: str, words: str, undo: Callable[[], object]) -> None:
        sitting = self._sitting

        def back() -> None:
            # Only while the same case is on the table: the bar outlives the page.
            if self._sitting is sitting:
                undo()

        self.said.emit(words, back)
        if sitting.typed:
            self._show()
        else:
            self.go_wanted.emit(question)

    def _show(self) -> None:
        self.page.takes_single_keys = self.takes_single_keys
        self.page.show_sitting(self._sitting)
        self.wanted.emit(self.page)

    def _keep(self, question: str, text: str) -> bool:
        try:
            saved = self._sitting.note(question, text)
        except OmiError as error:
            self.refused.emit(error)
            return False
        self.saved.emit(saved)
        self.changed.emit()
        return True

    def _bring_back(self, question: str, text: str) -> None:
        if self._done(partial(self._sitting.journal, question, text)):
            self._show()

    def _done(self, write: Callable[[], None]) -> bool:
        try:
            write()
        except OmiError as error:
            self.refused.emit(error)
            return False
        return True
