"""The line above the report: how far it is, and what can be done with its figures."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy

from omi_desktop.report.wording import counted
from omi_ui.report.acts import Act
from omi_ui.widgets.labels import button, label


class ReportHead(QFrame):
    """Counts on the left, actions on the right, or below where there is no room."""

    accept_wanted = Signal()
    act_wanted = Signal(object)
    pages_toggled = Signal()

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
        line.addWidget(label("Report", "title"))
        self._counts = label("", "muted")
        self._counts.setMinimumWidth(40)
        line.addWidget(self._counts, 1)
        line = QHBoxLayout()
        line.setSpacing(4)
        self._box.addLayout(line)
        self.accept_button = button("", self.accept_wanted.emit, "quiet")
        line.addWidget(self.accept_button)
        self._inserting = []
        for act in (Act.FIGURE, Act.REFERENCE):
            wanted = button(act.words, partial(self.act_wanted.emit, act), "quiet", act.keys)
            # Ctrl+I and Ctrl+R do the same without leaving the text.
            wanted.setAccessibleDescription(act.keys)
            self._inserting.append(wanted)
            line.addWidget(wanted)
        toggled = self.pages_toggled.emit
        self.pages_button = button("Pages", toggled, "quiet", "The pages as they will print")
        self.pages_button.setCheckable(True)
        line.addWidget(self.pages_button)
        # The same height with and without actions, so that nothing below moves.
        line.addStrut(self.pages_button.sizeHint().height())
        line.addStretch(1)

    @property
    def counts(self) -> str:
        """Return how far the report is, in words."""
        return self._counts.text()

    def show_counts(self, open_parts: int, changed: int, signed: int) -> None:
        """Show how many parts wait, how many figures written here changed, and a sign-off."""
        if signed:
            words = f"Signed off as number {signed}: nothing can be changed until it is reopened"
        elif open_parts:
            words = f"{counted(open_parts, 'part has', 'parts have')} something to settle"
        else:
            words = "Every part is settled"
        self._counts.setText(words)
        self.accept_button.setVisible(bool(changed) and not signed)
        self.accept_button.setText(f"Accept all {counted(changed, 'change', 'changes')}")

    def show_inserting(self, *, is_possible: bool) -> None:
        """Offer figures and references where the part has text to put them in."""
        for made in self._inserting:
            made.setVisible(is_possible)

    def show_in_two_lines(self, *, two_lines: bool) -> None:
        """Put the actions below the counts, or beside them."""
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.TopToBottom if two_lines else direction.LeftToRight)
