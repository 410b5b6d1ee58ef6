"""What is being made, how far it is, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from omi_ui.widgets.labels import button, label


class ProgressPart(QWidget):
    """Shown while a document is made; out of sight until then."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 16)
        column.setSpacing(8)
        rule = QFrame()
        rule.setProperty("role", "rule")
        column.addWidget(rule)
        self._doing = label("", wraps=True)
        column.addWidget(self._doing)
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress of the document")
        column.addWidget(self._bar)
        self.cancel_button = button("Cancel", self.cancelled.emit)
        column.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def doing(self) -> str:
        """Return what is being done, as it is shown."""
        return self._doing.text()

    def begin(self) -> None:
        """Come into sight, at nothing yet."""
        self._bar.setValue(0)
        self.show()

    def tell(self, doing: str, share: float | None = None) -> None:
        """Say what is done and how far it is, from 0 to 1; without a share the bar stays."""
        self._doing.setText(doing)
        if share is not None:
            self._bar.setValue(round(share * 100))
