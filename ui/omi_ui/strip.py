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
        self._unsaved = label("", "strong")
        self._unsaved.hide()
        line.insertWidget(1, self._unsaved)
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

    @property
    def unsaved(self) -> str:
        """Return what the strip says of notes that the file refused, or ""."""
        return "" if self._unsaved.isHidden() else self._unsaved.text()

    def show_unsaved(self, notes: int) -> None:
        """Say how many notes the file refused; they are still here and are tried again."""
        words = "note is" if notes == 1 else "notes are"
        self._unsaved.setText(f"{notes} {words} not on disk")
        self._unsaved.setVisible(notes > 0)

    def show_beside(self, words: str) -> None:
        """Say something about the file on the right."""
        self._beside.setText(words)
