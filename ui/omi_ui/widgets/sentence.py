"""A sentence below the field that it speaks of; there is no room for it while nothing is said."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


class Sentence(QLabel):
    """Says what is wrong with a field, or what it still wants."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    @property
    def words(self) -> str:
        """Return what is said, or ""."""
        return "" if self.isHidden() else self.text()

    def say(self, words: str, *, is_problem: bool = True) -> None:
        """Say this; nothing for ""."""
        role = "problem" if is_problem else "muted"
        if self.property("role") != role:
            self.setProperty("role", role)
            # The style sheet looks at the property only when it is told to.
            self.style().unpolish(self)
            self.style().polish(self)
        self.setText(words)
        self.setVisible(bool(words))
