"""The place to add cases by hand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from omi_ui.spelling.watch import NO_PROSE
from omi_ui.widgets.labels import button, label


class AddCases(QFrame):
    """Takes the references of cases, one a line."""

    given = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sheet")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        words = label("References of the cases, one on each line")
        column.addWidget(words)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("References of the cases")
        self.text.setTabChangesFocus(True)
        self.text.setProperty(NO_PROSE, True)
        self.text.setMaximumHeight(140)
        words.setBuddy(self.text)
        column.addWidget(self.text)
        line = QHBoxLayout()
        add, cancel = button("Add", self._on_add, "primary"), button("Cancel", self.hide)
        self.stops: tuple[QWidget, ...] = (self.text, add, cancel)
        line.addWidget(add)
        line.addWidget(cancel)
        line.addStretch(1)
        column.addLayout(line)

    def _on_add(self) -> None:
        lines = (line.strip() for line in self.text.toPlainText().splitlines())
        references = tuple(dict.fromkeys(line for line in lines if line))
        if references:
            self.text.clear()
            self.given.emit(references)
