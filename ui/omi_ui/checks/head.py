"""The line above the checks: its counts and its pages."""

from __future__ import annotations

from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from omi_ui.widgets.labels import button, label


class Part(StrEnum):
    """The pages of the screen."""

    DRAWN = "Drawn cases"
    COMMENTS = "Comments"


class ChecksHead(QFrame):
    """Shows which page is on the screen, and leads to the other; an assessor has one page."""

    chosen = Signal(object)

    def __init__(self, *, is_lead: bool) -> None:
        super().__init__()
        self.setObjectName("head")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(4)
        column.addWidget(label("Checks" if is_lead else "Comments", "title"))
        self.buttons: dict[Part, QPushButton] = {}
        if is_lead:
            line = QHBoxLayout()
            line.setSpacing(12)
            column.addLayout(line)
            group = QButtonGroup(self)
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
        if part in self.buttons:
            self.buttons[part].setChecked(True)

    def show_words(self, words: str, still_open: int) -> None:
        """Say what is drawn and checked, and how many comments are open."""
        self._words.setText(words)
        if Part.COMMENTS in self.buttons:
            name = Part.COMMENTS.value
            told = f"{name} ({still_open:,})" if still_open else name
            self.buttons[Part.COMMENTS].setText(told)
