"""An empty place that says what belongs there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omi_ui.widgets.labels import label


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
            column.addWidget(line)
        column.addSpacing(8)
        for control in controls:
            column.addWidget(control, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
