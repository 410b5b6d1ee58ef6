"""The one door for problems: what is wrong and what to do, above what was being done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from omi_desktop.errors import InspectionFileError, OmiError
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.spoken_roles import announce


class ProblemBar(QFrame):
    """Shows the sentence of an OmiError until it is closed; anything else is a defect."""

    shown = Signal(str)
    copy_wanted = Signal()
    """A copy of the file is wanted elsewhere, to go on in that."""

    def __init__(self, parent: QWidget | None = None, *, has_file: bool = False) -> None:
        super().__init__(parent)
        self.has_file = has_file
        self.setObjectName("problem")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 8, 8)
        self._words = label("", wraps=True)
        line.addWidget(self._words, 1)
        self.copy_button = button("Save a copy elsewhere…", self.copy_wanted.emit)
        line.addWidget(self.copy_button)
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
        self.tell(str(error), offers_copy=isinstance(error, InspectionFileError))

    def tell(self, sentence: str, *, offers_copy: bool = False) -> None:
        """Show a sentence, where it helps with a way to save a copy of the open file elsewhere."""
        self._words.setText(sentence)
        self.copy_button.setVisible(offers_copy and self.has_file)
        self.show()
        announce(self, sentence)
        self.shown.emit(sentence)
