"""A small field for a count."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit

from omi_ui import theme


class CountField(QLineEdit):
    """Takes a whole number; whoever comes to it writes over what stands there."""

    left = Signal()

    def __init__(self, name: str, count: int | None) -> None:
        super().__init__("" if count is None else str(count))
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(7)
        self.setFixedWidth(theme.measure().horizontalAdvance("0") * 6 + 24)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark what stands there, so that typing replaces it."""
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the writer has left."""
        super().focusOutEvent(event)
        self.left.emit()
