"""What stands at the foot of the scores: in words, how sure the figure in hand is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from omi_ui import theme
from omi_ui.widgets.labels import button, label

_LINES = 4


class Told(QFrame):
    """A title and sentences; it keeps its height, so that nothing above it moves."""

    nearest_wanted = Signal()
    """The cases nearest to moving the figure across the line."""
    choices_wanted = Signal()
    """The score under each other choice."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What the sample can show")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(2)
        rule = QFrame()
        rule.setProperty("role", "rule")
        column.addWidget(rule)
        line = QHBoxLayout()
        self._title = label("", "strong")
        line.addWidget(self._title, 1)
        self.nearest_button = button(
            "Nearest cases", self.nearest_wanted.emit, "quiet", "Those that would move it most"
        )
        self.choices_button = button(
            "Other choices", self.choices_wanted.emit, "quiet", "The score under each of them"
        )
        for made in (self.nearest_button, self.choices_button):
            policy = made.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            made.setSizePolicy(policy)
            made.hide()
            line.addWidget(made)
        column.addLayout(line)
        self._words = label("", "small", wraps=True)
        self._words.setMinimumHeight(_LINES * theme.measure(theme.Size.SMALL).lineSpacing())
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._words)

    @property
    def words(self) -> str:
        """Return what is told."""
        return self._words.text()

    def tell(
        self, title: str, sentences: Sequence[str], *, nearest: bool = False, choices: bool = False
    ) -> None:
        """Show these sentences, one a line; the last two say what can be opened from here."""
        self._title.setText(title)
        self._words.setText("\n".join(sentences))
        self.nearest_button.setVisible(nearest)
        self.choices_button.setVisible(choices)
