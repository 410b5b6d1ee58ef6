"""One person of the team: how they take part, where they work, what interests they declared."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.errors import RequestError
from omi_desktop.report.wording import capital
from omi_desktop.store import Membership, PersonKind
from omi_desktop.store.team_records import Attendance
from omi_ui.team.state import attendance_words
from omi_ui.widgets.labels import button, label, named
from omi_ui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from omi_desktop.store import Person
    from omi_ui.team.state import TeamState

_ABOUT_AREA = (
    "An area assessor never gets a case that they, their team or their line manager held. Names "
    "are compared with those of the list."
)


class PersonForm(QScrollArea):
    """Everything that can be said of one person."""

    membership_wanted = Signal(object)
    ill_wanted = Signal(str)
    attendance_wanted = Signal(str, object)
    interest_wanted = Signal(str, str, str)
    """The person, the reference of the case, and what the interest is."""
    withdrawal_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._person: Person | None = None
        self._membership: Membership | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("surface")
        self.setWidget(body)
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(8)
        self._name = label("", "heading", wraps=True)
        self._column.addWidget(self._name)
        self._about = label("", "muted", wraps=True)
        self._column.addWidget(self._about)
        self._fill_attendance()
        self._fill_fields()
        self._fill_interests()
        self._column.addStretch(1)
        body.setEnabled(False)
        self._body = body

    def show_person(self, state: TeamState, person: Person) -> None:
        """Show one person as the file holds them."""
        is_other = self._person is None or self._person.id != person.id
        self._person = person
        kept = self._membership = state.joined[person.id]
        self._body.setEnabled(True)
        self._name.setText(person.name)
        self._about.setText(f"{capital(person.kind.value)}. {attendance_words(state, person)}.")
        working = kept.attendance is Attendance.WORKING
        self.ill_button.setVisible(working)
        self.reserve_button.setVisible(working)
        self.back_button.setVisible(not working)
        called = "Call up" if kept.attendance is Attendance.RESERVE else "Back again: reads cases"
        self.back_button.setText(called)
        for field, value in (
            (self.capacity, str(kept.capacity)),
            (self.most, "" if kept.most is None else str(kept.most)),
            (self.office, kept.office),
            (self.team, kept.team),
            (self.manager, kept.manager),
        ):
            # Somebody may be typing in the next field already.
            if is_other or not (field.hasFocus() and field.isModified()):
                field.setText(value)
        is_area = person.kind is PersonKind.AREA_ASSESSOR
        for part in self._of_area:
            part.setVisible(is_area)
        self.problem.say("")
        self._show_interests(state, person)
        if is_other:
            self.forget_typed()

    def membership(self) -> Membership | None:
        """Return how the person takes part as it stands; raises RequestError for no number."""
        if self._membership is None:
            return None
        return replace(
            self._membership,
            capacity=_number(self.capacity, "share of a full one in per cent") or 0,
            most=_number(self.most, "largest number of cases"),
            office=self.office.text().strip(),
            team=self.team.text().strip(),
            manager=self.manager.text().strip(),
        )

    def _fill_attendance(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        self._column.addLayout(line)
        self.ill_button = button("Ill: share their cases out…", self._on_ill)
        self.reserve_button = button(
            "Into the reserve", partial(self._on_attendance, Attendance.RESERVE)
        )
        self.back_button = button(
            "Reads cases again", partial(self._on_attendance, Attendance.WORKING)
        )
        for act in (self.ill_button, self.reserve_button, self.back_button):
            line.addWidget(act)
        line.addStretch(1)

    def _fill_fields(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self._column.addLayout(grid)
        self.capacity, self.most = QLineEdit(), QLineEdit()
        self.office, self.team, self.manager = QLineEdit(), QLineEdit(), QLineEdit()
        self.most.setPlaceholderText("No limit")
        self._of_area: list[QWidget] = []
        for row, (words, field) in enumerate(
            (
                ("Share, in % of a full one", self.capacity),
                ("At most so many cases", self.most),
                ("Office in the area", self.office),
                ("Team in the area", self.team),
                ("Line manager in the area", self.manager),
            )
        ):
            said = label(words)
            grid.addWidget(said, row, 0)
            named(field, words)
            field.editingFinished.connect(self._on_field)
            grid.addWidget(field, row, 1)
            if field in (self.office, self.team, self.manager):
                self._of_area += [said, field]
        about = label(_ABOUT_AREA, "small", wraps=True)
        self._of_area.append(about)
        self._column.addWidget(about)
        self.problem = Sentence()
        self._column.addWidget(self.problem)

    def _fill_interests(self) -> None:
        self._column.addSpacing(8)
        self._column.addWidget(label("Cases that they may not read", "heading"))
        self._lines = QWidget()
        self._interests = QVBoxLayout()
        self._interests.addWidget(self._lines)
        self._column.addLayout(self._interests)
        line = QHBoxLayout()
        line.setSpacing(8)
        self._column.addLayout(line)
        self.case_field, self.reason_field = QLineEdit(), QLineEdit()
        self.case_field.setPlaceholderText("Case")
        self.reason_field.setPlaceholderText("What the interest is, such as “is a neighbour”")
        named(self.case_field, "Case in which there is an interest")
        named(self.reason_field, "What the interest is")
        self.reason_field.returnPressed.connect(self._on_declare)
        line.addWidget(self.case_field, 1)
        line.addWidget(self.reason_field, 2)
        self.declare_button = button("Declare", self._on_declare)
        line.addWidget(self.declare_button)

    def _show_interests(self, state: TeamState, person: Person) -> None:
        self._interests.removeWidget(self._lines)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = QWidget()
        self._interests.addWidget(self._lines)
        column = QVBoxLayout(self._lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        refs = {case.id: case.ref for case in state.team.cases}
        by_hand = {one.case: one for one in state.declared if one.person == person.id}
        found = [one for one in state.team.interests if one.reader == person.id]
        for one in found:
            line = QHBoxLayout()
            line.setSpacing(8)
            words = f"{refs.get(one.case, one.case)}: {one.why}"
            line.addWidget(label(words, wraps=True), 1)
            if one.case in by_hand:
                remove = button(
                    "Withdraw", partial(self.withdrawal_wanted.emit, by_hand[one.case]), "quiet"
                )
                remove.setAccessibleName(f"Withdraw the interest in {words}")
                line.addWidget(remove)
            else:
                line.addWidget(label("by the list", "small"))
            column.addLayout(line)
        if not found:
            column.addWidget(label("None, as far as is known.", "muted"))

    @property
    def interests(self) -> QWidget:
        """Return the lines of the interests."""
        return self._lines

    def _on_ill(self) -> None:
        if self._person is not None:
            self.ill_wanted.emit(self._person.id)

    def _on_attendance(self, attendance: Attendance) -> None:
        if self._person is not None:
            self.attendance_wanted.emit(self._person.id, attendance)

    def keep_typed(self) -> None:
        """Keep what stands in the fields."""
        self._on_field()

    def forget_typed(self) -> None:
        """Empty the line for the next interest."""
        self.case_field.clear()
        self.reason_field.clear()
        self.problem.say("")

    def _on_field(self) -> None:
        try:
            typed = self.membership()
        except RequestError as error:
            self.problem.say(str(error))
            return
        self.problem.say("")
        for field in (self.capacity, self.most, self.office, self.team, self.manager):
            field.setModified(False)
        if typed is not None and typed != self._membership:
            self.membership_wanted.emit(typed)

    def _on_declare(self) -> None:
        if self._person is not None:
            self.interest_wanted.emit(
                self._person.id, self.case_field.text().strip(), self.reason_field.text().strip()
            )


def _number(field: QLineEdit, words: str) -> int | None:
    typed = field.text().strip()
    if not typed:
        return None
    if not typed.isdecimal():
        raise RequestError(f"“{typed}” is no {words}. Write figures only, such as 50.")
    return int(typed)
