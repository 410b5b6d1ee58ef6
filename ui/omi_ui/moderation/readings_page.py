"""The cases that are read twice: by whom, and how far both readings are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from omi_ui.moderation.state import READING_TITLES, reading_rows
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import label
from omi_ui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from omi_ui.moderation.state import ModerationState

_EMPTY = (
    "Say on the screen Team what part of the cases is read a second time, and share out. A second "
    "read goes out in a pack like any case; its reader is not told that it is one."
)
_BLIND = (
    "A second reading is blind until both readings of its case are complete: neither reader, and "
    "nobody here, is shown anything of it before. It counts nowhere; what counts is the agreed "
    "answer, or the first reading’s where nothing was agreed on."
)


class ReadingsPage(QStackedWidget):
    """A table of cases; opening one leads to its differences."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._state: ModerationState | None = None
        self.addWidget(EmptyPlace("No case is read twice", _EMPTY))
        body = QWidget()
        body.setObjectName("surface")
        self.addWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(label(_BLIND, "muted", wraps=True))
        self.table = RowsTable("Cases that are read twice")
        self.table.opened.connect(self._on_opened)
        column.addWidget(self.table, 1)

    def show_state(self, state: ModerationState) -> None:
        """Show the cases."""
        self._state = state
        self.setCurrentIndex(1 if state.rows else 0)
        self.table.show_rows(READING_TITLES, reading_rows(state), stretched=3, numbers=(4, 5))
        if self.table.row < 0 and state.rows:
            self.table.choose(0)

    def focus(self) -> None:
        """Take the keyboard, in the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, row: int) -> None:
        if self._state is not None and self._state.rows[row].differing:
            self.opened.emit(self._state.rows[row].read.case.id)
