"""The questions of one criterion, with sufficient, relevant and percent."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from omi_desktop.instrument.model import Instrument, Kind
from omi_desktop.scoring.scorecard import QuestionResult, Scorecard, percent
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.table import PlainTable

THREAD = "RoH"
"""Stands for the Risk of Harm thread where the id of a criterion is asked for."""


class CriterionQuestions(QWidget):
    """The results behind a score; Escape goes back to the chart."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.criterion = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        back = button("← Scores", self.left.emit, "quiet", "Back to the chart (Esc)")
        head.addWidget(back)
        self._title = label("", "title", wraps=True)
        head.addWidget(self._title, 1)
        self._score = label("", "title")
        head.addWidget(self._score)
        column.addLayout(head)
        self._words = label("", "muted", wraps=True)
        column.addWidget(self._words)
        titles = ("", "Question", "Counts as", "Risk of Harm", "Sufficient", "Relevant", "Percent")
        self.table = PlainTable("Questions of the criterion", titles)
        column.addWidget(self.table, 1)

    def show_criterion(self, criterion: str, card: Scorecard, instrument: Instrument) -> None:
        """Show the questions of a criterion, or of the thread."""
        self.criterion = criterion
        if criterion == THREAD:
            results = [card.question(question) for question in card.risk_of_harm.questions]
            score, title = card.risk_of_harm.rounded, "Risk of Harm thread"
            words = "The mean of the questions marked for Risk of Harm in sections 1 and 2."
        else:
            found = next(each for each in card.criteria if each.id == criterion)
            results = list(found.questions)
            score, title = found.rounded, f"{found.id} {found.title}"
            words = _weights(instrument) if not found.remark else found.remark
        self._title.setText(title)
        self._score.setText("–" if score is None else str(score))
        self._words.setText(words)
        self.table.show_rows([_row(result, instrument) for result in results], 1)


def _row(result: QuestionResult, instrument: Instrument) -> tuple[str, ...]:
    share = result.share
    return (
        result.id,
        instrument.questions[result.id].text,
        "summary" if result.kind is Kind.SUMMARY else "question",
        "yes" if result.risk_of_harm else "",
        str(result.sufficient),
        str(result.relevant),
        "–" if share is None else f"{percent(share, 1)} %",
    )


def _weights(instrument: Instrument) -> str:
    return (
        f"The mean of the questions counts {instrument.individual_weight} %, "
        f"the summary question {instrument.summary_weight} %."
    )
