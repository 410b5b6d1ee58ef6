"""The scores of an open inspection, counted on the worker whenever they are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from omi_desktop.errors import OmiError
from omi_ui.scores import reading
from omi_ui.scores.questions import THREAD
from omi_ui.scores.view import ScoresView

if TYPE_CHECKING:
    from collections.abc import Callable

    from omi_desktop.store import Inspection
    from omi_ui.tasks import Step, Task, TaskRunner

Found = TypeVar("Found")

_TO_LOOK = 2_000
_TO_DRAW = 60
"""So many milliseconds the screen is drawn in before the worker competes with it."""


class ScoresScreen(ScoresView):
    """Shows the scores first, then notes, who and when, and last how sure the figures are."""

    shown = Signal()
    """The scores of the moment are on screen."""
    saved = Signal(object)
    settled = Signal()
    """Notes and intervals are there too."""

    def __init__(
        self, inspection: Inspection, runner: TaskRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(inspection.instrument, parent)
        self._inspection = inspection
        self._runner = runner
        self._tasks: list[Task] = []
        self._is_closed = False
        self._gate = ""
        self._turn = 0
        self._place: str | None = ""
        self._counted: reading.Counted | None = None
        self._before: reading.Counted | None = None
        self._drawn = QTimer(self)
        self._drawn.setSingleShot(True)
        self._drawn.setInterval(_TO_DRAW)
        self._drawn.timeout.connect(self._go_on)
        self._looking: Task | None = None
        self.looks = QTimer(self)
        """Looks now and then whether answers have come in, while the scores are in sight."""
        self.looks.setInterval(_TO_LOOK)
        self.looks.timeout.connect(self._look)
        self.where_wanted.connect(self._on_where_wanted)
        self.small_base_wanted.connect(self._on_small_base_wanted)

    def show_now(self, place: str = "") -> None:
        """Count the answers and show the chart, or the questions or cases that `place` names.

        A place is "", a criterion, “RoH” for the thread, or a question.
        """
        self._place = place
        if self.card is not None:
            self._show_place()
        self._count()

    def come_back(self) -> None:
        """Count the answers again and stay at the place and the filter where one was."""
        self._place = None
        self.take_focus()
        self._count()

    def close_documents(self) -> None:
        """Let go of work under way, before the file is closed."""
        for task in self._tasks:
            task.cancel()
        self._tasks = []
        self._counted = self._before = None
        self._drawn.stop()
        self.looks.stop()
        self._is_closed = True

    def showEvent(self, event: QShowEvent) -> None:
        """Follow what comes in."""
        super().showEvent(event)
        self.looks.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Follow nothing out of sight: the next look counts anew."""
        super().hideEvent(event)
        self.looks.stop()

    def _look(self) -> None:
        if self._looking is not None or self._counted is None:
            return
        inspection = self._inspection

        def revision(step: Step) -> int:
            # On the worker, where it waits for a merge under way rather than holding the window.
            step("Looking for new answers", 0)
            return inspection.saved().revision

        self._looking = self._runner.run(revision, self._on_revision, self._on_look_failed)

    def _on_revision(self, revision: int) -> None:
        self._looking = None
        if not self._is_closed and self._counted and revision != self._counted.revision:
            self._place = None
            self._count()

    def _on_look_failed(self, error: Exception) -> None:
        self._looking = None
        self._on_failed(error)

    def _on_where_wanted(self, gate: str) -> None:
        self._gate, self._place = gate, None
        self._count()

    def _on_small_base_wanted(self, cases: int) -> None:
        from omi_desktop.store import SmallBase

        people = self._inspection.people()
        leads = (person.id for person in people if person.kind == "lead inspector")
        try:
            saved = self._inspection.put_record(SmallBase(cases), by=next(leads, ""))
        except OmiError as error:
            self.refused.emit(error)
        else:
            self.saved.emit(saved)
        self._count()

    def _count(self) -> None:
        self._turn += 1
        inspection, gate, turn = self._inspection, self._gate, self._turn
        for task in self._tasks:
            task.cancel()
        self._tasks = []
        # Only what has changed since the last look is counted again.
        before, self._counted = self._counted or self._before, None
        self._before = before

        def work(step: Step) -> reading.Counted:
            step("Counting the answers", 0)
            return reading.counted_now(inspection, gate, turn, before, step)

        self._begin(work, self._on_counted, self.waiting.show_step)

    def _begin(
        self,
        work: Callable[[Step], Found],
        done: Callable[[Found], None],
        progressed: Callable[[str, float], None] | None = None,
    ) -> None:
        self._tasks.append(self._runner.run(work, done, self._on_failed, progressed))

    def _on_failed(self, error: Exception) -> None:
        # What was being read when the file was closed is wanted by nobody.
        if self._is_closed:
            return
        self.refused.emit(error)

    def _on_counted(self, counted: reading.Counted) -> None:
        # Another gate, or another look, may have been wanted meanwhile.
        if self._is_closed or counted.turn != self._turn:
            return
        self._counted = counted
        self.show_card(counted.card, counted.behind, counted.basis)
        self._show_place()
        self._drawn.start()
        self.shown.emit()

    def _go_on(self) -> None:
        inspection, counted = self._inspection, self._counted
        if counted is None:
            return

        def notes(step: Step) -> reading.Noted:
            return reading.noted(inspection, counted, step)

        def weigh(step: Step) -> reading.Weighed:
            step("Working out how sure the scores are", 0)
            return reading.weighed(inspection, counted)

        self._begin(notes, self._on_noted)
        self._begin(weigh, self._on_weighed)

    def _on_noted(self, noted: reading.Noted) -> None:
        if noted.counted is self._counted:
            noted.counted.behind.learn(noted.answers, noted.agreed)
            self.show_answers()

    def _on_weighed(self, weighed: reading.Weighed) -> None:
        if weighed.counted is self._counted:
            self.show_sureness(weighed.sureness)
            self.settled.emit()

    def _show_place(self) -> None:
        place, self._place = self._place, None
        if place is None:
            return
        criteria = self._inspection.instrument.criterion
        asked = self._inspection.instrument.questions.get(place)
        if place == THREAD or place in criteria:
            self.open_criterion(place)
        elif asked is not None and asked.criterion in criteria:
            self.open_criterion(asked.criterion)
            self.open_question(place)
        else:
            self.show_overview()
