"""Asks for the passphrase of a file and says why it takes a moment."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from omi_ui.appearance import wearing
from omi_ui.widgets.labels import button, label


class Unlock(QWidget):
    """One field; Enter unlocks, Escape goes back."""

    given = Signal(object, str)
    """The path and the passphrase."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("Unlock", "title"))
        self._name = label("", "strong", wraps=True)
        column.addWidget(self._name)
        self._folder = label("", "muted", wraps=True)
        column.addWidget(self._folder)
        column.addSpacing(8)
        words = label("Passphrase")
        column.addWidget(words)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName("Passphrase")
        self.field.returnPressed.connect(self._on_given)
        words.setBuddy(self.field)
        self.setFocusProxy(self.field)
        column.addWidget(self.field)
        self._says = label("", "muted", wraps=True)
        column.addWidget(self._says)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Unlocking")
        column.addWidget(self._bar)
        line = QHBoxLayout()
        self._unlock = button("Unlock", self._on_given, "primary")
        line.addWidget(self._unlock)
        line.addWidget(button("Back", self.left.emit))
        line.addStretch(1)
        column.addSpacing(4)
        column.addLayout(line)
        column.addStretch(1)

    def ask(self, path: Path) -> None:
        """Ask for the passphrase of this file."""
        self._path = path
        self._name.setText(path.name)
        self._folder.setText(str(path.parent) if path.is_absolute() else "")
        self.field.clear()
        self.show_waiting(is_waiting=False)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_waiting(self, *, is_waiting: bool) -> None:
        """Show that the key is being worked out, or that the field can be used."""
        self.field.setEnabled(not is_waiting)
        self._unlock.setEnabled(not is_waiting)
        # The bar runs to and fro; the words below say the same to whoever wants nothing to move.
        self._bar.setVisible(is_waiting and not wearing().is_still)
        self._says.setText(
            "Working out the key. It takes about a second on purpose, so that a passphrase "
            "cannot be found by trying."
            if is_waiting
            else "Unlocking takes about a second on purpose, so that a passphrase cannot be "
            "found by trying. Nobody can open the file without it."
        )
        if not is_waiting:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.selectAll()

    def _on_given(self) -> None:
        if self.field.text() and self.field.isEnabled():
            self.given.emit(self._path, self.field.text())
