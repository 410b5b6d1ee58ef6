"""The perspectives as they are entered: surveys with their bases, groups, and what was said."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from omi_desktop.report import listing
from omi_desktop.report.figures import Figures
from omi_desktop.report.kept_list import KeptList
from omi_desktop.report.listing import P
from omi_desktop.report.staff_results import Numbers, Surveys, surveys_of
from omi_desktop.store import (
    Finding,
    FocusGroup,
    Inspection,
    Passage,
    scored_cases,
)
from omi_desktop.store.interviewing import STAFF
from omi_ui.keeping import Keeper
from omi_ui.perspectives.named import group_named, of_the_same_list, quoted
from omi_ui.perspectives.page import PlaceView
from omi_ui.perspectives.places import GENERAL, GROUPS, entries, part_of
from omi_ui.perspectives.survey_page import SurveyPage
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.movable import Deed
from omi_ui.widgets.two_lines import two_line_outline
from omi_ui.writing.editor import LiveEditor
from omi_ui.writing.inserting import FIGURE_KEYS, REFERENCE_KEYS, Inserting
from omi_ui.writing.telling import told

_EMPTY = (
    "Here stands what those say who give the service and those who use it: the staff interview, "
    "the questionnaires that came back, the groups that were met. Each has a base of its own."
)


class PerspectivesView(QWidget):
    """Shows surveys and groups and keeps what is typed; what cannot be true is not kept."""

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
        self._place = ""
        self._unsaved: set[str] = set()
        self._groups: KeptList[FocusGroup] | None = None
        self._passages: KeptList[Passage] | None = None
        self._surveys = Surveys((), ())
        self._findings: tuple[Finding, ...] = ()
        self._figures = Figures(inspection.instrument, ())
        self._keeper = Keeper(inspection, by, self._on_pause, self.save, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self._stack.addWidget(self._build_middle())
        self.begin_button = button("Begin with the staff interview", self._on_begin, "primary")
        groups = button("Add a focus group", self.add_group)
        self.empty = EmptyPlace("Nothing is entered yet", _EMPTY, self.begin_button, groups)
        self._stack.addWidget(self.empty)
        self._connect_parts()

    @property
    def place(self) -> str:
        """Return the place that is open: a survey's id, "groups" or "general"."""
        return self._place

    def show_now(self, place: str = "") -> None:
        """Read everything anew and show a place, else the one that was open."""
        self.save()
        inspection = self._inspection
        begun = listing.unfinished(self._groups.rows if self._groups else ())
        self._groups = KeptList(inspection, FocusGroup, self._by)
        self._passages = KeptList(inspection, Passage, self._by)
        self._keeper.watch(self._groups, self._passages)
        self._keeper.carry(self._groups, begun)
        self._findings = inspection.records(Finding)
        self._figures = Figures(inspection.instrument, scored_cases(inspection), self._findings)
        self._read_surveys()
        if not place and not self._place and self._is_empty():
            self._stack.setCurrentWidget(self.empty)
            self._show_acts(is_shown=False)
            self.begin_button.setFocus()
            return
        self.open_place(place or self._place or self._first())

    def open_place(self, place: str) -> None:
        """Open a survey, the groups, or what stands first."""
        self.save()
        if self._groups is None:
            return
        self._place = place
        self._stack.setCurrentIndex(0)
        self._show_place()
        self.page.focus_first()

    def save(self) -> None:
        """Bring every word and number to disk that can be true."""
        self._keeper.stop()
        unsaved, self._unsaved = self._unsaved, set()
        self._save(unsaved)

    def add_group(self) -> None:
        """Begin a focus group as the last one; it is kept once it says who was met."""
        if self._place != GROUPS:
            self.open_place(GROUPS)
        self._add(self._groups, FocusGroup(0, ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the panel on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.inserting.close_panel()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the outline away where there is no room for it beside a panel."""
        super().resizeEvent(event)
        self._fold()

    def _build_head(self) -> QFrame:
        head = QFrame()
        head.setObjectName("head")
        line = QHBoxLayout(head)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(4)
        line.addWidget(label("Perspectives", "title"))
        line.addStretch(1)
        self._acts = (
            button("Insert figure…", self._ask_figure, "quiet", FIGURE_KEYS),
            button("Refer to a finding…", self._ask_reference, "quiet", REFERENCE_KEYS),
        )
        for act in self._acts:
            act.setAccessibleDescription(act.toolTip())
            keeps_room = act.sizePolicy()
            keeps_room.setRetainSizeWhenHidden(True)
            act.setSizePolicy(keeps_room)
            line.addWidget(act)
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
        self.outline = two_line_outline("Perspectives")
        inside.addWidget(self.outline)
        line.addWidget(self._outline_frame)
        self.page = PlaceView()
        line.addWidget(self.page, 1)
        self.inserting = Inserting(self._inspection.instrument)
        line.addWidget(self.inserting)
        return middle

    def _connect_parts(self) -> None:
        self._keeper.saved.connect(self.saved)
        self._keeper.writing.connect(self.writing)
        self._keeper.refused.connect(self.refused)
        self._keeper.said.connect(self.said)
        self.outline.wanted.connect(self.open_place)
        self.inserting.toggled.connect(self._fold)
        self.page.typed.connect(self._on_typed)
        self.page.left.connect(self.save)
        self.page.asked.connect(self._on_asked)
        self.page.group_wanted.connect(self.add_group)
        self.page.passage_wanted.connect(self._add_passage)
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

    def _read_surveys(self) -> None:
        self._surveys = surveys_of(self._inspection)

    def _is_empty(self) -> bool:
        passages = self._passages.rows if self._passages else ()
        own = [row for row in passages if row.record.part.startswith(part_of(GENERAL))]
        groups = self._groups.rows if self._groups else ()
        return not (self._surveys.returns or self._surveys.results or groups or own)

    def _first(self) -> str:
        surveys = self._inspection.instrument.surveys
        return STAFF if any(survey.id == STAFF for survey in surveys) else GENERAL

    def _show_place(self) -> None:
        groups, passages = self._groups, self._passages
        if groups is None or passages is None:
            return
        self._unsaved.clear()
        self.inserting.forget()
        surveys = self._inspection.instrument.surveys
        survey = next((each for each in surveys if each.id == self._place), None)
        known = self._surveys
        returned = next((each for each in known.returns if each.survey == self._place), None)
        made = None
        if survey is not None:
            staff = (known.interviews, known.is_counted)
            made = SurveyPage(survey, returned, known.results, *staff)
            made.count_wanted.connect(self._on_count_wanted)
        self.page.show_place(
            self._place,
            made,
            groups.rows,
            passages.of(part_of(self._place)),
            lambda piece: self._figures.shown(piece, ""),
            lambda piece: told(piece, self._inspection.instrument),
        )
        self._show_acts(is_shown=self.page.add_passage is not None)
        self._refresh_outline()

    def _show_acts(self, *, is_shown: bool) -> None:
        for act in self._acts:
            act.setVisible(is_shown)

    def _refresh_outline(self) -> None:
        groups, passages = self._groups, self._passages
        if groups is not None and passages is not None:
            shown = entries(
                self._inspection.instrument.surveys,
                self._surveys.returns,
                self._surveys.results,
                listing.numbered(groups.rows),
                listing.numbered(passages.rows),
            )
            self.outline.show_entries(shown, self._place)

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
        groups, passages = self._groups, self._passages
        if groups is not None and row_id in self.page.groups:
            group = self.page.groups[row_id].record(groups.record(row_id))
            return not listing.says_something(group)
        if passages is not None and row_id in self.page.passages:
            passage = self.page.passages[row_id].record(passages.record(row_id))
            return not listing.says_something(passage)
        return False

    def _save(self, unsaved: set[str]) -> None:
        groups, passages = self._groups, self._passages
        if not unsaved or groups is None or passages is None:
            return
        met = {
            row_id: item.record(groups.record(row_id))
            for row_id, item in self.page.groups.items()
            if row_id in unsaved
        }
        said = {
            row_id: item.record(passages.record(row_id))
            for row_id, item in self.page.passages.items()
            if row_id in unsaved
        }
        taken = self._keeper.keep(groups, met, group_named, self._show_place)
        taken &= self._keeper.keep(passages, said, self._passage_named, self._show_place)
        if "" in unsaved:
            taken &= self._save_survey()
        if not taken:
            # Still on the screen and nowhere else: to be tried again at the next chance.
            self._unsaved |= unsaved
        self._refresh_outline()

    def _save_survey(self) -> bool:
        page = self.page.survey
        if page is None:
            return True
        typed = self._surveys.typed
        returned = next((each for each in typed.returns if each.survey == page.survey.id), None)
        settled = page.settle(returned, typed.results)
        if not settled.put and not settled.drop:
            return True
        taken = self._keeper.change(put=settled.put, drop=settled.drop)
        if taken:
            self._read_surveys()
        return taken

    def _on_count_wanted(self) -> None:
        """Let the recorded staff interviews count, in place of what was typed."""
        self.save()
        typed = self._surveys.typed_staff
        if self._change_staff(drop=typed):
            back = partial(self._change_staff, put=typed)
            self.said.emit("The recorded interviews are counted now.", back)

    def _change_staff(self, *, put: Numbers = (), drop: Numbers = ()) -> bool:
        taken = self._keeper.change(put=put, drop=drop)
        if taken:
            self._read_surveys()
            self._show_place()
        return taken

    def _add(self, kept: KeptList[P] | None, record: P) -> None:
        self.save()
        if kept is None:
            return
        fresh = kept.fresh(record)
        if self._keeper.write(kept, listing.added(kept.rows, fresh)):
            self._show_place()
            self.page.focus_row(fresh.id)

    def _add_passage(self) -> None:
        self._add(self._passages, Passage(part_of(self._place), 0, ""))

    def _on_asked(self, row_id: str, deed: Deed) -> None:
        self.save()
        if self._groups is not None and self._groups.has(row_id):
            self._do(self._groups, row_id, deed, group_named)
        elif self._passages is not None and self._passages.has(row_id):
            self._do(self._passages, row_id, deed, self._passage_named)

    def _do(self, kept: KeptList[P], row_id: str, deed: Deed, named: Callable[[P], str]) -> None:
        name = named(kept.record(row_id))
        own = [row.id for row in of_the_same_list(kept, row_id)]
        if deed is Deed.REMOVE:
            at = own.index(row_id)
            beside = (own[at + 1 : at + 2] or own[max(at - 1, 0) : at] or [""])[0]
            after = listing.without(kept.rows, row_id)
            self._keeper.step(kept, after, f"Removed {name}.", self._show_place)
            self.page.focus_row(beside)
            return
        by = -1 if deed is Deed.UP else 1
        after = listing.moved(kept.rows, row_id, by)
        self._keeper.step(kept, after, f"Moved {name}.", self._show_place)
        self.page.focus_row(row_id)

    def _passage_named(self, passage: Passage) -> str:
        return quoted(passage.heading or self._figures.text(passage.text), "a passage")

    def _editor(self) -> LiveEditor | None:
        """Return the text with the keyboard, else the first of the page."""
        editors = [item.editor for item in self.page.passages.values()]
        return next((each for each in editors if each.hasFocus()), next(iter(editors), None))

    def _ask_figure(self) -> None:
        editor = self._editor()
        if editor is not None:
            self.inserting.ask_figure(editor, self._figures, "")

    def _ask_reference(self) -> None:
        editor = self._editor()
        if editor is not None:
            self.inserting.ask_reference(editor, self._figures, self._findings, "")

    def _on_begin(self) -> None:
        self.open_place(self._first())

    def _turn(self, by: int) -> None:
        surveys = [survey.id for survey in self._inspection.instrument.surveys]
        staff = [survey for survey in surveys if survey == STAFF]
        ids = [*staff, GENERAL, GROUPS, *(survey for survey in surveys if survey != STAFF)]
        to = ids.index(self._place) + by if self._place in ids else 0
        if 0 <= to < len(ids):
            self.open_place(ids[to])

    def _fold(self) -> None:
        em = self.fontMetrics().height() / 15
        is_wide = self.width() >= 960 * em
        self._outline_frame.setFixedWidth(min(int(248 * em), int(self.width() * 0.27)))
        self.inserting.setFixedWidth(min(int(356 * em), int(self.width() * 0.45)))
        self._outline_frame.setVisible(is_wide or self.inserting.isHidden())
