"""The list of cases with its filters, and the place to add cases by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.clock import now
from omi_desktop.store import CaseStatus
from omi_desktop.store import Role as CopyRole
from omi_ui import theme
from omi_ui.cases.asked_notes import AskedNotes, pace_words
from omi_ui.cases.facets import Facets
from omi_ui.cases.model import CaseFilter, CaseModel, Role
from omi_ui.cases.rows import CaseRow
from omi_ui.cases.table import CaseTable
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from pathlib import Path

    from omi_desktop.store import Inspection
    from omi_ui.cases.adding import AddCases
    from omi_ui.cases.filters import Filters
    from omi_ui.cases.hits import Hits

SEARCH_PAUSE = 150
"""Milliseconds after the last key at which notes and answers are searched."""


class CasesView(QWidget):
    """Every case of the inspection; Enter opens one."""

    opened = Signal(str)
    opened_at = Signal(str, str)
    """The id of a case, and the question at which it is to be opened."""
    form_wanted = Signal(str)
    """The id of a case of which a form that was filled in on paper is to be typed in."""
    added = Signal(tuple)
    """The references of the cases to add."""
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None, saved_filters: Path | None = None) -> None:
        super().__init__(parent)
        self._inspection: Inspection | None = None
        self._saved_filters = saved_filters
        self._found_in: frozenset[str] = frozenset()
        self._pace = ""
        self._is_lead = True
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows: tuple[CaseRow, ...] = ()
        self._model = CaseModel(self)
        self._filter = CaseFilter(self)
        self._filter.setSourceModel(self._model)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 0)
        column.setSpacing(12)
        column.addLayout(self._build_head())
        self.table = CaseTable(self._filter)
        self.table.typed.connect(self._on_typed)
        self.table.activated.connect(self._on_activated)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        column.addWidget(self._stack, 1)
        self._searching = QTimer(self)
        self._searching.setSingleShot(True)
        self._searching.setInterval(SEARCH_PAUSE)
        self._searching.timeout.connect(self._on_search)
        self._asked = AskedNotes(self)
        self._asked.counted.connect(self._on_counted)

    # What an inspection with cases does not show is made when it is first wanted.
    @cached_property
    def _add(self) -> AddCases:
        from omi_ui.cases.adding import AddCases

        made = AddCases()
        made.given.connect(self._on_given)
        self._column.insertWidget(1, made)
        # Made last, it would come last for the Tab key; it stands between filters and table.
        before: QWidget = self._chips[CaseStatus.WITHDRAWN]
        for stop in made.stops:
            self.setTabOrder(before, stop)
            before = stop
        return made

    @cached_property
    def filters(self) -> Filters:
        """Return the filters beside the status, made when they are first wanted."""
        from omi_ui.cases.filters import Filters

        made = Filters(self._saved_filters)
        made.offer(self._rows)
        made.changed.connect(self._on_facets)
        made.refused.connect(self.refused)
        made.show_below_each_other(is_narrow=not self._fits)
        self._column.insertWidget(1, made)
        made.hide()
        before: QWidget = self._filter_button
        for stop in made.stops:
            self.setTabOrder(before, stop)
            before = stop
        return made

    @cached_property
    def hits(self) -> Hits:
        """Return the list of what was found in notes and answers."""
        from omi_ui.cases.hits import Hits

        made = Hits()
        made.wanted.connect(self.opened_at)
        self._column.addWidget(made)
        return made

    @cached_property
    def _none_yet(self) -> EmptyPlace:
        made = EmptyPlace(
            "No cases yet",
            "The sampled cases stand here, with how far each one is.",
            button("Add cases", self._on_add, "primary"),
        )
        self._stack.addWidget(made)
        return made

    @cached_property
    def _none_found(self) -> EmptyPlace:
        made = EmptyPlace(
            "No case matches",
            "Nothing in the list holds these words with this status.",
            button("Show all cases", self.show_all),
        )
        self._stack.addWidget(made)
        return made

    def use(self, inspection: Inspection) -> None:
        """Search this inspection, and count in it what the list does not wait for."""
        self._inspection = inspection
        self._is_lead = inspection.details.role is CopyRole.LEAD
        self._title.setText("Cases" if self._is_lead else "My cases")

    def show_rows(self, rows: Sequence[CaseRow]) -> None:
        """Show the cases; the notes asked for are counted after they are shown."""
        # What was counted before stands until it is counted again.
        known = {row.id: row.notes_asked for row in self._rows}
        rows = [replace(row, notes_asked=known.get(row.id, 0)) for row in rows]
        self._show_now(rows)
        if self._inspection is not None and self.isVisible():
            self._asked.count(self._inspection, self._rows)

    def _show_now(self, rows: Sequence[CaseRow]) -> None:
        self._rows = tuple(rows)
        self._model.show_rows(rows)
        if "filters" in self.__dict__:
            self.filters.offer(self._rows)
        stopped = sum(row.unsaved for row in rows)
        words = "note was" if stopped == 1 else "notes were"
        cases = ", ".join(row.ref for row in rows if row.unsaved)
        self._stopped.setText(f"{stopped} {words} typed and never saved: open {cases}.")
        self._stopped.setVisible(bool(stopped))
        self._add_button.setVisible(bool(rows))
        self._form_button.setVisible(bool(rows))
        for status, chip in self._chips.items():
            count = sum(1 for row in rows if status is None or row.status is status)
            name = "All" if status is None else str(status).capitalize()
            chip.setText(f"{name}  {count}")
            chip.setVisible(status is None or count > 0)
        self._refresh()
        if rows and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def show_all(self) -> None:
        """Clear the filters."""
        self.search.clear()
        self._chips[None].setChecked(True)
        if "filters" in self.__dict__:
            self.filters.show_facets(Facets())
        self._refresh()

    def show_case(self, case_id: str) -> None:
        """Select a case."""
        for at in range(self._filter.rowCount()):
            if self._filter.index(at, 0).data(Role.ROW).id == case_id:
                self.table.selectRow(at)
                self.table.scrollTo(self._filter.index(at, 0))

    def shown(self) -> tuple[str, ...]:
        """Return the references of the cases that pass the filter, as sorted."""
        count = self._filter.rowCount()
        return tuple(self._filter.index(at, 0).data() for at in range(count))

    @property
    def stopped(self) -> str:
        """Return what is told of notes that were typed and never saved, or ""."""
        return self._stopped.text() if not self._stopped.isHidden() else ""

    def choose_status(self, status: CaseStatus | None) -> None:
        """Show only the cases of this status."""
        self._chips[status].setChecked(True)
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the list the keyboard."""
        super().showEvent(event)
        if self._inspection is not None:
            self._asked.count(self._inspection, self._rows)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave what is still to be counted: nobody sees it."""
        super().hideEvent(event)
        self._asked.stop()
        self._searching.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the filters below each other where they do not fit in a line."""
        super().resizeEvent(event)
        fits = self._fits
        line = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        self._filters.setDirection(line)
        if "filters" in self.__dict__:
            self.filters.show_below_each_other(is_narrow=not fits)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear the filters on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.show_all()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_F8:
            self._on_form()
        else:
            super().keyPressEvent(event)

    @property
    def _fits(self) -> bool:
        return self.width() > theme.measure().horizontalAdvance("m") * 66

    def _build_head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(12)
        line = QHBoxLayout()
        self._title = label("Cases", "title")
        line.addWidget(self._title)
        self._summary = label("", "muted")
        # Both stand in the middle of the line; lowered, the smaller stands on the same base line.
        large, small = theme.measure(theme.Size.TITLE), theme.measure()
        lower = large.ascent() - large.descent() - small.ascent() + small.descent()
        self._summary.setContentsMargins(0, lower, 0, 0)
        line.addSpacing(12)
        line.addWidget(self._summary)
        line.addStretch(1)
        self._form_button = button("Type in a form", self._on_form, "quiet")
        self._form_button.setToolTip("Of the chosen case, filled in on paper (F8)")
        line.addWidget(self._form_button)
        self._add_button = button("Add cases", self._on_add, "quiet")
        line.addWidget(self._add_button)
        head.addLayout(line)
        self._stopped = label("", "problem", wraps=True)
        self._stopped.hide()
        head.addWidget(self._stopped)
        # Until its width is known it asks for no more room than it needs at least.
        self._filters = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._filters.setSpacing(8)
        self.search = QLineEdit()
        self.search.setPlaceholderText("A reference, a name, words of a note …")
        self.search.setAccessibleName("Find cases, notes and answers")
        self.search.setMinimumWidth(theme.measure().horizontalAdvance("m") * 22)
        self.search.textChanged.connect(self._on_letters)
        self.search.returnPressed.connect(self._on_search_entered)
        self._filters.addWidget(self.search)
        chips = QHBoxLayout()
        chips.setSpacing(4)
        group = QButtonGroup(self)
        self._chips = {}
        for status in (None, *CaseStatus):
            chip = button("All", self._refresh, "quiet")
            chip.setCheckable(True)
            group.addButton(chip)
            self._chips[status] = chip
            chips.addWidget(chip)
        self._chips[None].setChecked(True)
        self._filter_button = button("More filters", self._on_more_filters, "quiet")
        self._filter_button.setCheckable(True)
        chips.addWidget(self._filter_button)
        chips.addStretch(1)
        self._filters.addLayout(chips, 1)
        head.addLayout(self._filters)
        return head

    def _refresh(self) -> None:
        status = next((s for s, chip in self._chips.items() if chip.isChecked()), None)
        facets = Facets(status)
        if "filters" in self.__dict__:
            self.filters.status = status
            facets = self.filters.facets()
        asks = facets.asks - (status is not None)
        self._filter_button.setText(f"More filters · {asks}" if asks else "More filters")
        self._filter.filter_by(self.search.text(), facets, self._found_in)
        shown = self._filter.rowCount()
        if not self._rows:
            self._stack.setCurrentWidget(self._none_yet)
            self._summary.setText("")
            return
        self._stack.setCurrentWidget(self.table if shown else self._none_found)
        total = len(self._rows)
        complete = sum(1 for row in self._rows if row.status is CaseStatus.COMPLETE)
        of_what = "in the sample" if self._is_lead else "case" if total == 1 else "cases"
        words = f"{total} {of_what}, {complete} complete"
        words = words if shown == total else f"{shown} of {words}"
        self._summary.setText(f"{words}. {self._pace}" if self._pace else words)

    def _on_letters(self) -> None:
        # Made with the first letter: until then there is nothing to clear, and it takes its time.
        self.search.setClearButtonEnabled(True)
        self._found_in = frozenset()
        self._searching.start()
        self._refresh()

    def _on_search(self) -> None:
        words = self.search.text().strip()
        hits = self._inspection.search(words) if self._inspection and len(words) > 1 else ()
        self._found_in = frozenset(hit.case for hit in hits)
        if hits or "hits" in self.__dict__:
            self.hits.show_hits(hits)
        self._refresh()

    def _on_more_filters(self) -> None:
        self.filters.setVisible(self._filter_button.isChecked())

    def _on_facets(self) -> None:
        self._chips[self.filters.status].setChecked(True)
        self._refresh()

    def _on_counted(self, rows: tuple[CaseRow, ...]) -> None:
        if self._inspection is not None:
            self._pace = pace_words(self._inspection, rows, now().astimezone())
        self._show_now(rows)
        self._refresh()

    def _on_typed(self, text: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(self.search.text() + text)

    def _on_search_entered(self) -> None:
        if self._filter.rowCount():
            self.table.selectRow(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(Role.ROW).id)

    def _on_form(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.form_wanted.emit(index.data(Role.ROW).id)

    def _on_add(self) -> None:
        self._add.show()
        self._add.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_given(self, references: tuple[str, ...]) -> None:
        self._add.hide()
        self.added.emit(references)
