"""The people of the team beside what can be said of the chosen one, and who has what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from omi_ui.team.joining import Joining
from omi_ui.team.person_form import PersonForm
from omi_ui.team.shares import Shares
from omi_ui.team.state import person_rows
from omi_ui.widgets.labels import label
from omi_ui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from omi_ui.team.state import TeamState

_WIDE = 56
_HIGH = 16
_EMPTY = (
    "Here stand the inspectors, practice assessors and area assessors who read the cases. Add "
    "them by name; then share the cases out."
)


class PeoplePage(QWidget):
    """A table of people, a form for one of them, and pictures of their shares."""

    def __init__(self) -> None:
        super().__init__()
        self._state: TeamState | None = None
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        left = QScrollArea()
        left.setFrameShape(QFrame.Shape.NoFrame)
        left.setWidgetResizable(True)
        left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("surface")
        left.setWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        self._empty = label(_EMPTY, "muted", wraps=True)
        column.addWidget(self._empty)
        self.joining = Joining()
        column.addWidget(self.joining)
        self.people = RowsTable("The people of the team")
        self.people.row_chosen.connect(self._on_row)
        column.addWidget(self.people)
        self._who = label("Who has what", "heading")
        column.addWidget(self._who)
        self.shares = Shares()
        column.addWidget(self.shares)
        column.addStretch(1)
        self._split.addWidget(left)
        self.form = PersonForm()
        self._split.addWidget(self.form)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._split)

    def show_state(self, state: TeamState) -> None:
        """Show the team as the file holds it."""
        self._state = state
        self.people.show_rows(
            ("Name", "Kind", "State", "Cases", "Questions", "Second reads"),
            person_rows(state),
            stretched=2,
            numbers=(3, 4, 5),
        )
        self.people.be_high(_HIGH)
        self._empty.setVisible(not state.people)
        self.people.setVisible(bool(state.people))
        if self.people.row < 0 and state.people:
            self.people.choose(0)
        else:
            self._on_row(self.people.row)
        has_shares = any(one.cases for one in state.balance.shares)
        for part in (self._who, self.shares):
            part.setVisible(has_shares)
        self.shares.show_balance(
            state.balance, state.team.cases, state.names, state.rules.types, state.titles
        )

    def focus(self) -> None:
        """Take the keyboard where something can be done next."""
        has_people = self._state is not None and bool(self._state.people)
        place = self.people if has_people else self.joining.name
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the form below the table where there is no room beside it."""
        super().resizeEvent(event)
        is_wide = self.width() >= self.fontMetrics().height() * _WIDE
        way = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if not event.oldSize().isValid() or self._split.orientation() != way:
            self._split.setOrientation(way)
            # In proportion: the splitter makes them fill what there is.
            self._split.setSizes((6_000, 4_000))

    def _on_row(self, row: int) -> None:
        state = self._state
        if state is not None and 0 <= row < len(state.people):
            self.form.show_person(state, state.people[row])
