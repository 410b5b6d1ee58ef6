"""A piece of evidence: where it comes from, on which side it speaks, what was seen or heard."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from omi_desktop.store import Evidence, FindingKind
from omi_ui.widgets.movable import Movable
from omi_ui.widgets.paragraphs import Paragraphs
from omi_ui.widgets.still_combo import StillCombo

SIDES: tuple[tuple[str, FindingKind | None], ...] = (
    ("Only informs", None),
    ("Strength", FindingKind.STRENGTH),
    ("Area for improvement", FindingKind.IMPROVEMENT),
)


class EvidenceItem(Movable):
    """The fields of a piece of evidence."""

    def __init__(self, row_id: str, evidence: Evidence, number: int) -> None:
        super().__init__(row_id)
        name = f"evidence {number} on {evidence.specific}"
        line = QHBoxLayout()
        line.setSpacing(8)
        self.source = QLineEdit(evidence.source)
        self.source.setAccessibleName(f"Source of {name}")
        self.source.setPlaceholderText("From whom or what: an interview, a document")
        line.addWidget(self.source, 1)
        self.side = StillCombo()
        self.side.setAccessibleName(f"Side of {name}")
        for words, _ in SIDES:
            self.side.addItem(words)
        self.side.setCurrentIndex([side for _, side in SIDES].index(evidence.side))
        line.addWidget(self.side)
        self.column.addLayout(line)
        self.text = Paragraphs(evidence.text)
        self.text.setAccessibleName(name.capitalize())
        self.text.setPlaceholderText("What was seen or heard")
        self.column.addWidget(self.text)
        self.add_menu(name)
        self.source.textEdited.connect(self._on_typed)
        self.source.editingFinished.connect(self.left)
        self.side.activated.connect(self._on_side)
        self.text.textChanged.connect(self._on_typed)
        self.text.left.connect(self.left)

    def record(self, kept: Evidence) -> Evidence:
        """Return the piece of evidence as it stands in the fields."""
        return replace(
            kept,
            source=self.source.text().strip(),
            side=SIDES[self.side.currentIndex()][1],
            text=self.text.toPlainText().strip(),
        )

    def _on_side(self) -> None:
        self._on_typed()
        self.left.emit()
