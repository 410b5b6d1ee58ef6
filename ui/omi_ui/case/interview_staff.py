"""The staff interview below the interview on a case: asked once, the same wherever it is seen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from omi_ui.case.staff_row import StaffRow
from omi_ui.dates import spoken_date
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Survey
    from omi_desktop.store.interviewing import Interviewing


class StaffPart(QWidget):
    """The items with the manager's answers, and a sentence on where and when they were asked."""

    answered = Signal(str, str)
    """The item and its answer, "" where it was taken back."""
    noted = Signal(str, str)
    writing = Signal()
    case_wanted = Signal(str)
    """The case in which the manager was asked."""

    def __init__(
        self,
        survey: Survey,
        talk: Interviewing,
        refs: Mapping[str, str],
        *,
        takes_single_keys: bool,
    ) -> None:
        super().__init__()
        self.rows: dict[str, StaffRow] = {}
        self._survey, self._refs = survey, refs
        self.elsewhere: QPushButton | None = None
        self._told = label("", "muted", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(survey.title, "heading"))
        column.addWidget(self._told)
        staff = talk.staff
        self.tell(talk)
        if staff is None:
            return
        ref = refs.get(staff.held.case) if staff.held and staff.held.case != talk.case else None
        if staff.held is not None and ref is not None:
            go = partial(self.case_wanted.emit, staff.held.case)
            self.elsewhere = button(f"Go to {ref}", go, "quiet")
            column.addWidget(self.elsewhere, 0, Qt.AlignmentFlag.AlignLeft)
        for number, item in enumerate(survey.items, 1):
            known = staff.answers.get(item.id)
            row = StaffRow(number, item, known.value if known else "", known.note if known else "")
            row.takes_single_keys = takes_single_keys
            row.chosen.connect(self.answered)
            row.done.connect(self._on_done)
            row.note.written.connect(partial(self.noted.emit, item.id))
            row.note.writing.connect(self.writing)
            column.addWidget(row)
            self.rows[item.id] = row

    def tell(self, talk: Interviewing) -> None:
        """Say where and when the manager was asked, as it now stands."""
        if talk.staff is None:
            self._told.setText("Say above who was interviewed. Each manager is asked this once.")
            return
        name, held = talk.staff.manager.name, talk.staff.held
        if held is None:
            self._told.setText(f"{name} was not asked yet. {self._survey.introduction}")
        elif held.case == talk.case:
            self._told.setText(f"{name} was asked here on {spoken_date(held.day)}.")
        else:
            where = self._refs.get(held.case, "a case that is not in this copy")
            self._told.setText(
                f"{name} was asked already, in {where} on {spoken_date(held.day)}. "
                "These are the same answers, wherever they are changed."
            )

    @property
    def told(self) -> str:
        """Return the sentence on where and when the manager was asked."""
        return self._told.text()

    def _on_done(self, item: str) -> None:
        rows = list(self.rows)
        after = rows[rows.index(item) + 1 :]
        if after:
            self.rows[after[0]].focus()
