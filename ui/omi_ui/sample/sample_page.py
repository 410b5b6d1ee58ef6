"""The sample that was drawn: cases and reserves beside the method and the pictures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.report.wording import counted
from omi_desktop.sampling.method import method_paragraph
from omi_desktop.sampling.replacing import next_reserve
from omi_desktop.store import CaseStatus
from omi_desktop.store.kept_sample import account
from omi_ui.sample.kept import case_rows, reserve_rows, wanted_rows
from omi_ui.sample.rules_page import moment
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import button, label, named
from omi_ui.widgets.paired_bars import PairedBars
from omi_ui.widgets.pictures import PictureButtons
from omi_ui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument
    from omi_desktop.store.kept_sample import KeptSample
    from omi_ui.sample.pictures import Picture
    from omi_ui.sample.weights import WeightedScores

_EMPTY = (
    "Here stand the cases that are drawn, with how each came in and its chance, the reserves, the "
    "paragraph on the method, and the sample against the caseload."
)
_ABOUT_LIST = (
    "The list itself is not kept. Open it again to see the sample against the whole caseload."
)
_HIGH = 8
_WIDE = 56
"""Beside each other from so many text heights on, else one above the other."""


class SamplePage(QStackedWidget):
    """What came of the draw."""

    rules_wanted = Signal()
    replacement_wanted = Signal(str, str)
    """The reference of a case that falls out, and why."""
    comparison_wanted = Signal()
    copied = Signal()
    said = Signal(str)
    refused = Signal(object)
    team_wanted = Signal()
    page_wanted = Signal(bool)
    """Save the page as a document; whether with the list of cases."""

    def __init__(self, bank: Instrument) -> None:
        super().__init__()
        self._bank = bank
        self._kept: KeptSample | None = None
        self.begin_button = button("Begin with the rules", self.rules_wanted.emit, "primary")
        self._empty_words = EmptyPlace("No sample has been drawn here", _EMPTY, self.begin_button)
        self.addWidget(self._empty_words)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._build_cases())
        self._split.addWidget(self._build_side())
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 1)
        self.addWidget(self._split)

    @property
    def method(self) -> str:
        """Return the paragraph on the method."""
        return self._method.text()

    @property
    def about(self) -> str:
        """Return the line above the cases."""
        return self._about.text()

    @property
    def hint(self) -> str:
        """Return what is said of replacing the chosen case."""
        return self._hint.text()

    def show_sample(self, kept: KeptSample | None) -> None:
        """Show a sample, or that there is none."""
        self._kept = kept
        if kept is None:
            self.setCurrentWidget(self._empty_words)
            return
        listed = kept.listed
        self._about.setText(
            f"{counted(len(kept.current), 'case', 'cases')} of {listed.eligible:,} that could be "
            f"drawn from {listed.name}, drawn on {moment(listed.at)} by the rules of version "
            f"{listed.rules}."
        )
        self.cases.show_rows(
            ("Case", "How it came in", "Chance", "Office", "State"),
            case_rows(kept, self._bank),
            stretched=4,
            numbers=(2,),
        )
        self.reserves.show_rows(
            ("No.", "Case", "Counts for", "State"),
            reserve_rows(kept, self._bank),
            stretched=2,
            numbers=(0,),
        )
        self.reserves.be_high(6)
        used = len(kept.replacements)
        self._reserves_head.setText(f"Reserves: {len(kept.reserves) - used} waiting, {used} used")
        self._method.setText(method_paragraph(account(kept), self._bank))
        self.wanted.show_rows(
            ("Type or part", "Wanted", "There"),
            wanted_rows(kept, self._bank),
            stretched=0,
            numbers=(1, 2),
        )
        self.wanted.be_high(8)
        self.wanted.setVisible(bool(listed.wanted))
        if self.cases.row < 0 and kept.cases:
            self.cases.choose(0)
        self._show_hint()
        self.setCurrentWidget(self._split)

    def show_pictures(self, pictures: Sequence[Picture], *, compared: bool) -> None:
        """Show the pictures; with `compared` they hold the caseload too."""
        self._about_list.setVisible(not compared)
        self.compare_button.setVisible(not compared)
        for picture in pictures:
            drawn = self.pictures.get(picture.title)
            if drawn is None:
                drawn = self._add_picture(picture.title)
            drawn.show_bars(picture.bars)

    def show_weights(self, scores: WeightedScores | None) -> None:
        """Show the scores by weight beside the published ones, once something is scored."""
        there = scores is not None and bool(scores.rows)
        for part in (self._weights_head, self._about_weights, self.weighted):
            part.setVisible(there)
        if scores is not None and there:
            self._about_weights.setText(scores.words)
            self.weighted.show_rows(scores.head, scores.rows, stretched=0, numbers=(1, 2, 3))
            self.weighted.be_high(_HIGH)

    def focus(self) -> None:
        """Take the keyboard where something can be done next."""
        place = self.begin_button if self._kept is None else self.cases
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the side below the cases where there is no room beside them."""
        super().resizeEvent(event)
        is_wide = self.width() >= self.fontMetrics().height() * _WIDE
        way = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if not event.oldSize().isValid() or self._split.orientation() != way:
            self._split.setOrientation(way)
            # In proportion: the splitter makes them fill what there is.
            self._split.setSizes((6_000, 4_000))

    def _build_cases(self) -> QWidget:
        left = QWidget()
        left.setObjectName("surface")
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self._about = label("", "muted", wraps=True)
        column.addWidget(self._about)
        self.cases = RowsTable("The cases of the sample")
        self.cases.row_chosen.connect(self._on_case)
        self.cases.setMinimumHeight(120)
        column.addWidget(self.cases, 1)
        self._hint = label("", wraps=True)
        column.addWidget(self._hint)
        line = QHBoxLayout()
        line.setSpacing(8)
        column.addLayout(line)
        self.reason = QLineEdit()
        named(self.reason, "Why the chosen case falls out")
        self.reason.setPlaceholderText("Why it falls out; kept with the sample")
        self.reason.textChanged.connect(self._show_hint)
        self.reason.returnPressed.connect(self._on_replace)
        line.addWidget(self.reason, 1)
        self.replace_button = button("Replace", self._on_replace)
        line.addWidget(self.replace_button)
        self.team_button = button("Go on to the team", self.team_wanted.emit)
        line.addWidget(self.team_button)
        return left

    def _build_side(self) -> QWidget:
        side = QScrollArea()
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setWidgetResizable(True)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("surface")
        side.setWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(label("How the cases were chosen", "heading"))
        self._method = label("", wraps=True)
        self._method.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._method)
        self.copy_button = button("Copy the paragraph", self._on_copy)
        self.page_button = button("Save as one page…", partial(self.page_wanted.emit, False))
        self.list_button = button(
            "Save with the list of cases…", partial(self.page_wanted.emit, True)
        )
        named(self.page_button, "Save how the cases were chosen as one page")
        named(
            self.list_button,
            "Save how the cases were chosen with the list of cases",
            "For the inspected area: it names every case by its reference",
        )
        line = QHBoxLayout()
        line.setSpacing(8)
        column.addLayout(line)
        for act in (self.copy_button, self.page_button):
            line.addWidget(act)
        line.addStretch(1)
        column.addWidget(self.list_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.wanted = RowsTable("What was wanted, and what the sample has")
        column.addWidget(self.wanted)
        self._reserves_head = label("", "heading")
        column.addWidget(self._reserves_head)
        self.reserves = RowsTable("The reserves, in order")
        column.addWidget(self.reserves)
        self._weights_head = label("Scores by design weight", "heading")
        column.addWidget(self._weights_head)
        self._about_weights = label("", "muted", wraps=True)
        column.addWidget(self._about_weights)
        self.weighted = RowsTable("Scores, published and by design weight")
        column.addWidget(self.weighted)
        self.show_weights(None)
        column.addWidget(label("Sample against caseload", "heading"))
        self._about_list = label(_ABOUT_LIST, "muted", wraps=True)
        column.addWidget(self._about_list)
        self.compare_button = button("Open the list again…", self.comparison_wanted.emit)
        column.addWidget(self.compare_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.pictures: dict[str, PairedBars] = {}
        self.picture_buttons: dict[str, PictureButtons] = {}
        self._pictures = QVBoxLayout()
        self._pictures.setSpacing(4)
        column.addLayout(self._pictures)
        column.addStretch(1)
        return side

    def _add_picture(self, title: str) -> PairedBars:
        drawn = PairedBars(title, "List", "Sample")
        buttons = PictureButtons(drawn)
        buttons.title = f"Sample against caseload, {title[0].lower()}{title[1:]}"
        buttons.said.connect(self.said)
        buttons.refused.connect(self.refused)
        self.pictures[title], self.picture_buttons[title] = drawn, buttons
        self._pictures.addWidget(drawn)
        self._pictures.addWidget(buttons, 0, Qt.AlignmentFlag.AlignLeft)
        return drawn

    def _on_case(self, _row: int) -> None:
        self._show_hint()

    def _show_hint(self) -> None:
        """Say which reserve would come in for the chosen case, before it does."""
        kept, row = self._kept, self.cases.row
        self.replace_button.setEnabled(False)
        self.replace_button.setText("Replace")
        if kept is None or not 0 <= row < len(kept.cases):
            self._hint.setText("")
            return
        ref = kept.cases[row].ref
        current = {one.ref: one.counts_for for one in kept.current}
        if ref not in current:
            self._hint.setText(f"{ref} is not in the sample any more.")
            return
        used = {one.taken for one in kept.replacements}
        waiting = {one.ref: one.counts_for for one in kept.reserves if one.ref not in used}
        wanted = dict(kept.listed.wanted)
        found = next_reserve(ref, current, waiting, wanted, kept.listed.strata)
        if found is None:
            self._hint.setText(
                f"No reserve that is left counts for the same minimums as {ref}. Withdraw it on "
                "the screen Cases, or draw again with more reserves."
            )
            return
        begun = kept.status[kept.cases[row].case] is not CaseStatus.NOT_STARTED
        words = f"{ref} gives way to {found}, the next reserve with which every minimum holds."
        self._hint.setText(f"{words} It has been begun." if begun else words)
        self.replace_button.setText(f"Replace {ref} by {found}")
        self.replace_button.setEnabled(bool(self.reason.text().strip()))

    def _on_replace(self) -> None:
        kept, row = self._kept, self.cases.row
        if kept is not None and self.replace_button.isEnabled():
            self.replacement_wanted.emit(kept.cases[row].ref, self.reason.text().strip())

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._method.text())
        self.copied.emit()
