"""Who reads which case and why, and moves by hand within the rules or over them with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from omi_desktop.sampling.moves import broken_rules
from omi_desktop.store.team_records import Holder
from omi_ui.team.state import case_rows, why_there
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import button, label, named
from omi_ui.widgets.rows_table import RowsTable
from omi_ui.widgets.still_combo import StillCombo

if TYPE_CHECKING:
    from omi_desktop.sampling.team import CaseToRead
    from omi_ui.team.state import TeamState

_EMPTY = "Draw the sample first. The cases then stand here, with who reads each and why."


class CasesPage(QStackedWidget):
    """A table of cases, and below it what can be done with the chosen one."""

    move_wanted = Signal(str, str, str)
    """The case, the person, and the reason."""
    holder_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._state: TeamState | None = None
        self._empty = EmptyPlace("No cases yet", _EMPTY)
        self.addWidget(self._empty)
        body = QWidget()
        body.setObjectName("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.cases = RowsTable("The cases and their readers")
        self.cases.setMinimumHeight(100)
        self.cases.row_chosen.connect(self._on_row)
        column.addWidget(self.cases, 1)
        self._why = label("", wraps=True)
        column.addWidget(self._why)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for at in (1, 2, 3):
            grid.setColumnStretch(at, 1)
        column.addLayout(grid)
        grid.addWidget(label("Give it to"), 0, 0)
        self.person = StillCombo()
        named(self.person, "Whom the case is given to")
        self.person.activated.connect(self._show_move)
        grid.addWidget(self.person, 0, 1)
        self.reason = QLineEdit()
        named(self.reason, "Why it is moved")
        self.reason.setPlaceholderText("Why it is moved; needed to override a rule")
        self.reason.textChanged.connect(self._show_move)
        self.reason.returnPressed.connect(self._on_move)
        grid.addWidget(self.reason, 0, 2, 1, 2)
        self.move_button = button("Move", self._on_move)
        grid.addWidget(self.move_button, 0, 4)
        self._rule = label("", "problem", wraps=True)
        grid.addWidget(self._rule, 1, 1, 1, 4)
        grid.addWidget(label("Held by"), 2, 0)
        self.office, self.team, self.manager = QLineEdit(), QLineEdit(), QLineEdit()
        for at, (field, words) in enumerate(
            ((self.office, "Office"), (self.team, "Team"), (self.manager, "Offender manager")), 1
        ):
            field.setPlaceholderText(words)
            named(field, f"{words} that held the case" if at < 3 else "Who held the case")
            field.returnPressed.connect(self._on_holder)
            grid.addWidget(field, 2, at)
        self.holder_button = button("Keep", self._on_holder)
        named(self.holder_button, "Keep who held the case")
        grid.addWidget(self.holder_button, 2, 4)
        self.addWidget(body)
        self._body = body

    @property
    def why(self) -> str:
        """Return why the chosen case is with its reader."""
        return self._why.text()

    @property
    def rule(self) -> str:
        """Return which rules the move would break, or ""."""
        return "" if self._rule.isHidden() else self._rule.text()

    def show_state(self, state: TeamState) -> None:
        """Show the cases as the file holds them."""
        self._state = state
        self.setCurrentWidget(self._body if state.team.cases else self._empty)
        chosen = self.person.currentData()
        self.person.clear()
        for person in state.people:
            self.person.addItem(person.name, person.id)
        self.person.setCurrentIndex(max(self.person.findData(chosen), 0))
        self.cases.show_rows(
            ("Case", "Reader", "Second reader", "Questions", "State", "Types"),
            case_rows(state),
            stretched=5,
            numbers=(3,),
        )
        if self.cases.row < 0 and state.team.cases:
            self.cases.choose(0)
        else:
            self._on_row(self.cases.row)

    def focus(self) -> None:
        """Take the keyboard, in the table."""
        self.cases.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_person(self, person: str) -> None:
        """Choose whom the case is given to."""
        self.person.setCurrentIndex(self.person.findData(person))
        self._show_move()

    def _case(self) -> CaseToRead | None:
        state, row = self._state, self.cases.row
        if state is None or not 0 <= row < len(state.team.cases):
            return None
        return state.team.cases[row]

    def _on_row(self, _row: int) -> None:
        state, case = self._state, self._case()
        if state is None or case is None:
            return
        self._why.setText(why_there(state, case))
        self.office.setText(case.office)
        self.team.setText(case.team)
        self.manager.setText(case.offender_manager)
        self._show_move()

    def _show_move(self) -> None:
        state, case = self._state, self._case()
        reader = None
        if state is not None:
            chosen = self.person.currentData()
            reader = next((one for one in state.team.readers if one.id == chosen), None)
        if state is None or case is None or reader is None:
            self._rule.hide()
            self.move_button.setEnabled(False)
            return
        broken = broken_rules(reader, case, state.team.cases, state.team.interests)
        is_open, is_theirs = case.id in state.team.open_cases, case.reader == reader.id
        if not is_open:
            self._rule.setText(f"{case.ref} is complete: only an open case is moved.")
        elif broken:
            self._rule.setText(
                f"{reader.name} should not get {case.ref}: {'; '.join(broken)}. Choose somebody "
                "else, or give a reason."
            )
        self._rule.setVisible(not is_open or (bool(broken) and not is_theirs))
        may = is_open and not is_theirs and (not broken or bool(self.reason.text().strip()))
        self.move_button.setEnabled(may)

    def _on_move(self) -> None:
        case = self._case()
        if case is not None and self.move_button.isEnabled():
            person = str(self.person.currentData())
            self.move_wanted.emit(case.id, person, self.reason.text().strip())

    def _on_holder(self) -> None:
        case = self._case()
        if case is not None:
            self.holder_wanted.emit(
                Holder(
                    case.id,
                    self.office.text().strip(),
                    self.team.text().strip(),
                    self.manager.text().strip(),
                )
            )
