"""The page before a case is complete: what is missing, what wants a reason, what does not fit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from omi_ui.thread_words import to_answer_words
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omi_desktop.casework.coherence import CaseWarning
    from omi_desktop.casework.completing import Wanted
    from omi_desktop.instrument.model import Question
    from omi_desktop.store.checking import Thread
    from omi_ui.case.sitting import Sitting

_MOST_JUMPS = 40
_MOST_CONCERNED = 6


class CompletingPage(QScrollArea):
    """Everything that stands between a case and its completion, each with the way to it."""

    jump_wanted = Signal(str)
    acknowledged = Signal(str, str)
    """A warning, and the word on why it stays as it is."""
    complete_wanted = Signal()
    interview_wanted = Signal()
    comments_wanted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words: dict[str, QLineEdit] = {}
        self._unanswered: tuple[str, ...] = ()
        self.complete = button("Complete", self.complete_wanted.emit, "primary")

    def show_sitting(self, sitting: Sitting) -> None:
        """Show what is left to do in a case."""
        body = QWidget()
        body.setObjectName("surface")
        body.setAccessibleName("Before the case is complete")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 16, 16, 24)
        column.setSpacing(4)
        column.addWidget(label(f"Complete {sitting.case.ref}", "heading"))
        left = sitting.completing()
        self._add_missing(column, sitting, left.missing)
        waiting = sitting.blocks_completion
        self._add_comments(column, sitting, waiting)
        self._add_reasons(column, sitting, left.reasons)
        self._add_interview(column, sitting)
        self.words = {}
        # While something is missing, it comes first.
        self._unanswered = () if left.missing else tuple(each.id for each in left.warnings)
        warned = (*left.warnings, *left.acknowledged)
        if warned:
            column.addSpacing(8)
            column.addWidget(label("Does this fit together?", "strong"))
            column.addWidget(label("Mend it, or say in a word why it is right.", "muted"))
        known = sitting.acknowledged()
        for each in warned:
            self._add_warning(column, each, known.get(each.id, ""), sitting)
        column.addSpacing(16)
        self._add_foot(column, can_complete=not (left.missing or left.warnings or waiting))
        column.addStretch(1)
        old = self.takeWidget()
        self.setWidget(body)
        if old is not None:
            # Later: a warning may have been acknowledged by one of its own parts.
            old.deleteLater()

    def focus_first(self) -> None:
        """Give the keyboard to the first thing that can be done."""
        open_words = [self.words[warning] for warning in self._unanswered]
        stops = (self.complete, *open_words, *self.findChildren(QPushButton))
        first = next((stop for stop in stops if stop.isEnabled()), self.complete)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(first)

    def _add_missing(self, column: QVBoxLayout, sitting: Sitting, missing: Sequence[str]) -> None:
        column.addSpacing(8)
        count = len(missing)
        words = "question has" if count == 1 else "questions have"
        title = f"{count} {words} no answer" if count else "Every question that applies is answered"
        column.addWidget(label(title, "strong", wraps=True))
        for question in missing[:_MOST_JUMPS]:
            jump = self._jump(sitting.instrument.questions[question])
            column.addWidget(jump, 0, Qt.AlignmentFlag.AlignLeft)
        if count > _MOST_JUMPS:
            column.addWidget(label(f"and {count - _MOST_JUMPS} more.", "muted"))

    def _add_comments(
        self, column: QVBoxLayout, sitting: Sitting, waiting: Sequence[Thread]
    ) -> None:
        if not waiting:
            return
        column.addSpacing(8)
        column.addWidget(label(to_answer_words(len(waiting)), "strong"))
        for thread in waiting:
            column.addWidget(label(thread.comment.text, wraps=True))
            asked = sitting.instrument.questions.get(thread.comment.question)
            if asked is not None:
                column.addWidget(self._jump(asked), 0, Qt.AlignmentFlag.AlignLeft)
        reply = button("Reply…", self.comments_wanted.emit)
        column.addWidget(reply, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_reasons(
        self, column: QVBoxLayout, sitting: Sitting, reasons: Sequence[Wanted]
    ) -> None:
        if not reasons:
            return
        column.addSpacing(8)
        words = "reason" if len(reasons) == 1 else "reasons"
        column.addWidget(label(f"{len(reasons)} {words} to give", "strong"))
        column.addWidget(label("In the note. The case does not wait for it.", "muted", wraps=True))
        for wanted in reasons[:_MOST_JUMPS]:
            jump = self._jump(sitting.instrument.questions[wanted.question])
            jump.setToolTip(wanted.sentence)
            line = QHBoxLayout()
            line.addWidget(jump)
            line.addWidget(label(wanted.why[:1].upper() + wanted.why[1:], "small"), 1)
            column.addLayout(line)
        if len(reasons) > _MOST_JUMPS:
            column.addWidget(label(f"and {len(reasons) - _MOST_JUMPS} more.", "muted"))

    def _add_interview(self, column: QVBoxLayout, sitting: Sitting) -> None:
        if sitting.instrument.interview is None or sitting.interview_is_told:
            return
        column.addSpacing(8)
        words = "It is not said whether the interview took place"
        column.addWidget(label(words, "strong", wraps=True))
        column.addWidget(label("The case does not wait for it.", "muted", wraps=True))
        go = button("Go to the interview", self.interview_wanted.emit, "quiet", "Ctrl+I")
        column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)

    def _jump(self, question: Question) -> QPushButton:
        number = f"{question.id}  " if question.criterion else ""
        jump = button(f"{number}{question.short}", partial(self.jump_wanted.emit, question.id))
        jump.setProperty("role", "quiet")
        jump.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        jump.setAccessibleName(f"Go to {number.strip()} {question.short}".replace("  ", " "))
        jump.setToolTip(question.text)
        return jump

    def _add_warning(
        self, column: QVBoxLayout, warned: CaseWarning, known: str, sitting: Sitting
    ) -> None:
        column.addSpacing(4)
        column.addWidget(label(warned.sentence, wraps=True))
        for each in warned.questions[:_MOST_CONCERNED]:
            jump = self._jump(sitting.instrument.questions[each])
            column.addWidget(jump, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout()
        word = QLineEdit(known)
        word.setPlaceholderText("It is right, because …")
        word.setAccessibleName(f"Why it is right: {warned.sentence}")
        keep = partial(self._on_kept, warned.id)
        word.returnPressed.connect(keep)
        self.words[warned.id] = word
        line.addWidget(word, 1)
        kept = button("Change" if known else "Keep", keep)
        kept.setAccessibleName(f"Keep why it is right: {warned.sentence}")
        line.addWidget(kept)
        column.addLayout(line)

    def _add_foot(self, column: QVBoxLayout, *, can_complete: bool) -> None:
        line = QHBoxLayout()
        self.complete = button("Complete", self.complete_wanted.emit, "primary")
        self.complete.setEnabled(can_complete)
        line.addWidget(self.complete)
        line.addWidget(button("Back to the questions", self.closed.emit))
        line.addStretch(1)
        column.addLayout(line)

    def _on_kept(self, warning: str) -> None:
        self.acknowledged.emit(warning, self.words[warning].text().strip())
