"""What the readings differ on: a table, the chosen one side by side, and the third answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from omi_ui import theme
from omi_ui.moderation.agreeing import Agreeing
from omi_ui.moderation.side_by_side import SideBySide
from omi_ui.moderation.state import DIFFERENCE_TITLES, Difference, Sought, difference_row
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.flow_line import FlowLine
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.rows_table import RowsTable
from omi_ui.widgets.still_combo import StillCombo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from omi_ui.moderation.state import ModerationState

_EMPTY = (
    "Where the two readings of a case differ, it stands here once both are complete. Until then "
    "the second reading is blind and shown to nobody."
)


class DifferencesPage(QStackedWidget):
    """Goes from one difference to the next with the keyboard alone."""

    agreed = Signal(str, str, str, str)
    """The ids of the case and the question, the stored value, and the reason."""
    given_up = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[Difference, ...] = ()
        self._found: tuple[Difference, ...] = ()
        self._names: Mapping[str, str] = {}
        self._sought = Sought()
        self._offered: list[tuple[str, str]] = []
        self.addWidget(EmptyPlace("Nothing differs", _EMPTY))
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll = scroll
        body = QWidget()
        body.setObjectName("surface")
        scroll.setWidget(body)
        self.addWidget(scroll)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._build_filters())
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        column.addWidget(split, 1)
        self.table = RowsTable("What the two readings differ on")
        # In lines of text: with large text the page scrolls before a part of it is cut.
        tall = theme.measure().height()
        self.table.setMinimumHeight(tall * 7)
        self.table.row_chosen.connect(self._on_row)
        self.table.opened.connect(self._on_opened)
        split.addWidget(self.table)
        self.both = SideBySide()
        self.both.setMinimumHeight(tall * 7)
        split.addWidget(self.both)
        # In proportion: the splitter makes them fill what there is.
        split.setSizes((5_000, 4_000))
        self.agreeing = Agreeing()
        self.agreeing.agreed.connect(self._on_agreed)
        self.agreeing.given_up.connect(self._on_given_up)
        self.agreeing.left.connect(self.focus)
        self.agreeing.taking.connect(self._on_taking)
        column.addWidget(self.agreeing)
        self._add_keys()

    @property
    def chosen(self) -> Difference | None:
        """Return the difference whose line is chosen."""
        at = self.table.row
        return self._found[at] if 0 <= at < len(self._found) else None

    @property
    def sought(self) -> Sought:
        """Return which differences are on the screen."""
        return self._sought

    def show_state(self, state: ModerationState) -> None:
        """Show what differs; the line that was chosen stays chosen where it still is one."""
        self._all, self._names = state.differences, state.names
        self.setCurrentIndex(1 if self._all else 0)
        known = [("All cases", "")]
        known += [(row.read.case.ref, row.read.case.id) for row in state.rows if row.differing]
        if known != [
            (self.case.itemText(n), self.case.itemData(n)) for n in range(self.case.count())
        ]:
            self._offer(known)
        self._show_sought()

    def seek(self, sought: Sought) -> None:
        """Show these differences alone."""
        self._sought = sought
        for box, is_on in (
            (self.only_open, sought.only_open),
            (self.only_harm, sought.only_risk_of_harm),
            (self.only_line, sought.only_across_line),
        ):
            box.setChecked(is_on)
        self.case.setCurrentIndex(max(self.case.findData(sought.case), 0))
        self._show_sought()

    def choose(self, place: tuple[str, str]) -> None:
        """Choose a difference by the ids of its case and its question."""
        at = next((n for n, one in enumerate(self._found) if one.place == place), -1)
        if at >= 0:
            self.table.choose(at)

    def go_on(self) -> None:
        """Choose the next difference that is open, from the top again after the last."""
        many, at = len(self._found), self.table.row
        order = [(at + step) % many for step in range(1, many + 1)] if many else []
        to = next((n for n in order if self._found[n].answer.is_open), None)
        if to is not None:
            self.table.choose(to)
        self.focus()

    def focus(self) -> None:
        """Take the keyboard, in the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(self.table)

    def _build_filters(self) -> FlowLine:
        self.case = StillCombo()
        self.case.setAccessibleName("Case")
        self.case.setSizeAdjustPolicy(StillCombo.SizeAdjustPolicy.AdjustToContents)
        self.case.activated.connect(self._on_filter)
        self.only_open = QCheckBox("Only open")
        self.only_harm = QCheckBox("Only Risk of Harm")
        self.only_line = QCheckBox("Only across the line")
        boxes = (self.only_open, self.only_harm, self.only_line)
        for box in boxes:
            box.clicked.connect(self._on_filter)
        self.next_button = button("Next that is open (N)", self.go_on, "quiet")
        self._words = label("", "muted")
        self._filters = FlowLine(self.case, *boxes, self.next_button, self._words, gap=12)
        return self._filters

    def _add_keys(self) -> None:
        keys = {"F": self.agreeing.take_first, "S": self.agreeing.take_second, "N": self.go_on}
        for key, act in keys.items():
            self._add_key(key).activated.connect(act)
        for digit in "0123456789":
            self._add_key(digit).activated.connect(
                lambda digit=digit: self.agreeing.take_digit(digit)
            )

    def _add_key(self, key: str) -> QShortcut:
        # In the table alone: in the reason a letter is a letter.
        shortcut = QShortcut(QKeySequence(key), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        return shortcut

    def _offer(self, known: list[tuple[str, str]]) -> None:
        self._offered = known
        self.case.clear()
        for words, case in known:
            self.case.addItem(words, case)
        at = self.case.findData(self._sought.case)
        if at < 0:
            self._sought = replace(self._sought, case="")
        self.case.setCurrentIndex(max(at, 0))
        self._filters.place()

    def _show_sought(self) -> None:
        before = self.chosen
        self._found = tuple(one for one in self._all if self._sought.fits(one))
        shown, every = len(self._found), len(self._all)
        self._words.setText(f"{shown:,} of {every:,} shown" if shown < every else "")
        self._filters.place()
        at = self.table.row
        self.table.show_rows(
            DIFFERENCE_TITLES, [difference_row(one) for one in self._found], stretched=5
        )
        if before is not None and before.place in [one.place for one in self._found]:
            self.choose(before.place)
        elif self._found:
            self.table.choose(min(max(at, 0), len(self._found) - 1))
        self._on_row(self.table.row)

    def _on_filter(self) -> None:
        self._sought = Sought(
            self.case.currentData() or "",
            self.only_open.isChecked(),
            self.only_harm.isChecked(),
            self.only_line.isChecked(),
        )
        self._show_sought()

    def _on_row(self, _row: int) -> None:
        self.both.show_difference(self.chosen, self._names)
        self.agreeing.show_difference(self.chosen)

    def _on_opened(self, _row: int) -> None:
        self.agreeing.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_taking()

    def _on_taking(self) -> None:
        # With large text the page is higher than the window.
        self._scroll.ensureWidgetVisible(self.agreeing.says)

    def _on_agreed(self, value: str, reason: str) -> None:
        one = self.chosen
        if one is not None:
            self.agreed.emit(*one.place, value, reason)

    def _on_given_up(self) -> None:
        one = self.chosen
        if one is not None:
            self.given_up.emit(*one.place)
