"""The line above the table: how many asterisks there are, and what can be done with a row."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QSizePolicy

from omi_desktop.report.wording import counted
from omi_ui.widgets.labels import button, label


class PerformanceHead(QFrame):
    """Counts on the left, actions on the right, or below where there is no room."""

    add_wanted = Signal()
    paste_wanted = Signal()
    move_wanted = Signal(int)
    remove_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("head")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(16, 8, 16, 8)
        self._box.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(16)
        self._box.addLayout(line, 1)
        line.addWidget(label("Performance", "title"))
        self._counts = label("", "muted")
        self._counts.setMinimumWidth(40)
        line.addWidget(self._counts, 1)
        line = QHBoxLayout()
        line.setSpacing(4)
        self._box.addLayout(line)
        self.add_button = _act("Add a row", self.add_wanted.emit, "Ctrl+Return")
        self.paste_button = _act("Paste rows", self.paste_wanted.emit, "Ctrl+Shift+V")
        self._of_a_row = (
            _act("Move up", self._on_up, "Alt+Up"),
            _act("Move down", self._on_down, "Alt+Down"),
            _act("Remove", self.remove_wanted.emit, "Ctrl+Shift+Del"),
        )
        for act in (self.add_button, self.paste_button, *self._of_a_row):
            line.addWidget(act)
        line.addStretch(1)

    @property
    def words(self) -> str:
        """Return the counts in words."""
        return self._counts.text()

    def show_counts(self, indicators: int, met: int, unit_of: str) -> None:
        """Show how many indicators there are and how many have the asterisk."""
        rows = counted(indicators, "indicator", "indicators")
        self._counts.setText(f"{rows}, {met} with an asterisk for {unit_of}" if indicators else "")
        for act in self._of_a_row:
            act.setVisible(bool(indicators))

    def show_in_two_lines(self, *, two_lines: bool) -> None:
        """Put the actions below the counts, or beside them."""
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.TopToBottom if two_lines else direction.LeftToRight)

    def _on_up(self) -> None:
        self.move_wanted.emit(-1)

    def _on_down(self) -> None:
        self.move_wanted.emit(1)


def _act(words: str, done: Callable[[], None], keys: str) -> QPushButton:
    made = button(words, done, "quiet", keys)
    made.setAccessibleDescription(keys)
    return made
