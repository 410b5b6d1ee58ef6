"""A field of the interview: saved after a pause and on leaving, journalled while one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from omi_desktop.store.journal import JOURNAL_EVERY
from omi_ui.widgets.growing_text import MOST_LINES, GrowingText

SAVED_AFTER = 2000
"""Milliseconds after the last key at which a field is saved; until then it is journalled."""


class InterviewText(GrowingText):
    """A text field that says what is to be kept, and when the next prompt is wanted."""

    written = Signal(str)
    typed = Signal(str)
    """The text as it stands while it is being written."""
    writing = Signal()
    next_wanted = Signal()

    def __init__(self, text: str, name: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(name)
        self._saved = text
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SAVED_AFTER)
        self._pause.timeout.connect(self.save)
        self._journal = QTimer(self)
        self._journal.setSingleShot(True)
        self._journal.setInterval(int(JOURNAL_EVERY * 1000))
        self._journal.timeout.connect(self._on_journal)
        self.textChanged.connect(self._on_typed)
        self.left.connect(self.save)
        self.grew.connect(self._fit)
        self._fit()

    def save(self) -> None:
        """Hand over what is written, where it is not kept yet."""
        self._pause.stop()
        self._journal.stop()
        text = self.toPlainText().strip()
        if text != self._saved:
            self._saved = text
            self.written.emit(text)

    def put(self, text: str) -> None:
        """Put a text in place of what is written, and hand it over."""
        self.setPlainText(text)
        self.save()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next prompt on Ctrl+Enter; every other key writes."""
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many lines as the text needs at this width."""
        super().resizeEvent(event)
        self._fit()

    def _on_typed(self) -> None:
        self._pause.start()
        if not self._journal.isActive():
            self._journal.start()
        self.writing.emit()

    def _on_journal(self) -> None:
        self.typed.emit(self.toPlainText())

    def _fit(self) -> None:
        self.setFixedHeight(self.wanted_height())
        is_whole = self.document().size().height() <= MOST_LINES
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if is_whole else policy.ScrollBarAsNeeded
        )
