"""A panel beside the questions that lists things anew each time it is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from omi_ui.case.panel import panel


class ListedPanel(QScrollArea):
    """A title, a way to close it, and whatever is put below."""

    closed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)

    def begin(self, title: str) -> tuple[QWidget, QVBoxLayout]:
        """Return an empty body with its title, and its column to be filled."""
        return panel(title, self.closed.emit)

    def show_body(self, body: QWidget, column: QVBoxLayout) -> None:
        """Show a body in place of the one before."""
        column.addStretch(1)
        old = self.takeWidget()
        self.setWidget(body)
        if old is not None:
            # Later: what is listed may have been changed by one of its own buttons.
            old.deleteLater()
