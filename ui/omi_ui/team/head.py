"""The line above the team: its counts, its pages, and sharing out."""

from __future__ import annotations

from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from omi_ui.widgets.labels import button, label


class Part(StrEnum):
    """The pages of the screen."""

    PEOPLE = "People"
    CASES = "Cases"
    SHARING = "Share out"


class TeamHead(QFrame):
    """Shows which page is on the screen, and leads to the others."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("head")
        self.setAccessibleName("Pages of the screen Team")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(4)
        column.addWidget(label("Team", "title"))
        line = QHBoxLayout()
        line.setSpacing(12)
        column.addLayout(line)
        group = QButtonGroup(self)
        self.buttons: dict[Part, QPushButton] = {}
        for part in Part:
            made = button(part.value, partial(self.chosen.emit, part), "quiet")
            made.setCheckable(True)
            group.addButton(made)
            self.buttons[part] = made
            line.addWidget(made)
        line.addStretch(1)
        self._words = label("", "muted", wraps=True)
        column.addWidget(self._words)

    @property
    def words(self) -> str:
        """Return the counts in words."""
        return self._words.text()

    def show_part(self, part: Part) -> None:
        """Mark the page that is on the screen."""
        self.buttons[part].setChecked(True)

    def show_words(self, words: str) -> None:
        """Say how many read, and how many cases wait."""
        self._words.setText(words)
