"""The team: its people, their cases with the reasons, and sharing out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from omi_desktop.errors import OmiError
from omi_desktop.report.wording import counted
from omi_desktop.store.team_changes import (
    attend,
    case_called,
    declare,
    held_by,
    join,
    take_part,
    withdraw,
)
from omi_desktop.store.team_records import DeclaredInterest, Holder, Membership
from omi_ui.team.cases_page import CasesPage
from omi_ui.team.head import Part, TeamHead
from omi_ui.team.people_page import PeoplePage
from omi_ui.team.sharing_page import SharingPage
from omi_ui.widgets.doing import Doing

if TYPE_CHECKING:
    from collections.abc import Callable

    from omi_desktop.store import AllocationRules, Inspection, PersonKind
    from omi_desktop.store.allocating import Moved, Proposal
    from omi_desktop.store.taking_back import Span
    from omi_desktop.store.team_records import Attendance
    from omi_ui.tasks import Step, Task, TaskRunner
    from omi_ui.team.state import TeamState

Made = TypeVar("Made")


class TeamView(QWidget):
    """Shows who reads what; every share is worked out beside the window."""

    saved = Signal(object)
    writing = Signal()
    refused = Signal(object)
    said = Signal(str, object)
    """What happened, and a callable that undoes it, or None."""
    shared = Signal()
    """Cases went to other readers."""

    def __init__(
        self, inspection: Inspection, runner: TaskRunner, by: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._inspection = inspection
        self._runner = runner
        self._by = by
        self._task: Task | None = None
        self._wanted = 0
        self._state: TeamState | None = None
        self._proposal: Proposal | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = TeamHead()
        column.addWidget(self.head)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.people = PeoplePage()
        self.cases = CasesPage()
        self.sharing = SharingPage()
        self._pages: dict[Part, PeoplePage | CasesPage | SharingPage] = {
            Part.PEOPLE: self.people,
            Part.CASES: self.cases,
            Part.SHARING: self.sharing,
        }
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.doing = Doing("Progress of the team")
        column.addWidget(self.doing)
        self.head.show_part(Part.PEOPLE)
        self._connect_parts()

    @property
    def part(self) -> Part:
        """Return the page that is on the screen."""
        return next(p for p, page in self._pages.items() if page is self._stack.currentWidget())

    @property
    def state(self) -> TeamState | None:
        """Return the team as it was read last."""
        return self._state

    @property
    def proposal(self) -> Proposal | None:
        """Return the proposal that is on the screen, if any."""
        return self._proposal

    @property
    def is_busy(self) -> bool:
        """Tell whether a proposal is worked out or kept."""
        return self._task is not None

    def show_now(self) -> None:
        """Read the team anew; it is shown once the shares are worked out."""
        self._wanted += 1
        wanted = self._wanted

        def work(_step: Step) -> tuple[int, TeamState]:
            from omi_ui.team.state import read_state

            return wanted, read_state(self._inspection)

        self._runner.run(work, self._on_state, self._on_unread)

    def save(self) -> None:
        """Keep what is typed: the fields of a person are kept when they are left."""
        if self.part is Part.PEOPLE and self._state is not None:
            self.people.form.keep_typed()

    def go_to(self, part: Part) -> None:
        """Show a page and take the keyboard there."""
        self._stack.setCurrentWidget(self._pages[part])
        self.head.show_part(part)
        self._pages[part].focus()

    def propose(self, rules: AllocationRules, *, again: bool = False) -> None:
        """Work out who would get the cases that have no reader."""

        def work(step: Step) -> tuple[Proposal, str]:
            from omi_desktop.store.allocating import propose

            step("Working out who gets what", 0.2)
            made = propose(self._inspection, rules, again=again)
            step("Showing it", 0.9)
            return made, ""

        self._start("Working out who gets what", work, self._on_proposal)

    def propose_without(self, person: str) -> None:
        """Work out who would get the open cases of somebody who fell ill."""
        name = self._state.names[person] if self._state else person

        words = f"Sharing out the cases of {name}"

        def work(step: Step) -> tuple[Proposal, str]:
            from omi_desktop.store.allocating import propose_without

            step(words, 0.2)
            made = propose_without(self._inspection, person)
            step("Showing it", 0.9)
            return made, name

        self._start(words, work, self._on_proposal)

    def keep(self) -> None:
        """Keep the proposal that is on the screen."""
        proposal = self._proposal
        if proposal is None:
            return

        def work(step: Step) -> Span:
            from omi_desktop.store.allocating import keep

            step("Keeping it", 0.2)
            return keep(self._inspection, proposal, by=self._by)

        self._start("Keeping it", work, self._on_kept)

    def move_case(self, case: str, person: str, reason: str) -> None:
        """Give a case to somebody by hand."""

        def work(step: Step) -> Moved:
            from omi_desktop.store.allocating import move

            step("Moving the case", 0.2)
            return move(self._inspection, case, person, by=self._by, reason=reason)

        self._start("Moving the case", work, self._on_moved)

    def cancel(self) -> None:
        """Stop what runs at its next step; nothing is changed."""
        if self._task is not None:
            self.doing.show_stopping()
            self._task.cancel()

    def _connect_parts(self) -> None:
        self.head.chosen.connect(self.go_to)
        form = self.people.form
        self.people.joining.wanted.connect(self._on_join)
        form.membership_wanted.connect(self._on_membership)
        form.attendance_wanted.connect(self._on_attendance)
        form.ill_wanted.connect(self.propose_without)
        form.interest_wanted.connect(self._on_interest)
        form.withdrawal_wanted.connect(self._on_withdrawal)
        self.cases.move_wanted.connect(self.move_case)
        self.cases.holder_wanted.connect(self._on_holder)
        self.sharing.proposal_wanted.connect(self._on_propose)
        self.sharing.keep_wanted.connect(self.keep)
        self.sharing.left.connect(self._on_left)
        self.doing.cancel_wanted.connect(self.cancel)

    def _on_state(self, read: tuple[int, TeamState]) -> None:
        wanted, state = read
        if wanted != self._wanted:
            # Read before the last change: a later reading is on its way.
            return
        is_first = self._state is None
        self._state, self._proposal = state, None
        reading = sum(one.reads for one in state.team.readers)
        people = counted(len(state.people), "person", "people")
        words = f"{people}, {reading} of them read cases."
        if state.team.cases:
            without = state.without_reader
            words += f" {counted(len(state.team.cases), 'case', 'cases')}"
            words += f", {without} of them without a reader." if without else ", all with a reader."
        self.head.show_words(words)
        for page in self._pages.values():
            page.show_state(state)
        if is_first and self.isVisible():
            self._pages[self.part].focus()

    def _on_propose(self, rules: AllocationRules, again: bool) -> None:
        self.propose(rules, again=again)

    def _on_proposal(self, made: tuple[Proposal, str]) -> None:
        if self._state is None:
            return
        self._proposal, ill = made
        self.go_to(Part.SHARING)
        self.sharing.show_proposal(self._proposal, self._state, ill)

    def _on_left(self) -> None:
        self._proposal = None

    def _on_kept(self, span: Span) -> None:
        given = len(self._proposal.placements) if self._proposal else 0
        self._proposal = None
        self.saved.emit(self._inspection.saved())
        words = f"{counted(given, 'case was', 'cases were')} given to readers."
        self.said.emit(words, partial(self._take_back, span))
        self.shared.emit()
        self.go_to(Part.CASES)
        self.show_now()

    def _take_back(self, span: Span) -> None:
        """Bring cases back to whoever had them before they were moved or shared out."""
        from omi_desktop.store.taking_back import take_back

        self._attempt(
            partial(take_back, self._inspection, span, by=self._by),
            "The cases are with whom they were before.",
            None,
        )
        self.shared.emit()

    def _on_moved(self, moved: Moved) -> None:
        placement = moved.placement
        self.cases.reason.clear()
        self.saved.emit(self._inspection.saved())
        names = self._state.names if self._state else {}
        cases = {one.id: one.ref for one in self._state.team.cases} if self._state else {}
        words = f"{names[placement.person]} has {cases[placement.case]} now."
        self.said.emit(words, partial(self._take_back, moved.span))
        self.shared.emit()
        self.show_now()

    def _on_join(self, name: str, kind: PersonKind, attendance: Attendance) -> None:
        try:
            person = join(self._inspection, name, kind, Membership("", attendance), by=self._by)
        except OmiError as error:
            self.people.joining.problem.say(str(error))
            return
        self.people.joining.begin_anew()
        self._tell(f"{person.name} is in the team.")

    def _on_membership(self, membership: Membership) -> None:
        before = self._state.joined[membership.person] if self._state else membership
        self._attempt(
            partial(take_part, self._inspection, membership, by=self._by),
            "Kept how they take part.",
            partial(self._take_back_membership, before),
        )

    def _take_back_membership(self, before: Membership) -> None:
        self._attempt(
            partial(take_part, self._inspection, before, by=self._by), "Took it back.", None
        )

    def _on_attendance(self, person: str, attendance: Attendance) -> None:
        before = self._state.joined[person] if self._state else Membership(person)
        names = self._state.names if self._state else {}
        words = {"working": "reads cases", "reserve": "is in the reserve"}[attendance.value]
        self._attempt(
            partial(attend, self._inspection, person, attendance, by=self._by),
            f"{names.get(person, person)} {words}.",
            partial(self._take_back_membership, before),
        )

    def _on_interest(self, person: str, ref: str, reason: str) -> None:
        form = self.people.form
        try:
            interest = DeclaredInterest(person, case_called(self._inspection, ref).id, reason)
            declare(self._inspection, [interest], by=self._by)
        except OmiError as error:
            form.problem.say(str(error))
            return
        form.forget_typed()
        self._tell(
            f"The interest in {ref} is a rule from now on.", partial(self._withdraw, interest)
        )

    def _on_withdrawal(self, interest: DeclaredInterest) -> None:
        self._attempt(
            partial(withdraw, self._inspection, [interest], by=self._by),
            "The interest is withdrawn.",
            partial(self._declare, interest),
        )

    def _withdraw(self, interest: DeclaredInterest) -> None:
        self._attempt(
            partial(withdraw, self._inspection, [interest], by=self._by), "Took it back.", None
        )

    def _declare(self, interest: DeclaredInterest) -> None:
        self._attempt(
            partial(declare, self._inspection, [interest], by=self._by), "Took it back.", None
        )

    def _on_holder(self, holder: Holder) -> None:
        self._attempt(
            partial(held_by, self._inspection, holder, by=self._by),
            "Kept who held the case.",
            None,
        )

    def _attempt(
        self, write: Callable[[], object], words: str, back: Callable[[], None] | None
    ) -> None:
        try:
            write()
        except OmiError as error:
            self.refused.emit(error)
            self.show_now()
            return
        self._tell(words, back)

    def _tell(self, words: str, back: Callable[[], None] | None = None) -> None:
        self.saved.emit(self._inspection.saved())
        self.said.emit(words, back)
        self.show_now()

    def _start(
        self, words: str, work: Callable[[Step], Made], done: Callable[[Made], None]
    ) -> None:
        if self._task is not None:
            return
        self._stack.setEnabled(False)
        self.doing.begin(words)
        self.doing.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

        def on_done(made: Made) -> None:
            self._on_ended()
            done(made)

        self._task = self._runner.run(
            work, on_done, self._on_failed, self.doing.show_step, self._on_cancelled
        )

    def _on_ended(self) -> None:
        self._task = None
        self.doing.hide()
        self._stack.setEnabled(True)
        self._pages[self.part].focus()

    def _on_failed(self, error: Exception) -> None:
        self._on_ended()
        self.refused.emit(error)

    def _on_unread(self, error: Exception) -> None:
        self.refused.emit(error)

    def _on_cancelled(self) -> None:
        self._on_ended()
        self.said.emit("Cancelled. Nothing was changed.", None)
