"""The cases that were drawn to be checked, and the next draw."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from omi_desktop.sampling.dip_sample import how_many
from omi_ui.checks.state import DRAWN_TITLES, ChecksState, DrawnCase, drawn_rows
from omi_ui.widgets.labels import button, label, named
from omi_ui.widgets.number_field import NumberField
from omi_ui.widgets.rows_table import RowsTable
from omi_ui.widgets.still_combo import StillCombo

if TYPE_CHECKING:
    from omi_desktop.store.checking_records import CheckDraw

_TENTH = 10
_MOST = 1_000
_WHAT = "Read them once more, comment where an answer is not borne out, and mark them as checked."


class DrawnPage(QWidget):
    """The draw above; a table of drawn cases; what can be done with the chosen one."""

    draw_wanted = Signal(int, object, str)
    """A number of cases, or else a share of the completed ones, and the seed."""
    case_wanted = Signal(str)
    checked_wanted = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("surface")
        self._state: ChecksState | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(8)
        column.addLayout(line)
        line.addWidget(label("Draw"))
        self.number = NumberField(0, _MOST)
        named(self.number, "How many are drawn")
        self.number.show_value(_TENTH)
        self.number.value_changed.connect(self._refresh)
        self.number.returnPressed.connect(self._on_draw)
        line.addWidget(self.number)
        self.unit = StillCombo()
        named(self.unit, "Whether it is per cent or cases")
        for words in ("% of the completed cases", "completed cases"):
            self.unit.addItem(words)
        self.unit.activated.connect(self._refresh)
        line.addWidget(self.unit)
        self.seed = QLineEdit()
        named(self.seed, "The seed of the draw")
        self.seed.setPlaceholderText("Seed; one is made where this is empty")
        self.seed.setAcceptDrops(False)
        self.seed.returnPressed.connect(self._on_draw)
        line.addWidget(self.seed, 1)
        self.draw_button = button("Draw", self._on_draw, "primary")
        line.addWidget(self.draw_button)
        self._says = label("", "muted", wraps=True)
        column.addWidget(self._says)
        self.cases = RowsTable("The drawn cases")
        self.cases.setMinimumHeight(80)
        self.cases.row_chosen.connect(self._on_row)
        self.cases.opened.connect(self._on_open)
        column.addWidget(self.cases, 1)
        self._told = label("", "muted", wraps=True)
        column.addWidget(self._told)
        line = QHBoxLayout()
        line.setSpacing(8)
        column.addLayout(line)
        self.open_button = button("Open the case", self._on_open)
        line.addWidget(self.open_button)
        self.checked_button = button("Checked", self._on_checked)
        line.addWidget(self.checked_button)
        line.addStretch(1)

    @property
    def chosen(self) -> DrawnCase | None:
        """Return the case whose line is chosen."""
        state, row = self._state, self.cases.row
        return state.drawn[row] if state and 0 <= row < len(state.drawn) else None

    @property
    def words(self) -> str:
        """Return what is said of the next draw."""
        return self._says.text()

    def show_state(self, state: ChecksState) -> None:
        """Show what was drawn."""
        self._state = state
        self.cases.show_rows(DRAWN_TITLES, drawn_rows(state), stretched=4, numbers=(2,))
        if self.cases.row < 0 and state.drawn:
            self.cases.choose(0)
        self._told.setText(_draws(state.draws))
        self._told.setVisible(bool(state.draws))
        self._refresh()
        self._on_row(self.cases.row)

    def focus(self) -> None:
        """Take the keyboard where something can be done next."""
        has_cases = self._state is not None and bool(self._state.drawn)
        place: QWidget = self.cases if has_cases else self.number
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wanted(self) -> int:
        if self._state is None:
            return 0
        if self.unit.currentIndex() == 0:
            return how_many(Fraction(self.number.value, 100), self._state.complete)
        return self.number.value

    def _refresh(self) -> None:
        state = self._state
        if state is None:
            return
        wanted = min(self._wanted(), state.never_drawn)
        self.draw_button.setEnabled(wanted > 0)
        if not state.complete:
            words = "No case is complete yet, so there is nothing to draw."
        elif not state.never_drawn:
            words = "All completed cases were drawn."
        elif not wanted:
            words = "Say how many cases are drawn."
        else:
            cases = "1 case" if wanted == 1 else f"{wanted:,} cases"
            words = (
                f"{cases} of {state.never_drawn:,} that are complete and were not drawn before, "
                f"spread over their readers. {_WHAT}"
            )
        self._says.setText(words)

    def _on_row(self, _row: int) -> None:
        one = self.chosen
        self.open_button.setEnabled(one is not None)
        self.checked_button.setEnabled(one is not None)
        is_checked = one is not None and one.checked is not None
        self.checked_button.setText("Not checked after all" if is_checked else "Checked")

    def _on_draw(self) -> None:
        if not self.draw_button.isEnabled():
            return
        is_share = self.unit.currentIndex() == 0
        share = Fraction(self.number.value, 100) if is_share else None
        self.draw_wanted.emit(self.number.value, share, self.seed.text().strip())

    def _on_open(self) -> None:
        if self.chosen is not None:
            self.case_wanted.emit(self.chosen.id)

    def _on_checked(self) -> None:
        one = self.chosen
        if one is not None:
            self.checked_wanted.emit(one.id, one.checked is None)


def _draws(draws: tuple[CheckDraw, ...]) -> str:
    told = (f"Draw {one.number}: {one.wanted}, seed “{one.seed}”." for one in draws)
    return " ".join(told)
