"""What differs, side by side: ours, the assessor's, and what both started from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.store.merge_records import Keep
from omi_ui.returns.differences import Difference, Side, row
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from omi_ui.returns.state import ReturnsState

_EMPTY = (
    "Where an assessor and this copy have changed the same thing differently, it stands here until "
    "one of the two is chosen. Until then ours stays."
)
_TITLES = ("Case", "Place", "Ours", "Theirs", "Question")
_SIDES = ("Ours", "Theirs", "Before")


class DiffersPage(QStackedWidget):
    """A table of what is open; the chosen one in three columns; one key settles it."""

    settling_wanted = Signal(object, object)
    """The conflict, and which side is kept."""
    rule_wanted = Signal(object)
    returns_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[Difference, ...] = ()
        self._keep = Keep.OURS
        self.returns_button = button("Go to the returns", self.returns_wanted.emit, "primary")
        self.addWidget(EmptyPlace("Nothing differs", _EMPTY, self.returns_button))
        body = QWidget()
        body.setObjectName("surface")
        self.addWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        column.addWidget(split, 1)
        self.table = RowsTable("What differs and is open")
        self.table.setMinimumHeight(80)
        self.table.row_chosen.connect(self._on_row)
        split.addWidget(self.table)
        split.addWidget(self._build_sides())
        # In proportion: the splitter makes them fill what there is.
        split.setSizes((5_000, 5_000))
        line = QHBoxLayout()
        line.setSpacing(8)
        column.addLayout(line)
        self.ours_button = button("Keep ours (O)", self._on_ours)
        self.theirs_button = button("Keep theirs (T)", self._on_theirs)
        line.addWidget(self.ours_button)
        line.addWidget(self.theirs_button)
        line.addStretch(1)
        self.all_ours_button = button("Keep ours everywhere…", self._on_all_ours, "quiet")
        self.all_theirs_button = button("Keep theirs everywhere…", self._on_all_theirs, "quiet")
        line.addWidget(self.all_ours_button)
        line.addWidget(self.all_theirs_button)
        self._sure = self._build_sure()
        column.addWidget(self._sure)
        for key, act in (("O", self._on_ours), ("T", self._on_theirs)):
            shortcut = QShortcut(QKeySequence(key), body)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    @property
    def chosen(self) -> Difference | None:
        """Return the difference whose line is chosen."""
        at = self.table.row
        return self._found[at] if 0 <= at < len(self._found) else None

    @property
    def asks(self) -> str:
        """Return the question that is asked before all is settled by a rule, or ""."""
        return "" if self._sure.isHidden() else self._sure_words.text()

    @property
    def sides(self) -> tuple[str, str, str]:
        """Return what stands in the columns: ours, theirs, before."""
        ours, theirs, before = (
            "\n".join(filter(None, (one.text() for one in self._cells[side]))) for side in _SIDES
        )
        return ours, theirs, before

    def show_state(self, state: ReturnsState) -> None:
        """Show what is open; the line after one that was settled is chosen."""
        self._found = state.differences
        self.setCurrentIndex(1 if self._found else 0)
        self._sure.hide()
        self.table.show_rows(_TITLES, [row(one) for one in self._found], stretched=4)
        if self.table.row < 0 and self._found:
            self.table.choose(0)
        else:
            self._on_row(self.table.row)

    def focus(self) -> None:
        """Take the keyboard, in the table."""
        place = self.table if self._found else self.returns_button
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_sides(self) -> QWidget:
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName("The chosen difference, side by side")
        body = QWidget()
        body.setObjectName("surface")
        scroll.setWidget(body)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        self._asked = label("", "strong", wraps=True)
        grid.addWidget(self._asked, 0, 0, 1, len(_SIDES))
        self._cells: dict[str, tuple[QLabel, QLabel, QLabel]] = {}
        for at, side in enumerate(_SIDES):
            grid.setColumnStretch(at, 1)
            grid.addWidget(label(side, "small"), 1, at)
            made = (
                label("", wraps=True),
                label("", "muted", wraps=True),
                label("", wraps=True),
            )
            for below, cell in enumerate(made, 2):
                cell.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(cell, below, at)
            self._cells[side] = made
        grid.setRowStretch(5, 1)
        return scroll

    def _build_sure(self) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self._sure_words = label("", wraps=True)
        line.addWidget(self._sure_words, 1)
        self.sure_button = button("Settle them", self._on_sure, "primary")
        line.addWidget(self.sure_button)
        self.not_sure_button = button("Leave them open", self._on_not_sure)
        line.addWidget(self.not_sure_button)
        made.hide()
        return made

    def _on_row(self, _row: int) -> None:
        one = self.chosen
        if one is None:
            return
        self._asked.setText(": ".join(filter(None, (f"{one.ref}, {one.place}", one.asked))))
        for name, side in zip(_SIDES, (one.ours, one.theirs, one.before), strict=True):
            self._show_side(name, side)

    def _show_side(self, name: str, side: Side) -> None:
        value, who, note = self._cells[name]
        value.setText(side.value)
        who.setText(side.who)
        note.setText(f"Note: {side.note}" if side.note else "")

    def _on_ours(self) -> None:
        self._settle(Keep.OURS)

    def _on_theirs(self) -> None:
        self._settle(Keep.ASSESSOR)

    def _settle(self, keep: Keep) -> None:
        one = self.chosen
        if one is not None:
            self.settling_wanted.emit(one.conflict, keep)

    def _on_all_ours(self) -> None:
        self._ask(Keep.OURS)

    def _on_all_theirs(self) -> None:
        self._ask(Keep.ASSESSOR)

    def _ask(self, keep: Keep) -> None:
        """Ask in place: what a rule settles is much at once."""
        self._keep = keep
        which = "ours" if keep is Keep.OURS else "the assessor’s"
        words = f"Keep {which} in all {len(self._found):,} places?"
        if keep is Keep.ASSESSOR:
            words += " Where two assessors differ, it stays open."
        words += " The history keeps both."
        self._sure_words.setText(words)
        self._sure.show()
        self.not_sure_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_sure(self) -> None:
        self.rule_wanted.emit(self._keep)

    def _on_not_sure(self) -> None:
        self._sure.hide()
        self.focus()
