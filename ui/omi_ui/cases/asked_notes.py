"""Counting beside the list what it does not wait for: notes asked for, and when one is done."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from omi_desktop.instrument.applicability import standing
from omi_desktop.store import CaseStatus, Role
from omi_desktop.store.values import BY_HAND

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from omi_desktop.store import Inspection
    from omi_ui.cases.rows import CaseRow

_AT_ONCE = 3
"""Cases that are counted between two events: the list stays as quick as without."""

_OPEN = (CaseStatus.NOT_STARTED, CaseStatus.IN_PROGRESS)


class AskedNotes(QObject):
    """Counts a few cases at a time until all of them are counted."""

    counted = Signal(tuple)
    """The rows of the list, with the notes that are asked for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._inspection: Inspection | None = None
        self._rows: list[CaseRow] = []
        self._at = 0
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._on_turn)

    def count(self, inspection: Inspection, rows: Sequence[CaseRow]) -> None:
        """Begin to count anew."""
        self._inspection, self._rows, self._at = inspection, list(rows), 0
        self._turn.start()

    def stop(self) -> None:
        """Leave what is not counted yet: nobody sees the list."""
        self._turn.stop()

    def _on_turn(self) -> None:
        if self._inspection is None or self._at >= len(self._rows):
            self._turn.stop()
            self.counted.emit(tuple(self._rows))
            return
        end = min(self._at + _AT_ONCE, len(self._rows))
        for at in range(self._at, end):
            row = self._rows[at]
            # A case may be complete without them: they are postponed then, and not forgotten.
            if row.status is not CaseStatus.WITHDRAWN and row.answered:
                asked = notes_asked(self._inspection, row.id)
                self._rows[at] = replace(row, notes_asked=asked)
        self._at = end


def notes_asked(inspection: Inspection, case: str) -> int:
    """Return how many answers of a case want a reason in a note and have none."""
    # Loaded when something is counted, not when the window starts.
    from omi_desktop.casework.completing import reasons_wanted

    answers = inspection.answers(case)
    values = {question: answer.value for question, answer in answers.items() if answer.value}
    notes = {question: answer.note for question, answer in answers.items()}
    instrument = inspection.instrument
    return len(reasons_wanted(instrument, standing(instrument, values), values, notes))


def pace_words(inspection: Inspection, rows: Iterable[CaseRow], now: datetime) -> str:
    """Return when the assessor whose copy this is will be done, or "" where nothing is known.

    The lead inspector is not told of anybody's pace here: it belongs to the assessor first.
    """
    if inspection.details.role is not Role.ASSESSOR:
        return ""
    from omi_desktop.casework.pace import in_words, pace

    left = sum(row.applicable - row.answered for row in rows if row.status in _OPEN)
    moments = [
        datetime.fromisoformat(change.at)
        for change in inspection.history()
        if change.what == "answer" and change.how in BY_HAND
    ]
    found = pace(moments, left, now)
    return in_words(found, now.date()) if found else ""
