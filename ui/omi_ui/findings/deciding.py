"""What is decided beside the findings: a conclusion of one's own, good practice from a mark."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from omi_desktop.errors import OmiError
from omi_desktop.store import Conclusion, Mark, Saved

if TYPE_CHECKING:
    from omi_ui.findings.desk import Desk


class Deciding(QObject):
    """Keeps these decisions; every one can be taken back."""

    saved = Signal(object)
    refused = Signal(object)
    said = Signal(str, object)
    concluded = Signal(str)
    """The criterion whose conclusion is another one now."""
    used = Signal()

    def conclude(self, desk: Desk, criterion: str, own: Conclusion | None) -> None:
        """Keep a conclusion of the lead inspector's own; None goes back to the line."""
        before = desk.own_conclusion(criterion)
        words = f"Your conclusion on {criterion} is kept."
        if own is None:
            words = f"The line decides on {criterion} again."
        if self._conclude(desk, criterion, own):
            self.said.emit(words, partial(self._conclude, desk, criterion, before))

    def use(self, desk: Desk, mark: Mark) -> None:
        """Make an example of good practice from a marked passage."""
        made = desk.good_practice(mark)
        if self._use(partial(desk.add_good_practice, made)):
            words = "Added to the good practice of the report, without its case."
            back = partial(self._use, partial(desk.remove_good_practice, made))
            self.said.emit(words, back)

    def _conclude(self, desk: Desk, criterion: str, own: Conclusion | None) -> bool:
        kept = self._keep(partial(desk.conclude, criterion, own))
        if kept:
            self.concluded.emit(criterion)
        return kept

    def _use(self, write: Callable[[], Saved]) -> bool:
        kept = self._keep(write)
        if kept:
            self.used.emit()
        return kept

    def _keep(self, write: Callable[[], Saved]) -> bool:
        try:
            saved = write()
        except OmiError as error:
            self.refused.emit(error)
            return False
        self.saved.emit(saved)
        return True
