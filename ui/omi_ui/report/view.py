"""The report of an inspection: its parts, the text that is written, the pages beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from omi_desktop.errors import OmiError
from omi_desktop.report.outline import Place, State
from omi_desktop.report.spots import SIGN_OFF, Screen
from omi_ui.report.acts import Act
from omi_ui.report.beside import Beside
from omi_ui.report.desk import ReportDesk
from omi_ui.report.head import ReportHead
from omi_ui.report.outline import entries, parts_outline
from omi_ui.report.pages import Pages
from omi_ui.report.reading import Reading
from omi_ui.report.side import Side
from omi_ui.report.signing import Signing
from omi_ui.widgets.empty import EmptyPlace

if TYPE_CHECKING:
    from omi_desktop.report.gather import ReportData
    from omi_desktop.report.listing import Rows
    from omi_desktop.report.live import Figure, Reference
    from omi_desktop.store import Inspection, Mark, Saved
    from omi_ui.report.page import Page
    from omi_ui.tasks import TaskRunner

_SIDE_FROM = 1080
"""Below this width, at normal text size, the pages beside the text fold away."""


class ReportView(QWidget):
    """Shows the report and keeps what is written; says so only when the file said so."""

    saved = Signal(object)
    writing = Signal()
    refused = Signal(object)
    said = Signal(str, object)
    """What happened, and a callable that undoes it, or None."""
    wanted = Signal(str, str)
    """A screen, and the place on it, where something is settled."""
    shown = Signal()
    """The inspection was read, and a part of the report is open."""

    def __init__(
        self, inspection: Inspection, runner: TaskRunner, by: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._inspection = inspection
        self._runner = runner
        self._by = by
        self._desk: ReportDesk | None = None
        self._places: dict[str, Place] = {}
        self._open = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = ReportHead()
        column.addWidget(self.head)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        column.addLayout(middle, 1)
        self._outline_frame = QFrame()
        self._outline_frame.setObjectName("outlineside")
        inside = QVBoxLayout(self._outline_frame)
        inside.setContentsMargins(0, 8, 1, 8)
        self.outline = parts_outline()
        inside.addWidget(self.outline)
        middle.addWidget(self._outline_frame)
        self._middle = QStackedWidget()
        self._empty = EmptyPlace("Reading the inspection", "The report stands here in a moment.")
        self._middle.addWidget(self._empty)
        self.pages = Pages()
        self._middle.addWidget(self.pages)
        middle.addWidget(self._middle, 1)
        self.side = Side(inspection.instrument)
        middle.addWidget(self.side)
        self.beside = Beside(self.side, runner, self)
        self._reading = Reading(inspection, runner, self)
        self._signing = Signing(inspection, runner, by, self)
        self._connect_parts()
        for act in Act:
            if act is not Act.BELOW:  # Ctrl+Enter belongs to the field itself
                self._add_shortcut(act.keys, partial(self._on_act, act))
        self._add_shortcut("Ctrl+PgDown", partial(self._turn, 1))
        self._add_shortcut("Ctrl+PgUp", partial(self._turn, -1))

    @property
    def desk(self) -> ReportDesk | None:
        """Return the report as it stands; None until it was first shown."""
        return self._desk

    @property
    def place(self) -> str:
        """Return the id of the part that is open."""
        return self._open

    @property
    def page(self) -> Page:
        """Return the page of the part that is open."""
        return self.pages.current

    def show_now(self, part: str = "") -> None:
        """Read the inspection anew and show a part, else the one that was open."""
        self.save()
        if self._has_unsaved:
            return
        self._open = part or self._open
        self._middle.setCurrentWidget(self._empty)
        self._reading.begin()

    def open_part(self, part: str) -> None:
        """Open a part of the report; words that cannot be saved keep their page."""
        self.save()
        if self._has_unsaved:
            return
        desk = self._desk
        if desk is None:
            self._open = part
            return
        self._open = part if part in self._places else next(iter(self._places))
        place = self._places[self._open]
        self._close_panel()
        self.pages.show_place(desk, place)
        self._middle.setCurrentWidget(self.pages)
        is_possible = Act.FIGURE in self.page.ACTS and not desk.is_signed_off
        self.head.show_inserting(is_possible=is_possible)
        self.outline.show_entries(entries(tuple(self._places.values())), self._open)
        self._show_beside()
        self.page.focus_first()

    def save(self) -> None:
        """Bring every word to disk."""
        if self._desk is not None and self.pages.is_showing:
            self.page.save()

    def close_documents(self) -> None:
        """Let go of the pages and of work under way, before the file is closed."""
        self.beside.close()
        self._reading.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close a panel on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_panel_closed()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the pages away where there is no room for them."""
        super().resizeEvent(event)
        self._fold()

    def _connect_parts(self) -> None:
        self.outline.wanted.connect(self.open_part)
        self.head.accept_wanted.connect(self._on_accept_all)
        self.head.act_wanted.connect(self._on_act)
        self.head.pages_toggled.connect(self._on_pages_toggled)
        self.pages.saved.connect(self._on_saved)
        self.pages.writing.connect(self.writing)
        self.pages.refused.connect(self.refused)
        self.pages.said.connect(self.said)
        self.pages.wanted.connect(self._on_wanted)
        self.pages.panel_wanted.connect(self._on_panel_wanted)
        self.pages.sign_off_wanted.connect(self._signing.sign_off)
        self.pages.reopening_wanted.connect(self._signing.reopen)
        self._signing.done.connect(self._on_signed)
        self._signing.refused.connect(self._on_refused_signing)
        self.side.chosen.connect(self._on_chosen)
        self.side.trace_chosen.connect(self._on_trace_chosen)
        self.side.mark_chosen.connect(self._on_mark_chosen)
        self.side.closed.connect(self._on_panel_closed)
        self.side.tab_changed.connect(self._show_beside)
        self.side.proof.wanted.connect(self._on_wanted)
        self._reading.told.connect(self._on_read)
        self._reading.refused.connect(self.refused)

    def _add_shortcut(self, keys: str, slot: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    def _on_read(self, data: ReportData) -> None:
        self._desk = ReportDesk(self._inspection, self._by, data)
        self._refresh()
        self.open_part(self._open)
        self.shown.emit()

    def _refresh(self) -> None:
        desk = self._desk
        if desk is None:
            return
        places = desk.outline()
        self._places = {place.id: place for place in places}
        self.outline.show_entries(entries(places), self._open)
        signed = desk.data.kept.sign_off
        waiting = (State.MISSING, State.STALE)
        self.head.show_counts(
            sum(place.state in waiting and place.id != SIGN_OFF for place in places),
            desk.changed(),
            signed.number if signed else 0,
        )

    def _show_beside(self) -> None:
        place = self._places.get(self._open)
        if self._desk is not None and place is not None:
            self.beside.show_opened(self._desk.data, place.printed_in)

    @property
    def _has_unsaved(self) -> bool:
        return self.pages.is_showing and self.page.has_unsaved

    @property
    def _is_signed_off(self) -> bool:
        return self._desk is not None and self._desk.is_signed_off

    def _on_saved(self, saved: Saved) -> None:
        self.saved.emit(saved)
        self._refresh()
        place = self._places.get(self._open)
        if self._desk is not None and place is not None:
            self.beside.show_saved(self._desk.data, place.printed_in)

    def _on_act(self, act: Act) -> None:
        if self.pages.is_showing and not self._is_signed_off and act in self.page.ACTS:
            self.page.do(act)

    def _on_panel_wanted(self, act: Act) -> None:
        desk = self._desk
        if desk is None:
            return
        if act is Act.TRACES:
            if self.pages.recommendations.current:
                self.side.ask_traces(desk, self.pages.recommendations)
        elif act is Act.MARKS:
            self.side.ask_mark(desk)
        elif act is Act.FIGURE:
            self.side.ask_figure(desk, self.pages.criterion())
        else:
            self.side.ask_reference(desk, self.pages.criterion())
        self._fold()

    def _on_chosen(self, piece: Figure | Reference) -> None:
        self.page.insert(piece)
        self._on_panel_closed()

    def _on_trace_chosen(self, trace: str) -> None:
        self.pages.recommendations.toggle_trace(trace)
        self.side.traces.show_things()

    def _on_mark_chosen(self, mark: Mark) -> None:
        self._close_panel()
        self.pages.good_practice.take_mark(mark)

    def _close_panel(self) -> None:
        self.side.show_beside()
        self._fold()

    def _on_panel_closed(self) -> None:
        if self.side.is_asking:
            # First the keyboard: a panel that goes with it would give it to whatever is next.
            self.page.focus_again()
            self._close_panel()
            self._show_beside()

    def _on_wanted(self, screen: str, place: str) -> None:
        if screen == Screen.REPORT:
            self.open_part(place)
        else:
            self.wanted.emit(screen, place)

    def _on_accept_all(self) -> None:
        self.save()
        desk = self._desk
        if desk is None:
            return
        before = desk.texts()
        if self.page.attempt(desk.accept_all):
            back = partial(self._take_back, desk, before, desk.texts())
            self.open_part(self._open)
            self.said.emit("Accepted every figure as it is now.", back)

    def _take_back(
        self, desk: ReportDesk, before: tuple[Rows[Any], ...], made: tuple[Rows[Any], ...]
    ) -> None:
        self.save()
        # Only while the same reading is on the desk: the bar outlives the screen.
        if self._desk is desk and self.page.attempt(partial(desk.take_back, before, made)):
            self.open_part(self._open)

    def _on_signed(self, words: str) -> None:
        self.saved.emit(self._inspection.saved())
        self.said.emit(words, None)
        self.show_now(SIGN_OFF)

    def _on_refused_signing(self, error: OmiError) -> None:
        self.refused.emit(error)
        self.show_now(SIGN_OFF)

    def _turn(self, by: int) -> None:
        ids = list(self._places)
        to = ids.index(self._open) + by if self._open in ids else 0
        if 0 <= to < len(ids):
            self.open_part(ids[to])

    def _on_pages_toggled(self) -> None:
        self._fold()
        self._show_beside()

    def _fold(self) -> None:
        em = self.fontMetrics().height() / 15
        wide = self.width() >= _SIDE_FROM * em
        is_wanted = self.side.is_asking or self.head.pages_button.isChecked()
        self._outline_frame.setFixedWidth(min(int(236 * em), int(self.width() * 0.27)))
        self.side.setFixedWidth(max(min(int(430 * em), int(self.width() * 0.45)), 240))
        self.head.pages_button.setVisible(not wide)
        self.side.setVisible(wide or is_wanted)
        # Text and what is beside it come first where three columns do not fit.
        self._outline_frame.setVisible(wide or not is_wanted)
        self.head.show_in_two_lines(two_lines=self.width() <= 860 * em)
