"""The performance table as it is written: cells, asterisks by the rule, decisions with a reason."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from omi_desktop.errors import OmiError
from omi_desktop.report import listing
from omi_desktop.report.kept_list import KeptList
from omi_desktop.report.listing import Row, Rows
from omi_desktop.report.performance import area_met
from omi_desktop.report.performance_paste import filled, pasted
from omi_desktop.report.performance_rows import Column, begun, decided, typed
from omi_desktop.report.wording import counted
from omi_desktop.store import Indicator, Inspection
from omi_ui.keeping import Keeper
from omi_ui.performance.grid import Grid
from omi_ui.performance.head import PerformanceHead
from omi_ui.performance.table import COLUMNS, IndicatorTable
from omi_ui.performance.why import Why
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import button

_EMPTY = (
    "Here stand the targets that the area was set and what it reached, beside England and Wales. "
    "An asterisk shows a target that is met or narrowly missed. Copy the rows from a spreadsheet, "
    "or begin with one."
)


class PerformanceView(QWidget):
    """Shows the indicators and keeps what is typed; says so only when the file said so."""

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
        self._area = inspection.details.area
        self._kept: KeptList[Indicator] | None = None
        self._keeper = Keeper(inspection, by, self._on_pause, self.save, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = PerformanceHead()
        column.addWidget(self.head)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.table = IndicatorTable(self._area)
        self.grid = Grid(self.table)
        self._stack.addWidget(self.grid)
        self.add_first = button("Add a row", self.add_row, "primary")
        paste = button("Paste rows from a spreadsheet", self.paste_rows)
        self.empty = EmptyPlace("No indicators yet", _EMPTY, self.add_first, paste)
        self._stack.addWidget(self.empty)
        self.why = Why(self._area)
        column.addWidget(self.why)
        self._connect_parts()

    @property
    def rows(self) -> Rows[Indicator]:
        """Return the rows as they stand."""
        return self._kept.rows if self._kept else ()

    def show_now(self) -> None:
        """Read the indicators anew and show them."""
        self.save()
        begun = listing.unfinished(self.rows)
        kept = self._kept = KeptList(self._inspection, Indicator, self._by)
        self._keeper.watch(kept)
        self._keeper.carry(kept, begun)
        self._show()
        if kept.rows:
            self.grid.choose(kept.rows[0].id, Column.INDICATOR)
            self.grid.setFocus()
        else:
            self.add_first.setFocus()

    def save(self) -> None:
        """Take what is being typed, so that all of it is on disk."""
        self._keeper.stop()
        self.grid.cells.finish()
        self._keep_decision()

    def add_row(self) -> None:
        """Begin an indicator below the chosen one; it is kept once it has a name and a target."""
        self.save()
        kept = self._kept
        if kept is None:
            return
        own = self.grid.row_id
        like = kept.record(own) if own else kept.rows[-1].record if kept.rows else None
        fresh = kept.fresh(begun(like))
        if self._keeper.write(kept, listing.added(kept.rows, fresh, own)):
            self._show()
            self.grid.type_in(fresh.id, Column.INDICATOR if like else Column.BLOCK)

    def paste_rows(self) -> None:
        """Add the rows that were copied in a spreadsheet below the last one."""
        self.save()
        kept = self._kept
        if kept is None:
            return
        like = kept.rows[-1].record if kept.rows else None
        try:
            found = pasted(QGuiApplication.clipboard().text(), like, self._area)
        except OmiError as error:
            self.refused.emit(error)
            return
        fresh = tuple(kept.fresh(indicator) for indicator in found.indicators)
        words = f"Pasted {counted(len(fresh), 'row', 'rows')}."
        if found.differing:
            words += (
                f" By the rule the asterisks differ from those copied at {_few(found.differing)}."
            )
        if self._keeper.step(kept, (*kept.rows, *fresh), words, self._show):
            self.grid.choose(fresh[0].id, Column.INDICATOR)
            self.grid.setFocus()

    def move_row(self, by: int) -> None:
        """Move the chosen row up or down."""
        self.save()
        kept, own = self._kept, self.grid.row_id
        if kept is not None and own:
            words = f"Moved {_named(kept.record(own))}."
            self._keeper.step(kept, listing.moved(kept.rows, own, by), words, self._show)
            self.grid.choose(own)

    def remove_row(self) -> None:
        """Remove the chosen row."""
        self.save()
        kept, own = self._kept, self.grid.row_id
        if kept is None or not own:
            return
        ids = [row.id for row in kept.rows]
        at = ids.index(own)
        beside = ids[at + 1] if at + 1 < len(ids) else ids[max(at - 1, 0)]
        words = f"Removed {_named(kept.record(own))}."
        self._keeper.step(kept, listing.without(kept.rows, own), words, self._show)
        self.grid.choose(beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the actions below the counts where there is no room beside them."""
        super().resizeEvent(event)
        em = self.fontMetrics().height() / 15
        self.head.show_in_two_lines(two_lines=self.width() <= 860 * em)

    def _connect_parts(self) -> None:
        for mine, keepers in (
            (self.saved, self._keeper.saved),
            (self.writing, self._keeper.writing),
            (self.refused, self._keeper.refused),
            (self.said, self._keeper.said),
        ):
            keepers.connect(mine)
        self.head.add_wanted.connect(self.add_row)
        self.head.paste_wanted.connect(self.paste_rows)
        self.head.move_wanted.connect(self.move_row)
        self.head.remove_wanted.connect(self.remove_row)
        self.table.typed.connect(self._on_typed)
        self.grid.row_chosen.connect(self._on_row)
        self.grid.writing.connect(self._keeper.typed)
        self.grid.paste_wanted.connect(self._on_paste_cells)
        self.grid.undo_wanted.connect(self._keeper.undo)
        self.why.changed.connect(self._on_decided)
        self.why.typed.connect(self._keeper.typed)
        self.why.left.connect(self._keep_decision)
        slots: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+Return", self.add_row),
            ("Ctrl+Shift+V", self.paste_rows),
            ("Alt+Up", partial(self.move_row, -1)),
            ("Alt+Down", partial(self.move_row, 1)),
            ("Ctrl+Shift+Del", self.remove_row),
        )
        for keys, slot in slots:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _show(self) -> None:
        rows, own = self.rows, self.grid.row_id
        self.table.show_rows(rows)
        self.grid.choose(own)
        met = sum(1 for row in rows if listing.says_something(row.record) and area_met(row.record))
        whole = sum(1 for row in rows if listing.says_something(row.record))
        self.head.show_counts(whole, met, self._area)
        self._stack.setCurrentWidget(self.grid if rows else self.empty)
        self._show_why()

    def _show_why(self) -> None:
        kept, own = self._kept, self.grid.row_id
        is_row = kept is not None and kept.has(own)
        self.why.setVisible(is_row)
        if kept is not None and is_row:
            self.why.show_indicator(kept.record(own))

    def _on_row(self, _row_id: str) -> None:
        self._show_why()

    def _on_typed(self, row_id: str, column: Column, words: str) -> None:
        kept = self._kept
        if kept is None or not kept.has(row_id):
            return
        try:
            fresh = typed(kept.record(row_id), column, words)
        except OmiError as error:
            self.refused.emit(error)
            return
        self._rewrite(row_id, fresh)

    def _rewrite(self, row_id: str, fresh: Indicator, words: str = "") -> None:
        kept = self._kept
        if kept is not None:
            after = listing.rewritten(kept.rows, row_id, fresh)
            if not self._keeper.step(kept, after, words, self._show):
                # Nothing changed, or the file refused: what it holds is shown again.
                self._show_why()

    def _on_pause(self) -> None:
        """Keep what is typed so far where it can be kept; half a figure is not complained of."""
        being = self.grid.cells.open_cell()
        kept = self._kept
        if being is None or kept is None:
            self._keep_decision()
            return
        index, words = being
        row_id, column = kept.rows[index.row()].id, COLUMNS[index.column()]
        try:
            fresh = typed(kept.record(row_id), column, words)
        except OmiError:
            # It is said when the writer leaves the cell.
            return
        self._rewrite(row_id, fresh)

    def _on_decided(self) -> None:
        kept, own = self._kept, self.grid.row_id
        if kept is None or not own:
            return
        try:
            fresh = self._decided(kept.record(own))
        except OmiError as error:
            self.why.show_hint(str(error))
            self.why.reason_field.setFocus()
            return
        self._rewrite(own, fresh, f"Decided on the asterisk of {_named(fresh)}.")

    def _keep_decision(self) -> None:
        kept, own = self._kept, self.grid.row_id
        if kept is None or not kept.has(own) or not self.why.reason_field.isVisibleTo(self.why):
            return
        before = kept.record(own)
        try:
            fresh = self._decided(before)
        except OmiError as error:
            self.why.show_hint(str(error))
            return
        if fresh != before:
            self._rewrite(own, fresh)

    def _decided(self, indicator: Indicator) -> Indicator:
        area, national = self.why.decision(Column.AREA), self.why.decision(Column.NATIONAL)
        return decided(indicator, area=area, national=national, reason=self.why.reason)

    def _on_paste_cells(self) -> None:
        kept, own = self._kept, self.grid.row_id
        if kept is None or not own:
            self.paste_rows()
            return
        ids = [row.id for row in kept.rows]
        before = [row.record for row in kept.rows]
        text = QGuiApplication.clipboard().text()
        try:
            after = filled(before, ids.index(own), self.grid.column, text)
        except OmiError as error:
            self.refused.emit(error)
            return
        rows = [Row(row_id, each) for row_id, each in zip(ids, after, strict=False)]
        rows += [kept.fresh(each) for each in after[len(ids) :]]
        self._keeper.step(kept, tuple(rows), "Pasted into the table.", self._show)


def _named(indicator: Indicator) -> str:
    return f"“{indicator.text}”" if indicator.text else "a row without a name"


def _few(names: tuple[str, ...]) -> str:
    first = f"“{names[0]}”"
    return first if len(names) == 1 else f"{first} and {len(names) - 1} more"
