"""The panel that asks why a case is withdrawn."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from omi_ui.widgets.labels import button, label


class Reason(QWidget):
    """Asks for the reason of a withdrawal."""

    given = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ground")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(label("Withdraw the case", "strong"))
        column.addWidget(
            label(
                "A withdrawn case counts nowhere. Its answers stay in the file, "
                "and it can be reopened.",
                wraps=True,
            )
        )
        question = label("Why is it withdrawn?")
        column.addWidget(question)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Why the case is withdrawn")
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(120)
        question.setBuddy(self.text)
        column.addWidget(self.text)
        self.withdraw = button("Withdraw", self._on_given, "primary")
        self.withdraw.setEnabled(False)
        self.text.textChanged.connect(self._on_typed)
        line = QHBoxLayout()
        line.addWidget(self.withdraw)
        line.addWidget(button("Cancel", self.closed.emit))
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)

    def _on_typed(self) -> None:
        self.withdraw.setEnabled(bool(self.text.toPlainText().strip()))

    def _on_given(self) -> None:
        self.given.emit(self.text.toPlainText().strip())
        self.text.clear()
