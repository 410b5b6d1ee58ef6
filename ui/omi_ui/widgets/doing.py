"""The strip at the foot of a screen while long work runs: what is done, how far, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from omi_ui.widgets.labels import button, label


class Doing(QWidget):
    """Hidden while nothing is done."""

    cancel_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        rule = QFrame()
        rule.setProperty("role", "rule")
        column.addWidget(rule)
        line = QHBoxLayout()
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(12)
        column.addLayout(line)
        self._words = label("")
        line.addWidget(self._words)
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(name)
        line.addWidget(self._bar, 1)
        self.cancel_button = button("Cancel", self.cancel_wanted.emit)
        line.addWidget(self.cancel_button)
        self.hide()

    @property
    def words(self) -> str:
        """Return what is being done, or ""."""
        return "" if self.isHidden() else self._words.text()

    def begin(self, words: str) -> None:
        """Show that work has begun."""
        self.cancel_button.setEnabled(True)
        self.show_step(words, 0.0)
        self.show()

    def show_step(self, words: str, share: float) -> None:
        """Say what is done now and how far it is, from 0 to 1."""
        self._words.setText(words)
        self._bar.setValue(round(share * 100))

    def show_stopping(self) -> None:
        """Say that the work stops at its next step."""
        self._words.setText("Stopping at the next step")
        self.cancel_button.setEnabled(False)
