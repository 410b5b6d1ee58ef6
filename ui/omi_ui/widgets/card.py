"""A button that shows several lines: what it is in bold, and about it below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from omi_ui.widgets.labels import label


class Card(QPushButton):
    """One thing that can be opened."""

    def __init__(self, title: str, lines: Sequence[str], pressed: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(", ".join((title, *lines)))
        self.setAutoDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(2)
        self.lines = (title, *lines)
        for number, words in enumerate(self.lines):
            line = label(words, "muted" if number else "strong")
            # The labels belong to the button: a click on them is a click on it.
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(line)
        self.clicked.connect(pressed)

    def sizeHint(self) -> QSize:
        """Return the room of its lines."""
        column = self.layout()
        return column.sizeHint() if column else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the same height: lines are never cut."""
        return QSize(200, self.sizeHint().height())
