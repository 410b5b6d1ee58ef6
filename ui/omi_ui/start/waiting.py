"""What the window shows while a key that was given beforehand is worked out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omi_ui.widgets.labels import label


class Waiting(QWidget):
    """Says which file is being unlocked; there is nothing to do but wait a second."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.setObjectName("ground")
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(8)
        column.addStretch(2)
        for words, role in (
            (f"Unlocking {path.name}", "heading"),
            (
                "It takes about a second on purpose, so that a passphrase cannot be "
                "found by trying.",
                "muted",
            ),
        ):
            line = label(words, role, wraps=True)
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(line)
        column.addStretch(3)
