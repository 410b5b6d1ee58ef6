"""What is written by letters on the sheet: the line of a question without boxes, and the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from omi_desktop.instrument.model import ValueType
from omi_desktop.store.journal import JOURNAL_EVERY
from omi_ui.case.inputs import WrittenLine
from omi_ui.widgets.growing_text import GrowingText

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Question

_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PAGES = frozenset({Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_LEAVES = _PAGES | {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape}
_EMPTY_LEAVES = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Home, Qt.Key.Key_End})


class PaperFields(QObject):
    """One line and one note at most; what they do not need themselves they leave to the sheet."""

    key_left = Signal(object)
    """A key in the line that means something to the sheet."""
    noted = Signal(str, str)
    typed = Signal(str, str)
    """A note as it stands while it is being written."""
    writing = Signal()
    grew = Signal()

    def __init__(self, sheet: QWidget) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self.line: QLineEdit | None = None
        self.note: GrowingText | None = None
        self.note_of = ""
        self.signs: frozenset[str] = frozenset()
        """What means a note, and not a letter, in an empty line."""
        self.is_asking = False
        """Whether every key in the line is the answer to a question of the sheet."""
        self._journal = QTimer(self)
        self._journal.setSingleShot(True)
        self._journal.setInterval(int(JOURNAL_EVERY * 1000))
        self._journal.timeout.connect(self._on_journal)

    def open_line(self, question: Question, stored: str) -> None:
        """Open the line of a question; what the file holds shows through while it is empty."""
        self.close_line()
        made = self.line = WrittenLine(self._sheet)
        made.setAccessibleName(question.text)
        example = "18072006" if question.value_type is ValueType.DATE else ""
        made.setPlaceholderText(f"In the file: {stored}" if stored else example)
        made.installEventFilter(self)
        made.show()

    def close_line(self) -> None:
        """Put the line away."""
        made, self.line = self.line, None
        self.is_asking = False
        if made is not None:
            made.removeEventFilter(self)
            made.hide()
            made.deleteLater()

    def open_note(self, question: Question, text: str) -> None:
        """Open the note on a question, to be written on where it ends."""
        self.save_note()
        self.note_of = question.id
        made = self.note = GrowingText(text, self._sheet)
        made.setAccessibleName(f"Note on {question.text}")
        made.setPlaceholderText("What stands in the notes of the form")
        made.textChanged.connect(self._on_note_typed)
        made.grew.connect(self.grew)
        made.installEventFilter(self)
        made.show()
        made.setFocus(Qt.FocusReason.OtherFocusReason)
        made.moveCursor(made.textCursor().MoveOperation.End)

    def save_note(self) -> None:
        """Hand the note over, and put its field away."""
        self._journal.stop()
        made, self.note = self.note, None
        if made is None:
            return
        question, self.note_of = self.note_of, ""
        text = made.toPlainText().strip()
        made.removeEventFilter(self)
        made.deleteLater()
        self.take_keyboard()
        self.noted.emit(question, text)

    def take_keyboard(self) -> None:
        """Give the keyboard to the line, or to the sheet where there is none."""
        if self._sheet.isVisible():
            (self.line or self._sheet).setFocus(Qt.FocusReason.OtherFocusReason)

    def place_note(self, room: QRect) -> None:
        """Put the note where the form has its notes, as high as its text."""
        if self.note is not None:
            tall = max(self.note.wanted_height(), room.height())
            self.note.setGeometry(QRect(room.left(), room.top(), room.width(), tall))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End a note with Enter; leave to the sheet what an empty line does not need."""
        if not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if event.type() == QEvent.Type.ShortcutOverride and key in _PAGES:
            # The workspace would turn its page.
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if watched is self.note:
            held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if (key in _ENTERS and not held) or key == Qt.Key.Key_Escape:
                self.save_note()
                return True
        elif watched is self.line:
            is_empty = not self.line.text()
            means_more = event.text() in self.signs or key in _EMPTY_LEAVES
            if self.is_asking or key in _ENTERS | _LEAVES or (is_empty and means_more):
                self.key_left.emit(event)
                return True
        return False

    def _on_note_typed(self) -> None:
        # Not begun anew by the next key: who types without a pause is journalled all the same.
        if not self._journal.isActive():
            self._journal.start()
        self.writing.emit()

    def _on_journal(self) -> None:
        if self.note is not None:
            self.typed.emit(self.note_of, self.note.toPlainText().strip())
