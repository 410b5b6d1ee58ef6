"""Sharing out: by what rules, the proposal with its reasons, and keeping it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.report.wording import counted
from omi_desktop.store.allocating import to_look_at, unchecked
from omi_ui.team.shares import Shares
from omi_ui.team.state import given_rows, second_rows
from omi_ui.widgets.labels import button, label, named
from omi_ui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from omi_desktop.store import AllocationRules
    from omi_desktop.store.allocating import Proposal
    from omi_ui.team.state import TeamState

_ABOUT = (
    "The cases without a reader are shared out by expected work and by type, within the rules on "
    "interests. Nothing is kept before you say so."
)
_HIGH = 12
_HIGH_SECONDS = 6


class SharingPage(QScrollArea):
    """First the rules, then the proposal below them."""

    proposal_wanted = Signal(object, bool)
    """The rules, and whether also cases are shared out that nobody has begun."""
    keep_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rules: AllocationRules | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("surface")
        self.setWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 24)
        column.setSpacing(12)
        column.addWidget(label("Share the cases out", "heading"))
        column.addWidget(label(_ABOUT, "muted", wraps=True))
        self._fill_rules(column)
        self.propose_button = button("Work out a proposal", self._on_propose, "primary")
        column.addWidget(self.propose_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._fill_proposal(column)
        column.addStretch(1)

    @property
    def title(self) -> str:
        """Return what the proposal is, or "" where there is none."""
        return "" if self._proposed.isHidden() else self._title.text()

    @property
    def remarks(self) -> str:
        """Return what the proposal could not keep to."""
        return self._remarks.text()

    def show_state(self, state: TeamState) -> None:
        """Show by what rules cases are shared out; a proposal that was shown is gone."""
        self._rules = state.rules
        self.area_share.setText(state.rules.area_share)
        self.second_reads.setText(state.rules.second_reads)
        self.lead_reads.setChecked(state.rules.lead_reads)
        self._proposed.hide()
        waiting = counted(state.without_reader, "open case has", "open cases have")
        self._waiting.setText(
            f"{waiting} no reader." if state.without_reader else "Every open case has a reader."
        )

    def show_proposal(self, proposal: Proposal, state: TeamState, ill: str) -> None:
        """Show a proposal; `ill` is the name of whoever fell ill, "" where nobody did."""
        given = counted(len(proposal.placements), "case", "cases")
        self._title.setText(
            f"{ill} is ill: {given} to others" if ill else f"Proposal: {given} shared out"
        )
        said = [*to_look_at(proposal, state.titles)]
        unknown = unchecked(proposal.team)
        if unknown:
            said.append(
                f"Of {counted(len(unknown), 'case', 'cases')} it is not known who held them: "
                "interests of area assessors in them are seen only where they are declared."
            )
        self._remarks.setText("\n".join(said))
        self._remarks.setVisible(bool(said))
        self.given.show_rows(
            ("Case", "Goes to", "Questions", "Types", "Why"),
            given_rows(proposal, state.titles),
            stretched=4,
            numbers=(2,),
        )
        self.given.be_high(_HIGH)
        self._show_why(self.given.row)
        seconds = second_rows(proposal)
        self.seconds.show_rows(("Case", "Reader", "Second reader"), seconds, stretched=2)
        self.seconds.be_high(_HIGH_SECONDS)
        for part in (self._seconds_head, self.seconds):
            part.setVisible(bool(seconds))
        self.shares.show_balance(
            proposal.allocation.balance,
            proposal.allocation.cases,
            proposal.team.names(),
            proposal.rules.types,
            state.titles,
        )
        has_something = bool(proposal.put) and (bool(proposal.placements) or bool(ill) or seconds)
        self.keep_button.setEnabled(bool(has_something))
        self._proposed.show()
        place = self.keep_button if has_something else self.propose_button
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus(self) -> None:
        """Take the keyboard where something can be done next."""
        place = self.propose_button if self._proposed.isHidden() else self.keep_button
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_rules(self, column: QVBoxLayout) -> None:
        self._waiting = label("", "strong", wraps=True)
        column.addWidget(self._waiting)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        column.addLayout(grid)
        self.area_share, self.second_reads = QLineEdit(), QLineEdit()
        for row, (words, field, about) in enumerate(
            (
                ("Area assessors read", self.area_share, "of all cases together, such as 1/3"),
                ("Read a second time", self.second_reads, "of all cases, such as 0.1 or 10%"),
            )
        ):
            grid.addWidget(label(words), row, 0)
            named(field, words, about)
            field.setFixedWidth(self.fontMetrics().horizontalAdvance("0" * 6) + 32)
            field.returnPressed.connect(self._on_propose)
            grid.addWidget(field, row, 1)
            grid.addWidget(label(about, "muted"), row, 2)
        self.lead_reads = QCheckBox("The lead inspector reads cases too")
        self.again = QCheckBox("Also cases with a reader that nobody has begun to read")
        column.addWidget(self.lead_reads)
        column.addWidget(self.again)

    def _fill_proposal(self, column: QVBoxLayout) -> None:
        self._proposed = QWidget()
        inside = QVBoxLayout(self._proposed)
        inside.setContentsMargins(0, 12, 0, 0)
        inside.setSpacing(8)
        self._title = label("", "heading", wraps=True)
        inside.addWidget(self._title)
        self._remarks = label("", "problem", wraps=True)
        inside.addWidget(self._remarks)
        line = QHBoxLayout()
        line.setSpacing(8)
        inside.addLayout(line)
        self.keep_button = button("Keep this", self.keep_wanted.emit, "primary")
        line.addWidget(self.keep_button)
        self.leave_button = button("Leave everything as it is", self._on_leave)
        line.addWidget(self.leave_button)
        line.addStretch(1)
        self.given = RowsTable("The proposal: which case goes to whom, and why")
        self.given.row_chosen.connect(self._show_why)
        inside.addWidget(self.given)
        self._why = label("", "muted", wraps=True)
        inside.addWidget(self._why)
        self._seconds_head = label("Second reads, for your eyes only", "strong")
        inside.addWidget(self._seconds_head)
        self.seconds = RowsTable("Second reads")
        inside.addWidget(self.seconds)
        inside.addWidget(label("Who would have what", "heading"))
        self.shares = Shares()
        inside.addWidget(self.shares)
        self._proposed.hide()
        column.addWidget(self._proposed)

    def _show_why(self, row: int) -> None:
        rows = self.given.rows
        self._why.setVisible(0 <= row < len(rows))
        if 0 <= row < len(rows):
            self._why.setText(f"{rows[row][0]}, {rows[row][1]}: {rows[row][4]}")

    def _on_propose(self) -> None:
        if self._rules is not None:
            rules = replace(
                self._rules,
                area_share=self.area_share.text().strip(),
                second_reads=self.second_reads.text().strip(),
                lead_reads=self.lead_reads.isChecked(),
            )
            self.proposal_wanted.emit(rules, self.again.isChecked())

    def _on_leave(self) -> None:
        self._proposed.hide()
        self.propose_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit()
