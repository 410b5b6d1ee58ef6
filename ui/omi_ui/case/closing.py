"""Completing, reopening and withdrawing a case: every step stands in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from omi_desktop.errors import OmiError
from omi_desktop.store import CaseStatus

if TYPE_CHECKING:
    from omi_ui.case.sitting import Sitting


class Closing(QObject):
    """Sets how far a case has come and offers the way back."""

    saved = Signal(object)
    refused = Signal(object)
    said = Signal(str, object)
    changed = Signal()

    def __init__(self, sitting: Sitting, parent: QObject) -> None:
        super().__init__(parent)
        self.sitting = sitting

    def complete(self) -> None:
        """Close the case as complete."""
        self._set(CaseStatus.COMPLETE, "", f"{self.sitting.case.ref} is complete.")

    def reopen(self) -> None:
        """Open the case to changes again."""
        self._set(CaseStatus.IN_PROGRESS, "", f"{self.sitting.case.ref} is open again.")

    def withdraw(self, reason: str) -> None:
        """Take the case out of everything that is counted."""
        words = f"{self.sitting.case.ref} is withdrawn and counts nowhere."
        self._set(CaseStatus.WITHDRAWN, reason, words)

    def _set(self, status: CaseStatus, reason: str, words: str) -> None:
        sitting = self.sitting
        before, why = sitting.case.status, sitting.case.reason
        try:
            saved = sitting.set_status(status, reason)
        except OmiError as error:
            self.refused.emit(error)
            return
        self.saved.emit(saved)
        self.changed.emit()

        def back() -> None:
            # Only while the same case is on the table: the bar outlives the page.
            if self.sitting is sitting:
                self._set(before, why, f"{sitting.case.ref} is {before} again.")

        self.said.emit(words, back)
