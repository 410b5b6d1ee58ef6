"""The questions of one criterion: a bar for each, and the numbers below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from omi_desktop.drawing.bars import SIDES, Bar
from omi_desktop.instrument.model import Instrument, Kind
from omi_desktop.report.behind import Behind, rests_on
from omi_desktop.scoring.scorecard import QuestionResult, Scorecard, percent, rounded
from omi_ui.scores.sureness import Basis, in_short, question_interval
from omi_ui.widgets.bar_chart import BarChart
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.pictures import PictureButtons
from omi_ui.widgets.table import PlainTable

_PLAIN = Basis()
THREAD = "RoH"
"""Stands for the Risk of Harm thread where the id of a criterion is asked for."""


class CriterionQuestions(QWidget):
    """The results behind a score; Enter or a click on one opens its cases."""

    left = Signal()
    opened = Signal(str)
    """A question whose cases are wanted."""
    cases_wanted = Signal(str)
    """A criterion whose cases are wanted."""
    pointed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.criterion = ""
        self._results: tuple[QuestionResult, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 16, 0)
        self.back_button = button("← Scores", self.left.emit, "quiet", "Back to the chart (Esc)")
        head.addWidget(self.back_button)
        self._title = label("", "title", wraps=True)
        head.addWidget(self._title, 1)
        self._score = label("", "title")
        head.addWidget(self._score)
        column.addLayout(head)
        self._words = label("", "muted", wraps=True)
        column.addWidget(self._words)
        body = self._build_body()
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 16, 0)
        self.cases_button = button("", self._on_cases, "quiet", "Every case behind the score")
        line.addWidget(self.cases_button)
        line.addStretch(1)
        line.addWidget(self.pictures)
        column.addLayout(line)
        column.addWidget(body, 1)

    @property
    def place(self) -> str:
        """Return the question that Enter opens, or ""."""
        row = self.table.currentIndex().row()
        if self.chart.isVisible() and not self.table.hasFocus():
            return self.chart.current
        return self._results[row].id if row >= 0 else ""

    def show_criterion(
        self,
        criterion: str,
        card: Scorecard,
        instrument: Instrument,
        behind: Behind | None = None,
        basis: Basis = _PLAIN,
    ) -> None:
        """Show the questions of a criterion, or of the thread."""
        fresh = criterion != self.criterion
        self.criterion = criterion
        if criterion == THREAD:
            results = [card.question(question) for question in card.risk_of_harm.questions]
            score, title = card.risk_of_harm.rounded, "Risk of Harm thread"
            cases = card.risk_of_harm.cases
            words = "The mean of the questions marked for Risk of Harm in sections 1 and 2."
        else:
            found = next(each for each in card.criteria if each.id == criterion)
            results = list(found.questions)
            score, title = found.rounded, f"{found.id} {found.title}"
            cases = found.cases
            words = _weights(instrument) if not found.remark else found.remark
        self._results = tuple(results)
        self._title.setText(title)
        self._score.setText("–" if score is None else str(score))
        self._words.setText(words)
        self.cases_button.setText(f"Show its {rests_on(cases, 0)}")
        self.cases_button.setVisible(behind is not None)
        self.pictures.title = title
        scored = [
            result for result in results if result.id and instrument.questions[result.id].counts
        ]
        bars = [_bar(result, card.line, instrument, behind, basis) for result in scored]
        line_title = f"line of priority for improvement: {card.line}"
        self.chart.show_bars(bars, card.line, line_title, SIDES)
        self.chart.setAccessibleName(f"Chart of the questions of {title}")
        self.chart.setVisible(bool(bars))
        self.pictures.setVisible(bool(bars))
        row = self.table.currentIndex().row()
        self.table.show_rows([_row(result, instrument, behind) for result in results], 1)
        self.table.grow_to_rows()
        if fresh:
            self.chart.choose(bars[0].id if bars else "")
            self._scroll.verticalScrollBar().setValue(0)
        elif row >= 0:
            self.table.selectRow(min(row, len(results) - 1))

    def take_focus(self, question: str = "") -> None:
        """Give the keyboard to the chart, at a question where one is given."""
        self.chart.choose(question)
        known = [result.id for result in self._results]
        shown = [bar.id for bar in self.chart.bars]
        if question in known and question not in shown:
            self.table.selectRow(known.index(question))
        target = self.table if not shown or question not in (*shown, "") else self.chart
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def result(self, question: str) -> QuestionResult | None:
        """Return the result of one of the questions that are shown."""
        return next((result for result in self._results if result.id == question), None)

    def _build_body(self) -> QScrollArea:
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = self._body = QWidget()
        body.setObjectName("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 16, 16)
        column.setSpacing(8)
        self.chart = BarChart()
        self.chart.opened.connect(self.opened)
        self.chart.pointed.connect(self.pointed)
        self.chart.reached.connect(self._on_reached)
        self.pictures = PictureButtons(self.chart)
        column.addWidget(self.chart)
        column.addWidget(label("The numbers", "heading"))
        titles = ("", "Question", "Counts as", "Risk of Harm", "Sufficient", "Relevant", "Percent")
        self.table = PlainTable("Questions of the criterion", (*titles, "Open"))
        self.table.opened.connect(self._on_row)
        self.table.clicked.connect(self._on_clicked)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        column.addWidget(self.table)
        column.addStretch(1)
        self._scroll.setWidget(body)
        return self._scroll

    def _on_reached(self, row: QRect) -> None:
        bottom = self.chart.mapTo(self._body, row.bottomLeft())
        self._scroll.ensureVisible(0, bottom.y() - row.height() // 2, 0, row.height())

    def _on_cases(self) -> None:
        self.cases_wanted.emit(self.criterion)

    def _on_row(self, row: int) -> None:
        self.opened.emit(self._results[row].id)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._on_row(index.row())

    def _on_row_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.pointed.emit(self._results[index.row()].id)


def _bar(
    result: QuestionResult,
    line: int,
    instrument: Instrument,
    behind: Behind | None,
    basis: Basis,
) -> Bar:
    share = rounded(result.share)
    interval = question_interval(result, basis)
    still_open = behind.still_open(result.id) if behind else 0
    told = rests_on(result.relevant, still_open)
    title = instrument.questions[result.id].short
    if share is None:
        return Bar(result.id, title, None, False, "no relevant case")
    if result.relevant < basis.small:
        figure = f"{result.sufficient} of {result.relevant}"
        return Bar(result.id, title, None, False, told, figure=figure)
    below = share < line
    words = " · ".join(filter(None, (told, in_short(interval), "below the line" if below else "")))
    low, high = (interval.low * 100, interval.high * 100) if interval else (None, None)
    return Bar(result.id, title, share, below, words, low=low, high=high)


def _row(result: QuestionResult, instrument: Instrument, behind: Behind | None) -> tuple[str, ...]:
    share = result.share
    return (
        result.id,
        instrument.questions[result.id].text,
        "summary" if result.kind is Kind.SUMMARY else "question",
        "yes" if result.risk_of_harm else "",
        str(result.sufficient),
        str(result.relevant),
        "–" if share is None else f"{percent(share, 1)}%",
        str(behind.still_open(result.id)) if behind else "",
    )


def _weights(instrument: Instrument) -> str:
    return (
        f"The mean of the questions counts {instrument.individual_weight}%, "
        f"the summary question {instrument.summary_weight}%."
    )
