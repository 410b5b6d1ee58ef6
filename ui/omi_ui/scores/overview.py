"""The first page of the scores: chart 1, the numbers, sections, the thread and the ratings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.drawing.bars import Bar
from omi_desktop.instrument.model import Instrument
from omi_desktop.report.behind import SAMPLE, Behind, rests_on
from omi_desktop.scoring.averaging import THREAD as THREAD_SCORE
from omi_desktop.scoring.averaging import section_name
from omi_desktop.scoring.scorecard import CriterionScore, Scorecard, rounded
from omi_ui import theme
from omi_ui.scores.questions import THREAD
from omi_ui.scores.sureness import Sureness, in_short
from omi_ui.widgets.bar_chart import BarChart
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.number_field import NumberField
from omi_ui.widgets.pictures import PictureButtons
from omi_ui.widgets.table import PlainTable

_MOST_SMALL = 99


class Overview(QScrollArea):
    """Shows a scorecard; every number on it is taken from there."""

    criterion_wanted = Signal(str)
    cases_wanted = Signal(str)
    """The name of a score whose cases are wanted."""
    rating_wanted = Signal(str)
    where_wanted = Signal(str)
    pointed = Signal(str)
    choices_wanted = Signal(str)
    """The name of a score that is wanted under each other choice."""
    small_base_wanted = Signal(int)
    annex_wanted = Signal()

    def __init__(self, instrument: Instrument) -> None:
        super().__init__()
        self._instrument = instrument
        self._card: Scorecard | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = self._body = QWidget()
        body.setObjectName("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 8, 16, 24)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label("Scores", "title"))
        head.addStretch(1)
        of = label("Of")
        head.addWidget(of)
        head.addWidget(self._build_where())
        of.setBuddy(self.where)
        column.addLayout(head)
        self.counts = label("Counting the answers.", "muted", wraps=True)
        self.chart = BarChart()
        self.chart.setAccessibleName("Chart of the scores; the table below holds the same numbers")
        self.chart.opened.connect(self.criterion_wanted)
        self.chart.pointed.connect(self.pointed)
        self.chart.reached.connect(self._on_reached)
        self.pictures = PictureButtons(self.chart)
        self.cases_button = button("Show the cases", self._on_cases, "quiet")
        tip = "This way from scores to answers as pages, which are not for publication"
        self.annex_button = button("Annex…", self.annex_wanted.emit, "quiet", tip)
        self._above = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._above.setSpacing(4)
        self._above.addWidget(self.counts, 1)
        line = QHBoxLayout()
        line.addWidget(self.cases_button)
        line.addWidget(self.annex_button)
        line.addWidget(self.pictures)
        line.addStretch(1)
        self._above.addLayout(line)
        column.addLayout(self._above)
        column.addWidget(self.chart)
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.setSpacing(32)
        self._below.addLayout(self._build_numbers(), 3)
        self._below.addLayout(self._build_beside(), 2)
        column.addSpacing(8)
        column.addLayout(self._below)
        column.addStretch(1)
        self.setWidget(body)

    def show_card(self, card: Scorecard, behind: Behind | None, sureness: Sureness | None) -> None:
        """Show these scores, with what is known of their cases and of how sure they are."""
        self._card = card
        self.counts.setText(_counts(card, behind))
        self.cases_button.setVisible(behind is not None)
        where = next((gate.title for gate in self._instrument.gates if gate.id == card.where), "")
        self.pictures.title = " · ".join(filter(None, (f"Scores of {card.area}", where)))
        self.where.setCurrentIndex(max(self.where.findData(card.where), 0))
        self.show_bars(card, behind, sureness)
        self._show_rows(self.table, [_row(score, behind) for score in card.criteria])
        self._show_sections(card, behind)
        self._show_ratings(card)
        self._show_firmness(card, sureness)

    def show_sureness(self, card: Scorecard, behind: Behind | None, sureness: Sureness) -> None:
        """Add whiskers and how the conclusions fare; nothing that stood there moves."""
        self.show_bars(card, behind, sureness)
        self._show_firmness(card, sureness)

    def show_small_base(self, cases: int) -> None:
        """Show below how many cases a share is told as a count."""
        if not self.small.isModified():
            self.small.show_value(cases)

    def show_bars(self, card: Scorecard, behind: Behind | None, sureness: Sureness | None) -> None:
        """Draw the chart anew, with whiskers where it is known how sure the scores are."""
        bars = [*self._criterion_bars(card, behind, sureness), _thread_bar(card, behind, sureness)]
        self.chart.show_bars(bars, card.line, f"line of priority for improvement: {card.line}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put below each other what does not fit side by side."""
        super().resizeEvent(event)
        fits = self.width() > theme.measure().horizontalAdvance("m") * 76
        line = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        self._below.setDirection(line)
        self._above.setDirection(line)

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
        titles = ("", "Criterion", "Score", "Questions", "Summary", "Cases", "Open")
        self.table = PlainTable("Scores of the criteria", titles)
        self.table.opened.connect(self._on_row_opened)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        column.addWidget(self.table)
        column.addSpacing(12)
        column.addWidget(label("Under other choices", "heading"))
        column.addWidget(
            label(
                "Each assessor left out in turn, second reads in place of first ones, the weight "
                "of the summary question moved, boosters weighted. Enter shows each choice.",
                "muted",
                wraps=True,
            )
        )
        tried = ("", "Score", "As scored", "Lowest", "Highest", "Holds")
        self.firmness = PlainTable("How often each conclusion holds under other choices", tried)
        self.firmness.opened.connect(self._on_firmness_opened)
        self.firmness.selectionModel().currentRowChanged.connect(self._on_firmness_chosen)
        column.addWidget(self.firmness)
        column.addStretch(1)
        return column

    def _build_beside(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label("Sections", "heading"))
        titles = ("", "Section", "Score", "Cases", "Open")
        self.sections = PlainTable("Scores of the sections", titles)
        self.sections.opened.connect(self._on_section_opened)
        self.sections.selectionModel().currentRowChanged.connect(self._on_section_chosen)
        column.addWidget(self.sections)
        column.addSpacing(12)
        self._ratings_title = label("Section 4, in words", "heading")
        column.addWidget(self._ratings_title)
        self.ratings = PlainTable("Ratings of section 4", ("", "Criterion", "Rating"))
        self.ratings.opened.connect(self._on_rating_opened)
        column.addWidget(self.ratings)
        column.addSpacing(12)
        column.addWidget(label("Small numbers", "heading"))
        words = label("A share of fewer cases than this is shown as a count:", wraps=True)
        column.addWidget(words)
        self.small = NumberField(1, _MOST_SMALL)
        self.small.setAccessibleName("A share of fewer cases than this is shown as a count")
        self.small.editingFinished.connect(self._on_small)
        words.setBuddy(self.small)
        column.addWidget(self.small)
        column.addStretch(1)
        return column

    def _criterion_bars(
        self, card: Scorecard, behind: Behind | None, sureness: Sureness | None
    ) -> list[Bar]:
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
            beside = rests_on(score.cases, behind.still_open(score.id) if behind else 0)
            bar = Bar(score.id, score.title, score.rounded, score.below_line, beside, heading)
            bars.append(_with_whisker(bar, score.id, card, sureness))
        return bars

    def _show_sections(self, card: Scorecard, behind: Behind | None) -> None:
        names = [
            (section.id, section.title, section.rounded, section_name(section.id))
            for section in card.sections
            if section.score is not None
        ]
        names.append(("", "Risk of Harm thread", card.risk_of_harm.rounded, THREAD_SCORE))
        self._section_names = [name for *_, name in names]
        rows = [(key, title, _figure(own), *_of(behind, name)) for key, title, own, name in names]
        self._show_rows(self.sections, rows)

    def _show_firmness(self, card: Scorecard, sureness: Sureness | None) -> None:
        named = [(c.id, c.title, c.score, c.id) for c in card.criteria]
        named += [(s.id, s.title, s.score, section_name(s.id)) for s in card.sections]
        named.append(("", "Risk of Harm thread", card.risk_of_harm.score, THREAD_SCORE))
        known = [row for row in named if row[2] is not None]
        self._firmness_names = [name for *_, name in known]
        rows = [
            (key, title, _figure(rounded(score)), *_firmness(name, sureness))
            for key, title, score, name in known
        ]
        self._show_rows(self.firmness, rows)

    def _show_ratings(self, card: Scorecard) -> None:
        rows = [
            (rating.id, rating.title, rating.rating or "Not rated yet")
            for rating in card.leadership
        ]
        self._show_rows(self.ratings, rows)
        self._ratings_title.setVisible(bool(rows))
        self.ratings.setVisible(bool(rows))

    def _show_rows(self, table: PlainTable, rows: Sequence[tuple[str, ...]]) -> None:
        row = table.currentIndex().row()
        table.show_rows(rows, 1)
        table.grow_to_rows()
        if 0 <= row < len(rows):
            table.selectRow(row)

    def _on_row_opened(self, row: int) -> None:
        if self._card is not None:
            self.criterion_wanted.emit(self._card.criteria[row].id)

    def _on_row_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        if self._card is not None and index.isValid():
            self.pointed.emit(self._card.criteria[index.row()].id)

    def _on_section_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.pointed.emit(self._section_names[index.row()])

    def _on_firmness_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.pointed.emit(self._firmness_names[index.row()])

    def _on_firmness_opened(self, row: int) -> None:
        self.choices_wanted.emit(self._firmness_names[row])

    def _on_small(self) -> None:
        if self.small.isModified():
            self.small.setModified(False)
            self.small_base_wanted.emit(self.small.value)

    def _on_section_opened(self, row: int) -> None:
        name = self._section_names[row]
        if name == THREAD_SCORE:
            self.criterion_wanted.emit(THREAD)
        else:
            self.cases_wanted.emit(name)

    def _on_rating_opened(self, row: int) -> None:
        if self._card is not None:
            self.rating_wanted.emit(self._card.leadership[row].id)

    def _on_reached(self, row: QRect) -> None:
        bottom = self.chart.mapTo(self._body, row.bottomLeft())
        self.ensureVisible(0, bottom.y() - row.height() // 2, 0, row.height())

    def _on_cases(self) -> None:
        self.cases_wanted.emit(SAMPLE)

    def _on_where(self, index: int) -> None:
        self.where_wanted.emit(str(self.where.itemData(index)))


def _thread_bar(card: Scorecard, behind: Behind | None, sureness: Sureness | None) -> Bar:
    thread = card.risk_of_harm
    share = thread.rounded
    beside = rests_on(thread.cases, behind.still_open(THREAD_SCORE) if behind else 0)
    below = share is not None and share < card.line
    bar = Bar(THREAD, "Risk of Harm thread", share, below, beside, "Across the sections")
    return _with_whisker(bar, THREAD_SCORE, card, sureness)


def _with_whisker(bar: Bar, name: str, card: Scorecard, sureness: Sureness | None) -> Bar:
    if bar.share is None:
        beside, low, high = "no relevant case", None, None
    else:
        interval = sureness.interval(card, name) if sureness else None
        low, high = (interval.low * 100, interval.high * 100) if interval else (None, None)
        priority = "priority" if bar.below_line else ""
        beside = " · ".join(filter(None, (bar.beside, in_short(interval), priority)))
    return Bar(
        bar.id, bar.title, bar.share, bar.below_line, beside, bar.heading, low=low, high=high
    )


def _row(score: CriterionScore, behind: Behind | None) -> tuple[str, ...]:
    return (
        score.id,
        score.title,
        _figure(score.rounded),
        _figure(rounded(score.individual)),
        _figure(rounded(score.summary)),
        str(score.cases),
        str(behind.still_open(score.id)) if behind else "",
    )


def _firmness(name: str, sureness: Sureness | None) -> tuple[str, str, str]:
    holding = sureness.tried.holdings.get(name) if sureness else None
    if holding is None:
        return ("…", "…", "…")
    ends = (_figure(rounded(holding.lowest)), _figure(rounded(holding.highest)))
    return (*ends, f"{holding.holds} of {holding.of}")


def _of(behind: Behind | None, name: str) -> tuple[str, str]:
    if behind is None:
        return ("", "")
    return (str(behind.rests_on(name)), str(behind.still_open(name)))


def _figure(score: int | None) -> str:
    return "–" if score is None else str(score)


def _counts(card: Scorecard, behind: Behind | None) -> str:
    counts = card.cases
    told = f"{counts.assessed} of {counts.sampled} cases assessed, {counts.complete} complete"
    if behind is not None:
        still_open = behind.still_open(SAMPLE)
        told += f", {still_open or 'none'} still open"
    return f"{told}. Score of each criterion in percent; Enter opens one."
