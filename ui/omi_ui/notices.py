"""The bar at the foot: what happened, and a way to undo it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from omi_ui.widgets.labels import button, label
from omi_ui.widgets.spoken_roles import announce

SHOWN_FOR = 12_000
"""Milliseconds that a notice stays: long enough to read and to undo."""


class NoticeBar(QFrame):
    """One notice at a time; a newer one takes its place."""

    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 4, 8, 4)
        self._words = label("", wraps=True)
        line.addWidget(self._words, 1)
        self._undo_button = button("Undo", self._on_undo, "quiet")
        line.addWidget(self._undo_button)
        close = button("Close", self.hide, "quiet")
        close.setAccessibleName("Close the notice")
        line.addWidget(close)
        self._undo: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR)
        self._timer.timeout.connect(self._on_time)
        self.hide()

    @property
    def words(self) -> str:
        """Return the notice that is shown, or ""."""
        return "" if self.isHidden() else self._words.text()

    def say(self, words: str, undo: Callable[[], None] | None = None, act: str = "Undo") -> None:
        """Show a notice, with a button that undoes what it tells of (or does `act`)."""
        self._undo = undo
        self._words.setText(words)
        self._undo_button.setText(act)
        self._undo_button.setVisible(undo is not None)
        self.show()
        self._timer.start()
        announce(self, words)
        self.said.emit(words)

    def _on_time(self) -> None:
        # Nobody loses the button they have just come to.
        focused = QApplication.focusWidget()
        if self.underMouse() or (focused is not None and self.isAncestorOf(focused)):
            self._timer.start()
        else:
            self.hide()

    def _on_undo(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()
