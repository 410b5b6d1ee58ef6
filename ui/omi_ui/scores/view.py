"""The scores: from the chart to questions, to cases, to an answer, and back to the same place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from omi_desktop.instrument.model import Instrument
from omi_desktop.report.behind import SAMPLE, Behind, rests_on
from omi_desktop.scoring.averaging import THREAD as THREAD_SCORE
from omi_desktop.scoring.averaging import section_name
from omi_desktop.scoring.scorecard import Scorecard
from omi_ui.behind.cases import NEAREST, CasesPage
from omi_ui.scores import sureness as sure
from omi_ui.scores.choices import ChoicesPage
from omi_ui.scores.overview import Overview
from omi_ui.scores.questions import THREAD, CriterionQuestions
from omi_ui.scores.sureness import Basis, Sureness
from omi_ui.scores.told import Told
from omi_ui.scores.waiting import Waiting

if TYPE_CHECKING:
    from omi_desktop.statistics.distance import Distance


class ScoresView(QWidget):
    """Shows a scorecard and the cases behind it; every number on it is taken from there."""

    where_wanted = Signal(str)
    """The gate whose cases should be scored, or "" for all."""
    case_wanted = Signal(str, str)
    """The id of a case, and the question it is wanted at or ""."""
    wanted = Signal(str, str)
    """Another screen by its name, and a place of it."""
    small_base_wanted = Signal(int)
    """Shares of fewer cases than this should be shown as counts."""
    annex_wanted = Signal()
    """The pages from scores to answers."""
    said = Signal(str)
    refused = Signal(object)

    def __init__(self, instrument: Instrument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._instrument = instrument
        self._card: Scorecard | None = None
        self._behind: Behind | None = None
        self._sureness: Sureness | None = None
        self._basis = Basis()
        self._came_from: QWidget | None = None
        self._over: QWidget | None = None
        self._told = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        # Until something is counted there is nothing to put under a heading.
        self.waiting = Waiting()
        self._stack.addWidget(self.waiting)
        self.overview = Overview(instrument)
        self.overview.criterion_wanted.connect(self.open_criterion)
        self.overview.cases_wanted.connect(self.open_cases)
        self.overview.rating_wanted.connect(self._on_rating_wanted)
        self.overview.where_wanted.connect(self.where_wanted)
        self.overview.pointed.connect(self._tell_score)
        self.overview.choices_wanted.connect(self.open_choices)
        self.overview.annex_wanted.connect(self.annex_wanted)
        self.overview.small_base_wanted.connect(self.small_base_wanted)
        self._stack.addWidget(self.overview)
        self.questions = CriterionQuestions()
        self.questions.left.connect(self._go_back)
        self.questions.opened.connect(self.open_question)
        self.questions.cases_wanted.connect(self._on_cases_wanted)
        self.questions.pointed.connect(self._tell_question)
        self._stack.addWidget(self.questions)
        self.cases = CasesPage()
        self.cases.left.connect(self._go_back)
        self.cases.opened.connect(self.case_wanted)
        self.cases.pointed.connect(self._tell_note)
        self._stack.addWidget(self.cases)
        self.choices = ChoicesPage()
        self.choices.left.connect(self._go_back)
        self._stack.addWidget(self.choices)
        for pictures in (self.overview.pictures, self.questions.pictures):
            pictures.said.connect(self.said)
            pictures.refused.connect(self.refused)
        self.told = Told()
        self.told.nearest_wanted.connect(self._on_nearest_wanted)
        self.told.choices_wanted.connect(self._on_choices_wanted)
        column.addWidget(self.told)
        self._stack.currentChanged.connect(self._show_told)
        self._show_told()
        self._counts = self.overview.counts
        self.chart = self.overview.chart
        self.table = self.overview.table
        self.sections = self.overview.sections
        self.ratings = self.overview.ratings
        self.where = self.overview.where

    @property
    def card(self) -> Scorecard | None:
        """Return the scorecard that is shown."""
        return self._card

    @property
    def behind(self) -> Behind | None:
        """Return the cases behind the scorecard, or None where only its figures are known."""
        return self._behind

    @property
    def sureness(self) -> Sureness | None:
        """Return how sure the scores are, or None while that is not known."""
        return self._sureness

    def show_card(
        self,
        card: Scorecard,
        behind: Behind | None = None,
        basis: Basis | None = None,
    ) -> None:
        """Show these scores and, where they are given, the cases behind them."""
        self._card, self._behind, self._basis = card, behind, basis or Basis()
        self._sureness = None
        self._refresh()
        if self._stack.currentWidget() is self.waiting:
            self._stack.setCurrentWidget(self.overview)

    def show_sureness(self, sureness: Sureness) -> None:
        """Add the intervals of the scores that are shown, and what the sample can show."""
        self._sureness = sureness
        if self._card is not None:
            self.overview.show_sureness(self._card, self._behind, sureness)
            if self._stack.currentWidget() is self.cases:
                self._list_cases(self.cases.name)
            elif self.choices.name:
                self._show_choices(self.choices.name)
            self._tell_again()

    def show_answers(self) -> None:
        """Show notes, who and when, now that the cases behind the figures know them."""
        if self._stack.currentWidget() is self.cases:
            self._list_cases(self.cases.name)

    def open_criterion(self, criterion: str) -> None:
        """Open the questions of a criterion, or those of the Risk of Harm thread."""
        if self._card is None:
            return
        self._remember_focus()
        self._show_questions(criterion)
        self._stack.setCurrentWidget(self.questions)
        self.questions.take_focus()
        self._tell_again()

    def open_question(self, question: str) -> None:
        """Open the cases behind a question; nothing where no cases are known."""
        self._open_list(question)

    def open_cases(self, name: str) -> None:
        """Open the cases behind a score by its name, or all of them."""
        self._open_list(name)

    def open_choices(self, name: str) -> None:
        """Open a score under each other choice, by its name, once these are known."""
        if self._show_choices(name):
            self._remember_focus()
            self._stack.setCurrentWidget(self.choices)
            self.choices.take_focus()
            self.told.tell("", ())

    def show_overview(self) -> None:
        """Go back to the chart."""
        self._stack.setCurrentWidget(self.overview)
        self.chart.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Come back to where one was on Escape."""
        if event.key() == Qt.Key.Key_Escape and self._stack.currentWidget() is not self.overview:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def take_focus(self) -> None:
        """Give the keyboard to the page that is shown."""
        if self._stack.currentWidget() is self.cases:
            self.cases.take_focus()
        elif self._stack.currentWidget() is self.choices:
            self.choices.take_focus()
        elif self._stack.currentWidget() is self.questions:
            self.questions.take_focus(self.questions.place)
        else:
            self.chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_told(self) -> None:
        # Of what has no figure in hand nothing is told, and the room belongs to the page.
        has_figure = self._stack.currentWidget() not in (self.waiting, self.choices)
        self.told.setVisible(has_figure)

    def _refresh(self) -> None:
        if self._card is None:
            return
        self.overview.show_card(self._card, self._behind, self._sureness)
        self.overview.show_small_base(self._basis.small)
        if self.questions.criterion:
            self._show_questions(self.questions.criterion)
        if self._stack.currentWidget() is self.cases:
            self._list_cases(self.cases.name)
        self._tell_again()

    def _show_questions(self, criterion: str) -> None:
        if self._card is not None:
            self.questions.show_criterion(
                criterion, self._card, self._instrument, self._behind, self._basis
            )

    def _open_list(self, name: str) -> None:
        # A double click on a question asks twice; the second would forget where it came from.
        if self._behind is None or self._stack.currentWidget() is self.cases:
            return
        self._over = self._stack.currentWidget()
        self._remember_focus()
        self._list_cases(name)
        self._stack.setCurrentWidget(self.cases)
        self.cases.take_focus()

    def _list_cases(self, name: str) -> None:
        card, behind = self._card, self._behind
        if card is None or behind is None:
            return
        if name in self._instrument.questions:
            result = card.question(name)
            asked = self._instrument.questions[name]
            words = f"{result.sufficient} of {result.relevant} relevant cases lie above the line."
            if not (asked.scale and asked.scale.judges):
                words = "This question judges nothing: its answers count in no score."
            nearest = self._nearest(behind.distance(name))
            title = f"{name} {asked.text}"
            self.cases.show_answers(name, title, words, behind.question(name), nearest)
            return
        cases = rests_on(behind.rests_on(name), behind.still_open(name))
        words = f"{cases}. Enter opens a case where it is first below the line."
        near = self._sureness.distances.get(name) if self._sureness else None
        rows = behind.score(name)
        self.cases.show_cases(name, self._title(name), words, rows, self._nearest(near))

    def _nearest(self, distance: Distance | None) -> tuple[str, ...]:
        return self._behind.nearest(distance) if self._behind and distance else ()

    def _show_choices(self, name: str) -> bool:
        tried = self._sureness.tried if self._sureness else None
        if tried is None or name not in tried.holdings:
            return False
        self.choices.show_score(name, f"{self._title(name)}, under other choices", tried)
        return True

    def _title(self, name: str) -> str:
        if name == SAMPLE:
            return "Cases of the sample"
        if name == THREAD_SCORE:
            return "Risk of Harm thread"
        titles = {c.id: f"{c.id} {c.title}" for c in self._instrument.criteria}
        titles |= {section_name(s.id): f"{s.id} {s.title}" for s in self._instrument.sections}
        return titles[name]

    def _remember_focus(self) -> None:
        if self._stack.currentWidget() is self.overview:
            focused = QApplication.focusWidget()
            inside = focused is not None and self.overview.isAncestorOf(focused)
            self._came_from = focused if inside else None

    def _go_back(self) -> None:
        if self._stack.currentWidget() is self.cases and self._over is self.questions:
            question = self.cases.name
            self._stack.setCurrentWidget(self.questions)
            known = question in self._instrument.questions
            self.questions.take_focus(question if known else "")
            self._tell_again()
            return
        target = self._came_from or self.chart
        self._stack.setCurrentWidget(self.overview)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_again()

    def _on_nearest_wanted(self) -> None:
        name = self._told
        self.open_cases(name)
        if NEAREST in self.cases.filters:
            self.cases.choose_filter(NEAREST)

    def _on_choices_wanted(self) -> None:
        self.open_choices(self._told)

    def _on_cases_wanted(self, criterion: str) -> None:
        self.open_cases(THREAD_SCORE if criterion == THREAD else criterion)

    def _on_rating_wanted(self, criterion: str) -> None:
        self.wanted.emit("leadership", criterion)

    def _tell_again(self) -> None:
        if self._stack.currentWidget() is self.overview:
            self._tell_score(self.chart.current)
        elif self._stack.currentWidget() is self.questions:
            self._tell_question(self.questions.place)

    def _tell_score(self, criterion: str) -> None:
        if self._card is None or not criterion:
            return
        name = THREAD_SCORE if criterion == THREAD else criterion
        if self._behind is None:
            self.told.tell("", ())
            return
        self._told = name
        words = sure.of_score(self._card, name, self._sureness, self._behind)
        known = self._sureness
        near = self._nearest(known.distances.get(name) if known else None)
        holds = known is not None and name in known.tried.holdings
        self.told.tell(self._title(name), words, nearest=bool(near), choices=holds)

    def _tell_question(self, question: str) -> None:
        if self._card is None or self._behind is None or not question:
            self.told.tell("", ())
            return
        asked = self._instrument.questions[question]
        if not asked.counts:
            self.told.tell(f"{question} {asked.short}", ("A fact: it counts in no score.",))
            return
        result = self._card.question(question)
        distance = self._behind.distance(question)
        self._told = question
        words = sure.of_question(result, self._card.line, self._basis, distance)
        near = self._nearest(distance)
        self.told.tell(f"{question} {asked.short}", words, nearest=bool(near))

    def _tell_note(self, note: str) -> None:
        self.told.tell("Note" if note else "", (note,))
