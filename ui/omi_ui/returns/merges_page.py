"""The merges with their receipts: to be read, saved as text, and the last one undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from omi_ui.returns.choosing import ask_printer
from omi_ui.returns.state import MERGE_TITLES, merge_rows
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import button, label, named
from omi_ui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from omi_desktop.store.merge_records import Merge
    from omi_ui.returns.state import ReturnsState

_EMPTY = "Each merge leaves its receipt here: what came in, what differs, what could not be used."
_HIGH = 6


class MergesPage(QStackedWidget):
    """A table of merges, and the receipt of the chosen one."""

    undo_wanted = Signal(int)
    saving_wanted = Signal(object)
    returns_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state: ReturnsState | None = None
        self.returns_button = button("Go to the returns", self.returns_wanted.emit, "primary")
        self.addWidget(EmptyPlace("No merge yet", _EMPTY, self.returns_button))
        body = QWidget()
        body.setObjectName("surface")
        self.addWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.merges = RowsTable("The merges")
        self.merges.row_chosen.connect(self._on_row)
        column.addWidget(self.merges)
        self.receipt = QPlainTextEdit()
        self.receipt.setReadOnly(True)
        self.receipt.setAcceptDrops(False)
        self.receipt.setTabChangesFocus(True)
        named(self.receipt, "The receipt of the chosen merge")
        column.addWidget(self.receipt, 1)
        self._stays = label("", "problem", wraps=True)
        self._stays.hide()
        column.addWidget(self._stays)
        line = QHBoxLayout()
        line.setSpacing(8)
        column.addLayout(line)
        self.save_button = button("Save the receipt…", self._on_save)
        line.addWidget(self.save_button)
        self.print_button = button("Print it…", self._on_print)
        self.print_button.setAccessibleName("Print the receipt")
        line.addWidget(self.print_button)
        self.undo_button = button("Undo this merge", self._on_undo)
        line.addWidget(self.undo_button)
        self._why = label("", "muted", wraps=True)
        line.addWidget(self._why, 1)

    @property
    def chosen(self) -> Merge | None:
        """Return the merge whose line is chosen."""
        state, row = self._state, self.merges.row
        if state is None or not 0 <= row < len(state.merges):
            return None
        return state.merges[row]

    @property
    def stays(self) -> str:
        """Return what stayed when a merge was undone, or ""."""
        return "" if self._stays.isHidden() else self._stays.text()

    def show_state(self, state: ReturnsState) -> None:
        """Show the merges; a new one is chosen."""
        is_new = self._state is None or len(self._state.merges) < len(state.merges)
        self._state = state
        self.setCurrentIndex(1 if state.merges else 0)
        self.merges.show_rows(MERGE_TITLES, merge_rows(state), stretched=3, numbers=(0,))
        self.merges.be_high(_HIGH)
        if is_new and state.merges:
            self.merges.choose(0)
        self._on_row(self.merges.row)

    def show_stays(self, words: str) -> None:
        """Say what stays of a merge that was undone; nothing for ""."""
        self._stays.setText(words)
        self._stays.setVisible(bool(words))

    def focus(self) -> None:
        """Take the keyboard, in the table."""
        has_merges = self._state is not None and bool(self._state.merges)
        place = self.merges if has_merges else self.returns_button
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_row(self, _row: int) -> None:
        one, state = self.chosen, self._state
        if one is None or state is None:
            return
        self.receipt.setPlainText(one.receipt)
        is_last = state.last is not None and one.number == state.last.number
        self.undo_button.setEnabled(is_last)
        why = "" if is_last or one.undone_at else "Undo the later merges first."
        self._why.setText(why)

    def _on_save(self) -> None:
        if self.chosen is not None:
            self.saving_wanted.emit(self.chosen)

    def _on_print(self) -> None:
        printer = ask_printer(self)
        if printer is not None:
            self.receipt.print_(printer)

    def _on_undo(self) -> None:
        if self.chosen is not None:
            self.undo_wanted.emit(self.chosen.number)
