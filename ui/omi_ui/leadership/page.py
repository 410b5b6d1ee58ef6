"""The page of a criterion of section 4: rating, reason, evidence on the specific criteria."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from omi_ui.leadership.evidence_item import EvidenceItem
from omi_ui.leadership.rating_row import RatingRow
from omi_ui.widgets.labels import button, label
from omi_ui.writing.editor import LiveEditor
from omi_ui.writing.passage_item import StaleLine

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Choice, SpecificCriterion
    from omi_ui.leadership.desk import Desk

_KEYS = "A digit rates, Delete takes the rating back."
_REASON = "Why it is rated so; printed below the rating. Ctrl+I inserts a figure."


class CriterionPage(QScrollArea):
    """One criterion at a time; what is written in it is asked for by row, "" for the reason."""

    rated = Signal(str)
    typed = Signal(str)
    left = Signal()
    asked = Signal(str, object)
    evidence_wanted = Signal(str)
    """The specific criterion that a piece of evidence is wanted on."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._criterion = ""
        self._items: dict[str, EvidenceItem] = {}
        self._adders: dict[str, QPushButton] = {}
        self.rating: RatingRow | None = None
        self.reason: LiveEditor | None = None
        self._stale: StaleLine | None = None

    @property
    def items(self) -> Mapping[str, EvidenceItem]:
        """Return the pieces of evidence of the page by id, in order."""
        return self._items

    @property
    def adders(self) -> Mapping[str, QPushButton]:
        """Return the buttons that add evidence, by specific criterion."""
        return self._adders

    def show_criterion(self, desk: Desk, criterion: str, ratings: tuple[Choice, ...]) -> None:
        """Show a criterion; the same one keeps its place on the screen."""
        top = self.verticalScrollBar().value() if criterion == self._criterion else 0
        # First forgotten: what the old fields say while they go is said to nobody.
        self._items, self._adders = {}, {}
        self.rating = self.reason = self._stale = None
        self._criterion = criterion
        body = QWidget()
        body.setObjectName("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 16, 16, 24)
        column.setSpacing(6)
        own = desk.criterion(criterion)
        body.setAccessibleName(own.title)
        column.addWidget(label(f"{own.id} {own.title}", "title", wraps=True))
        column.addWidget(label(own.descriptor, "muted", wraps=True))
        self._fill_rating(column, desk, criterion, ratings)
        column.addSpacing(8)
        column.addWidget(label("Specific criteria", "heading"))
        for specific in own.specific:
            self._fill_specific(column, desk, specific)
        column.addStretch(1)
        old = self.takeWidget()
        self.setWidget(body)
        if old is not None:
            # Later: the step may have been asked for by one of its own buttons.
            old.deleteLater()
        body.adjustSize()
        self.verticalScrollBar().setValue(top)

    def focus_first(self) -> None:
        """Give the keyboard to the rating."""
        if self.rating is not None:
            self.rating.focus()

    def focus_row(self, row_id: str) -> None:
        """Give the keyboard to a piece of evidence, and bring it into sight."""
        item = self._items.get(row_id)
        if item is not None:
            item.focus()
            self.ensureWidgetVisible(item, 0, 24)

    def focus_adder(self, specific: str) -> None:
        """Give the keyboard to the button that adds evidence on a specific criterion."""
        if specific in self._adders:
            self._adders[specific].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_rating(
        self, column: QVBoxLayout, desk: Desk, criterion: str, ratings: tuple[Choice, ...]
    ) -> None:
        kept = desk.rating(criterion)
        column.addSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label("Rating", "heading"))
        head.addStretch(1)
        head.addWidget(label(_KEYS, "small"))
        column.addLayout(head)
        self.rating = RatingRow(ratings, kept.rating)
        self.rating.chosen.connect(self.rated)
        column.addWidget(self.rating)
        reason = self.reason = LiveEditor(desk.shown(criterion), desk.told, has_lines=True)
        reason.setAccessibleName("Reason for the rating")
        reason.setPlaceholderText(_REASON)
        reason.show_text(kept.reason, kept.accepted)
        reason.typed.connect(partial(self.typed.emit, ""))
        reason.left.connect(self.left)
        column.addWidget(reason)
        self._stale = StaleLine(reason, "the reason")
        self._stale.accepted.connect(self.left)
        column.addWidget(self._stale)

    def _fill_specific(self, column: QVBoxLayout, desk: Desk, specific: SpecificCriterion) -> None:
        column.addSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        words = label(f"{specific.id}  {specific.text}", "strong", wraps=True)
        head.addWidget(words, 1)
        adder = button("Add evidence", partial(self.evidence_wanted.emit, specific.id), "quiet")
        adder.setAccessibleName(f"Add evidence on {specific.id}")
        self._adders[specific.id] = adder
        column.addLayout(head)
        column.addWidget(label(specific.prompt, "muted", wraps=True))
        for number, row in enumerate(desk.evidence.of(specific.id), 1):
            item = self._items[row.id] = EvidenceItem(row.id, row.record, number)
            item.typed.connect(self.typed)
            item.left.connect(self.left)
            item.asked.connect(self.asked)
            column.addWidget(item)
            column.addSpacing(4)
        head.addWidget(adder, 0, Qt.AlignmentFlag.AlignTop)
