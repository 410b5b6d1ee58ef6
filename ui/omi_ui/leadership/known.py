"""What lies beside the rating: findings, what the cases were like, what surveys came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from omi_desktop.report.wording import NO_PERCENTAGE
from omi_ui.widgets.labels import label

if TYPE_CHECKING:
    from omi_desktop.report.model import Table
    from omi_ui.leadership.desk import Desk

_UNSAID = "No question of the cases and no item of a survey that was answered speaks to it."


class Known(QScrollArea):
    """Read only; the report prints the same under the criterion."""

    ROLE = QAccessible.Role.Document

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("reads", True)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What is known of the criterion")
        # It scrolls: it takes the height there is, and asks for none.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)

    def texts(self) -> tuple[str, ...]:
        """Return what is shown, paragraph by paragraph."""
        body = self.widget()
        found = body.findChildren(QFrame, "said") if body else []
        return tuple(each.accessibleName() for each in found)

    def show_criterion(self, desk: Desk, criterion: str) -> None:
        """Show what is known of a criterion."""
        body = QWidget()
        body.setObjectName("ground")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(label("Findings", "strong"))
        column.addWidget(_said(desk.findings_said(criterion)))
        statements, tables = desk.statements(criterion), desk.tables(criterion)
        if statements:
            column.addSpacing(8)
            column.addWidget(label("What the cases were like", "strong"))
        for statement in statements:
            column.addWidget(_said(statement))
        for table in tables:
            column.addSpacing(8)
            self._fill_table(column, table)
        if not statements and not tables:
            column.addWidget(label(_UNSAID, "muted", wraps=True))
        column.addStretch(1)
        self.setWidget(body)

    def _fill_table(self, column: QVBoxLayout, table: Table) -> None:
        column.addWidget(label(table.title, "strong", wraps=True))
        for row in table.rows:
            item, positive, answered, percentage = row.cells
            below = f"{positive} of {answered} positive"
            is_small = percentage == NO_PERCENTAGE
            column.addWidget(_said(item, below if is_small else f"{below} · {percentage}"))
        for note in table.notes:
            column.addWidget(label(note, "small", wraps=True))


def _said(words: str, below: str = "") -> QFrame:
    frame = QFrame()
    frame.setObjectName("said")
    frame.setAccessibleName(": ".join(filter(None, (words, below))))
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(words, wraps=True))
    if below:
        column.addWidget(label(below, "muted", wraps=True))
    return frame
