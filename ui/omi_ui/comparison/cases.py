"""The cases behind a comparison, both groups, with what each of them answered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from omi_ui.comparison.behind import ALL, CaseRow
from omi_ui.widgets.flow_line import FlowLine
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.rows_table import RowsTable


class CasesPage(QWidget):
    """Lists to choose from with their counts; Enter opens a case at its answer."""

    left = Signal()
    opened = Signal(str, str)
    """The id of a case, and the question it is wanted at."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows: tuple[CaseRow, ...] = ()
        self._shown: tuple[CaseRow, ...] = ()
        self._titles: tuple[str, ...] = ()
        self._list = ALL
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        back = button("← Back", self.left.emit, "quiet", "Back to the comparison (Esc)")
        head.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        self._title = label("", "heading", wraps=True)
        head.addWidget(self._title, 1)
        column.addLayout(head)
        self._words = label("", "muted", wraps=True)
        column.addWidget(self._words)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._lists = FlowLine(gap=4)
        column.addWidget(self._lists)
        self.table = RowsTable("Cases behind the comparison")
        self.table.opened.connect(self._on_opened)
        self.table.row_chosen.connect(self._on_row)
        column.addWidget(self.table, 1)
        self._note = label("", "small", wraps=True)
        self._note.setAccessibleName("Note")
        column.addWidget(self._note)

    @property
    def counts(self) -> dict[str, int]:
        """Return the lists with how many cases each holds."""
        return {name: self._count(name) for name in self._buttons}

    @property
    def references(self) -> tuple[str, ...]:
        """Return the references of the cases that are listed, in order."""
        return tuple(row.case.ref for row in self._shown)

    def show_cases(
        self,
        told: tuple[str, str],
        titles: Sequence[str],
        lists: Sequence[str],
        rows: Sequence[CaseRow],
    ) -> None:
        """Show these rows under a title and a sentence, all of them or the list chosen before."""
        self._rows, self._titles = tuple(rows), tuple(titles)
        self._title.setText(told[0])
        self._words.setText(told[1])
        self._show_lists(lists)
        self.choose_list(self._list if self._list in self._buttons else ALL)

    def choose_list(self, name: str) -> None:
        """Leave only the cases of a list."""
        self._list = name
        self._buttons[name].setChecked(True)
        chosen = self._chosen()
        self._shown = tuple(row for row in self._rows if name in (ALL, *row.lists))
        cells = [row.cells for row in self._shown]
        is_score = len(self._titles) == 4
        numbers = (2, 3) if is_score else ()
        self.table.show_rows(self._titles, cells, stretched=1 if is_score else 5, numbers=numbers)
        known = [row.case.id for row in self._shown]
        if known:
            self.table.choose(known.index(chosen) if chosen in known else 0)

    def begin(self) -> None:
        """Begin with all cases, and none of them chosen before."""
        self._list, self._shown = ALL, ()

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_lists(self, names: Sequence[str]) -> None:
        if tuple(self._buttons) != tuple(names):
            for old in self._buttons.values():
                self._group.removeButton(old)
                old.hide()
                # Later: one of them may have asked for what is shown now.
                old.deleteLater()
            self._buttons = {}
            for name in names:
                tab = button("", partial(self.choose_list, name), "quiet")
                tab.setCheckable(True)
                self._group.addButton(tab)
                self._buttons[name] = tab
        for name, tab in self._buttons.items():
            tab.setText(f"{name} {self._count(name)}")
        self._lists.show_widgets(tuple(self._buttons.values()))

    def _count(self, name: str) -> int:
        return sum(name in (ALL, *row.lists) for row in self._rows)

    def _chosen(self) -> str:
        row = self.table.row
        return self._shown[row].case.id if 0 <= row < len(self._shown) else ""

    def _on_opened(self, row: int) -> None:
        self.opened.emit(self._shown[row].case.id, self._shown[row].question)

    def _on_row(self, row: int) -> None:
        note = self._shown[row].note if 0 <= row < len(self._shown) else ""
        self._note.setText(note)
