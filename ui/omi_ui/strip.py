"""The strip at the foot: what is on disk, as the file itself said."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from omi_desktop.store import Saved
from omi_ui.counts import grouped
from omi_ui.dates import clock_time
from omi_ui.widgets.labels import label


class SavedStrip(QFrame):
    """Says "On disk" only with a value that was read back from the file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 4, 16, 4)
        self._disk = label("")
        self._disk.setAccessibleName("What is on disk")
        line.addWidget(self._disk)
        line.addStretch(1)
        self._beside = label("")
        line.addWidget(self._beside)

    @property
    def words(self) -> str:
        """Return what the strip says of the disk."""
        return self._disk.text()

    def show_saved(self, saved: Saved) -> None:
        """Say what the file holds and since when."""
        answers = "answer" if saved.answers == 1 else "answers"
        self._disk.setText(f"On disk {clock_time(saved.at)} · {grouped(saved.answers)} {answers}")

    def show_writing(self) -> None:
        """Say that something typed is not on disk yet."""
        self._disk.setText("Writing…")

    def show_beside(self, words: str) -> None:
        """Say something about the file on the right."""
        self._beside.setText(words)
