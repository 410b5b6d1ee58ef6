"""The panel beside the questions: guidance, what is missing, why withdrawn, the keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.instrument.model import Kind, Question
from omi_ui.case.sitting import Sitting
from omi_ui.dates import spoken_date
from omi_ui.widgets.labels import button, label

KEYS = (
    ("1 to 9", "choose an answer"),
    ("0", "not applicable"),
    ("Delete", "take the answer back"),
    ("Left, Right", "look along the answers"),
    ("Up, Down", "question before, after"),
    ("Ctrl+Down", "next unanswered question"),
    ("N", "write a note"),
    ("Esc", "leave the note, close a panel, or go to the list"),
    ("PgUp, PgDn", "page before, after"),
    ("Ctrl+Z, Ctrl+Y", "undo, redo an answer"),
    ("?", "show or hide this list"),
)
_THIS_CASE = ("start_date", "requirements", "purposes", "mappa", "ppo", "transferred_in")


class Side(QStackedWidget):
    """One panel at a time; guidance is the one it comes back to."""

    jump_wanted = Signal(str)
    withdrawn = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.guidance = Guidance()
        self._missing = Missing()
        self._reason = Reason()
        self._keys, column = _panel("Keys", self.show_guidance)
        _fill_keys(column)
        for panel in (self.guidance, self._missing, self._reason, self._keys):
            self.addWidget(panel)
        self._missing.jump_wanted.connect(self.jump_wanted)
        self._missing.closed.connect(self.show_guidance)
        self._reason.closed.connect(self.show_guidance)
        self._reason.given.connect(self.withdrawn)

    @property
    def is_guidance(self) -> bool:
        """Tell whether the panel shows guidance and nothing that was asked for."""
        return self.currentWidget() is self.guidance

    @property
    def reason(self) -> Reason:
        """Return the panel that asks why a case is withdrawn."""
        return self._reason

    def show_guidance(self) -> None:
        """Go back to guidance."""
        self.setCurrentWidget(self.guidance)
        self.closed.emit()

    def show_missing(self, questions: Sequence[Question]) -> None:
        """List what must be answered before the case is complete."""
        self._missing.show_questions(questions)
        self.setCurrentWidget(self._missing)

    def ask_reason(self) -> None:
        """Ask why the case is withdrawn."""
        self.setCurrentWidget(self._reason)
        self._reason.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_keys(self) -> None:
        """Show the list of keys, or put it away."""
        if self.currentWidget() is self._keys:
            self.show_guidance()
        else:
            self.setCurrentWidget(self._keys)


class Guidance(QScrollArea):
    """What to look for, whom the question is asked of, and what is known of the case."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("ground")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        self._title = label("Guidance", "strong", wraps=True)
        self._text = label("", wraps=True)
        self._asked_title = label("Asked of", "small")
        self._asked = label("", wraps=True)
        self._case_title = label("This case", "small")
        self._case = label("", wraps=True)
        for part in (self._title, self._text):
            column.addWidget(part)
        column.addSpacing(8)
        for part in (self._asked_title, self._asked):
            column.addWidget(part)
        column.addSpacing(8)
        for part in (self._case_title, self._case):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(body)

    def show_question(self, question: Question, sitting: Sitting) -> None:
        """Show the guidance of a question beside the facts of the case."""
        name = question.short if question.kind is Kind.FACT else f"{question.id} {question.short}"
        self._title.setText(name)
        self._text.setText(question.guidance or "There is no guidance for this question.")
        whom = sitting.asked_of(question.id)
        self._asked.setText(whom or "Every case")
        lines = []
        for fact in _THIS_CASE:
            words = sitting.fact(fact)
            if words:
                lines.append(f"{sitting.instrument.questions[fact].short}: {spoken_date(words)}")
        self._case.setText("\n".join(lines) or "No facts yet.")


class Missing(QScrollArea):
    """The questions without an answer, each a way to it."""

    jump_wanted = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_questions(self, questions: Sequence[Question]) -> None:
        """List these questions."""
        body, column = _panel("Not complete yet", self.closed.emit)
        count = len(questions)
        words = "question has" if count == 1 else "questions have"
        column.addWidget(label(f"{count} {words} no answer.", wraps=True))
        for question in questions[:_MOST_JUMPS]:
            number = "" if question.kind is Kind.FACT and not question.criterion else question.id
            jump_there = partial(self.jump_wanted.emit, question.id)
            jump = button(f"{number} {question.short}".strip(), jump_there, "quiet")
            jump.setStyleSheet("text-align: left")
            column.addWidget(jump)
        if count > _MOST_JUMPS:
            column.addWidget(label(f"and {count - _MOST_JUMPS} more.", "muted"))
        column.addStretch(1)
        self.setWidget(body)


_MOST_JUMPS = 20


class Reason(QWidget):
    """Asks for the reason of a withdrawal."""

    given = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ground")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(label("Withdraw the case", "strong"))
        column.addWidget(
            label(
                "A withdrawn case counts nowhere. Its answers stay in the file, "
                "and it can be reopened.",
                wraps=True,
            )
        )
        question = label("Why is it withdrawn?")
        column.addWidget(question)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Why the case is withdrawn")
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(120)
        question.setBuddy(self.text)
        column.addWidget(self.text)
        self.withdraw = button("Withdraw", self._on_given, "primary")
        self.withdraw.setEnabled(False)
        self.text.textChanged.connect(self._on_typed)
        line = QHBoxLayout()
        line.addWidget(self.withdraw)
        line.addWidget(button("Cancel", self.closed.emit))
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)

    def _on_typed(self) -> None:
        self.withdraw.setEnabled(bool(self.text.toPlainText().strip()))

    def _on_given(self) -> None:
        self.given.emit(self.text.toPlainText().strip())
        self.text.clear()


def _panel(title: str, close: Callable[[], None]) -> tuple[QWidget, QVBoxLayout]:
    body = QWidget()
    body.setObjectName("ground")
    column = QVBoxLayout(body)
    column.setContentsMargins(16, 12, 16, 16)
    column.setSpacing(4)
    line = QHBoxLayout()
    line.addWidget(label(title, "strong"), 1)
    line.addWidget(button("Close", close, "quiet"))
    column.addLayout(line)
    return body, column


def _fill_keys(column: QVBoxLayout) -> None:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for row, (key, does) in enumerate(KEYS):
        grid.addWidget(label(key, "strong", wraps=True), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(does, wraps=True), row, 1, Qt.AlignmentFlag.AlignTop)
    column.addLayout(grid)
    column.addStretch(1)
