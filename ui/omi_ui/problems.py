"""The one door for problems: what is wrong and what to do, above what was being done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from omi_desktop.errors import OmiError
from omi_ui.widgets.labels import button, label


class ProblemBar(QFrame):
    """Shows the sentence of an OmiError until it is closed; anything else is a defect."""

    shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problem")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 8, 8)
        self._words = label("", wraps=True)
        line.addWidget(self._words, 1)
        close = button("Close", self.hide, "quiet")
        close.setAccessibleName("Close the message")
        line.addWidget(close)
        self.hide()

    @property
    def words(self) -> str:
        """Return the sentence that is shown, or ""."""
        return "" if self.isHidden() else self._words.text()

    def show_error(self, error: Exception) -> None:
        """Show an OmiError; raise anything else, so that it meets the crash window."""
        if not isinstance(error, OmiError):
            raise error
        self._words.setText(str(error))
        self.show()
        self.shown.emit(str(error))
