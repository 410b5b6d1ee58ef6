"""The panel that leads to any case, criterion or question by a few letters."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omi_desktop.casework.finding import Index, Sort, Spot
from omi_ui.case.panel import panel
from omi_ui.writing.finder import Finder

_MOST = 30
_NAMES = {Sort.CASE: "Case", Sort.CRITERION: "Criterion", Sort.QUESTION: "Question"}


class Jump(QWidget):
    """Letters above, places below; Enter goes there."""

    wanted = Signal(object)
    """The spot that is wanted."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._index = Index(())
        body, column = panel("Go to", self.closed.emit)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(body)
        self.finder = Finder("Case, criterion or question", "Places found")
        self.finder.letters_changed.connect(self._on_letters)
        self.finder.taken.connect(self._on_taken)
        column.addWidget(self.finder, 1)

    def begin(self, spots: Iterable[Spot]) -> None:
        """Look among these places, with no letters yet."""
        self._index = Index(spots)
        self.finder.begin()

    def _on_letters(self, letters: str) -> None:
        found = [each.spot for each in self._index.find(letters, _MOST)]
        self.finder.show_things([(_words(spot), _more(spot), spot) for spot in found])

    def _on_taken(self) -> None:
        spot = self.finder.marked_thing()
        if isinstance(spot, Spot):
            self.wanted.emit(spot)


def _words(spot: Spot) -> str:
    if spot.sort is Sort.CASE:
        return f"Case {spot.name}"
    return spot.short if spot.name == spot.short else f"{spot.name} {spot.short}"


def _more(spot: Spot) -> str:
    return f"{_NAMES[spot.sort]}: {spot.text or spot.short}"
