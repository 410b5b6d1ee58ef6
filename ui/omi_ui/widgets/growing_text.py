"""A plain text field that grows with what is written in it."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_FRAME = 12
"""The border and the inner edge of the field above and below, and what the last line needs."""
MOST_LINES = 14
"""A longer text has a scroll bar."""


class GrowingText(QPlainTextEdit):
    """A text field as high as its text; Tab leaves it, as in a form."""

    grew = Signal()
    left = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTabChangesFocus(True)
        self._lines = 0
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)

    def wanted_height(self) -> int:
        """Return the height that shows the whole text, within reason."""
        # A plain text document measures its height in lines.
        lines = int(self.document().size().height())
        if lines > MOST_LINES:
            return MOST_LINES * QFontMetrics(self.font()).lineSpacing() + _FRAME
        layout, block, tall = self.document().documentLayout(), self.document().begin(), 0.0
        while block.isValid():
            # A line is a little higher than the font says; guessed, the first would scroll away.
            tall += layout.blockBoundingRect(block).height()
            block = block.next()
        return ceil(tall + self.document().documentMargin()) + _FRAME

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the writer has left."""
        super().focusOutEvent(event)
        self.left.emit()

    def _on_size_changed(self) -> None:
        lines = int(self.document().size().height())
        if lines != self._lines:
            self._lines = lines
            self.grew.emit()
