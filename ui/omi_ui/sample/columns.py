"""Which column of the area's list tells what: a line for each of our fields, guessed first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from omi_desktop.exchange.frame_mapping import REFERENCE, ColumnMapping, fields_of
from omi_ui.widgets.labels import label, named
from omi_ui.widgets.still_combo import StillCombo

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument
    from omi_ui.sample.reading import LoadedList

_NO_COLUMN = "No column"


class Columns(QWidget):
    """A choice of their columns for each of our fields, with the reason of each guess."""

    changed = Signal()

    def __init__(self, bank: Instrument) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        self.choices: dict[str, StillCombo] = {}
        self._why = {field.id: label("", "small", wraps=True) for field in fields_of(bank)}
        for row, field in enumerate(fields_of(bank)):
            words = f"{field.title} (needed)" if field.id == REFERENCE else field.title
            grid.addWidget(label(words), row, 0)
            choice = self.choices[field.id] = StillCombo()
            choice.setMinimumContentsLength(16)
            named(choice, f"Column for {field.title}")
            choice.activated.connect(self.changed)
            grid.addWidget(choice, row, 1)
            grid.addWidget(self._why[field.id], row, 2)

    def show_list(self, loaded: LoadedList) -> None:
        """Show the columns of a list, and what each of our fields is taken from."""
        why = {guess.field: guess for guess in loaded.guesses}
        for field, choice in self.choices.items():
            chosen = loaded.mapping.column(field) or ""
            choice.clear()
            choice.addItem(_NO_COLUMN, "")
            for column in loaded.table.columns:
                choice.addItem(column, column)
            choice.setCurrentIndex(max(choice.findData(chosen), 0))
            guess = why.get(field)
            is_guess = guess is not None and guess.column == chosen
            self._why[field].setText(guess.why if guess is not None and is_guess else "")

    def columns(self) -> tuple[tuple[str, str], ...]:
        """Return the fields that a column was chosen for, with the column."""
        chosen = ((field, str(choice.currentData())) for field, choice in self.choices.items())
        return tuple((field, column) for field, column in chosen if column)

    def mapping(self, words: tuple[tuple[str, str, str], ...]) -> ColumnMapping:
        """Return the mapping as it stands, with what the words mean."""
        return ColumnMapping(self.columns(), words)
