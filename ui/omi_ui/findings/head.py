"""The line above the findings: how many criteria are settled, and what can be inserted."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy

from omi_desktop.report.wording import counted
from omi_ui.findings.acts import Act
from omi_ui.widgets.labels import button, label


class FindingsHead(QFrame):
    """Counts on the left, actions on the right, or below where there is no room."""

    accept_wanted = Signal()
    act_wanted = Signal(object)
    evidence_toggled = Signal()

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
        line.addWidget(label("Findings", "title"))
        self._counts = label("", "muted")
        self._counts.setMinimumWidth(40)
        line.addWidget(self._counts, 1)
        line = QHBoxLayout()
        line.setSpacing(4)
        self._box.addLayout(line)
        self.accept_button = button("", self.accept_wanted.emit, "quiet")
        line.addWidget(self.accept_button)
        for act in (Act.FIGURE, Act.REFERENCE):
            wanted = button(act.words, partial(self.act_wanted.emit, act), "quiet", act.keys)
            # Ctrl+I and Ctrl+R do the same without leaving the text.
            wanted.setAccessibleDescription(act.keys)
            line.addWidget(wanted)
        toggled = self.evidence_toggled.emit
        self.evidence_button = button("Evidence", toggled, "quiet", "Results and notes beside")
        self.evidence_button.setCheckable(True)
        line.addWidget(self.evidence_button)
        line.addStretch(1)

    def show_counts(self, settled: int, proposed: int, criteria: int, changed: int) -> None:
        """Show how many criteria are settled, wait with proposals, and how many figures changed."""
        words = f"{settled} of {criteria} criteria settled"
        self._counts.setText(f"{words}, {proposed} with proposals to take" if proposed else words)
        self.accept_button.setVisible(bool(changed))
        self.accept_button.setText(f"Accept all {counted(changed, 'change', 'changes')}")

    def show_in_two_lines(self, *, two_lines: bool) -> None:
        """Put the actions below the counts, or beside them."""
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.TopToBottom if two_lines else direction.LeftToRight)
