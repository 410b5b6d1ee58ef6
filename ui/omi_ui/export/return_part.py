"""The return for the lead inspector: what it is, its password, and the button that saves it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from omi_ui.widgets.labels import button, label


class ReturnPart(QWidget):
    """Part of the export screen of an assessor's copy."""

    wanted = Signal(str)  # the password

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("Return for the lead inspector", "heading", wraps=True))
        column.addWidget(
            label(
                "A workbook with every answer, note, reason and marked passage of your cases. "
                "Excel opens it with the password; tell the lead inspector the password by "
                "another way than the workbook.",
                wraps=True,
            )
        )
        self.first = self._field(column, "Password of the return")
        self.second = self._field(column, "The same password once more")
        self._says = label("", "muted", wraps=True)
        column.addWidget(self._says)
        self.save: QPushButton = button("Save the return…", self._on_save, "primary")
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.refresh()

    @property
    def missing(self) -> str:
        """Return what is to be done before the return can be saved, or ""."""
        if not self.first.text():
            return "Give a password of your choice, or the passphrase of this copy."
        if self.first.text() != self.second.text():
            return "Type the same password twice."
        return ""

    def refresh(self) -> None:
        """Say what is missing, and offer the button where nothing is."""
        missing = self.missing
        self._says.setText(missing)
        self._says.setVisible(bool(missing))
        self.save.setEnabled(not missing)

    def _field(self, column: QVBoxLayout, name: str) -> QLineEdit:
        words = label(name, wraps=True)
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setMaxLength(255)
        field.textChanged.connect(self.refresh)
        words.setBuddy(field)
        column.addWidget(words)
        column.addWidget(field)
        return field

    def _on_save(self) -> None:
        self.wanted.emit(self.first.text())
