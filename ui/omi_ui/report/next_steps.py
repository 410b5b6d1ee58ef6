"""What follows publication: the weeks to the plan, and whether one goes back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout

from omi_desktop.report import timetable, wording
from omi_desktop.store import NextSteps
from omi_ui.keeping import TYPING_PAUSE
from omi_ui.report.page import Page
from omi_ui.widgets.growing_text import GrowingText
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from datetime import date

    from omi_ui.report.desk import ReportDesk

PLAN_WEEKS = 4
"""The area answers with its plan four weeks after publication (report of 2006, next steps)."""

_MOST_WEEKS = 52
_PADDING = 10


class NextStepsPage(Page):
    """The three things that are settled, each kept as soon as it is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.weeks: QLineEdit | None = None
        self.again: QRadioButton | None = None
        self.remark: GrowingText | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE)
        self._pause.timeout.connect(self.save)

    def fill(self, column: QVBoxLayout) -> None:
        """Fill the body, or offer to begin."""
        self.weeks = self.again = self.remark = None
        steps = self.desk.data.kept.next_steps
        words = "What the area is asked for after publication, and whether one goes back."
        column.addWidget(label(words, "muted", wraps=True))
        column.addSpacing(8)
        if steps is None:
            column.addWidget(label("Nothing is settled yet, so the report leaves it out."))
            begin = button("Add the next steps", self.begin, "primary")
            column.addWidget(begin, 0, Qt.AlignmentFlag.AlignLeft)
            return
        self._fill_weeks(column, steps)
        self._fill_again(column, steps)
        named = label("Remark", "strong")
        column.addSpacing(12)
        column.addWidget(named)
        self.remark = GrowingText(steps.remark)
        self.remark.setPlaceholderText("Why, if something should be said on it.")
        self.remark.setAccessibleName("Remark")
        named.setBuddy(self.remark)
        # A scroll bar would take of the width, and the text that then has more lines be cut.
        self.remark.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.remark.grew.connect(self._on_grew)
        self.remark.left.connect(self.save)
        self.remark.textChanged.connect(self._on_typed)
        column.addWidget(self.remark)
        column.addSpacing(12)
        removed = button("Leave them out", self._on_remove, "quiet")
        column.addWidget(removed, 0, Qt.AlignmentFlag.AlignLeft)
        self._on_grew()

    def begin(self) -> None:
        """Begin with what is usual."""
        if self.attempt(partial(self.desk.put, NextSteps(PLAN_WEEKS, further_inspection=False))):
            self.show_place(self.desk, self.place)
            self.focus_first()

    def save(self) -> None:
        """Bring what is on the screen to disk."""
        self._pause.stop()
        if self._desk is None or self.weeks is None or self.again is None or self.remark is None:
            return
        kept = self.desk.data.kept.next_steps
        weeks = _weeks(self.weeks.text())
        self._fault.setVisible(weeks is None)
        if weeks is None and kept is not None:
            weeks = kept.plan_weeks
        stands = NextSteps(
            weeks or PLAN_WEEKS, self.again.isChecked(), self.remark.toPlainText().strip()
        )
        if stands != kept:
            self.attempt(partial(self.desk.put, stands))
            self._show_days()
        self.settle()

    def refresh(self) -> None:
        """Show the days anew."""
        self._show_days()

    def _fill_weeks(self, column: QVBoxLayout, steps: NextSteps) -> None:
        named = label("Improvement plan, weeks after publication", "strong")
        column.addWidget(named)
        line = QHBoxLayout()
        line.setSpacing(12)
        self.weeks = QLineEdit(str(steps.plan_weeks))
        self.weeks.setFixedWidth(self.fontMetrics().horizontalAdvance("0000") + 24)
        self.weeks.setAccessibleName(named.text())
        named.setBuddy(self.weeks)
        self.weeks.textEdited.connect(self._on_typed)
        self.weeks.editingFinished.connect(self.save)
        line.addWidget(self.weeks)
        self._plan = label("", "muted", wraps=True)
        line.addWidget(self._plan, 1)
        column.addLayout(line)
        words = f"Write the weeks as a number from 1 to {_MOST_WEEKS}."
        self._fault = label(words, "problem", wraps=True)
        self._fault.hide()
        column.addWidget(self._fault)

    def _fill_again(self, column: QVBoxLayout, steps: NextSteps) -> None:
        column.addSpacing(12)
        column.addWidget(label("Further, focused inspection", "strong"))
        line = QHBoxLayout()
        line.setSpacing(16)
        group = QButtonGroup(self.widget() or self)
        none = QRadioButton("There will not be one")
        self.again = QRadioButton("There will be one")
        self.again.setChecked(steps.further_inspection)
        none.setChecked(not steps.further_inspection)
        for choice in (none, self.again):
            group.addButton(choice)
            line.addWidget(choice)
        line.addStretch(1)
        self._choices = group
        self.again.toggled.connect(self.save)
        column.addLayout(line)
        self._further = label("", "muted", wraps=True)
        column.addWidget(self._further)

    def _show_days(self) -> None:
        if self.weeks is None:
            return
        data = self.desk.data
        days = timetable.days(data.details, data.kept.timetable, data.kept.next_steps)
        self._plan.setText(
            _due(days.plan, timetable.publication(data.details, data.kept.timetable))
        )
        again = data.kept.next_steps is not None and data.kept.next_steps.further_inspection
        about = days.further_inspection
        self._further.setText(f"About {wording.day(about)}." if about else "The day follows.")
        self._further.setVisible(again)

    def _on_remove(self) -> None:
        self.save()
        kept, desk = self.desk.data.kept.next_steps, self.desk
        if kept is not None and self.attempt(partial(desk.drop, kept)):
            self.show_place(desk, self.place)
            self.said.emit("Left the next steps out.", partial(self._take_back, desk, kept))

    def _take_back(self, desk: ReportDesk, kept: NextSteps) -> None:
        # Only while the same reading is on the desk, and nothing was begun anew.
        if self._desk is not desk or desk.data.kept.next_steps is not None:
            return
        if self.attempt(partial(desk.put, kept)):
            self.show_place(desk, self.place)

    def _on_typed(self) -> None:
        self.begin_writing()
        self._pause.start()

    def _on_grew(self) -> None:
        if self.remark is not None:
            self.remark.setFixedHeight(max(self.remark.wanted_height() + _PADDING, 60))


def _weeks(typed: str) -> int | None:
    words = typed.strip()
    weeks = int(words) if words.isascii() and words.isdigit() else 0
    return weeks if 1 <= weeks <= _MOST_WEEKS else None


def _due(day: date | None, published: str) -> str:
    """Return when the plan is due; the report prints a day only where publication has one."""
    if published and wording.day_of(published) is None:
        return f"Publication is {wording.dated(published)}: the day follows once it has one."
    if day is None:
        return "The day follows once publication has one."
    return (
        f"Due by {wording.day(day)}." if published else f"About {wording.day(day)}, by the rules."
    )
