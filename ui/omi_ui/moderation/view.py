"""Moderation: cases that are read twice, what differs, the agreed answers, and the agreement."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from omi_desktop.errors import OmiError
from omi_desktop.store.moderating import agree, disagree, take_back
from omi_ui.moderation.agreement_page import AgreementPage
from omi_ui.moderation.differences_page import DifferencesPage
from omi_ui.moderation.head import ModerationHead, Part
from omi_ui.moderation.kinds_page import KindsPage
from omi_ui.moderation.readings_page import ReadingsPage
from omi_ui.moderation.state import Sought, read_state, said, summary, with_case
from omi_ui.widgets.empty import EmptyPlace

if TYPE_CHECKING:
    from pathlib import Path

    from omi_desktop.store import Inspection
    from omi_desktop.store.moderating import Moderated
    from omi_ui.moderation.state import ModerationState
    from omi_ui.tasks import Step, TaskRunner


class ModerationView(QWidget):
    """Reads the file beside the window; an agreement is one small write, and can be undone."""

    saved = Signal(object)
    writing = Signal()
    refused = Signal(object)
    said = Signal(str, object)
    """What happened, and a callable that undoes it, or None."""

    def __init__(
        self, inspection: Inspection, runner: TaskRunner, by: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self._inspection = inspection
        self._runner = runner
        self._by = by
        self._wanted = 0
        self._first: Part | None = None
        self._state: ModerationState | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = ModerationHead()
        self.head.chosen.connect(self.go_to)
        column.addWidget(self.head)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        # Until the file is read nothing is known, not even that nothing is read twice.
        self._blank = EmptyPlace(
            "Setting the readings side by side",
            "What two readers answered otherwise stands here in a moment.",
        )
        self._stack.addWidget(self._blank)
        self.differences = DifferencesPage()
        self.differences.agreed.connect(self.agree)
        self.differences.given_up.connect(self.give_up)
        self.readings = ReadingsPage()
        self.readings.opened.connect(self._on_case)
        self.agreement = AgreementPage()
        self.agreement.table_wanted.connect(self._on_table_wanted)
        self.kinds = KindsPage()
        self._pages: dict[Part, DifferencesPage | ReadingsPage | AgreementPage | KindsPage] = {
            Part.DIFFERENCES: self.differences,
            Part.READINGS: self.readings,
            Part.AGREEMENT: self.agreement,
            Part.KINDS: self.kinds,
        }
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.head.show_part(Part.DIFFERENCES)

    @property
    def part(self) -> Part:
        """Return the page that is on the screen."""
        shown = self._stack.currentWidget()
        return next((p for p, page in self._pages.items() if page is shown), Part.DIFFERENCES)

    @property
    def state(self) -> ModerationState | None:
        """Return what the file holds, as it was read last."""
        return self._state

    def show_now(self, place: str = "") -> None:
        """Read the file anew; shown once it is read, on the page of this name if one is given."""
        self._wanted += 1
        wanted = self._wanted
        if place:
            self._first = Part(place)
            self.go_to(self._first)

        def work(_step: Step) -> tuple[int, ModerationState]:
            return wanted, read_state(self._inspection)

        self._runner.run(work, self._on_state, self._on_failed)

    def save(self) -> None:
        """Keep what is typed: a reason without its answer is no answer, and waits on the screen."""

    def go_to(self, part: Part) -> None:
        """Show a page and take the keyboard there."""
        if self._state is None:
            return
        self._stack.setCurrentWidget(self._pages[part])
        self.head.show_part(part)
        self._pages[part].focus()

    def agree(self, case: str, question: str, value: str, reason: str) -> None:
        """Put an agreed answer in place, and go on to the next difference that is open."""
        step = self._done(
            partial(agree, self._inspection, case, question, value, reason, by=self._by)
        )
        if step is None:
            return
        asked = self._inspection.instrument.questions[question]
        words = f"{self._ref(case)}, {asked.id}: agreed on {said(asked, value)}."
        self.differences.go_on()
        self.said.emit(words, partial(self._take_back, step))

    def give_up(self, case: str, question: str) -> None:
        """Give an agreement up: what the first reader gave counts again."""
        step = self._done(partial(disagree, self._inspection, case, question, by=self._by))
        if step is None:
            return
        self.differences.focus()
        words = f"{self._ref(case)}, {question}: the first reading counts again."
        self.said.emit(words, partial(self._take_back, step))

    def save_table(self, path: Path) -> None:
        """Write how far readers agree as a table to `path`."""
        from omi_desktop.exchange.agreement_csv import write_agreement

        state = self._state
        if state is None:
            return

        def work(_step: Step) -> Path:
            write_agreement(state.agreement, path)
            return path

        self._runner.run(work, self._on_table_saved, self._on_failed)

    def _done(self, change: partial[Moderated]) -> Moderated | None:
        try:
            step = change()
        except OmiError as error:
            self.refused.emit(error)
            return None
        self._after(step)
        return step

    def _take_back(self, step: Moderated) -> None:
        try:
            take_back(self._inspection, step, by=self._by)
        except OmiError as error:
            self.refused.emit(error)
            return
        self._after(step)
        self.go_to(Part.DIFFERENCES)
        self.differences.choose((step.case, step.question))

    def _after(self, step: Moderated) -> None:
        # What is being read beside the window was read before this change.
        self._wanted += 1
        self.saved.emit(self._inspection.saved())
        if self._state is not None:
            self._show(with_case(self._state, self._inspection, step.case))

    def _on_state(self, read: tuple[int, ModerationState]) -> None:
        wanted, state = read
        if wanted != self._wanted:
            return
        is_first = self._state is None
        self._show(state)
        self.agreement.show_agreement(state.agreement)
        self.kinds.show_kinds(state.kinds)
        if is_first:
            differs = any(row.differing for row in state.rows)
            usual = Part.DIFFERENCES if differs or not state.rows else Part.READINGS
            part = self._first or usual
            self._stack.setCurrentWidget(self._pages[part])
            self.head.show_part(part)
            if self.isVisible():
                self._pages[part].focus()

    def _on_failed(self, error: Exception) -> None:
        # A method of its own: the runner calls none of a screen that is gone.
        self.refused.emit(error)

    def _show(self, state: ModerationState) -> None:
        self._state = state
        self.head.show_words(summary(state), sum(row.still_open for row in state.rows))
        self.differences.show_state(state)
        self.readings.show_state(state)

    def _on_case(self, case: str) -> None:
        self.differences.seek(Sought(case))
        self.go_to(Part.DIFFERENCES)

    def _on_table_wanted(self) -> None:
        from pathlib import Path

        area = self._inspection.details.area
        suggested = self._inspection.path.with_name(f"{area}, agreement.csv")
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Save the agreement", str(suggested), "Table (*.csv)"
        )
        if chosen:
            self.save_table(Path(chosen))

    def _on_table_saved(self, path: Path) -> None:
        self.said.emit(f"The agreement of readers is in “{path}”.", None)

    def _ref(self, case: str) -> str:
        return self._inspection.case(case).ref
