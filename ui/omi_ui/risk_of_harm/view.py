"""Risk of Harm: how much work met the standard, now and in the inspections before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from omi_desktop.errors import OmiError
from omi_desktop.instrument.narrowing import risk_of_harm_only
from omi_desktop.scoring.averaging import thread_questions
from omi_desktop.statistics.wording import between
from omi_desktop.store import EarlierInspection, new_key
from omi_ui.risk_of_harm import reading
from omi_ui.risk_of_harm.asked import WhatIsAsked
from omi_ui.risk_of_harm.entry import EarlierForm, FromFile, ask_file
from omi_ui.widgets.flow_line import FlowLine
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.paired_bars import PairedBar, PairedBars
from omi_ui.widgets.pictures import PictureButtons
from omi_ui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from omi_desktop.store import Inspection
    from omi_ui.risk_of_harm.reading import Thread
    from omi_ui.tasks import Step, Task, TaskRunner

_TITLES = ("Inspection", "When", "Met the standard", "Cases", "Since then", "Source")
_MANY = 8


class RiskOfHarmView(QScrollArea):
    """The thread beside earlier figures; the figure of now opens to its questions and cases."""

    saved = Signal(object)
    writing = Signal()
    refused = Signal(object)
    said = Signal(str, object)
    """What happened, and a callable that undoes it, or None."""
    wanted = Signal(str, str)
    """Another screen by its name, and a place of it."""
    switch_wanted = Signal(bool)
    """Whether the thread alone is to be asked from now on."""
    shown = Signal()
    """The figures of the moment are on screen."""

    def __init__(
        self, inspection: Inspection, runner: TaskRunner, by: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inspection = inspection
        self._runner = runner
        self._by = by
        self._turn = 0
        self._thread: Thread | None = None
        self._tasks: list[Task] = []
        self._is_closed = False
        body = QWidget()
        body.setObjectName("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(label("Risk of Harm", "title"))
        self._words = label("", wraps=True)
        column.addWidget(self._words)
        self.bars = PairedBars("Work that met the standard", "", "Met the standard", opens=True)
        self.bars.opened.connect(self._on_bar)
        column.addWidget(self.bars)
        self.pictures = PictureButtons(self.bars)
        self.pictures.title = f"Work that met the standard, {inspection.details.area}"
        self.pictures.said.connect(self._on_pictured)
        self.pictures.refused.connect(self.refused)
        column.addWidget(self.pictures, 0, Qt.AlignmentFlag.AlignLeft)
        self.table = RowsTable("Inspections of this area")
        self.table.opened.connect(self._on_opened)
        self.table.row_chosen.connect(self._on_row)
        column.addWidget(self.table)
        self._build_buttons(column)
        self._build_forms(column)
        column.addSpacing(16)
        column.addWidget(self._what_is_asked())
        column.addStretch(1)
        self.setWidget(body)

    @property
    def words(self) -> str:
        """Return what is said of the figure of now."""
        return self._words.text()

    def show_now(self, _place: str = "") -> None:
        """Count the thread anew and show it."""
        self._turn += 1
        inspection, turn = self._inspection, self._turn
        for task in self._tasks:
            task.cancel()

        def work(step: Step) -> Thread:
            return reading.thread_now(inspection, turn, step)

        self._tasks = [self._runner.run(work, self._on_thread, self._on_failed)]
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self) -> None:
        """Ask for an earlier figure by hand."""
        fresh = EarlierInspection(new_key(), self._next_position(), "", "", 0)
        self._show_form(self.form)
        self.form.ask(fresh)

    def edit(self) -> None:
        """Change the earlier figure that is marked."""
        marked = self._marked()
        if marked is not None:
            self._show_form(self.form)
            self.form.ask(marked)

    def remove(self) -> None:
        """Remove the earlier figure that is marked."""
        marked = self._marked()
        if marked is None:
            return

        def undo() -> None:
            self._write(lambda: self._inspection.put_record(marked, by=self._by), "It is back.")

        words = f"{marked.title}, {marked.when}, was removed."
        self._write(lambda: self._inspection.drop_record(marked, by=self._by), words, undo)

    def read_from(self, path: Path) -> None:
        """Ask for the passphrase of an earlier inspection's file."""
        self._show_form(self.from_file)
        self.from_file.ask(path)

    def save(self) -> None:
        """Do nothing: whatever is entered here is on disk at once."""

    def close_documents(self) -> None:
        """Let go of work under way, before the file is closed."""
        self._is_closed = True
        for task in self._tasks:
            task.cancel()
        self._tasks = []

    def _build_buttons(self, column: QVBoxLayout) -> None:
        self.open_button = button(
            "Show its questions and cases", self._open_thread, "quiet", "Of this inspection"
        )
        self.add_button = button("Add an earlier figure", self.add, "quiet")
        self.read_button = button(
            "Read it from a file…", self._on_read, "quiet", "Of a signed-off inspection"
        )
        self.edit_button = button("Change", self.edit, "quiet", "The row that is marked (Enter)")
        self.remove_button = button("Remove", self.remove, "quiet", "The row that is marked")
        shown = (self.open_button, self.add_button, self.read_button)
        column.addWidget(FlowLine(*shown, self.edit_button, self.remove_button, gap=4))

    def _build_forms(self, column: QVBoxLayout) -> None:
        self.form = EarlierForm()
        self.form.given.connect(self._on_given)
        self.from_file = FromFile()
        self.from_file.given.connect(self._on_file_given)
        for form in (self.form, self.from_file):
            form.left.connect(self._on_form_left)
            form.hide()
            column.addWidget(form)

    def _what_is_asked(self) -> WhatIsAsked:
        whole = self._inspection.whole_instrument
        questions = {q.id for q in whole.questions.values()} - {fact.id for fact in whole.facts}
        thread = len(thread_questions(risk_of_harm_only(whole)))
        self.asked = WhatIsAsked(
            len(questions),
            thread,
            is_only=self._inspection.is_risk_of_harm_only,
            is_closed=self._inspection.signed_off() is not None,
        )
        self.asked.wanted.connect(self.switch_wanted)
        return self.asked

    def _on_thread(self, thread: Thread) -> None:
        if self._is_closed or thread.turn != self._turn:
            return
        self._thread = thread
        score, earlier = thread.score, thread.earlier
        self._words.setText(_told(thread))
        bars = [
            _bar(str(row), each.title, each.when, each.percent) for row, each in enumerate(earlier)
        ]
        if score.rounded is not None:
            bars.append(_bar(str(len(bars)), "This inspection", "", score.rounded))
        self.bars.show_bars(bars, 100)
        self.bars.setVisible(bool(bars))
        self.pictures.setVisible(bool(bars))
        rows = [_row(one, thread) for one in earlier]
        now = "–" if score.rounded is None else f"{score.rounded}%"
        source = f"{len(score.questions)} questions of this file"
        rows.append(("This inspection", "", now, str(score.cases), "", source))
        self.table.show_rows(_TITLES, rows, stretched=5, numbers=(2, 3))
        self.table.be_high(_MANY)
        if self.table.row < 0:
            self.table.choose(len(rows) - 1)
        self._on_row(self.table.row)
        self.open_button.setEnabled(score.rounded is not None)
        self.shown.emit()

    def _on_row(self, _row: int) -> None:
        for each in (self.edit_button, self.remove_button):
            each.setEnabled(self._marked() is not None)

    def _on_bar(self, row: str) -> None:
        self.table.choose(int(row))
        self._on_opened(int(row))

    def _on_pictured(self, words: str) -> None:
        self.said.emit(words, None)

    def _on_opened(self, _row: int) -> None:
        if self._marked() is None:
            self._open_thread()
        else:
            self.edit()

    def _open_thread(self) -> None:
        self.wanted.emit("scores", "RoH")

    def _marked(self) -> EarlierInspection | None:
        earlier = self._thread.earlier if self._thread else ()
        row = self.table.row
        return earlier[row] if 0 <= row < len(earlier) else None

    def _next_position(self) -> int:
        kept = self._inspection.records(EarlierInspection)
        return max((one.position for one in kept), default=-1) + 1

    def _on_given(self, earlier: EarlierInspection) -> None:
        words = f"{earlier.title}, {earlier.when}: {earlier.percent}%."
        if self._write(lambda: self._inspection.put_record(earlier, by=self._by), words):
            self._on_form_left()

    def _on_read(self) -> None:
        path = ask_file(self)
        if path is not None:
            self.read_from(path)

    def _on_file_given(self, path: Path, passphrase: str) -> None:
        position = self._next_position()

        def work(step: Step) -> EarlierInspection:
            from omi_desktop.exchange.earlier import read_earlier

            step(f"Reading {path.name}", 0)
            return read_earlier(path, passphrase, position)

        self.from_file.setEnabled(False)
        self._tasks.append(self._runner.run(work, self._on_given, self._on_failed))

    def _on_form_left(self) -> None:
        self.form.hide()
        self.from_file.hide()
        self.from_file.setEnabled(True)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: Exception) -> None:
        # What was being read when the file was closed is wanted by nobody.
        if not self._is_closed:
            self.from_file.setEnabled(True)
            self.refused.emit(error)

    def _show_form(self, form: QWidget) -> None:
        for each in (self.form, self.from_file):
            each.setVisible(each is form)

    def _write(
        self, write: Callable[[], object], words: str, undo: Callable[[], None] | None = None
    ) -> bool:
        try:
            saved = write()
        except OmiError as error:
            self.refused.emit(error)
            return False
        self.saved.emit(saved)
        self.said.emit(words, undo)
        self.show_now()
        return True


