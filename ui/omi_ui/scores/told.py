"""What stands at the foot of the scores: in words, how sure the figure in hand is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from omi_ui import theme
from omi_ui.widgets.labels import label

_LINES = 4


class Told(QFrame):
    """A title and sentences; it keeps its height, so that nothing above it moves."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What the sample can show")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 6, 24, 8)
        column.setSpacing(2)
        rule = QFrame()
        rule.setProperty("role", "rule")
        column.addWidget(rule)
        self._title = label("", "strong")
        column.addWidget(self._title)
        self._words = label("", "small", wraps=True)
        self._words.setMinimumHeight(_LINES * theme.measure(theme.Size.SMALL).lineSpacing())
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._words)

    @property
    def words(self) -> str:
        """Return what is told."""
        return self._words.text()

    def tell(self, title: str, sentences: Sequence[str]) -> None:
        """Show these sentences, one a line."""
        self._title.setText(title)
        self._words.setText("\n".join(sentences))
