"""What the panels beside the questions ask for and show: each is filled when it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from omi_desktop.casework.finding import Sort, Spot, spots
from omi_desktop.errors import OmiError

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Question
    from omi_desktop.store import Precedent, Saved
    from omi_ui.case.side import Side
    from omi_ui.case.sitting import Sitting


Made = TypeVar("Made")


class Beside(QObject):
    """Fills the panels for the case on the table and keeps what is decided in them."""

    saved = Signal(object)
    refused = Signal(object)
    said = Signal(str, object)
    changed = Signal()
    opened = Signal()
    go_wanted = Signal(str)
    page_wanted = Signal(str)
    case_wanted = Signal(str)

    def __init__(self, sitting: Sitting, side: Side, parent: QObject) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self._side = side
        self.question = ""
        side.guidance.history_wanted.connect(self.toggle_history)
        side.guidance.precedents_wanted.connect(self._on_precedents)
        side.precedent_given.connect(self._on_precedent_given)
        side.precedent_removed.connect(self._on_precedent_removed)
        side.spot_wanted.connect(self._on_spot)
        side.comment_given.connect(self._on_comment)
        side.reply_given.connect(self._on_reply)
        side.comment_closed.connect(self._on_comment_closed)

    def show_sitting(self, sitting: Sitting) -> None:
        """Take a case on the table."""
        self._sitting = sitting

    def show_guidance(self, question: str) -> None:
        """Show what is known beside a question."""
        self.question = question
        self._side.guidance.show_question(self._asked, self._sitting)
        if self._side.shows("answer_history"):
            self._side.answer_history.show_question(self._asked, self._sitting)
        elif self._side.shows("comments"):
            self._side.comments.show_question(question)

    def refresh(self) -> None:
        """Show the panel that is open as the case now is."""
        if self._side.shows("marks"):
            self._side.marks.show_marks(self._sitting.marks, self._sitting.instrument)
        elif self._side.shows("answer_history"):
            self._side.answer_history.show_question(self._asked, self._sitting)
        elif self._side.shows("comments"):
            self._side.comments.show_sitting(self._sitting, self.question)

    def toggle_marks(self) -> None:
        """Show what was marked in the case, or put it away."""
        self._side.marks.show_marks(self._sitting.marks, self._sitting.instrument)
        self._side.toggle_marks()
        self.opened.emit()

    def toggle_comments(self) -> None:
        """Show the comments on the case, or put them away."""
        self._side.comments.show_sitting(self._sitting, self.question)
        self._side.toggle(self._side.comments)
        self.opened.emit()

    def toggle_history(self) -> None:
        """Show what became of the answer with the keyboard, or put it away."""
        if self.question:
            self._side.answer_history.show_question(self._asked, self._sitting)
            self._side.toggle(self._side.answer_history)
            self.opened.emit()

    def ask_where(self) -> None:
        """Ask for a case, a criterion or a question by a few letters."""
        cases = [(case.id, case.ref) for case in self._sitting.other_cases()]
        self._side.setCurrentWidget(self._side.jump)
        # In sight before it takes the keyboard: what is hidden cannot.
        self.opened.emit()
        self._side.jump.begin(spots(self._sitting.instrument, cases))

    def write(self, write: Callable[[], Saved], words: str, undo: Callable[[], Saved]) -> None:
        """Keep something and offer to take it back."""
        if self._kept(write):
            self.said.emit(words, partial(self._kept, undo))

    @property
    def _asked(self) -> Question:
        return self._sitting.instrument.questions[self.question]

    def _on_precedents(self) -> None:
        self._side.setCurrentWidget(self._side.precedents)
        self._side.precedents.show_question(self._asked, self._sitting)
        self.opened.emit()

    def _on_precedent_given(self, question: str, text: str) -> None:
        made = self._sitting.decide(question, text)
        put, drop = self._sitting.put_precedent, self._sitting.drop_precedent
        self._side.show_guidance()
        self.write(partial(put, made), "Kept beside this question.", partial(drop, made))

    def _on_precedent_removed(self, precedent: Precedent) -> None:
        put, drop = self._sitting.put_precedent, self._sitting.drop_precedent
        self._side.show_guidance()
        self.write(partial(drop, precedent), "The decision is removed.", partial(put, precedent))

    def _on_comment(self, question: str, text: str) -> None:
        made = self._made(partial(self._sitting.comment, question, text))
        if made is not None:
            words = "Kept. It goes out with the next pack of the reader of this case."
            back = partial(self._sitting.take_comment_back, made)
            self.said.emit(words, partial(self._kept, back))

    def _on_reply(self, comment: str, text: str) -> None:
        made = self._made(partial(self._sitting.reply, comment, text))
        if made is not None:
            back = partial(self._sitting.take_reply_back, made)
            self.said.emit("Replied.", partial(self._kept, back))

    def _on_comment_closed(self, comment: str, closed: bool) -> None:
        change = partial(self._sitting.close_comment, comment)
        self.write(
            partial(change, closed=closed),
            "The comment is closed." if closed else "The comment is open again.",
            partial(change, closed=not closed),
        )

    def _made(self, write: Callable[[], Made]) -> Made | None:
        try:
            made = write()
        except OmiError as error:
            self.refused.emit(error)
            return None
        self._side.comments.forget_typed()
        self.saved.emit(self._sitting.saved())
        self.changed.emit()
        return made

    def _on_spot(self, spot: Spot) -> None:
        self._side.show_guidance()
        wanted = {
            Sort.CASE: self.case_wanted,
            Sort.CRITERION: self.page_wanted,
            Sort.QUESTION: self.go_wanted,
        }
        wanted[spot.sort].emit(spot.id)

    def _kept(self, write: Callable[[], Saved]) -> bool:
        try:
            saved = write()
        except OmiError as error:
            self.refused.emit(error)
            return False
        self.saved.emit(saved)
        self.changed.emit()
        if self.question:
            self.show_guidance(self.question)
        return True
