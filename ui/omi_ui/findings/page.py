"""The page of a criterion as it is written: descriptor, two lists, conclusion."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from omi_desktop.report import settling
from omi_desktop.report.figures import letters
from omi_desktop.report.settling import Settled
from omi_desktop.report.wording import letter
from omi_desktop.store import FindingKind
from omi_ui.findings.conclusion import ConclusionPart, Draft
from omi_ui.findings.item import FindingItem
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_ui.findings.desk import Desk

TITLES = {FindingKind.STRENGTH: "Strengths", FindingKind.IMPROVEMENT: "Areas for improvement"}
_ADD = {
    FindingKind.STRENGTH: "Add a strength",
    FindingKind.IMPROVEMENT: "Add an area for improvement",
}


class CriterionView(QScrollArea):
    """One criterion at a time; its findings are editors, its proposals words to read."""

    typed = Signal(str)
    left = Signal(str)
    entered = Signal(str)
    caret_moved = Signal(str)
    asked = Signal(str, object)
    proposals_wanted = Signal()
    finding_wanted = Signal(object)
    """On which side a finding is to be added."""
    concluded = Signal(object)
    line_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._items: dict[str, FindingItem] = {}
        self._adders: dict[FindingKind, QWidget] = {}
        self._take: QWidget | None = None
        self._criterion = ""
        self._letters: dict[str, tuple[str, str]] | None = None
        self._drafts: dict[str, Draft] = {}
        self.conclusion: ConclusionPart | None = None

    @property
    def items(self) -> Mapping[str, FindingItem]:
        """Return the findings of the page by key, in order."""
        return self._items

    @property
    def criterion(self) -> str:
        """Return the id of the criterion that is shown."""
        return self._criterion

    def show_page(self, desk: Desk, criterion: str) -> None:
        """Show a criterion; the same one keeps its place on the screen."""
        top = self.verticalScrollBar().value() if criterion == self._criterion else 0
        self._letters = None
        # First forgotten: what the old fields say while they go is said to nobody.
        self._items, self._adders, self._take = {}, {}, None
        self._criterion = criterion
        page = desk.page(criterion)
        body = QWidget()
        body.setObjectName("surface")
        body.setAccessibleName(page.title)
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 16, 16, 24)
        column.setSpacing(6)
        self._fill_head(column, desk, criterion)
        settled, _ = desk.state(criterion)
        if settled is Settled.PROPOSED:
            self._fill_offer(column)
        for kind in FindingKind:
            self._fill_list(column, desk, criterion, kind, proposed=settled is Settled.PROPOSED)
        self._fill_conclusion(column, desk, criterion)
        column.addStretch(1)
        self._replace_body(body)
        self.refresh(desk)
        body.adjustSize()
        self.verticalScrollBar().setValue(top)

    def refresh(self, desk: Desk) -> None:
        """Show letters and chips anew where letters changed, and touch no word."""
        lettered = settling.written(desk.findings)
        now = letters(lettered)
        if now == self._letters:
            return
        self._letters = now
        for kind in FindingKind:
            own = settling.listed(lettered, self._criterion, kind)
            places = {finding.key: letter(place) for place, finding in enumerate(own)}
            for key, item in self._items.items():
                if item.kind is kind:
                    item.show_place(places.get(key, ""))

    def has_words(self, key: str) -> bool:
        """Tell whether a finding of the page says anything."""
        item = self._items.get(key)
        return item is not None and bool(item.editor.written()[0].strip())

    def focus_item(self, key: str) -> None:
        """Give a finding the keyboard, at its end, and bring it into sight."""
        item = self._items.get(key)
        if item is not None:
            item.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            item.editor.moveCursor(item.editor.textCursor().MoveOperation.End)
            self.ensureWidgetVisible(item, 0, 24)

    def focus_first(self) -> None:
        """Give the first thing that can be done here the keyboard."""
        first = next(iter(self._items), "")
        if first:
            self.focus_item(first)
        else:
            start = self._take or self._adders[FindingKind.STRENGTH]
            start.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_conclusion(self) -> None:
        """Give the conclusion the keyboard, and bring it into sight."""
        if self.conclusion is not None:
            self.conclusion.focus()
            self.ensureWidgetVisible(self.conclusion, 0, 24)

    def forget_draft(self, criterion: str) -> None:
        """Forget a conclusion that was being written: it is on disk now."""
        self._drafts.pop(criterion, None)

    def _fill_head(self, column: QVBoxLayout, desk: Desk, criterion: str) -> None:
        page = desk.page(criterion)
        head = QHBoxLayout()
        head.addWidget(label(f"{page.id} {page.title}", "title", wraps=True), 1)
        head.addWidget(label(desk.verdict(criterion), "title"), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(label(page.descriptor, "muted", wraps=True))
        column.addSpacing(8)

    def _fill_offer(self, column: QVBoxLayout) -> None:
        card = QFrame()
        card.setObjectName("sheet")
        line = QHBoxLayout(card)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(12)
        words = "Nothing is settled yet. The report prints what the answers propose, as below."
        line.addWidget(label(words, wraps=True), 1)
        self._take = button("Take the proposals", self.proposals_wanted.emit, "primary")
        line.addWidget(self._take)
        column.addWidget(card)

    def _fill_list(
        self, column: QVBoxLayout, desk: Desk, criterion: str, kind: FindingKind, *, proposed: bool
    ) -> None:
        column.addSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(TITLES[kind], "heading"), 1)
        adder = button("Add", partial(self.finding_wanted.emit, kind), "quiet", _ADD[kind])
        adder.setAccessibleName(_ADD[kind])
        self._adders[kind] = adder
        head.addWidget(adder)
        column.addLayout(head)
        own = desk.listed(criterion, kind)
        for finding in own:
            self._add_item(column, FindingItem(finding, desk))
        offered = [each for each in desk.proposed(criterion) if each.kind is kind]
        if own:
            return
        if not proposed or not offered:
            column.addWidget(label("None.", "muted"))
            return
        for place, proposal in enumerate(offered):
            line = QHBoxLayout()
            sign = label(f"({letter(place)})", "muted")
            sign.setFixedWidth(self.fontMetrics().horizontalAdvance("(aa)") + 4)
            line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            words = label(desk.figures.text(proposal.text, criterion), "muted", wraps=True)
            line.addWidget(words, 1)
            column.addLayout(line)

    def _fill_conclusion(self, column: QVBoxLayout, desk: Desk, criterion: str) -> None:
        self.conclusion = None
        if not desk.conclusion(criterion):
            return
        part = self.conclusion = ConclusionPart(desk, criterion, self._drafts.get(criterion))
        part.concluded.connect(self.concluded)
        part.line_wanted.connect(self.line_wanted)
        part.drafted.connect(partial(self._on_drafted, criterion))
        part.grew.connect(partial(self.ensureWidgetVisible, part, 0, 24))
        column.addWidget(part)

    def _on_drafted(self, criterion: str, draft: Draft | None) -> None:
        if draft is None:
            self._drafts.pop(criterion, None)
        else:
            self._drafts[criterion] = draft

    def _add_item(self, column: QVBoxLayout, item: FindingItem) -> None:
        self._items[item.key] = item
        item.typed.connect(self.typed)
        item.left.connect(self.left)
        item.entered.connect(self.entered)
        item.caret_moved.connect(self.caret_moved)
        item.asked.connect(self.asked)
        column.addWidget(item)

    def _replace_body(self, body: QWidget) -> None:
        old = self.takeWidget()
        self.setWidget(body)
        if old is not None:
            # Later: the step may have been asked for by one of its own buttons.
            old.deleteLater()
