"""Where the words stand in notes and answers, below the list of cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from omi_desktop.store.search import Where
from omi_ui.widgets.labels import label

if TYPE_CHECKING:
    from omi_desktop.store import Hit

_HIT = Qt.ItemDataRole.UserRole
_LEAST_LINES = 2
_MOST_LINES = 5
_MOST_HITS = 60


class Hits(QWidget):
    """Each place with the words around; Enter opens the case at the question."""

    wanted = Signal(str, str)
    """The id of the case, and the question."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(4)
        self._title = label("", "small")
        column.addWidget(self._title)
        self.list = QListWidget()
        self.list.setAccessibleName("Found in notes and answers")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.itemActivated.connect(self._on_activated)
        column.addWidget(self.list)
        self.hide()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """List these, references left out: the cases stand in the list above."""
        inside = [hit for hit in hits if hit.where is not Where.REFERENCE]
        self.list.clear()
        for hit in inside[:_MOST_HITS]:
            text = " ".join(hit.text.split())
            place = hit.question.removeprefix("interview/")
            item = QListWidgetItem(f"{hit.ref}  {place}  {hit.where.value}: {text}")
            item.setToolTip(text)
            item.setData(_HIT, (hit.case, hit.question))
            self.list.addItem(item)
        more = f", the first {_MOST_HITS}" if len(inside) > _MOST_HITS else ""
        self._title.setText(f"In notes and answers: {len(inside)}{more}")
        lines = min(len(inside), _MOST_LINES)
        # Whole lines only: half a line looks as if something had gone wrong.
        step, edge = max(self.list.sizeHintForRow(0), 1), 2 * self.list.frameWidth()
        self.list.setMinimumHeight(min(lines, _LEAST_LINES) * step + edge)
        self.list.setMaximumHeight(lines * step + edge)
        self.setVisible(bool(inside))

    def _on_activated(self, item: QListWidgetItem) -> None:
        case, question = item.data(_HIT)
        self.wanted.emit(case, question)
