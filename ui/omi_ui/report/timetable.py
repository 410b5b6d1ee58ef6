"""The days of the inspection: those that were set, and those that follow from the rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout

from omi_desktop.report import timetable, wording
from omi_ui.dates import read_date, spoken_date
from omi_ui.report.page import Page
from omi_ui.widgets.labels import label

if TYPE_CHECKING:
    from datetime import date

NAMES = {
    "fieldwork_from": "Fieldwork begins",
    "fieldwork_to": "Fieldwork ends",
    "feedback": "Spoken feedback to the area",
    "draft": "Draft to the area",
    "comments": "Comments from the area",
    "publication": "Publication",
}
RULE = "follows from the rules"
BEGUN = "as the file was begun with"


@dataclass(frozen=True, slots=True)
class _Field:
    line: QLineEdit
    source: QLabel
    fault: QLabel


class TimetablePage(Page):
    """A line for each day; an empty one shows the day that the rules give."""

    def __init__(self) -> None:
        super().__init__()
        self._fields: dict[str, _Field] = {}

    @property
    def lines(self) -> dict[str, QLineEdit]:
        """Return the line of each day by its name in the timetable."""
        return {name: field.line for name, field in self._fields.items()}

    @property
    def warning(self) -> str:
        """Return which days are the wrong way round, or ""."""
        return "" if self._warning.isHidden() else self._warning.text()

    def fill(self, column: QVBoxLayout) -> None:
        """Fill the body with the days that can be set, and those that follow."""
        self._fields = {}
        words = "Leave a day empty where it follows from the rules of the programme."
        column.addWidget(label(words, "muted", wraps=True))
        column.addSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for name, words in NAMES.items():
            self._add_field(grid, name, words)
        column.addLayout(grid)
        self._warning = label("", "problem", wraps=True)
        column.addWidget(self._warning)
        column.addSpacing(12)
        column.addWidget(label("After publication", "heading"))
        self._plan = label("", wraps=True)
        column.addWidget(self._plan)
        self._further = label("", wraps=True)
        column.addWidget(self._further)

    def refresh(self) -> None:
        """Show the days that follow, and where each comes from."""
        data = self.desk.data
        days = timetable.days(data.details, data.kept.timetable, data.kept.next_steps)
        for name, field in self._fields.items():
            self._show_source(name, field, getattr(days, name))
        wrong = timetable.out_of_order(data.kept.timetable)
        if wrong is not None:
            first, second = (NAMES[name] for name in wrong)
            words = f"“{second}” lies before “{first}”: one of the two days is wrong."
            self._warning.setText(words)
        self._warning.setVisible(wrong is not None)
        published = timetable.publication(data.details, data.kept.timetable)
        # From words such as “November 2006” no day follows.
        plan = None if published and wording.day_of(published) is None else days.plan
        self._plan.setText(_following("Improvement plan of the area", plan))
        steps = data.kept.next_steps
        again = steps is not None and steps.further_inspection
        self._further.setText(_following("Focused inspection, about", days.further_inspection))
        self._further.setVisible(again)

    def save(self) -> None:
        """Bring the days to disk; what is no day is said and not kept."""
        if self._desk is None or not self._fields:
            return
        stands = self.desk.data.kept.timetable
        for name, field in self._fields.items():
            typed = field.line.text().strip()
            day = read_date(typed) if typed else ""
            field.fault.setVisible(day is None)
            if day is not None:
                stands = replace(stands, **{name: day})
        if stands != self.desk.data.kept.timetable:
            self.attempt(partial(self.desk.put, stands))
            self._show_kept()
            self.refresh()
        self.settle()

    def _add_field(self, grid: QGridLayout, name: str, words: str) -> None:
        row = grid.rowCount()
        named = label(words)
        line = QLineEdit(spoken_date(getattr(self.desk.data.kept.timetable, name)))
        line.setAccessibleName(words)
        line.setMinimumWidth(self.fontMetrics().horizontalAdvance("00 September 0000") + 28)
        named.setBuddy(line)
        source = label("", "muted", wraps=True)
        fault = label("This is no day: write it as 18 July 2006.", "problem", wraps=True)
        fault.hide()
        grid.addWidget(named, row, 0)
        grid.addWidget(line, row, 1)
        grid.addWidget(source, row + 1, 1)
        grid.addWidget(fault, row + 2, 1)
        line.textEdited.connect(self.begin_writing)
        line.editingFinished.connect(self.save)
        self._fields[name] = _Field(line, source, fault)

    def _show_source(self, name: str, field: _Field, day: date | None) -> None:
        details = self.desk.data.details
        begun = {"fieldwork_from": details.fieldwork, "publication": details.publication}
        words, shown = "", ""
        if not getattr(self.desk.data.kept.timetable, name):
            from_file = begun.get(name, "")
            words = BEGUN if from_file else RULE if day else ""
            shown = wording.dated(from_file) or (wording.day(day) if day else "")
        field.line.setPlaceholderText(shown or "not known yet")
        field.line.setAccessibleDescription(f"{shown}, {words}" if words else "")
        field.source.setText(words)
        field.source.setVisible(bool(words))

    def _show_kept(self) -> None:
        """Show each day that was understood in the words in which days are written here."""
        kept = self.desk.data.kept.timetable
        for name, field in self._fields.items():
            if field.fault.isHidden():
                field.line.setText(spoken_date(getattr(kept, name)))


def _following(words: str, day: date | None) -> str:
    return f"{words}: {wording.day(day) if day else 'not known yet'}"
