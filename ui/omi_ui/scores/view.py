"""The scores of an inspection: chart, numbers, ratings, and the questions of a criterion."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.instrument.model import Instrument
from omi_desktop.scoring.scorecard import CriterionScore, Scorecard, rounded
from omi_ui import theme
from omi_ui.scores.questions import CriterionQuestions
from omi_ui.widgets.bar_chart import Bar, BarChart
from omi_ui.widgets.labels import label
from omi_ui.widgets.table import PlainTable


class ScoresView(QWidget):
    """Shows a scorecard; every number on it is taken from there."""

    where_wanted = Signal(str)
    """The gate whose cases should be scored, or "" for all."""

    def __init__(self, instrument: Instrument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._instrument = instrument
        self._card: Scorecard | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        column.addWidget(self._stack)
        self._stack.addWidget(self._build_overview())
        self.questions = CriterionQuestions()
        self.questions.left.connect(self.show_overview)
        self._stack.addWidget(self.questions)

    @property
    def card(self) -> Scorecard | None:
        """Return the scorecard that is shown."""
        return self._card

    def show_card(self, card: Scorecard) -> None:
        """Show these scores."""
        self._card = card
        self._counts.setText(_counts(card))
        bars = [*self._criterion_bars(card), _thread_bar(card)]
        self.chart.show_bars(bars, card.line, f"line of priority for improvement: {card.line}")
        self.table.show_rows([_row(score) for score in card.criteria], 1)
        self.table.grow_to_rows()
        self._show_sections(card)
        self._show_ratings(card)
        if self._stack.currentWidget() is self.questions:
            self.open_criterion(self.questions.criterion)

    def open_criterion(self, criterion: str) -> None:
        """Open the questions of a criterion, or those of the Risk of Harm thread."""
        if self._card is None:
            return
        self.questions.show_criterion(criterion, self._card, self._instrument)
        self._stack.setCurrentWidget(self.questions)
        self.questions.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_overview(self) -> None:
        """Go back to the chart."""
        self._stack.setCurrentIndex(0)
        self.chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tables below each other where they do not fit side by side."""
        super().resizeEvent(event)
        fits = self.width() > theme.measure().horizontalAdvance("m") * 70
        line = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        self._below.setDirection(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Come back from the questions on Escape."""
        if event.key() == Qt.Key.Key_Escape and self._stack.currentIndex():
            self.show_overview()
        else:
            super().keyPressEvent(event)

    def _build_overview(self) -> QWidget:
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label("Scores", "title"))
        head.addStretch(1)
        of = label("Of")
        head.addWidget(of)
        head.addWidget(self._build_where())
        of.setBuddy(self.where)
        column.addLayout(head)
        self._counts = label("", "muted", wraps=True)
        column.addWidget(self._counts)
        self.chart = BarChart()
        self.chart.setAccessibleName("Chart of the scores; the table below holds the same numbers")
        self.chart.opened.connect(self.open_criterion)
        column.addWidget(self.chart)
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.setSpacing(32)
        self._below.addLayout(self._build_numbers(), 3)
        self._below.addLayout(self._build_beside(), 2)
        column.addSpacing(8)
        column.addLayout(self._below)
        column.addStretch(1)
        scroll.setWidget(body)
        return scroll

    def _build_where(self) -> QComboBox:
        self.where = QComboBox()
        self.where.setAccessibleName("Which cases are scored")
        self.where.addItem("All cases", "")
        for gate in self._instrument.gates:
            self.where.addItem(gate.title, gate.id)
        self.where.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.where.setMinimumContentsLength(18)
        self.where.activated.connect(self._on_where)
        return self.where

    def _build_numbers(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label("The numbers", "heading"))
        titles = ("", "Criterion", "Score", "Questions", "Summary", "Cases")
        self.table = PlainTable("Scores of the criteria", titles)
        self.table.opened.connect(self._on_row_opened)
        column.addWidget(self.table)
        column.addStretch(1)
        return column

    def _build_beside(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label("Sections", "heading"))
        self.sections = PlainTable("Scores of the sections", ("", "Section", "Score"))
        column.addWidget(self.sections)
        column.addSpacing(12)
        self._ratings_title = label("Section 4, in words", "heading")
        column.addWidget(self._ratings_title)
        self.ratings = PlainTable("Ratings of section 4", ("", "Criterion", "Rating"))
        column.addWidget(self.ratings)
        column.addStretch(1)
        return column

    def _criterion_bars(self, card: Scorecard) -> list[Bar]:
        scores = {section.id: section.rounded for section in card.sections}
        titles = {section.id: section.title for section in card.sections}
        bars: list[Bar] = []
        section = ""
        for score in card.criteria:
            heading = ""
            if score.section != section:
                section = score.section
                own = scores.get(section)
                heading = f"{section} {titles.get(section, '')}"
                heading += f"  ·  {own}" if own is not None else ""
            bars.append(_bar(score, heading))
        return bars

    def _show_sections(self, card: Scorecard) -> None:
        rows = [(s.id, s.title, _figure(s.rounded)) for s in card.sections if s.score is not None]
        rows.append(("", "Risk of Harm thread", _figure(card.risk_of_harm.rounded)))
        self.sections.show_rows(rows, 1)
        self.sections.grow_to_rows()

    def _show_ratings(self, card: Scorecard) -> None:
        rows = [
            (rating.id, rating.title, rating.rating or "Not rated yet")
            for rating in card.leadership
        ]
        self.ratings.show_rows(rows, 1)
        self.ratings.grow_to_rows()
        self._ratings_title.setVisible(bool(rows))
        self.ratings.setVisible(bool(rows))

    def _on_row_opened(self, row: int) -> None:
        if self._card is not None:
            self.open_criterion(self._card.criteria[row].id)

    def _on_where(self, index: int) -> None:
        self.where_wanted.emit(str(self.where.itemData(index)))


def _bar(score: CriterionScore, heading: str) -> Bar:
    cases = f"{score.cases} {'case' if score.cases == 1 else 'cases'}"
    if score.score is None:
        beside = "no relevant case"
    else:
        beside = f"{cases} · priority" if score.below_line else cases
    return Bar(score.id, score.title, score.rounded, score.below_line, beside, heading)


def _thread_bar(card: Scorecard) -> Bar:
    thread = card.risk_of_harm
    share = thread.rounded
    cases = f"{thread.cases} {'case' if thread.cases == 1 else 'cases'}"
    below = share is not None and share < card.line
    return Bar("RoH", "Risk of Harm thread", share, below, cases, "Across the sections")


def _row(score: CriterionScore) -> tuple[str, ...]:
    return (
        score.id,
        score.title,
        _figure(score.rounded),
        _figure(rounded(score.individual)),
        _figure(rounded(score.summary)),
        str(score.cases),
    )


def _figure(score: int | None) -> str:
    return "–" if score is None else str(score)


def _counts(card: Scorecard) -> str:
    counts = card.cases
    cases = f"{counts.assessed} of {counts.sampled} cases assessed, {counts.complete} complete."
    return f"{cases} Score of each criterion in percent; Enter opens one."
