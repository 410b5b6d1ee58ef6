"""What lies beside the text: the results of the criterion's questions, and notes of the cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from omi_desktop.instrument.model import Question
from omi_desktop.report.wording import counted, of, share
from omi_ui.widgets.labels import label
from omi_ui.widgets.table import PlainTable

if TYPE_CHECKING:
    from omi_ui.findings.desk import CaseNote, Desk

_MOST_NOTES = 30
_SIGNS = {True: "● ", False: "○ ", None: ""}
"""Filled above the line and hollow below it, beside the words of the answer."""


class Evidence(QWidget):
    """Results above, notes on the chosen question below."""

    opened = Signal(str)
    """A question whose proposal is wanted among the findings."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._desk: Desk | None = None
        self._questions: tuple[Question, ...] = ()
        self._question = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 8)
        column.setSpacing(4)
        column.addWidget(label("Results of the questions", "strong"))
        self.table = PlainTable(
            "Results of the questions of the criterion", ("Question", "Sufficient", "%")
        )
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.opened.connect(self._on_opened)
        column.addWidget(self.table, 3)
        self._hint = label("Enter on a question takes what it proposes.", "small", wraps=True)
        column.addWidget(self._hint)
        self._none = label("No question of the cases belongs to this criterion.", "muted")
        self._none.setWordWrap(True)
        column.addWidget(self._none)
        column.addSpacing(8)
        self._title = label("", "strong", wraps=True)
        column.addWidget(self._title)
        self._result = label("", "muted", wraps=True)
        column.addWidget(self._result)
        self._notes = QScrollArea()
        self._notes.setFrameShape(QFrame.Shape.NoFrame)
        self._notes.setWidgetResizable(True)
        self._notes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._notes.setAccessibleName("Notes of the cases")
        column.addWidget(self._notes, 4)

    @property
    def question(self) -> str:
        """Return the id of the question whose notes are shown, or ""."""
        return self._question

    def notes_shown(self) -> tuple[str, ...]:
        """Return the words of the notes that are shown, in order."""
        notes = self._notes.widget()
        found = notes.findChildren(QFrame, "note") if notes else []
        return tuple(each.accessibleName() for each in found)

    def show_criterion(self, desk: Desk, criterion: str) -> None:
        """Show the results of a criterion's questions and the notes of its first."""
        self._desk = desk
        self._questions = desk.page(criterion).questions
        self.table.show_rows([_row(question, desk) for question in self._questions], 0)
        self.table.setVisible(bool(self._questions))
        self._hint.setVisible(any(question.counts for question in self._questions))
        self._none.setVisible(not self._questions)
        first = next((q.id for q in self._questions if q.counts), "")
        if self._questions:
            self.show_question(first or self._questions[0].id)
        else:
            self._show_notes("")

    def show_question(self, question: str) -> None:
        """Show the notes on a question; it is marked where it is one of the criterion's."""
        own = [each.id for each in self._questions]
        if question in own:
            self.table.selectRow(own.index(question))
        elif self._desk and question in self._desk.instrument.questions:
            self.table.clearSelection()
            self._show_notes(question)

    def _on_row(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self._show_notes(self._questions[index.row()].id)

    def _on_opened(self, row: int) -> None:
        self.opened.emit(self._questions[row].id)

    def _show_notes(self, question: str) -> None:
        self._question = question
        desk = self._desk
        notes = desk.notes(question) if desk and question else ()
        asked = desk.instrument.questions[question] if desk and question else None
        self._title.setText(f"{asked.id} {asked.text}" if asked else "")
        words = counted(len(notes), "note", "notes") if notes else "No note in its cases."
        self._result.setText(words if asked else "")
        body = QWidget()
        body.setObjectName("ground")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 8, 0)
        column.setSpacing(10)
        for note in notes[:_MOST_NOTES]:
            column.addWidget(_note(note))
        if len(notes) > _MOST_NOTES:
            column.addWidget(label(f"and {len(notes) - _MOST_NOTES} more.", "muted"))
        column.addStretch(1)
        self._notes.setWidget(body)


def _row(question: Question, desk: Desk) -> tuple[str, ...]:
    named = f"{question.id}  {question.short}"
    result = desk.result(question.id)
    if result is None or not question.counts:
        return (named, "–", "")
    shown = of(result.sufficient, result.relevant)
    return (named, shown, share(result.sufficient, result.relevant))


def _note(note: CaseNote) -> QFrame:
    frame = QFrame()
    frame.setObjectName("note")
    frame.setAccessibleName(f"{note.ref}, {note.answer}: {note.text}")
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(f"{note.ref} · {_SIGNS[note.above_line]}{note.answer}", "small"))
    words = label(note.text, wraps=True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(words)
    return frame
