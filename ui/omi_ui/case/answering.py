"""Keeping answers and notes as they are given, and taking them back; every refusal is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from omi_desktop.errors import OmiError

if TYPE_CHECKING:
    from omi_desktop.store import Moved
    from omi_ui.case.sitting import Sitting


class Answering(QObject):
    """Writes for the questions of a case and says what became of it."""

    saved = Signal(object)
    refused = Signal(object)
    said = Signal(str, object)
    """What happened, and a callable that undoes it, or None."""
    changed = Signal()
    """What the case says is not what it said before."""
    moved = Signal(str)
    """The question in which something was taken back or made again."""

    def __init__(self, sitting: Sitting, parent: QObject) -> None:
        super().__init__(parent)
        self.sitting = sitting

    def answer(self, question: str, value: str | None) -> None:
        """Keep an answer; tell of the answers that it parked."""
        parked = self.sitting.standing.parked
        try:
            self.saved.emit(self.sitting.answer(question, value))
        except OmiError as error:
            # The file holds the old answer; so must the screen.
            self.refused.emit(error)
            self.changed.emit()
            return
        self.changed.emit()
        newly = self.sitting.standing.parked - parked
        if newly > 0:
            words = "answer was" if newly == 1 else "answers were"
            self.said.emit(f"{newly} {words} parked by this change.", self.undo)

    def note(self, question: str, text: str) -> None:
        """Keep a note."""
        try:
            saved = self.sitting.note(question, text)
        except OmiError as error:
            self.refused.emit(error)
            self.changed.emit()
            return
        self.saved.emit(saved)
        self.changed.emit()

    def try_again(self) -> None:
        """Keep the notes that the file refused before."""
        for question, text in tuple(self.sitting.unkept.items()):
            self.note(question, text)

    def journal(self, question: str, text: str) -> None:
        """Bring a note that is still being written to disk."""
        try:
            self.sitting.journal(question, text)
        except OmiError as error:
            self.refused.emit(error)

    def undo(self) -> None:
        """Take back the last change of the case, of this sitting or the one before."""
        self._step(self.sitting.undo, "Undone", self.redo, "There is nothing more to undo here.")

    def redo(self) -> None:
        """Make again what was last taken back."""
        self._step(self.sitting.redo, "Redone", self.undo, "There is nothing to redo here.")

    def _step(
        self,
        step: Callable[[], Moved | None],
        what: str,
        back: Callable[[], None],
        nothing: str,
    ) -> None:
        sitting = self.sitting
        try:
            moved = step()
        except OmiError as error:
            self.refused.emit(error)
            return
        if moved is None:
            self.said.emit(nothing, None)
            return
        self.saved.emit(moved.saved)
        self.changed.emit()
        self.moved.emit(moved.step.question)

        def take_back() -> None:
            # Only while the same case is on the table: the bar outlives the page.
            if self.sitting is sitting:
                back()

        self.said.emit(f"{what}: {_told(sitting, moved)}", take_back)


def _told(sitting: Sitting, moved: Moved) -> str:
    question = sitting.instrument.questions[moved.step.question]
    if moved.step.is_note:
        name = f"the note on {question.short}"
        return f"{name} is as it was." if moved.now else f"{name} is empty again."
    words = f"“{question.label(moved.now)}”" if moved.now else "no answer"
    return f"{question.short} is {words} again."
