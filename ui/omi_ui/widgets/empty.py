"""An empty place that says what belongs there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from omi_ui import theme
from omi_ui.widgets.labels import label

_WIDE = 42
"""No line is longer than so many letters m, which is some eighty letters of prose."""


class EmptyPlace(QWidget):
    """A title and a sentence in the middle, with the controls that fill the place."""

    def __init__(self, title: str, words: str, *controls: QWidget) -> None:
        super().__init__()
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(8)
        column.addStretch(2)
        for text, role in ((title, "heading"), (words, "muted")):
            line = label(text, role, wraps=True)
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            line.setMaximumWidth(theme.measure().horizontalAdvance("m") * _WIDE)
            # Beside two stretches, for a line that wraps is as wide as it is let.
            beside = QHBoxLayout()
            beside.addStretch(1)
            beside.addWidget(line, 1000)
            beside.addStretch(1)
            column.addLayout(beside)
        column.addSpacing(8)
        for control in controls:
            column.addWidget(control, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
