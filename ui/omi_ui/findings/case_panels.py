"""What the evidence shows of the cases, one panel at a time: notes, cases, passages marked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from omi_ui.findings.from_cases import CaseAnswer, CaseAnswers, CaseMark, CaseNote
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.table import PlainTable

_MOST_NOTES = 30
_SIGNS = {True: "● ", False: "○ ", None: ""}
"""Filled above the line and hollow below it, beside the words of the answer."""


class _Listed(QScrollArea):
    """Frames below one another, or a sentence that says why there is none."""

    ROLE = QAccessible.Role.Document

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("reads", True)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)

    def names(self, kind: str) -> tuple[str, ...]:
        """Return what the frames of a kind are called, in order."""
        body = self.widget()
        found = body.findChildren(QFrame, kind) if body else []
        return tuple(each.accessibleName() for each in found)

    def show_frames(self, frames: Sequence[QWidget], none: str, more: int = 0) -> None:
        """Show these frames, and how many more there are."""
        body = QWidget()
        body.setObjectName("ground")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 8, 0)
        column.setSpacing(10)
        for frame in frames:
            column.addWidget(frame)
        if more:
            column.addWidget(label(f"and {more} more.", "muted"))
        if not frames:
            column.addWidget(label(none, "muted", wraps=True))
        column.addStretch(1)
        old = self.takeWidget()
        self.setWidget(body)
        if old is not None:
            # Later: what is shown anew may have been asked for by one of its own buttons.
            old.deleteLater()


class Notes(_Listed):
    """The notes beside the answers to one question."""

    def __init__(self) -> None:
        super().__init__("Notes of the cases")

    def show_notes(self, notes: Sequence[CaseNote]) -> None:
        """Show the first of these notes, and how many more there are."""
        frames = [_note(note) for note in notes[:_MOST_NOTES]]
        more = max(len(notes) - _MOST_NOTES, 0)
        self.show_frames(frames, "No case has a note on this question.", more)


class Marked(_Listed):
    """The passages that were marked for one criterion, and what can be made of them."""

    practice_wanted = Signal(object)
    quotation_wanted = Signal(object)
    """A Mark that is wanted as good practice, or in the finding that is written."""

    def __init__(self) -> None:
        super().__init__("Passages marked in the cases")

    def show_marks(self, marks: Sequence[CaseMark]) -> None:
        """Show these passages with their cases, which stay here."""
        none = "Nothing is marked in the cases. Ctrl+Shift+G and Ctrl+Shift+I mark a note there."
        self.show_frames([self._frame(found) for found in marks], none)

    def _frame(self, found: CaseMark) -> QFrame:
        mark = found.mark
        about = " · ".join(filter(None, (found.ref, mark.kind.capitalize(), mark.question)))
        frame, column = _framed("mark", about, mark.text)
        frame.setAccessibleName(f"{about}: {mark.text}")
        copy = button(
            "Copy into the finding as a quotation", partial(self.quotation_wanted.emit, mark)
        )
        copy.setAccessibleName(f"Copy what is marked in {found.ref} as a quotation")
        use = button("Use as good practice", partial(self.practice_wanted.emit, mark))
        use.setAccessibleName(f"Use what is marked in {found.ref} as good practice")
        if found.is_used:
            use.setText("Used as good practice")
            use.setEnabled(False)
        for each in (copy, use):
            each.setProperty("role", "quiet")
            line = QHBoxLayout()
            line.addWidget(each)
            line.addStretch(1)
            column.addLayout(line)
        return frame


class Cases(QWidget):
    """The cases behind a figure; one can be opened at the question."""

    opened = Signal(str, str)
    """The id of a case, and the question it is wanted at."""

    def __init__(self) -> None:
        super().__init__()
        self._answers: tuple[CaseAnswer, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        self._words = label("", wraps=True)
        column.addWidget(self._words)
        self.table = PlainTable("Cases behind the figure", ("Answer", "Case"))
        self.table.opened.connect(self._on_opened)
        column.addWidget(self.table, 1)
        self._hint = label("Enter opens the case at the question.", "small", wraps=True)
        column.addWidget(self._hint)

    @property
    def words(self) -> str:
        """Return how many cases there are, in words."""
        return self._words.text()

    @property
    def answers(self) -> tuple[CaseAnswer, ...]:
        """Return the cases that are listed, in order."""
        return self._answers

    def show_cases(self, found: CaseAnswers) -> None:
        """List these cases."""
        self._answers = found.answers
        self._words.setText(found.words)
        several = len({answer.question for answer in found.answers}) > 1
        self.table.show_rows([_row(answer, several=several) for answer in found.answers], 0)
        self.table.setVisible(bool(found.answers))
        self._hint.setVisible(bool(found.answers))
        self.table.scrollToTop()

    def _on_opened(self, row: int) -> None:
        answer = self._answers[row]
        self.opened.emit(answer.case, answer.question)


def _row(answer: CaseAnswer, *, several: bool) -> tuple[str, str]:
    said = f"{_SIGNS[answer.above_line]}{answer.answer}"
    return (f"{said} · {answer.question}" if several else said, answer.ref)


def _note(note: CaseNote) -> QFrame:
    frame, _ = _framed("note", f"{note.ref} · {_SIGNS[note.above_line]}{note.answer}", note.text)
    frame.setAccessibleName(f"{note.ref}, {note.answer}: {note.text}")
    return frame


def _framed(kind: str, about: str, text: str) -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    frame.setObjectName(kind)
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(about, "small", wraps=True))
    words = label(text, wraps=True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(words)
    return frame, column
