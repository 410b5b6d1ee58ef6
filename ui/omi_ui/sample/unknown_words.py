"""The words of the list that are not known: how often each stands there, what it is taken for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from omi_desktop.exchange.frame_words import plain
from omi_desktop.report.wording import counted
from omi_ui.widgets.labels import label, named
from omi_ui.widgets.still_combo import StillCombo

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument
    from omi_ui.sample.reading import UnknownWord

_NOTHING = "Nothing: it is not known"


class UnknownWords(QWidget):
    """A choice for each word."""

    changed = Signal()

    def __init__(self, bank: Instrument) -> None:
        super().__init__()
        self._bank = bank
        self.choices: list[tuple[UnknownWord, StillCombo]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._lines = QWidget()
        self._column.addWidget(self._lines)

    def show_words(self, words: Sequence[UnknownWord]) -> None:
        """Show these words with what they are taken for."""
        self._column.removeWidget(self._lines)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = QWidget()
        self._column.addWidget(self._lines)
        grid = QGridLayout(self._lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        self.choices = []
        for row, one in enumerate(words):
            shown = one.word if len(one.word) < 60 else f"{one.word[:59]}…"
            rows = counted(one.count, "row", "rows")
            grid.addWidget(label(f"“{shown}” in “{one.column}”, {rows}", wraps=True), row, 0)
            choice = StillCombo()
            choice.addItem(_NOTHING, "")
            scale = self._bank.questions[one.fact].scale
            for each in scale.choices if scale else ():
                choice.addItem(each.label, each.id)
            choice.setCurrentIndex(max(choice.findData(one.choice), 0))
            named(choice, f"“{shown}” in “{one.column}” is taken for")
            choice.activated.connect(self.changed)
            grid.addWidget(choice, row, 1)
            self.choices.append((one, choice))

    def words(self, before: Sequence[tuple[str, str, str]]) -> tuple[tuple[str, str, str], ...]:
        """Return what words mean: as they were taken before, under what is chosen here."""
        here = {(one.fact, plain(one.word)) for one, _ in self.choices}
        kept = [one for one in before if (one[0], plain(one[1])) not in here]
        chosen = [(one.fact, one.word, str(choice.currentData())) for one, choice in self.choices]
        return (*kept, *(one for one in chosen if one[2]))
