"""Compare: groups of cases side by side, from any figure to its cases and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from omi_desktop.errors import OmiError
from omi_desktop.exchange import comparison_csv
from omi_desktop.report.comparison_text import comparison_text
from omi_desktop.report.figures import Figures
from omi_desktop.report.live import parse
from omi_desktop.store import KeptComparison, scored_cases
from omi_ui.behind.cases import CasesPage
from omi_ui.comparison import reading
from omi_ui.comparison.asked import Asked, divider_title, figure_title
from omi_ui.comparison.asking import AskingPanel
from omi_ui.comparison.result import ResultPage
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import label
from omi_ui.writing.editor import copy_live

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from omi_desktop.statistics.comparing import Comparison
    from omi_desktop.store import Answer, Inspection
    from omi_ui.comparison.reading import Found
    from omi_ui.tasks import Step, Task, TaskRunner

Result = TypeVar("Result")

_EMPTY = (
    "Choose a question, a score or an outcome on the left, and a fact or group to compare it by: "
    "those convicted or cautioned while supervised against all others, offices, tiers, sentences."
)


class ComparisonView(QWidget):
    """Asks on the left, shows on the right; every figure on it is counted by the domain."""

    saved = Signal(object)
    writing = Signal()
    refused = Signal(object)
    said = Signal(str, object)
    """What happened, and a callable that undoes it, or None."""
    case_wanted = Signal(str, str)
    """The id of a case, and the question it is wanted at."""
    compared = Signal()
    """What was asked for is on screen."""

    def __init__(
        self, inspection: Inspection, runner: TaskRunner, by: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._inspection = inspection
        self._runner = runner
        self._by = by
        self._turn = 0
        self._asked: Asked | None = None
        self._found: Found | None = None
        self._open_place = -1
        self._answers: Mapping[str, Mapping[str, Answer]] = {}
        self._people: dict[str, str] = {}
        self._tasks: list[Task] = []
        self._is_closed = False
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.asking = AskingPanel(inspection.instrument)
        self.asking.asked.connect(self.show_comparison)
        self.asking.forget_wanted.connect(self._on_forget)
        line.addWidget(self.asking)
        self._stack = QStackedWidget()
        line.addWidget(self._stack, 1)
        self._empty = EmptyPlace("Nothing is compared yet", _EMPTY)
        self._stack.addWidget(self._empty)
        self.result = ResultPage()
        self.result.opened.connect(self.open_cases)
        self.result.keep_wanted.connect(self.keep)
        self.result.copy_wanted.connect(self.copy_for_report)
        self.result.save_wanted.connect(self._on_save)
        self.result.pictures.said.connect(self._on_pictured)
        self.result.pictures.refused.connect(self.refused)
        self._stack.addWidget(self.result)
        self._stack.addWidget(self._build_cases())

    @property
    def found(self) -> Found | None:
        """Return the comparison that is shown."""
        return self._found

    def show_now(self, place: str = "") -> None:
        """Show the screen, at a kept comparison by its key; what is shown is counted again."""
        kept = self._inspection.records(KeptComparison)
        self.asking.show_kept(kept)
        chosen = next((each for each in kept if each.key == place), None)
        if self._asked is None and chosen is None and kept:
            chosen = kept[0]
        if chosen is not None:
            asked = Asked(chosen.of, chosen.by, chosen.for_publication)
            self.asking.choose(asked)
            self.show_comparison(asked)
        elif self._asked is not None:
            self._count(self._asked)
        else:
            self.asking.take_focus()

    def come_back(self) -> None:
        """Count again, and stay where one was."""
        if self._stack.currentWidget() is self._behind:
            self.cases.take_focus()
        if self._asked is not None:
            self._count(self._asked)

    def show_comparison(self, asked: Asked) -> None:
        """Count a comparison and show it."""
        if self._stack.currentWidget() is self._behind:
            self._stack.setCurrentWidget(self.result)
        self._count(asked)

    def open_cases(self, place: int) -> None:
        """Open the cases behind one of the comparisons that are shown."""
        # A double click asks twice; the second would begin the list anew.
        if self._found is None or self._stack.currentWidget() is self._behind:
            return
        self._open_place = place
        self._list_cases()
        self._stack.setCurrentWidget(self._behind)
        self.cases.take_focus()
        self._read_notes()

    def keep(self) -> None:
        """Keep what is shown in the list on the left."""
        if self._found is None:
            return
        asked = self._found.asked
        kept = self._inspection.records(KeptComparison)
        known = next((one for one in kept if (one.of, one.by) == (asked.of, asked.by)), None)
        last = max((one.position for one in kept), default=-1)
        position = known.position if known else last + 1
        fresh = KeptComparison(position, asked.of, asked.by, asked.for_publication)
        self._write(lambda: self._inspection.put_record(fresh, by=self._by), "Kept.", None)

    def copy_for_report(self, place: int) -> None:
        """Copy one comparison as a sentence whose figures stay live in any text of the report."""
        if self._found is None:
            return
        try:
            text = comparison_text(self._found.comparisons[place], small=self._found.small)
        except OmiError as error:
            self.refused.emit(error)
            return
        figures = Figures(self._inspection.instrument, scored_cases(self._inspection))
        copy_live(figures.text(text), parse(text), figures.accepted(text))
        words = "Copied. Paste it into any text of the report: its figures stay live there."
        self.said.emit(words, None)

    def save_to(self, path: Path) -> None:
        """Save what is shown as CSV; for publication nothing but what may be published."""
        found = self._found
        if found is None:
            return
        try:
            if found.table is not None:
                comparison_csv.write_published(found.table, path)
            elif found.asked.for_publication:
                comparison_csv.write_published_scores(found.comparisons, path)
            else:
                comparison_csv.write_comparisons(found.comparisons, path)
        except OmiError as error:
            self.refused.emit(error)
        else:
            self.said.emit(f"Saved {path.name}.", None)

    def save(self) -> None:
        """Do nothing: whatever is kept here is on disk at once."""

    def close_documents(self) -> None:
        """Let go of work under way, before the file is closed."""
        self._is_closed = True
        for task in self._tasks:
            task.cancel()
        self._tasks = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Come back to the comparison on Escape."""
        if event.key() == Qt.Key.Key_Escape and self._stack.currentWidget() is self._behind:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _build_cases(self) -> QWidget:
        """Build the list of cases with the whole note of the one that is marked below it."""
        self.cases = CasesPage()
        self.cases.left.connect(self._go_back)
        self.cases.opened.connect(self.case_wanted)
        note = label("", "small", wraps=True)
        note.setAccessibleName("Note")
        note.setContentsMargins(24, 0, 24, 12)
        self.cases.pointed.connect(note.setText)
        self._behind = QWidget()
        column = QVBoxLayout(self._behind)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.cases, 1)
        column.addWidget(note)
        return self._behind

    def _count(self, asked: Asked) -> None:
        self._asked = asked
        self._turn += 1
        inspection, turn = self._inspection, self._turn
        for task in self._tasks:
            task.cancel()
        self._tasks = []

        def work(step: Step) -> Found:
            return reading.compared_now(inspection, asked, turn, step)

        self._begin(work, self._on_found)

    def _on_found(self, found: Found) -> None:
        # Another comparison may have been asked for meanwhile.
        if self._is_closed or found.turn != self._turn:
            return
        before, self._found = self._found, found
        self._answers = {}
        bank = self._inspection.instrument
        figure = figure_title(bank, found.asked.of)
        self.result.show_found(found, figure, divider_title(bank, found.asked.by))
        same = before is not None and before.asked == found.asked
        if self._stack.currentWidget() is self._behind and same:
            self._list_cases()
            self._read_notes()
        else:
            self._stack.setCurrentWidget(self.result)
        self.compared.emit()

    def _list_cases(self) -> None:
        comparison = self._comparison()
        if self._found is None or comparison is None:
            return
        behind = self._found.behind
        rows = behind.rows(comparison, self._answers, self._people)
        bank = self._inspection.instrument
        title = f"{figure_title(bank, self._found.asked.of)} · {comparison.group.title}"
        words = (
            f"{comparison.part.base} cases in the group, {comparison.others.base} others. "
            "Enter opens a case at its answer."
        )
        name = f"{comparison.what}, {comparison.group.id}"
        columns, lists = behind.columns(comparison), behind.lists(comparison)
        self.cases.show_rows(name, (title, words), columns, rows, lists)

    def _comparison(self) -> Comparison | None:
        found = self._found
        if found is None or not 0 <= self._open_place < len(found.comparisons):
            return None
        return found.comparisons[self._open_place]

    def _read_notes(self) -> None:
        comparison, found, inspection = self._comparison(), self._found, self._inspection
        if comparison is None or found is None or comparison.part.count is None:
            return
        cases = found.behind.of(comparison)
        self._people = {person.id: person.name for person in inspection.people()}

        def work(step: Step) -> dict[str, dict[str, Answer]]:
            return reading.notes_of(inspection, cases, step)

        def learn(answers: dict[str, dict[str, Answer]]) -> None:
            if not self._is_closed and self._found is found:
                self._answers = answers
                self._list_cases()

        self._begin(work, learn)

    def _begin(self, work: Callable[[Step], Result], done: Callable[[Result], None]) -> None:
        self._tasks.append(self._runner.run(work, done, self._on_failed))

    def _on_failed(self, error: Exception) -> None:
        # What was being read when the file was closed is wanted by nobody.
        if not self._is_closed:
            self.refused.emit(error)

    def _go_back(self) -> None:
        self._stack.setCurrentWidget(self.result)
        self.result.take_focus()

    def _on_pictured(self, words: str) -> None:
        self.said.emit(words, None)

    def _on_forget(self, kept: KeptComparison) -> None:
        def undo() -> None:
            self._write(lambda: self._inspection.put_record(kept, by=self._by), "Kept again.", None)

        words = "That comparison is kept no longer."
        self._write(lambda: self._inspection.drop_record(kept, by=self._by), words, undo)

    def _write(
        self, write: Callable[[], object], words: str, undo: Callable[[], None] | None
    ) -> None:
        try:
            saved = write()
        except OmiError as error:
            self.refused.emit(error)
            return
        self.saved.emit(saved)
        self.asking.show_kept(self._inspection.records(KeptComparison))
        self.said.emit(words, undo)

    def _on_save(self) -> None:
        suggested = "comparison.csv"
        chosen, _ = QFileDialog.getSaveFileName(self, "Save as CSV", suggested, "CSV (*.csv)")
        if chosen:
            path = Path(chosen)
            self.save_to(path if path.suffix else path.with_suffix(".csv"))
