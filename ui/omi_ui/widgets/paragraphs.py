"""Plain paragraphs that are always seen whole: the field is as high as its text."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QTextEdit

from omi_ui import theme

_MARGIN = 6


class Paragraphs(QTextEdit):
    """A field of plain words; Tab leaves it, as in a form."""

    left = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(_MARGIN)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)
        self.setPlainText(text)
        self._on_size_changed()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take plain words only, whatever was copied."""
        self.insertPlainText(source.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the writer is here."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the writer has left."""
        super().focusOutEvent(event)
        self.viewport().update()
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words and the frame of the field."""
        super().paintEvent(event)
        look = theme.tokens(self)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(look.accent if focused else look.edge), 2 if focused else 1))
        inset = 1.0 if focused else 0.5
        frame = self.viewport().rect().toRectF().adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, 4, 4)
        painter.end()

    def _on_size_changed(self) -> None:
        self.setFixedHeight(int(self.document().size().height()) + 2)
