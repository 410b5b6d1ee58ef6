"""Marking a passage of a note for the report: what can be marked, its keys, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from omi_desktop.errors import OmiError
from omi_desktop.store import Mark, MarkKind, Saved

if TYPE_CHECKING:
    from omi_ui.case.sitting import Sitting

KEYS = {MarkKind.GOOD_PRACTICE: "Ctrl+Shift+G", MarkKind.ILLUSTRATION: "Ctrl+Shift+I"}
NAMES = {MarkKind.GOOD_PRACTICE: "good practice", MarkKind.ILLUSTRATION: "an illustration"}


def add_marks(menu: QMenu, ask: Callable[[MarkKind], None]) -> None:
    """Add to the menu of a note what a passage of it can be marked as."""
    for kind, keys in KEYS.items():
        entry = menu.addAction(f"Mark as {NAMES[kind]}", partial(ask, kind))
        entry.setShortcut(QKeySequence(keys))
        # The workspace owns the keys; here they are only shown.
        entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        entry.setShortcutVisibleInContextMenu(True)


class Marking(QObject):
    """Keeps and removes the marks of a case; every step can be taken back."""

    saved = Signal(object)
    refused = Signal(object)
    said = Signal(str, object)
    changed = Signal()

    def mark(self, sitting: Sitting, question: str, kind: MarkKind, passage: str) -> None:
        """Mark a passage of the note on a question, or say why there is nothing to mark."""
        asked = sitting.instrument.questions[question]
        if not asked.criterion:
            words = "A fact of the profile stands under no criterion. Mark a note on a question."
            self.said.emit(words, None)
        elif not passage:
            self.said.emit(f"There is no note on {question} yet. Write one with N.", None)
        elif sitting.is_marked(question, kind, passage):
            self.said.emit(f"This is marked as {NAMES[kind]} already.", None)
        else:
            made = sitting.new_mark(question, kind, passage)
            words = f"Marked as {NAMES[kind]} of {asked.criterion}. It waits for the report."
            self._step(partial(sitting.put_mark, made), words, partial(sitting.drop_mark, made))

    def remove(self, sitting: Sitting, mark: Mark) -> None:
        """Remove a mark; the note it was made in stays."""
        words = f"This is {NAMES[mark.kind]} no longer. The note stays."
        self._step(partial(sitting.drop_mark, mark), words, partial(sitting.put_mark, mark))

    def _step(self, do: Callable[[], Saved], words: str, undo: Callable[[], Saved]) -> None:
        if self._keep(do):
            self.said.emit(words, partial(self._keep, undo))

    def _keep(self, write: Callable[[], Saved]) -> bool:
        try:
            saved = write()
        except OmiError as error:
            self.refused.emit(error)
            return False
        self.saved.emit(saved)
        self.changed.emit()
        return True
