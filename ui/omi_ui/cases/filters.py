"""The filters under the search line: facets that are combined, and saved under a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.errors import OmiError
from omi_ui import remembered
from omi_ui.cases.facets import Facets, SavedFilter, SavedFilters
from omi_ui.widgets.labels import button, named

if TYPE_CHECKING:
    from pathlib import Path

    from omi_desktop.store import CaseStatus
    from omi_ui.cases.rows import CaseRow


class Filters(QWidget):
    """One list a facet; what they ask for holds together. Saved ones are chosen by name."""

    changed = Signal()
    refused = Signal(object)

    def __init__(self, saved_in: Path | None) -> None:
        super().__init__()
        self._saved_in = saved_in
        self._saved = remembered.recall(saved_in, SavedFilters())
        self.status: CaseStatus | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.sentence = self._list("Every sentence", "Sentence", line)
        self.tier = self._list("Every tier", "Tier", line)
        self.risk = self._list("Every Risk of Harm", "Risk of Harm", line)
        self.assessor = self._list("Every assessor", "Assessor", line)
        line.addStretch(1)
        column.addLayout(line)
        self._second = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._second.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(8)
        self._second.addLayout(line, 1)
        self.below_line = QCheckBox("Risk of Harm below the line")
        self.notes_asked = QCheckBox("Notes asked for")
        for box in (self.below_line, self.notes_asked):
            box.clicked.connect(self.changed)
            line.addWidget(box)
        line.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(8)
        self._second.addLayout(line)
        self.saved = QComboBox()
        self.saved.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        line.addWidget(named(self.saved, "Saved filters"))
        self.saved.activated.connect(self._on_saved_chosen)
        self.name = QLineEdit()
        self.name.setPlaceholderText("Name of this filter")
        self.name.returnPressed.connect(self._on_save)
        line.addWidget(named(self.name, "Name under which the filter is saved"))
        self.save = button("Save filter", self._on_save, "quiet")
        self.forget = button("Remove", self._on_forget, "quiet")
        self.forget.setAccessibleName("Remove the saved filter")
        line.addWidget(self.save)
        line.addWidget(self.forget)
        column.addLayout(self._second)
        self._list_saved("")

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Return the stops of the Tab key, in order."""
        facets = (self.sentence, self.tier, self.risk, self.assessor)
        saved = (self.saved, self.name, self.save, self.forget)
        return (*facets, self.below_line, self.notes_asked, *saved)

    def show_below_each_other(self, *, is_narrow: bool) -> None:
        """Put what is saved below the boxes where there is no room beside them."""
        way = QBoxLayout.Direction
        self._second.setDirection(way.TopToBottom if is_narrow else way.LeftToRight)

    def offer(self, rows: Sequence[CaseRow]) -> None:
        """Offer what there is among these cases, and keep what is chosen."""
        for chooser, found in (
            (self.sentence, {(row.sentence, row.sentence) for row in rows}),
            (self.tier, {(row.tier, row.tier) for row in rows}),
            (self.assessor, {(row.assessor, row.assessor_id) for row in rows}),
        ):
            _offer(chooser, sorted(found))
        ranks = {row.risk: row.risk_rank for row in rows}
        _offer(self.risk, [(risk, risk) for risk in sorted(ranks, key=ranks.__getitem__)])

    def facets(self) -> Facets:
        """Return what is asked for."""
        return Facets(
            status=self.status,
            sentence=self.sentence.currentData() or "",
            tier=self.tier.currentData() or "",
            risk=self.risk.currentData() or "",
            assessor=self.assessor.currentData() or "",
            below_line=self.below_line.isChecked(),
            notes_asked=self.notes_asked.isChecked(),
        )

    def show_facets(self, facets: Facets) -> None:
        """Ask for this."""
        for chooser, value in (
            (self.sentence, facets.sentence),
            (self.tier, facets.tier),
            (self.risk, facets.risk),
            (self.assessor, facets.assessor),
        ):
            chooser.setCurrentIndex(max(chooser.findData(value), 0))
        self.status = facets.status
        self.below_line.setChecked(facets.below_line)
        self.notes_asked.setChecked(facets.notes_asked)
        self.changed.emit()

    def _list(self, everything: str, name: str, line: QHBoxLayout) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.addItem(everything, "")
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        made.activated.connect(self.changed)
        line.addWidget(made)
        return made

    def _list_saved(self, name: str) -> None:
        self.saved.clear()
        self.saved.addItem("Saved filters", None)
        for each in self._saved.filters:
            self.saved.addItem(each.name, each.facets)
        self.saved.setCurrentIndex(max(self.saved.findText(name), 0) if name else 0)
        self.saved.setVisible(bool(self._saved.filters))
        self.forget.setVisible(bool(self._saved.filters))

    def _on_saved_chosen(self, _index: int) -> None:
        facets = self.saved.currentData()
        if isinstance(facets, Facets):
            self.show_facets(facets)

    def _on_save(self) -> None:
        name = self.name.text().strip()
        if name:
            self._keep(self._saved.with_filter(SavedFilter(name, self.facets())), name)
            self.name.clear()

    def _on_forget(self) -> None:
        if self.saved.currentIndex() > 0:
            self._keep(self._saved.without(self.saved.currentText()), "")

    def _keep(self, saved: SavedFilters, name: str) -> None:
        self._saved = saved
        self._list_saved(name)
        try:
            remembered.keep(self._saved_in, saved)
        except OmiError as error:
            self.refused.emit(error)


def _offer(chooser: QComboBox, found: Sequence[tuple[str, str]]) -> None:
    chosen = chooser.currentData()
    while chooser.count() > 1:
        chooser.removeItem(1)
    for words, value in found:
        if words:
            chooser.addItem(words, value)
    chooser.setCurrentIndex(max(chooser.findData(chosen), 0))
