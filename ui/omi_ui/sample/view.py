"""The sample, stage by stage: rules and their seal, the area's list, the draw, what came of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from omi_desktop.clock import now, stamp
from omi_desktop.errors import OmiError
from omi_desktop.report.wording import counted
from omi_desktop.store import SealedRules
from omi_desktop.store.kept_sample import KeptSample, kept_sample
from omi_desktop.store.sampling import keep_rules, sealed_rules
from omi_ui.sample import works
from omi_ui.sample.draw_page import DrawPage
from omi_ui.sample.list_page import ListPage
from omi_ui.sample.rules_page import RulesPage, moment
from omi_ui.sample.sample_page import SamplePage
from omi_ui.sample.stages import Stage, Stages
from omi_ui.widgets.doing import Doing

if TYPE_CHECKING:
    from collections.abc import Callable

    from omi_desktop.exchange.frame_mapping import ColumnMapping
    from omi_desktop.sampling.rules import Rules
    from omi_desktop.store import Inspection, Saved
    from omi_ui.sample.pictures import Picture
    from omi_ui.sample.reading import LoadedList
    from omi_ui.sample.weights import WeightedScores
    from omi_ui.tasks import Step, Task, TaskRunner

Made = TypeVar("Made")
_LISTS = "Lists of cases (*.csv *.xlsx);;All files (*)"


class SampleView(QWidget):
    """Walks through the stages; what takes long runs beside the window, one work at a time."""

    saved = Signal(object)
    writing = Signal()
    refused = Signal(object)
    said = Signal(str, object)
    """What happened, and a callable that undoes it, or None."""
    wanted = Signal(str)
    """Another screen, by its name."""
    drawn = Signal()
    """Cases were added to the inspection, or gave way to others."""

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
        self._sealed: tuple[SealedRules, ...] = ()
        self._kept: KeptSample | None = None
        self._loaded: LoadedList | None = None
        self._was_shown = False
        bank = inspection.instrument
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.stages = Stages()
        column.addWidget(self.stages)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.rules = RulesPage(bank)
        self.list = ListPage(bank)
        self.draw = DrawPage(bank)
        self.sample = SamplePage(bank)
        self._pages: dict[Stage, RulesPage | ListPage | DrawPage | SamplePage] = {
            Stage.RULES: self.rules,
            Stage.LIST: self.list,
            Stage.DRAW: self.draw,
            Stage.SAMPLE: self.sample,
        }
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.doing = Doing("Progress of the sample")
        column.addWidget(self.doing)
        self._connect_parts()

    @property
    def stage(self) -> Stage:
        """Return the stage that is on the screen."""
        return next(s for s, page in self._pages.items() if page is self._stack.currentWidget())

    @property
    def is_busy(self) -> bool:
        """Tell whether something runs beside the window."""
        return self._task is not None

    @property
    def loaded(self) -> LoadedList | None:
        """Return the list that is open, if any."""
        return self._loaded

    def show_now(self) -> None:
        """Read rules and sample anew; the first time a sample there is comes first."""
        self._sealed = self._inspection.records(SealedRules)
        self._kept = kept_sample(self._inspection)
        self._show()
        if not self._was_shown:
            self._was_shown = True
            self.go_to(Stage.SAMPLE if self._kept else Stage.RULES)
        self._make_pictures()

    def save(self) -> None:
        """Keep what is typed: nothing is, before it is sealed, drawn or replaced."""

    def go_to(self, stage: Stage) -> None:
        """Show a stage and take the keyboard there."""
        self._stack.setCurrentWidget(self._pages[stage])
        self.stages.show_stage(stage)
        self._pages[stage].focus()

    def open_list(self, path: Path) -> None:
        """Read the area's list and show how it was read."""
        if not self._sealed:
            self.go_to(Stage.LIST)
            return
        work = works.opening(self._inspection, path, self._sealed[-1])
        self._start("Opening the list", work, self._on_loaded)

    def read_list(self, mapping: ColumnMapping) -> None:
        """Read the open list by other columns and words."""
        loaded = self._loaded
        if loaded is None or not self._sealed:
            return
        work = works.reading(self._inspection, loaded, self._sealed[-1], mapping)
        self._start("Reading the list", work, self._on_loaded)

    def compare_with(self, path: Path) -> None:
        """Show the sample against the list it was drawn from, which is opened again."""
        if self._kept is not None:
            work = works.comparing(self._inspection, self._kept, path)
            self._start("Opening the list", work, self._on_compared)

    def draw_sample(self, reason: str = "") -> None:
        """Draw the sample from the open list and keep it."""
        loaded = self._loaded
        if loaded is not None and loaded.can_be_drawn:
            work = works.drawing(self._inspection, loaded, self._by, reason)
            self._start("Drawing the sample", work, self._on_drawn)

    def save_unusable(self, path: Path) -> None:
        """Write the rows that cannot be used to a file."""
        if self._loaded is not None and self._loaded.caseload is not None:
            work = works.writing_unusable(self._loaded, path)
            self._start("Writing the rows", work, self._on_written)

    def save_page(self, path: Path, *, with_cases: bool) -> None:
        """Write the page on how the cases were chosen to a file."""
        work = works.writing_page(self._inspection, path, with_cases=with_cases)
        self._start("Writing the page", work, self._on_written)

    def cancel(self) -> None:
        """Stop what runs at its next step; nothing is changed."""
        if self._task is not None:
            self.doing.show_stopping()
            self._task.cancel()

    def _connect_parts(self) -> None:
        self.stages.chosen.connect(self.go_to)
        self.rules.seal_wanted.connect(self._on_seal)
        self.rules.list_wanted.connect(self._on_to_list)
        self.list.rules_wanted.connect(self._on_rules)
        self.list.list_wanted.connect(self._on_choose)
        self.list.reading_wanted.connect(self.read_list)
        self.list.saving_wanted.connect(self._on_save_unusable)
        self.list.draw_wanted.connect(self._on_to_draw)
        self.draw.list_wanted.connect(self._on_to_list)
        self.draw.rules_wanted.connect(self._on_rules)
        self.draw.draw_wanted.connect(self.draw_sample)
        self.sample.rules_wanted.connect(self._on_rules)
        self.sample.replacement_wanted.connect(self._on_replace)
        self.sample.comparison_wanted.connect(self._on_compare)
        self.sample.copied.connect(self._on_copied)
        self.sample.said.connect(self._on_written)
        self.sample.refused.connect(self.refused)
        self.sample.team_wanted.connect(partial(self.wanted.emit, "team"))
        self.sample.page_wanted.connect(self._on_save_page)
        self.doing.cancel_wanted.connect(self.cancel)

    def _show(self) -> None:
        names = {person.id: person.name for person in self._inspection.people()}
        self.rules.show_versions(self._sealed, names)
        self.list.show_list(self._loaded, sealed=bool(self._sealed))
        self.draw.show_list(self._loaded)
        self.sample.show_sample(self._kept)
        self._show_done()

    def _show_done(self) -> None:
        done = dict.fromkeys(Stage, "")
        if self._sealed:
            last = self._sealed[-1]
            done[Stage.RULES] = f"Rules sealed {moment(last.at)}"
        if self._loaded is not None:
            rows = counted(len(self._loaded.table.rows), "row", "rows")
            done[Stage.LIST] = f"{self._loaded.path.name}: {rows}"
        if self._kept is not None:
            done[Stage.DRAW] = f"Drawn {moment(self._kept.listed.at)}"
            done[Stage.SAMPLE] = counted(len(self._kept.current), "case", "cases")
        if not any(done.values()):
            done[Stage.RULES] = "First the rules and their seal, then the list, then the draw."
        self.stages.show_done(done)

    def _on_seal(self, rules: Rules, reason: str) -> None:
        try:
            sealed = sealed_rules(
                self._inspection, rules, by=self._by, at=stamp(now()), reason=reason
            )
            saved = keep_rules(self._inspection, sealed, by=self._by)
        except OmiError as error:
            self.refused.emit(error)
            return
        self.saved.emit(saved)
        self._sealed = self._inspection.records(SealedRules)
        self.said.emit(f"The rules are sealed, version {sealed.number}.", None)
        names = {person.id: person.name for person in self._inspection.people()}
        self.rules.show_versions(self._sealed, names)
        self.list.show_list(self._loaded, sealed=True)
        self._show_done()
        self.rules.focus()
        if self._loaded is not None:
            # The window of dates may be another one now.
            self.read_list(self._loaded.mapping)

    def _on_loaded(self, loaded: LoadedList) -> None:
        self._loaded = loaded
        self.list.show_list(loaded, sealed=True)
        self.draw.show_list(loaded)
        self._show_done()
        self.go_to(Stage.LIST)

    def _on_drawn(self, made: tuple[Saved, tuple[Picture, ...]]) -> None:
        saved, pictures = made
        self._loaded = None
        self._kept = kept_sample(self._inspection)
        self._show()
        self.sample.show_pictures(pictures, compared=True)
        self.go_to(Stage.SAMPLE)
        self.saved.emit(saved)
        count = len(self._kept.current) if self._kept else 0
        words = f"{counted(count, 'case was', 'cases were')} drawn and kept."
        self.said.emit(words, self._take_back_draw)
        self.drawn.emit()

    def _on_replace(self, ref: str, reason: str) -> None:
        from omi_desktop.store.sampling import replace_case

        try:
            done = replace_case(self._inspection, ref, by=self._by, reason=reason)
        except OmiError as error:
            self.refused.emit(error)
            return
        self.sample.reason.clear()
        self._kept = kept_sample(self._inspection)
        self.sample.show_sample(self._kept)
        self._show_done()
        self.saved.emit(self._inspection.saved())
        words = f"{done.taken} took the place of {done.dropped}."
        self.said.emit(words, self._take_back_replacement)
        self.drawn.emit()
        self._make_pictures()

    def _take_back_draw(self) -> None:
        work = works.taking_back(self._inspection, self._by)
        self._start("Taking the draw back", work, self._on_taken_back)

    def _take_back_replacement(self) -> None:
        from omi_desktop.store.sampling import take_back_replacement

        try:
            was = take_back_replacement(self._inspection, by=self._by)
        except OmiError as error:
            self.refused.emit(error)
            return
        self._on_taken_back(f"{was.dropped} is in the sample again, and {was.taken} waits.")

    def _on_taken_back(self, words: str) -> None:
        self._kept = kept_sample(self._inspection)
        self._show()
        self.saved.emit(self._inspection.saved())
        self.said.emit(words, None)
        self.drawn.emit()
        self.go_to(self.stage if self._kept else Stage.LIST)
        self._make_pictures()

    def _make_pictures(self) -> None:
        """Draw the sample alone; the list is compared when it is opened again."""
        kept = self._kept
        if kept is None:
            return

        work = works.picturing(self._inspection, kept)
        self._runner.run(work, self._on_pictures, self._on_no_pictures)

    def _on_pictures(self, made: tuple[tuple[Picture, ...], WeightedScores]) -> None:
        pictures, scores = made
        self.sample.show_pictures(pictures, compared=False)
        self.sample.show_weights(scores)

    def _on_no_pictures(self, error: Exception) -> None:
        self.refused.emit(error)

    def _on_compared(self, pictures: tuple[Picture, ...]) -> None:
        self.sample.show_pictures(pictures, compared=True)

    def _on_written(self, words: str) -> None:
        self.said.emit(words, None)

    def _on_copied(self) -> None:
        self.said.emit("The paragraph on the method was copied.", None)

    def _on_rules(self) -> None:
        self.go_to(Stage.RULES)

    def _on_to_list(self) -> None:
        self.go_to(Stage.LIST)

    def _on_to_draw(self) -> None:
        self.go_to(Stage.DRAW)

    def _on_choose(self) -> None:
        path = ask_list(self)
        if path is not None:
            self.open_list(path)

    def _on_compare(self) -> None:
        path = ask_list(self)
        if path is not None:
            self.compare_with(path)

    def _on_save_page(self, with_cases: bool) -> None:
        suggested = self._inspection.path.with_name("How the cases were chosen.pdf")
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Save how the cases were chosen", str(suggested), "PDF (*.pdf)"
        )
        if chosen:
            self.save_page(Path(chosen), with_cases=with_cases)

    def _on_save_unusable(self) -> None:
        loaded = self._loaded
        if loaded is None:
            return
        suggested = self._inspection.path.with_name(f"{loaded.path.stem}, rows not used.csv")
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Save the rows that cannot be used", str(suggested), "CSV (*.csv)"
        )
        if chosen:
            self.save_unusable(Path(chosen))

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
        self._pages[self.stage].focus()

    def _on_failed(self, error: Exception) -> None:
        self._on_ended()
        self.refused.emit(error)

    def _on_cancelled(self) -> None:
        self._on_ended()
        self.said.emit("Cancelled. Nothing was changed.", None)


def ask_list(parent: QWidget) -> Path | None:
    """Ask for the area's list; None where the person changed their mind."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "Choose the list of cases", "", _LISTS)
    return Path(chosen) if chosen else None
