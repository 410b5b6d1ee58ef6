"""The area's list: what its columns and words tell, and the rows that no case is drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.report.wording import counted
from omi_ui.sample.columns import Columns
from omi_ui.sample.unknown_words import UnknownWords
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.rows_table import RowsTable
from omi_ui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from omi_desktop.exchange.frame_mapping import ColumnMapping
    from omi_desktop.instrument.model import Instrument
    from omi_ui.sample.reading import LoadedList

_SHOWN = 10
_HIGH = 8
_NO_RULES = (
    "The list is opened once the rules of the draw are sealed, so that nobody can say that the "
    "rules were made to fit the cases."
)
_NO_LIST = (
    "Here stands the area’s list of cases, as CSV or as an Excel workbook. It is read and not "
    "changed, and the file keeps the cases that are drawn, not the list."
)
_CHANGED = "Columns or words were changed. Read the list again by them before the draw."


class ListPage(QStackedWidget):
    """Asks for the list, then shows how it was read."""

    rules_wanted = Signal()
    list_wanted = Signal()
    reading_wanted = Signal(object)
    """Read the list again by this mapping."""
    saving_wanted = Signal()
    draw_wanted = Signal()

    def __init__(self, bank: Instrument) -> None:
        super().__init__()
        self._loaded: LoadedList | None = None
        self.to_rules = button("Go to the rules", self.rules_wanted.emit, "primary")
        self._unsealed = EmptyPlace("The rules come first", _NO_RULES, self.to_rules)
        self.addWidget(self._unsealed)
        self.choose_button = button("Choose the list…", self.list_wanted.emit, "primary")
        self._empty = EmptyPlace("No list yet", _NO_LIST, self.choose_button)
        self.addWidget(self._empty)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("surface")
        scroll.setWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 24)
        column.setSpacing(8)
        self._title = label("", "heading", wraps=True)
        column.addWidget(self._title)
        self._counts = label("", wraps=True)
        column.addWidget(self._counts)
        self._notes = label("", "muted", wraps=True)
        column.addWidget(self._notes)
        self.problem = Sentence()
        column.addWidget(self.problem)
        self._fill_acts(column)
        self.first_rows = RowsTable("The first ten rows of the list")
        self._section(column, "The first ten rows", self.first_rows)
        self.columns = Columns(bank)
        self._section(column, "What is taken from which column", self.columns)
        self.words = UnknownWords(bank)
        self._words_head = self._section(column, "Words that are not known", self.words)
        self.unusable = RowsTable("Rows that cannot be used")
        self._unusable_head = self._section(column, "Rows that cannot be used", self.unusable)
        self.save_button = button("Save them as CSV…", self.saving_wanted.emit)
        column.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.addWidget(scroll)
        self._read = scroll
        self.columns.changed.connect(self._on_changed)
        self.words.changed.connect(self._on_changed)

    @property
    def counts(self) -> str:
        """Return how many rows can be used, in words."""
        return self._counts.text()

    def show_list(self, loaded: LoadedList | None, *, sealed: bool) -> None:
        """Show how a list was read, or what is to be done first."""
        if loaded is not None and loaded is self._loaded:
            # What was chosen since it was read stays chosen.
            return
        self._loaded = loaded
        if loaded is None:
            self.setCurrentWidget(self._empty if sealed else self._unsealed)
            return
        self._title.setText(loaded.path.name)
        caseload = loaded.caseload
        rows = counted(len(loaded.table.rows), "row", "rows")
        can = counted(len(caseload.cases), "case", "cases") if caseload else "no case"
        self._counts.setText(f"{rows}, from which {can} can be drawn.")
        self._notes.setText(" ".join(caseload.notes if caseload else loaded.table.notes))
        self._notes.setVisible(bool(self._notes.text()))
        self.problem.say(loaded.hindrance)
        self._to_draw.setEnabled(caseload is not None)
        self._again.setEnabled(False)
        self.columns.show_list(loaded)
        first = [(str(number), *cells) for number, cells in loaded.table.rows[:_SHOWN]]
        self.first_rows.show_rows(("Row", *loaded.table.columns), first, numbers=(0,))
        self.first_rows.be_high(_SHOWN)
        self.words.show_words(loaded.unknown)
        for part in (self._words_head, self.words):
            part.setVisible(bool(loaded.unknown))
        unusable = loaded.unusable_rows
        self._unusable_head.setText(f"Rows that cannot be used: {len(unusable):,}")
        self.unusable.show_rows(("Row", "Why"), unusable, stretched=1, numbers=(0,))
        self.unusable.be_high(_HIGH)
        for shown in (self.unusable, self.save_button):
            shown.setVisible(bool(unusable))
        self.setCurrentWidget(self._read)

    def mapping(self) -> ColumnMapping:
        """Return columns and words as they are chosen on the screen."""
        before = self._loaded.mapping.words if self._loaded else ()
        return self.columns.mapping(self.words.words(before))

    def focus(self) -> None:
        """Take the keyboard where something can be done next."""
        place = self._to_draw if self._to_draw.isEnabled() else self._again
        if self.currentWidget() is self._unsealed:
            place = self.to_rules
        elif self.currentWidget() is self._empty:
            place = self.choose_button
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_acts(self, column: QVBoxLayout) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(8)
        column.addLayout(acts)
        self._to_draw = button("Go on to the draw", self.draw_wanted.emit, "primary")
        acts.addWidget(self._to_draw)
        self._again = button("Read the list again", self._on_again)
        acts.addWidget(self._again)
        acts.addWidget(button("Choose another list…", self.list_wanted.emit))
        acts.addStretch(1)

    @property
    def again_button(self) -> QWidget:
        """Return the button that reads the list by changed columns and words."""
        return self._again

    @property
    def draw_button(self) -> QWidget:
        """Return the button that leads on to the draw."""
        return self._to_draw

    def _section(self, column: QVBoxLayout, words: str, content: QWidget) -> QLabel:
        column.addSpacing(12)
        head = label(words, "heading")
        column.addWidget(head)
        column.addWidget(content)
        return head

    def _on_changed(self) -> None:
        self._again.setEnabled(True)
        self._to_draw.setEnabled(False)
        self.problem.say(_CHANGED, is_problem=False)

    def _on_again(self) -> None:
        self.reading_wanted.emit(self.mapping())
