"""Asks for the passphrases of files that are to be read, one file after another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from omi_ui.widgets.labels import button, label


class Asking(QFrame):
    """One line a file; Enter opens it, Escape leaves it out."""

    given = Signal(object, str)
    """The path and the passphrase."""
    done = Signal()
    """No file is waiting any more."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[Path] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 16, 8)
        column.setSpacing(4)
        self._name = label("", "strong", wraps=True)
        column.addWidget(self._name)
        line = QHBoxLayout()
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.returnPressed.connect(self._on_given)
        self._name.setBuddy(self.field)
        line.addWidget(self.field, 1)
        self.open_button = button("Open", self._on_given, "primary")
        line.addWidget(self.open_button)
        self.skip_button = button("Leave it out", self.skip)
        line.addWidget(self.skip_button)
        column.addLayout(line)
        self._says = label("", "problem", wraps=True)
        column.addWidget(self._says)
        self.hide()

    @property
    def path(self) -> Path | None:
        """Return the file whose passphrase is asked for."""
        return self._waiting[0] if self._waiting else None

    @property
    def says(self) -> str:
        """Return why it asks once more, or what is being done."""
        return self._says.text()

    def ask(self, paths: Sequence[Path]) -> None:
        """Ask for the passphrases of these files too."""
        self._waiting += [path for path in paths if path not in self._waiting]
        self._show()

    def show_reading(self) -> None:
        """Show that the file is being read, which takes a moment."""
        self._set_usable(usable=False)
        self._says.setText("Working out the key and reading the file.")

    def ask_again(self, why: str) -> None:
        """Ask for the same passphrase once more, and say why."""
        self._set_usable(usable=True)
        self._says.setText(why)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def skip(self) -> None:
        """Go on to the next file."""
        self._waiting = self._waiting[1:]
        self._show()

    def _show(self) -> None:
        self._set_usable(usable=True)
        self.field.clear()
        self._says.setText("")
        path = self.path
        self.setVisible(path is not None)
        if path is None:
            self.done.emit()
            return
        more = len(self._waiting) - 1
        words = f"Passphrase of “{path.name}”"
        if more:
            words += f", and {more} more {'file' if more == 1 else 'files'} after it"
        self._name.setText(words)
        self.field.setAccessibleName(words)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_usable(self, *, usable: bool) -> None:
        for each in (self.field, self.open_button, self.skip_button):
            each.setEnabled(usable)

    def _on_given(self) -> None:
        if self.field.text() and self.path is not None:
            self.given.emit(self.path, self.field.text())
