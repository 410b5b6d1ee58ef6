"""Who has cases, which packs went out, what came back, and making a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.report.wording import counted
from omi_ui.returns.state import PACK_TITLES, pack_rows, since
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.rows_table import RowsTable
from omi_ui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from omi_ui.returns.state import Reader, ReturnsState

_HIGH = 14
_EMPTY = (
    "Share the cases out to the team first. Everybody who has cases then stands here, and gets a "
    "pack: a file of their own with their cases alone."
)


class PacksPage(QStackedWidget):
    """A table of readers, and below it the pack of the chosen one."""

    pack_wanted = Signal(str, str)
    """The id of the person, and the passphrase."""

    def __init__(self) -> None:
        super().__init__()
        self._state: ReturnsState | None = None
        self._shown = ""
        self._empty = EmptyPlace("Nobody has cases yet", _EMPTY)
        self.addWidget(self._empty)
        self._body = QScrollArea()
        self._body.setFrameShape(QFrame.Shape.NoFrame)
        self._body.setWidgetResizable(True)
        self._body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("surface")
        self._body.setWidget(body)
        self.addWidget(self._body)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        self.readers = RowsTable("The assessors, their packs and what came back")
        self.readers.row_chosen.connect(self._on_row)
        column.addWidget(self.readers)
        self._who = label("", "heading", wraps=True)
        column.addWidget(self._who)
        self._holds = label("", wraps=True)
        column.addWidget(self._holds)
        self._since = label("", "problem", wraps=True)
        column.addWidget(self._since)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        column.addLayout(grid)
        self.first = self._field(grid, 0, "Passphrase of the pack")
        self.second = self._field(grid, 1, "The same passphrase once more")
        self.says = Sentence()
        column.addWidget(self.says)
        self.make_button = button("Make a pack…", self._on_make, "primary")
        column.addWidget(self.make_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._refresh()

    @property
    def chosen(self) -> Reader | None:
        """Return the reader whose line is chosen."""
        state, row = self._state, self.readers.row
        if state is None or not 0 <= row < len(state.readers):
            return None
        return state.readers[row]

    @property
    def words(self) -> str:
        """Return what is said of the pack of the chosen reader."""
        return " ".join(filter(None, (self._holds.text(), self._since.text())))

    def show_state(self, state: ReturnsState) -> None:
        """Show who has cases, and what went out and came back."""
        self._state = state
        self.setCurrentWidget(self._body if state.readers else self._empty)
        self.readers.show_rows(PACK_TITLES, pack_rows(state), stretched=4, numbers=(1, 2))
        self.readers.be_high(_HIGH)
        if self.readers.row < 0 and state.readers:
            self.readers.choose(0)
        else:
            self._on_row(self.readers.row)

    def forget_typed(self) -> None:
        """Empty the fields of the passphrase."""
        self.first.clear()
        self.second.clear()

    def focus(self) -> None:
        """Take the keyboard, in the table."""
        self.readers.setFocus(Qt.FocusReason.OtherFocusReason)

    def _field(self, grid: QGridLayout, row: int, name: str) -> QLineEdit:
        words = label(name)
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        # A file that is dropped is for the screen, not for the field.
        field.setAcceptDrops(False)
        field.textChanged.connect(self._refresh)
        field.returnPressed.connect(self._on_make)
        words.setBuddy(field)
        grid.addWidget(words, row, 0)
        grid.addWidget(field, row, 1)
        return field

    def _on_row(self, _row: int) -> None:
        reader = self.chosen
        if reader is None:
            return
        if reader.person.id != self._shown:
            # A passphrase that was typed for one must not go out with the pack of another.
            self.forget_typed()
        self._shown = reader.person.id
        self._who.setText(f"A pack for {reader.person.name}")
        told = since(reader)
        self._since.setText(told)
        self._since.setVisible(bool(told))
        holds = counted(len(reader.cases), "case", "cases")
        words = (
            f"It will hold {holds} with the answers as they stand and the comments on them, and "
            "nobody else’s work. "
        )
        if reader.second:
            words += "Blind second reads go out without any answer of their first reader. "
        words += "Tell them the passphrase by another way than the file."
        if not reader.cases:
            words = f"{reader.person.name} has no case now, so there is nothing to put in a pack."
        self._holds.setText(words)
        self._refresh()

    def _missing(self) -> str:
        if not self.first.text():
            return "Give the pack a passphrase of its own: four or five unrelated words."
        if self.first.text() != self.second.text():
            return "Type the same passphrase twice."
        return ""

    def _refresh(self) -> None:
        missing = self._missing()
        has_cases = self.chosen is not None and bool(self.chosen.cases)
        self.says.say(missing if has_cases else "", is_problem=False)
        self.make_button.setEnabled(has_cases and not missing)

    def _on_make(self) -> None:
        reader = self.chosen
        if reader is not None and self.make_button.isEnabled():
            self.pack_wanted.emit(reader.person.id, self.first.text())
