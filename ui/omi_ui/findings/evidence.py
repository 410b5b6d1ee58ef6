"""What lies beside the text: the results of the criterion's questions, and what the cases say."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.instrument.model import Question
from omi_desktop.report.live import Figure, Form
from omi_desktop.report.wording import listed, of, share
from omi_ui import theme
from omi_ui.findings.case_panels import Cases, Marked, Notes
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.table import PlainTable

if TYPE_CHECKING:
    from omi_ui.findings.desk import Desk

_TAKE = "Enter takes what is proposed, several as one."


class Evidence(QWidget):
    """Results above; below them notes, cases and marked passages, one of them at a time."""

    opened = Signal(object)
    """The ids of the questions whose proposals are wanted, as one finding."""
    case_wanted = Signal(str, str)
    practice_wanted = Signal(object)
    quotation_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._desk: Desk | None = None
        self._questions: tuple[Question, ...] = ()
        self._criterion = ""
        self._question = ""
        self._figure: Figure | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 8)
        column.setSpacing(4)
        column.addWidget(label("Results of the questions", "strong"))
        self.table = PlainTable(
            "Results of the questions of the criterion", ("Question", "Sufficient", "%")
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.selectionModel().selectionChanged.connect(self._show_hint)
        self.table.opened.connect(self._on_opened)
        # Head and two rows, where large text leaves no room for more.
        self.table.setMinimumHeight(5 * theme.measure().height())
        column.addWidget(self.table, 3)
        self._hint = label(_TAKE, "small", wraps=True)
        self._hint.setToolTip("Shift or Ctrl with a click, or Shift with an arrow, marks several.")
        column.addWidget(self._hint)
        self.together_button = button("", self._ask_for_chosen, "quiet", "Enter")
        column.addWidget(self.together_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._none = label("No question of the cases belongs to this criterion.", "muted")
        self._none.setWordWrap(True)
        column.addWidget(self._none)
        column.addSpacing(8)
        self._title = label("", "strong", wraps=True)
        column.addWidget(self._title)
        self._told = label("", "muted", wraps=True)
        column.addWidget(self._told)
        self.notes, self.cases, self.marked = Notes(), Cases(), Marked()
        self.cases.opened.connect(self.case_wanted)
        self.marked.practice_wanted.connect(self.practice_wanted)
        self.marked.quotation_wanted.connect(self.quotation_wanted)
        self._stack = QStackedWidget()
        column.addLayout(self._chooser())
        column.addWidget(self._stack, 4)

    @property
    def question(self) -> str:
        """Return the id of the question whose cases are shown, or ""."""
        return self._question

    @property
    def told(self) -> str:
        """Return in words what is shown: the question, the side and the cases of a figure."""
        return f"{self._title.text()}\n{self._told.text()}".strip()

    def notes_shown(self) -> tuple[str, ...]:
        """Return the words of the notes that are shown, in order."""
        return self.notes.names("note")

    def marks_shown(self) -> tuple[str, ...]:
        """Return the words of the marked passages that are shown, in order."""
        return self.marked.names("mark")

    def show_criterion(self, desk: Desk, criterion: str) -> None:
        """Show the results of a criterion's questions and what the cases say on its first."""
        self._desk, self._criterion = desk, criterion
        self._questions = desk.page(criterion).questions
        self.table.show_rows([_row(question, desk) for question in self._questions], 0)
        self.table.setVisible(bool(self._questions))
        self._none.setVisible(not self._questions)
        first = next((q.id for q in self._questions if q.counts), "")
        if self._questions:
            self.show_question(first or self._questions[0].id)
        else:
            self._show("", None)
        self.show_marks()
        self._show_hint()

    def show_question(self, question: str) -> None:
        """Show what the cases say on a question; it is marked where it is the criterion's."""
        own = [each.id for each in self._questions]
        if question in own:
            self.table.selectRow(own.index(question))
            # The row may be marked already, with a figure of its question shown.
            self._show(question, None)
        elif self._desk and question in self._desk.instrument.questions:
            self.table.clearSelection()
            self._show(question, None)

    def show_figure(self, figure: Figure) -> None:
        """Show what a figure is of: question, side, cases; nothing else for a score."""
        if figure.form is Form.SCORE or figure == self._figure:
            return
        self.show_question(figure.of[0])
        self._show(figure.of[0], figure)

    def show_marks(self) -> None:
        """Show the passages that were marked for the criterion, as they are used now."""
        marks = self._desk.marks(self._criterion) if self._desk else ()
        self.marked.show_marks(marks)
        self._name(self.marked, "Marks", len(marks))

    def show_cases(self) -> None:
        """Bring the cases behind what is shown to the front, and give them the keyboard."""
        self._on_tab(self.cases)
        self.cases.table.setFocus()
        self.cases.table.selectRow(0)

    def _chooser(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2)
        group = QButtonGroup(self)
        self._tabs: dict[QWidget, QPushButton] = {}
        panels: tuple[QWidget, ...] = (self.notes, self.cases, self.marked)
        for panel in panels:
            tab = button("", partial(self._on_tab, panel), "quiet")
            tab.setCheckable(True)
            group.addButton(tab)
            self._tabs[panel] = tab
            line.addWidget(tab)
            self._stack.addWidget(panel)
        line.addStretch(1)
        self._tabs[self.notes].setChecked(True)
        return line

    def _name(self, panel: QWidget, name: str, count: int) -> None:
        self._tabs[panel].setText(f"{name} {count}")
        self._tabs[panel].setAccessibleName(f"{name}, {count}")

    def _on_tab(self, panel: QWidget) -> None:
        self._tabs[panel].setChecked(True)
        self._stack.setCurrentWidget(panel)

    def _on_row(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self._show(self._questions[index.row()].id, None)

    def _on_opened(self, row: int) -> None:
        if len(self._chosen()) > 1:
            self._ask_for_chosen()
        else:
            self.opened.emit((self._questions[row].id,))

    def _ask_for_chosen(self) -> None:
        self.opened.emit(self._chosen())

    def _chosen(self) -> tuple[str, ...]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        proposed = self._desk.proposed(self._criterion) if self._desk else ()
        offering = {proposal.question for proposal in proposed}
        chosen = (self._questions[row].id for row in rows if row < len(self._questions))
        return tuple(question for question in chosen if question in offering)

    def _show_hint(self) -> None:
        chosen = self._chosen()
        scored = any(question.counts for question in self._questions)
        together = len(chosen) > 1
        self._hint.setVisible(scored and not together)
        self.together_button.setVisible(together)
        self.together_button.setText(f"Take these {len(chosen)} as one")

    def _show(self, question: str, figure: Figure | None) -> None:
        desk, self._question, self._figure = self._desk, question, figure
        asked = desk.instrument.questions[question] if desk and question else None
        if desk is None or asked is None:
            self._title.setText("")
            self._told.setText("")
            return
        several = figure is not None and len(figure.of) > 1
        title = f"Mean of {listed(figure.of)}" if figure and several else f"{question} {asked.text}"
        self._title.setText(title)
        self._told.setText(desk.told(figure).rpartition("\n")[2] if figure else "All cases")
        notes = desk.notes(question)
        self.notes.show_notes(notes)
        self._name(self.notes, "Notes", len(notes))
        behind = desk.behind(figure) if figure else desk.answered(question)
        self.cases.show_cases(behind)
        self._name(self.cases, "Cases", len(behind.answers))


def _row(question: Question, desk: Desk) -> tuple[str, ...]:
    named = f"{question.id}  {question.short}"
    result = desk.result(question.id)
    if result is None or not question.counts:
        return (named, "–", "")
    shown = of(result.sufficient, result.relevant)
    return (named, shown, share(result.sufficient, result.relevant))