def _told(thread: Thread) -> str:
    score = thread.score
    if score.rounded is None:
        return "No question of the thread has a relevant answer yet."
    questions = f"{len(score.questions)} questions over {score.cases} cases"
    told = f"{score.rounded}% of the work met the standard: the mean of {questions}."
    if thread.interval is None:
        return f"{told} How sure that is cannot be told from so few cases."
    return f"{told} The whole caseload lies {between(thread.interval)}."


def _bar(row: str, title: str, when: str, percent: int) -> PairedBar:
    named = ", ".join(filter(None, (title, when)))
    return PairedBar(named, None, percent, f"{percent}%", f"{named}: {percent}%", row)


def _row(earlier: EarlierInspection, thread: Thread) -> tuple[str, ...]:
    cases = "" if earlier.cases is None else str(earlier.cases)
    source = "; ".join(filter(None, (earlier.source, earlier.remark)))
    since = _since(earlier.percent, thread)
    return (earlier.title, earlier.when, f"{earlier.percent}%", cases, since, source)


def _since(percent: int, thread: Thread) -> str:
    """Return how many points lie between then and now, and whether the sample can tell."""
    if thread.score.rounded is None:
        return ""
    apart = thread.score.rounded - percent
    points = "1 point" if abs(apart) == 1 else f"{abs(apart)} points"
    told = f"{points} {'more' if apart > 0 else 'fewer'}" if apart else "the same"
    if thread.interval is not None and thread.interval.holds(percent / 100):
        return f"{told}; this sample cannot tell" if apart else told
    return told
