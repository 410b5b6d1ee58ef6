"""Areas and years: this area's scores beside those of other signed-off inspections."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from omi_desktop.errors import OmiError, RequestError, WrongPassphrase
from omi_desktop.report.wording import capital, counted
from omi_desktop.scoring.scorecard import rounded
from omi_desktop.statistics.areas import among, latest
from omi_desktop.store import RELEASE_COST
from omi_ui.areas import bars
from omi_ui.areas.asking import Asking
from omi_ui.areas.page import ChartPage
from omi_ui.behind.cases import CasesPage
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from omi_desktop.report.areas import AreaRead
    from omi_desktop.statistics.areas import AreaScores
    from omi_desktop.store import Inspection
    from omi_ui.tasks import Step, Task, TaskRunner

_RANGE = ("", "Score", "This area", "Lowest", "Average", "Highest", "Areas")
_SCORE = ("", "Inspection", "Score", "Cases", "From", "To")


class AreasView(QWidget):
    """Opens other inspections to be read, and shows every score of this one among them."""

    saved = Signal(object)
    writing = Signal()
    said = Signal(str)
    refused = Signal(object)
    case_wanted = Signal(str, str)
    """A case of this inspection, and the question it is wanted at."""
    shown = Signal()
    """What was read is on screen."""

    def __init__(
        self, inspection: Inspection, runner: TaskRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.cost = RELEASE_COST
        self._inspection = inspection
        self._runner = runner
        self._tasks: list[Task] = []
        self._is_closed = False
        self._own: AreaRead | None = None
        self._read: list[AreaRead] = []
        self._name = ""
        self._cases_of: AreaRead | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 16, 0)
        head.addWidget(label("Areas and years", "title"))
        head.addStretch(1)
        self.open_button = button("Open inspections…", self._on_open)
        head.addWidget(self.open_button)
        column.addLayout(head)
        self._counts = label("", "muted", wraps=True)
        self._counts.setContentsMargins(0, 0, 16, 0)
        column.addWidget(self._counts)
        self.asking = Asking()
        self.asking.given.connect(self.open_file)
        column.addWidget(self.asking)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self._empty = EmptyPlace(
            "One area alone cannot be compared",
            "Open other inspections that are signed off. They are only read, and may be in use "
            "elsewhere.",
            button("Open inspections…", self._on_open, "primary"),
        )
        self.overview = ChartPage("", _RANGE)
        self.overview.opened.connect(self.open_score)
        self.score = ChartPage("← Scores", _SCORE)
        self.score.opened.connect(self.open_inspection)
        self.score.left.connect(self._go_back)
        self.cases = CasesPage()
        self.cases.setContentsMargins(-16, -12, 0, 0)
        self.cases.left.connect(self._go_back)
        self.cases.opened.connect(self._on_case)
        for page in (self._empty, self.overview, self.score, self.cases):
            self._stack.addWidget(page)
        for each in (self.overview, self.score):
            each.pictures.said.connect(self.said)
            each.pictures.refused.connect(self.refused)

    @property
    def read(self) -> tuple[AreaRead, ...]:
        """Return the inspections that were opened here, in the order they were opened."""
        return tuple(self._read)

    @property
    def own(self) -> AreaRead | None:
        """Return this inspection, or None while it is being counted."""
        return self._own

    @property
    def counts(self) -> str:
        """Return in words what is open."""
        return self._counts.text()

    def show_now(self, place: str = "") -> None:
        """Count this inspection as it stands and show it among the others."""
        inspection = self._inspection
        self._name = place

        def work(step: Step) -> AreaRead:
            step("Counting the answers", 0)
            from omi_desktop.report.areas import area_of

            return area_of(inspection, "this inspection")

        self._begin(work, self._on_counted)

    def save(self) -> None:
        """Do nothing: nothing is written here."""

    def close_documents(self) -> None:
        """Let go of work under way, before the file is closed."""
        for task in self._tasks:
            task.cancel()
        self._is_closed = True

    def ask_for(self, paths: Sequence[Path]) -> None:
        """Ask for the passphrases of these files, one after another."""
        self.asking.ask(paths)

    def open_file(self, path: Path, passphrase: str) -> None:
        """Read the inspection at `path`; it is not written to."""
        cost, before = self.cost, [one for one in (self._own, *self._read) if one is not None]
        if path.exists() and path.samefile(self._inspection.path):
            self._on_failed(
                RequestError(
                    f"“{path.name}” is the inspection that is open in this window. The others "
                    "stand beside it already."
                )
            )
            return
        self.asking.show_reading()

        def work(step: Step) -> AreaRead:
            step(f"Reading “{path.name}”", 0)
            from omi_desktop.report.areas import read_area, refuse_other

            found = read_area(path, passphrase, cost=cost)
            refuse_other(found, before)
            return found

        self._begin(work, self._on_read)

    def open_score(self, name: str) -> None:
        """Show one score in every area and over time."""
        self._name = name
        self._show_score()
        self._stack.setCurrentWidget(self.score)
        self.score.take_focus()

    def open_inspection(self, key: str) -> None:
        """Show the cases behind the score that is shown, of one inspection."""
        one = self._found(key.removesuffix("/time"))
        words = counted(one.behind.rests_on(self._name), "case", "cases")
        title = f"{self._title()}: {one.scores.area}, {bars.when(one.scores)}"
        self.cases.show_cases(self._name, title, f"{words}.", one.behind.score(self._name))
        self._cases_of = one
        self._stack.setCurrentWidget(self.cases)
        self.cases.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Come back to where one was on Escape."""
        if event.key() == Qt.Key.Key_Escape and self._stack.currentWidget() in (
            self.score,
            self.cases,
        ):
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _begin(self, work: Callable[[Step], AreaRead], done: Callable[[AreaRead], None]) -> None:
        self._tasks.append(self._runner.run(work, done, self._on_failed))

    def _on_counted(self, own: AreaRead) -> None:
        if not self._is_closed:
            self._own = own
            self._show()

    def _on_read(self, found: AreaRead) -> None:
        if self._is_closed:
            return
        self._read.append(found)
        self.asking.skip()
        self._show()
        if self.asking.path is None:
            self.overview.take_focus()

    def _on_failed(self, error: Exception) -> None:
        if self._is_closed:
            return
        if isinstance(error, WrongPassphrase):
            self.asking.ask_again(str(error))
            return
        if self.asking.path is not None and isinstance(error, OmiError):
            self.asking.skip()
        self.refused.emit(error)

    def _show(self) -> None:
        own = self._own
        if own is None:
            return
        signed = self._signed()
        self._counts.setText(self._told())
        if not self._read:
            self._stack.setCurrentWidget(self._empty)
            self.shown.emit()
            return
        rows = [
            (key, title, *_range(own.scores, name, signed))
            for key, title, name in bars.names(own.scores)
        ]
        words = (
            "A bar is this area’s score, the whisker runs from the lowest to the highest area, the "
            "diamond is the average of all. Enter shows every area."
        )
        self.overview.show_chart(
            f"{own.scores.area} among {counted(len(latest(signed)), 'area', 'areas')}",
            words,
            bars.range_bars(own.scores, signed),
            own.scores.card.line,
            rows,
        )
        if self._stack.currentWidget() is self._empty:
            self._stack.setCurrentWidget(self.overview)
        if self._name:
            self._show_score()
        self.shown.emit()

    def _show_score(self) -> None:
        own = self._own
        if own is None:
            return
        found = bars.score_bars(self._name, own, self._read)
        rows = []
        for bar in found:
            one = self._found(bar.key.removesuffix("/time")).scores
            ends = ("–", "–") if bar.low is None else (f"{bar.low:.0f}", f"{bar.high:.0f}")
            rows.append(("", bar.title, bar.shown, str(one.cases(self._name)), *ends))
        known = among(self._name, self._signed())
        of = counted(known.of, "area", "areas") if known else ""
        words = f"{capital(bars.told(known))} of {of}. " if known else ""
        self.score.show_chart(
            f"{self._title()} across areas and over time",
            f"{words}Whiskers say how sure each score is. Enter shows its cases.",
            found,
            own.scores.card.line,
            rows,
        )

    def _signed(self) -> list[AreaScores]:
        own = [self._own] if self._own else []
        return [one.scores for one in (*own, *self._read) if one.scores.number]

    def _found(self, key: str) -> AreaRead:
        known = [one for one in (self._own, *self._read) if one is not None]
        return next(one for one in known if one.scores.id == key)

    def _title(self) -> str:
        assert self._own is not None  # noqa: S101 - no score is opened before this one is counted
        known = {name: f"{key} {title}" for key, title, name in bars.names(self._own.scores)}
        return known[self._name]

    def _told(self) -> str:
        names = ", ".join(f"{one.scores.area} ({bars.when(one.scores)})" for one in self._read)
        own = self._own
        draft = own is not None and not own.scores.number
        told = f"Open to be read: {names}." if names else "No other inspection is open."
        if draft:
            told += " This inspection is not signed off: it stands beside the range, not in it."
        return told

    def _go_back(self) -> None:
        if self._stack.currentWidget() is self.cases:
            self._stack.setCurrentWidget(self.score)
            self.score.take_focus()
        else:
            self._name = ""
            self._stack.setCurrentWidget(self.overview)
            self.overview.take_focus()

    def _on_case(self, case: str, question: str) -> None:
        one = self._cases_of
        if one is None:
            return
        if one is self._own:
            self.case_wanted.emit(case, question)
        else:
            self.said.emit(f"To read the case, open “{one.name}” by itself.")

    def _on_open(self) -> None:
        folder = str(self._inspection.path.parent)
        chosen, _ = QFileDialog.getOpenFileNames(
            self, "Open inspections", folder, "Inspections (*.omi)"
        )
        self.ask_for([Path(path) for path in chosen])


def _range(own: AreaScores, name: str, signed: Sequence[AreaScores]) -> tuple[str, ...]:
    found = among(name, signed)
    figures = [rounded(own.score(name))]
    figures += [rounded(f) for f in (found.lowest, found.average, found.highest)] if found else []
    shown = ["–" if figure is None else str(figure) for figure in figures]
    return (*shown, *["–"] * (4 - len(shown)), str(found.of if found else 0))
