"""A line that takes a whole number and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit

MOST = 9_999


class NumberField(QLineEdit):
    """A whole number from `least` to `most`; an empty line counts as `least`."""

    value_changed = Signal(int)

    def __init__(self, least: int = 0, most: int = MOST) -> None:
        super().__init__()
        self._least = least
        self.setValidator(QIntValidator(least, most, self))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(len(str(most)))
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("0" * len(str(most))) + 32)
        self.textChanged.connect(self._on_text)

    @property
    def value(self) -> int:
        """Return the number."""
        typed = self.text()
        return max(int(typed), self._least) if typed.isdecimal() else self._least

    def show_value(self, value: int) -> None:
        """Show a number; nobody is told that it changed."""
        with QSignalBlocker(self):
            self.setText(str(value))

    def _on_text(self) -> None:
        self.value_changed.emit(self.value)
