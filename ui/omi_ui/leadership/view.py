"""Section 4 as it is written: an outline of its criteria, and the page of one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.errors import OmiError
from omi_desktop.report import listing
from omi_desktop.report.wording import within
from omi_desktop.store import Evidence, Inspection, Rating, new_key
from omi_ui.keeping import Keeper
from omi_ui.leadership.desk import Desk
from omi_ui.leadership.known import Known
from omi_ui.leadership.page import CriterionPage
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.movable import Deed
from omi_ui.widgets.two_lines import two_line_outline
from omi_ui.writing.inserting import FIGURE_KEYS, REFERENCE_KEYS, Inserting

_EMPTY = (
    "Here the criteria of section 4 are rated in words, each from evidence on its specific "
    "criteria: interviews, documents, what the cases show and what staff say."
)
_NO_CRITERIA = "The question bank of this inspection has no criteria that are rated in words."

_SIDE_FROM = 1080
"""Below this width, at normal text size, the panel beside the text folds away."""


class LeadershipView(QWidget):
    """Shows ratings and evidence and keeps what is written; says so only when the file said so."""

    saved = Signal(object)
    writing = Signal()
    refused = Signal(object)
    said = Signal(str, object)
    """What happened, and a callable that undoes it, or None."""

    def __init__(self, inspection: Inspection, by: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._inspection = inspection
        self._by = by
        self._desk: Desk | None = None
        self._criterion = ""
        self._unsaved: set[str] = set()
        self._keeper = Keeper(inspection, by, self._on_pause, self.save, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self._stack.addWidget(self._build_middle())
        criteria = inspection.instrument.leadership
        first = criteria[0].id if criteria else ""
        begin = partial(self.open_criterion, first)
        self.begin_button = button(f"Begin with {first}", begin, "primary")
        self.begin_button.setVisible(bool(first))
        words = _EMPTY if first else _NO_CRITERIA
        self.empty = EmptyPlace("Nothing is rated yet", words, self.begin_button)
        self._stack.addWidget(self.empty)
        self._connect_parts()

    @property
    def criterion(self) -> str:
        """Return the id of the criterion that is open, or ""."""
        return self._criterion

    def show_now(self, criterion: str = "") -> None:
        """Read cases and records anew and show a criterion, else the one that was open."""
        self.save()
        try:
            desk = self._desk = Desk(self._inspection, self._by)
        except OmiError as error:
            self.refused.emit(error)
            return
        self._keeper.watch(desk.evidence)
        wanted = criterion or self._criterion
        if not desk.criteria or not (wanted or desk.has_anything()):
            self._counts.setText("")
            self._stack.setCurrentWidget(self.empty)
            self._fold()
            self.begin_button.setFocus()
            return
        self.open_criterion(wanted or desk.criteria[0].id)

    def open_criterion(self, criterion: str) -> None:
        """Open the page of a criterion."""
        self.save()
        if self._desk is not None:
            self._criterion = criterion
            self._stack.setCurrentIndex(0)
            self._fold()
            self._show_page()
            self.page.focus_first()

    def save(self) -> None:
        """Bring every word to disk; evidence whose words are all gone is removed."""
        self._keeper.stop()
        unsaved, self._unsaved = self._unsaved, set()
        self._save(unsaved)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the panel on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.inserting.close_panel()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the panel away where there is no room for it."""
        super().resizeEvent(event)
        self._fold()

    def _build_head(self) -> QFrame:
        head = QFrame()
        head.setObjectName("head")
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        self._head.setContentsMargins(16, 8, 16, 8)
        self._head.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(4)
        self._head.addLayout(line, 1)
        line.addWidget(label("Leadership", "title"))
        line.addSpacing(12)
        self._counts = label("", "muted")
        self._counts.setMinimumWidth(40)
        line.addWidget(self._counts, 1)
        line = QHBoxLayout()
        line.setSpacing(4)
        self._head.addLayout(line)
        self._acts: list[QPushButton] = []
        self.known_button = button("Beside", self._fold, "quiet", "What cases and staff say")
        self.known_button.setAccessibleName("What cases and staff say")
        self.known_button.setCheckable(True)
        for words, asked, keys in (
            ("Insert figure…", self._ask_figure, FIGURE_KEYS),
            ("Refer to a finding…", self._ask_reference, REFERENCE_KEYS),
        ):
            act = button(words, asked, "quiet", keys)
            act.setAccessibleDescription(keys)
            keeps_room = act.sizePolicy()
            keeps_room.setRetainSizeWhenHidden(True)
            act.setSizePolicy(keeps_room)
            self._acts.append(act)
            line.addWidget(act)
        line.addWidget(self.known_button)
        line.addStretch(0)
        return head

    def _build_middle(self) -> QWidget:
        middle = QWidget()
        line = QHBoxLayout(middle)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self._outline_frame = QFrame()
        self._outline_frame.setObjectName("outlineside")
        inside = QVBoxLayout(self._outline_frame)
        inside.setContentsMargins(0, 8, 1, 8)
        self.outline = two_line_outline("Criteria of section 4")
        inside.addWidget(self.outline)
        line.addWidget(self._outline_frame)
        self.page = CriterionPage()
        line.addWidget(self.page, 1)
        self.known = Known()
        line.addWidget(self.known)
        self.inserting = Inserting(self._inspection.instrument)
        line.addWidget(self.inserting)
        return middle

    def _connect_parts(self) -> None:
        self._keeper.saved.connect(self.saved)
        self._keeper.writing.connect(self.writing)
        self._keeper.refused.connect(self.refused)
        self._keeper.said.connect(self.said)
        self.outline.wanted.connect(self.open_criterion)
        self.inserting.toggled.connect(self._fold)
        self.page.rated.connect(self._on_rated)
        self.page.typed.connect(self._on_typed)
        self.page.left.connect(self.save)
        self.page.asked.connect(self._on_asked)
        self.page.evidence_wanted.connect(self._on_evidence_wanted)
        slots: tuple[tuple[str, Callable[[], None]], ...] = (
            (FIGURE_KEYS, self._ask_figure),
            (REFERENCE_KEYS, self._ask_reference),
            ("Ctrl+PgDown", partial(self._turn, 1)),
            ("Ctrl+PgUp", partial(self._turn, -1)),
        )
        for keys, slot in slots:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _show_page(self) -> None:
        if self._desk is not None and self._criterion:
            self._unsaved.clear()
            self.inserting.forget()
            ratings = self._inspection.instrument.ratings
            self.page.show_criterion(self._desk, self._criterion, ratings)
            self.known.show_criterion(self._desk, self._criterion)
            self._refresh_outline()

    def _refresh_outline(self) -> None:
        desk = self._desk
        if desk is not None:
            self.outline.show_entries(desk.entries(), self._criterion)
            rated = sum(bool(desk.label(each.id)) for each in desk.criteria)
            self._counts.setText(f"{rated} of {len(desk.criteria)} criteria rated")

    def _on_typed(self, row_id: str) -> None:
        self._unsaved.add(row_id)
        self._keeper.typed()

    def _on_pause(self) -> None:
        """Save what has words; who has just deleted all of them may be about to write new ones."""
        wordless = {row_id for row_id in self._unsaved if self._has_lost_words(row_id)}
        worded = self._unsaved - wordless
        self._unsaved = wordless
        self._save(worded)

    def _has_lost_words(self, row_id: str) -> bool:
        desk, item = self._desk, self.page.items.get(row_id)
        if desk is None or item is None:
            return False
        return not listing.says_something(item.record(desk.evidence.record(row_id)))

    def _save(self, unsaved: set[str]) -> None:
        desk = self._desk
        if desk is None or not unsaved:
            return
        seen = {
            row_id: item.record(desk.evidence.record(row_id))
            for row_id, item in self.page.items.items()
            if row_id in unsaved
        }
        taken = self._keeper.keep(desk.evidence, seen, _named, self._show_page)
        if "" in unsaved and self.page.reason is not None:
            text, accepted = self.page.reason.written()
            kept = desk.rating(self._criterion)
            taken &= self._rate(replace(kept, reason=text.strip(), accepted=accepted))
        if not taken:
            # Still on the screen and nowhere else: to be tried again at the next chance.
            self._unsaved |= unsaved
        self._refresh_outline()

    def _rate(self, rating: Rating) -> bool:
        """Write a rating, or remove one that says nothing any more; tell whether it was taken."""
        desk = self._desk
        if desk is None:
            return False
        kept = desk.rating(rating.criterion)
        if rating == kept:
            return True
        if rating.rating or rating.reason:
            taken = self._keeper.change(put=(rating,))
        else:
            taken = not desk.has_rating(rating.criterion) or self._keeper.change(drop=(kept,))
        if taken:
            desk.read_ratings()
            self._refresh_outline()
        return taken

    def _on_rated(self, rating: str) -> None:
        self.save()
        desk, criterion = self._desk, self._criterion
        if desk is None:
            return
        before = desk.rating(criterion)
        if before.rating == rating:
            return
        if not self._rate(replace(before, rating=rating)):
            if self.page.rating is not None:
                self.page.rating.show_rating(before.rating)
            return
        words = within(desk.label(criterion)) or "not rated"
        back = partial(self._rate_back, desk, criterion, before.rating)
        self.said.emit(f"{criterion} is now {words}.", back)

    def _rate_back(self, desk: Desk, criterion: str, rating: str) -> None:
        self.save()
        # Only while the same reading is on the desk: the bar outlives the screen.
        if desk is not self._desk:
            return
        taken = self._rate(replace(desk.rating(criterion), rating=rating))
        if taken and criterion == self._criterion and self.page.rating is not None:
            self.page.rating.show_rating(rating)

    def _on_evidence_wanted(self, specific: str) -> None:
        self.save()
        desk = self._desk
        if desk is None:
            return
        fresh = desk.evidence.fresh(Evidence(new_key(), self._criterion, specific, 0, ""))
        if self._keeper.write(desk.evidence, listing.added(desk.evidence.rows, fresh)):
            self._show_page()
            self.page.focus_row(fresh.id)

    def _on_asked(self, row_id: str, deed: Deed) -> None:
        self.save()
        desk = self._desk
        if desk is None or not desk.evidence.has(row_id):
            return
        kept = desk.evidence
        record = kept.record(row_id)
        name = _named(record)
        if deed is Deed.REMOVE:
            ids = [row.id for row in kept.of(record.specific)]
            at = ids.index(row_id)
            beside = (ids[at + 1 : at + 2] or ids[max(at - 1, 0) : at] or [""])[0]
            after = listing.without(kept.rows, row_id)
            self._keeper.step(kept, after, f"Removed {name}.", self._show_page)
            if beside:
                self.page.focus_row(beside)
            else:
                self.page.focus_adder(record.specific)
            return
        after = listing.moved(kept.rows, row_id, -1 if deed is Deed.UP else 1)
        self._keeper.step(kept, after, f"Moved {name}.", self._show_page)
        self.page.focus_row(row_id)

    def _ask_figure(self) -> None:
        desk, reason = self._desk, self.page.reason
        if desk is not None and reason is not None:
            self.inserting.ask_figure(reason, desk.figures, self._criterion)

    def _ask_reference(self) -> None:
        desk, reason = self._desk, self.page.reason
        if desk is not None and reason is not None:
            self.inserting.ask_reference(reason, desk.figures, desk.findings, self._criterion)

    def _turn(self, by: int) -> None:
        ids = [each.id for each in self._desk.criteria] if self._desk else []
        if self._criterion in ids:
            to = ids.index(self._criterion) + by
            if 0 <= to < len(ids):
                self.open_criterion(ids[to])

    def _fold(self) -> None:
        em = self.fontMetrics().height() / 15
        is_wide = self.width() >= _SIDE_FROM * em
        way = QBoxLayout.Direction
        self._head.setDirection(way.LeftToRight if is_wide else way.TopToBottom)
        is_asked = not self.inserting.isHidden() or self.known_button.isChecked()
        self._outline_frame.setFixedWidth(min(int(248 * em), int(self.width() * 0.27)))
        for side in (self.known, self.inserting):
            side.setFixedWidth(min(int(356 * em), int(self.width() * 0.45)))
        is_page = self._stack.currentWidget() is not self.empty
        for act in self._acts:
            act.setVisible(is_page)
        self.known_button.setVisible(is_page and not is_wide)
        self.known.setVisible(self.inserting.isHidden() and (is_wide or is_asked))
        # Text and what is beside it come first where three columns do not fit.
        self._outline_frame.setVisible(is_wide or not is_asked)


def _named(evidence: Evidence) -> str:
    words = evidence.text or evidence.source
    if not words.strip():
        return "a piece of evidence without words"
    return f"“{words}”" if len(words) <= 60 else f"“{words[:59].rstrip()}…”"
