"""One place of the screen: the numbers of a survey, the groups, the passages that belong there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from omi_ui.perspectives.group_item import GroupItem
from omi_ui.perspectives.places import GENERAL, GROUPS
from omi_ui.perspectives.survey_page import SurveyPage
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.movable import Movable
from omi_ui.writing.passage_item import PassageItem

if TYPE_CHECKING:
    from omi_desktop.report.listing import Rows
    from omi_desktop.report.live import Figure, Piece, Reference
    from omi_desktop.store import FocusGroup, Passage

_GENERAL = "What is to be said of all of them stands first, before the groups and questionnaires."
_NO_GROUP = (
    "No group was met yet. Offenders on unpaid work or on programmes, residents of approved "
    "premises, victims, keyworkers: say who they were, how many, and what they said."
)
_NO_PASSAGE = "Nothing is written yet."


class PlaceView(QScrollArea):
    """Shows one place at a time; what is written in it is asked for by row."""

    typed = Signal(str)
    """The id of a group or passage, or "" for the numbers of a survey."""
    left = Signal()
    asked = Signal(str, object)
    group_wanted = Signal()
    passage_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._place = ""
        self.survey: SurveyPage | None = None
        self._groups: dict[str, GroupItem] = {}
        self._passages: dict[str, PassageItem] = {}
        self.add_group: QPushButton | None = None
        self.add_passage: QPushButton | None = None

    @property
    def groups(self) -> Mapping[str, GroupItem]:
        """Return the groups of the page by id, in order."""
        return self._groups

    @property
    def passages(self) -> Mapping[str, PassageItem]:
        """Return the passages of the page by id, in order."""
        return self._passages

    def show_place(
        self,
        place: str,
        survey: SurveyPage | None,
        groups: Rows[FocusGroup],
        passages: Rows[Passage],
        shown: Callable[[Piece], str],
        told: Callable[[Figure | Reference], str],
    ) -> None:
        """Show a place; the same one keeps its place on the screen."""
        top = self.verticalScrollBar().value() if place == self._place else 0
        # First forgotten: what the old fields say while they go is said to nobody.
        self._groups, self._passages = {}, {}
        self.survey = self.add_group = self.add_passage = None
        self._place = place
        body = QWidget()
        body.setObjectName("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 16, 16, 24)
        column.setSpacing(6)
        if survey is not None:
            self._fill_survey(column, survey)
        if place == GROUPS:
            self._fill_groups(column, groups)
        elif survey is None or not survey.is_staff:
            self._fill_passages(column, place, passages, shown, told)
        column.addStretch(1)
        old = self.takeWidget()
        self.setWidget(body)
        if old is not None:
            # Later: the step may have been asked for by one of its own buttons.
            old.deleteLater()
        body.adjustSize()
        self.verticalScrollBar().setValue(top)

    def focus_row(self, row_id: str) -> None:
        """Give the keyboard to a group or passage, and bring it into sight."""
        item = self._groups.get(row_id) or self._passages.get(row_id)
        if item is not None:
            item.focus()
            self.ensureWidgetVisible(item, 0, 24)

    def focus_first(self) -> None:
        """Give the keyboard to the first thing that can be written in here."""
        first = next(iter((*self._groups, *self._passages)), "")
        if self.survey is not None:
            self.survey.focus()
        elif first:
            self.focus_row(first)
        else:
            adder = self.add_group or self.add_passage
            if adder is not None:
                adder.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show anew what follows from the figures, and touch no word."""
        for item in self._passages.values():
            item.editor.refresh_chips()
            item.stale.show_stale()

    def _fill_survey(self, column: QVBoxLayout, survey: SurveyPage) -> None:
        self.survey = survey
        survey.typed.connect(self._on_survey_typed)
        survey.left.connect(self.left)
        column.addWidget(survey)

    def _fill_groups(self, column: QVBoxLayout, groups: Rows[FocusGroup]) -> None:
        self.add_group = button("Add a group", self.group_wanted.emit, "quiet")
        column.addLayout(_head("Focus groups", "title", self.add_group))
        if not groups:
            column.addWidget(label(_NO_GROUP, "muted", wraps=True))
        for number, row in enumerate(groups, 1):
            item = self._groups[row.id] = GroupItem(row.id, row.record, number)
            self._add(column, item)
            column.addSpacing(10)

    def _fill_passages(
        self,
        column: QVBoxLayout,
        place: str,
        passages: Rows[Passage],
        shown: Callable[[Piece], str],
        told: Callable[[Figure | Reference], str],
    ) -> None:
        self.add_passage = button("Add a passage", self.passage_wanted.emit, "quiet")
        if place == GENERAL:
            column.addLayout(_head("In general", "title", self.add_passage))
            column.addWidget(label(_GENERAL, "muted", wraps=True))
        else:
            column.addSpacing(12)
            column.addLayout(_head("What was said", "heading", self.add_passage))
        if not passages:
            column.addWidget(label(_NO_PASSAGE, "muted"))
        for number, row in enumerate(passages, 1):
            item = PassageItem(row.id, row.record, number, shown, told)
            item.stale.accepted.connect(self.left)
            self._passages[row.id] = item
            self._add(column, item)
            column.addSpacing(6)

    def _add(self, column: QVBoxLayout, item: Movable) -> None:
        item.typed.connect(self.typed)
        item.left.connect(self.left)
        item.asked.connect(self.asked)
        column.addWidget(item)

    def _on_survey_typed(self) -> None:
        self.typed.emit("")


def _head(words: str, role: str, adder: QPushButton) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(label(words, role, wraps=True), 1)
    line.addWidget(adder)
    return line
