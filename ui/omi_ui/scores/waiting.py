"""The scores while they are counted for the first time: words and how far it is, no more."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from omi_ui import theme
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import label

_WIDE = 20


class Waiting(QWidget):
    """Says that the answers are being counted; the bar stands still between its steps."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 24)
        column.addWidget(label("Scores", "title"))
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("How far the answers are counted")
        self._bar.setFixedWidth(theme.measure().horizontalAdvance("m") * _WIDE)
        words = "Every score of the inspection stands here in a moment."
        column.addWidget(EmptyPlace("Counting the answers", words, self._bar), 1)

    @property
    def share(self) -> float:
        """Return how far it is, from 0 to 1."""
        return self._bar.value() / 100

    def show_step(self, _doing: str, share: float) -> None:
        """Show how far it is."""
        self._bar.setValue(round(share * 100))
