"""The cases behind a question or a score, those below the line first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from omi_desktop.report.behind import CaseAnswer, CaseBehind, Side
from omi_ui.behind.rows import ALL, CaseRow, Columns
from omi_ui.widgets.flow_line import FlowLine
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.rows_table import RowsTable

BEHIND = "Behind the score"
NEAREST = "Nearest to the line"
_BELOW = "With answers below the line"
_OPEN = Side.OPEN.value[1]
_ANSWERS = Columns(("Case", "Answer", "Who", "When", "Note"), 4)
_CASES = Columns(("Case", "Below the line", "Above the line", "State"), 3, (1, 2))
_JUDGED = (Side.BELOW, Side.ABOVE, Side.NOT_APPLICABLE, Side.OPEN)


class CasesPage(QWidget):
    """A list of cases to filter; Enter or a double click opens the case at its answer."""

    left = Signal()
    opened = Signal(str, str)
    """The id of a case, and the question it is wanted at."""
    pointed = Signal(str)
    """The whole note of the case that the keyboard has come to."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.name = ""
        self._rows: tuple[CaseRow, ...] = ()
        self._shown: tuple[CaseRow, ...] = ()
        self._nearest: tuple[str, ...] = ()
        self._filter = ALL
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        back = self._back = button(
            "← Back", self.left.emit, "quiet", "Back to where you came from (Esc)"
        )
        head.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        self._title = label("", "heading", wraps=True)
        head.addWidget(self._title, 1)
        column.addLayout(head)
        self._words = label("", "muted", wraps=True)
        column.addWidget(self._words)
        self._filters = FlowLine(gap=2)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        column.addWidget(self._filters)
        self._columns = _ANSWERS
        # One for words and one for numbers, so that each keeps the widths that suit it.
        self._tables = {has_numbers: self._table() for has_numbers in (False, True)}
        for table in self._tables.values():
            column.addWidget(table, 1)
        self.table = self._tables[False]

    @property
    def words(self) -> str:
        """Return in words how many cases there are."""
        return self._words.text()

    @property
    def cases(self) -> tuple[str, ...]:
        """Return the ids of the cases that are listed, in order."""
        return tuple(row.case for row in self._shown)

    @property
    def filters(self) -> dict[str, int]:
        """Return the names of the filters with how many cases each leaves."""
        return {name: self._count(name) for name in self._buttons}

    def show_answers(
        self,
        question: str,
        title: str,
        words: str,
        answers: Sequence[CaseAnswer],
        nearest: Sequence[str] = (),
    ) -> None:
        """List the cases behind a question with their answers.

        `nearest` are the ids of the cases that would move it across the line, nearest first.
        """
        rows = [
            CaseRow(
                answer.case,
                question,
                (answer.side.value[1], *((NEAREST,) if answer.case in nearest else ())),
                (
                    answer.ref,
                    f"{answer.side.value[0]} {answer.answer}",
                    answer.who,
                    answer.when,
                    " ".join(answer.note.split()),
                ),
                answer.note,
            )
            for answer in answers
        ]
        judges = any(answer.side in (Side.BELOW, Side.ABOVE) for answer in answers)
        sides = _JUDGED if judges else (Side.ANSWERED, Side.NOT_APPLICABLE, Side.OPEN)
        names = [side.value[1] for side in sides] + ([NEAREST] if nearest else [])
        self._nearest = tuple(nearest)
        self.show_rows(question, (title, words), _ANSWERS, rows, names)

    def show_cases(
        self,
        name: str,
        title: str,
        words: str,
        cases: Sequence[CaseBehind],
        nearest: Sequence[str] = (),
    ) -> None:
        """List the cases behind a score; `nearest` as in `show_answers`."""
        rows = [
            CaseRow(
                case.case,
                case.question,
                (*_groups(case), *((NEAREST,) if case.case in nearest else ())),
                (case.ref, str(case.below), str(case.above), _state(case)),
            )
            for case in cases
        ]
        states = sorted({case.state for case in cases})
        names = [BEHIND, _BELOW, _OPEN, *states, *([NEAREST] if nearest else [])]
        self._nearest = tuple(nearest)
        self.show_rows(name, (title, words), _CASES, rows, names)

    def show_rows(
        self,
        name: str,
        told: tuple[str, str],
        columns: Columns,
        rows: Sequence[CaseRow],
        filters: Sequence[str],
    ) -> None:
        """List cases under a title and a sentence, with filters beside the one of all of them.

        Shown again by the same name, the list keeps its filter and the case that was chosen.
        """
        if name != self.name:
            self._filter = ALL
            self._shown = ()
        self.name, self._rows = name, tuple(rows)
        self._title.setText(told[0])
        self._words.setText(told[1])
        self._columns, self.table = columns, self._tables[bool(columns.numbers)]
        self.table.setAccessibleName(f"Cases behind {told[0]}")
        for table in self._tables.values():
            table.setVisible(table is self.table)
        self._show_filters((ALL, *filters))
        # A filter may be out for a moment, such as while it is not known what is nearest.
        self._apply(self._filter if self._filter in self._buttons else ALL)

    def choose_filter(self, name: str) -> None:
        """Leave only the cases of a filter, and keep to it while the list is shown anew."""
        self._filter = name
        self._apply(name)

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _apply(self, name: str) -> None:
        self._buttons[name].setChecked(True)
        chosen = self._chosen_case()
        shown = [row for row in self._rows if name in (ALL, *row.groups)]
        if name == NEAREST:
            shown.sort(key=lambda row: self._nearest.index(row.case))
        self._shown = tuple(shown)
        cells = [row.cells for row in self._shown]
        columns = self._columns
        self.table.show_rows(
            columns.titles, cells, stretched=columns.stretched, numbers=columns.numbers
        )
        known = [row.case for row in self._shown]
        if known:
            self.table.choose(known.index(chosen) if chosen in known else 0)
        else:
            self.pointed.emit("")

    def _show_filters(self, names: Sequence[str]) -> None:
        if tuple(self._buttons) != tuple(names):
            before = tuple(self._buttons.values())
            self._buttons = {}
            for name in names:
                tab = button("", partial(self.choose_filter, name), "quiet")
                tab.setCheckable(True)
                self._group.addButton(tab)
                self._buttons[name] = tab
            self._filters.show_widgets(tuple(self._buttons.values()))
            for old in before:
                self._group.removeButton(old)
                # Later: one of them may have asked for what is shown now.
                old.deleteLater()
            # Made last, they would come last for the Tab key; they stand above the list.
            before_them: QWidget = self._back
            for tab in self._buttons.values():
                self.setTabOrder(before_them, tab)
                before_them = tab
        for name, tab in self._buttons.items():
            tab.setText(f"{name} {self._count(name)}")
        self._filters.place()

    def _count(self, name: str) -> int:
        return sum(name in (ALL, *row.groups) for row in self._rows)

    def _chosen_case(self) -> str:
        row = self.table.row
        return self._shown[row].case if 0 <= row < len(self._shown) else ""

    def _table(self) -> RowsTable:
        made = RowsTable("Cases")
        made.opened.connect(self._on_opened)
        made.row_chosen.connect(self._on_row)
        return made

    def _on_opened(self, row: int) -> None:
        self.opened.emit(self._shown[row].case, self._shown[row].question)

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            self.pointed.emit(self._shown[row].note)


def _groups(case: CaseBehind) -> tuple[str, ...]:
    found = [case.state]
    if case.below or case.above:
        found.append(BEHIND)
    if case.below:
        found.append(_BELOW)
    if case.is_open:
        found.append(_OPEN)
    return tuple(found)


def _state(case: CaseBehind) -> str:
    return f"{case.state}, still open" if case.is_open else case.state
