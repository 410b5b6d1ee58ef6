"""The scores: what is shown is what the scorecard says."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from omi_desktop.drawing.bars import Bar
from omi_desktop.scoring.score import ScoredCase, scorecard
from omi_desktop.scoring.scorecard import Scorecard, rounded
from omi_desktop.store import Inspection
from omi_ui import theme
from omi_ui.scores.view import ScoresView
from omi_ui.widgets.bar_chart import BarChart


@pytest.fixture
def card(inspection: Inspection, fill: Callable[[Inspection, str], None]) -> Scorecard:
    """Return the scores of two cases, in one of which planning is poor throughout."""
    fill(inspection, "c0")
    fill(inspection, "c1")
    for question in inspection.instrument.criterion["1.5"].questions:
        scale = question.scale
        if scale and scale.judges and question.id in inspection.values()["c1"]:
            inspection.answer("c1", question.id, scale.choices[-1].id, by="lead")
    values = inspection.values()
    cases = [ScoredCase(case.status, values[case.id]) for case in inspection.cases()]
    return scorecard(inspection.instrument, cases, area="Westmorland", ratings={"4.1": "well-met"})


@pytest.fixture
def view(qtbot: QtBot, inspection: Inspection, card: Scorecard) -> ScoresView:
    """Return the scores on screen."""
    made = ScoresView(inspection.instrument)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.show_card(card)
    return made


def test_the_table_holds_the_numbers_of_the_scorecard(view: ScoresView, card: Scorecard) -> None:
    shown = [tuple(view.table.cell(row, c) for c in range(6)) for row in range(len(card.criteria))]
    assert shown == [
        (
            score.id,
            score.title,
            *(
                "–" if n is None else str(n)
                for n in (score.rounded, rounded(score.individual), rounded(score.summary))
            ),
            str(score.cases),
        )
        for score in card.criteria
    ]


def test_the_chart_speaks_every_score(view: ScoresView, card: Scorecard) -> None:
    spoken = view.chart.accessibleDescription()
    for score in card.criteria:
        figure = "–" if score.rounded is None else str(score.rounded)
        assert f"{score.title} {figure}" in spoken


def test_enter_on_a_bar_opens_its_questions_and_escape_comes_back(
    qtbot: QtBot, view: ScoresView, card: Scorecard
) -> None:
    view.chart.setFocus(Qt.FocusReason.OtherFocusReason)
    for _ in range(4):
        qtbot.keyClick(view.chart, Qt.Key.Key_Down)
    qtbot.keyClick(view.chart, Qt.Key.Key_Return)
    assert view.questions.criterion == "1.5"
    results = {r.id: r for r in card.criteria[4].questions}
    for row, result in enumerate(results.values()):
        assert view.questions.table.cell(row, 0) == result.id
        assert view.questions.table.cell(row, 4) == str(result.sufficient)
        assert view.questions.table.cell(row, 5) == str(result.relevant)
    qtbot.keyClick(view.questions.table, Qt.Key.Key_Escape)
    assert view.chart.isVisible()


def test_a_click_on_a_bar_opens_it(qtbot: QtBot, view: ScoresView) -> None:
    where = view.chart.bar_rect("2.3").center()
    qtbot.mouseClick(view.chart, Qt.MouseButton.LeftButton, pos=where)
    assert view.questions.criterion == "2.3"


def test_section_four_is_shown_in_words(view: ScoresView) -> None:
    assert view.ratings.cell(0, 2) == "Well met"
    assert view.ratings.cell(1, 2) == "Not rated yet"


def test_a_bar_below_the_line_differs_by_more_than_its_colour(qtbot: QtBot) -> None:
    chart = BarChart()
    qtbot.addWidget(chart)
    chart.resize(800, 200)
    bars = [Bar("a", "Above", 90, False, ""), Bar("b", "Below", 60, True, "")]
    chart.show_bars(bars, 70, "line: 70")
    picture = chart.grab().toImage()
    above = _colours_along(picture, chart.bar_rect("a").center().y())
    below = _colours_along(picture, chart.bar_rect("b").center().y())
    look = theme.tokens(chart)
    assert above.count(look.above) > 100
    assert look.above not in below
    # Hatched: strokes and ground take turns, so neither makes one long run.
    turns = sum(1 for one, other in pairwise(below) if one != other)
    assert turns > 30


def _colours_along(picture: QImage, y: int) -> list[str]:
    return [picture.pixelColor(x, y).name() for x in range(picture.width() * 4 // 10)][160:] + [
        picture.pixelColor(x, y).name() for x in range(picture.width() * 4 // 10, 600)
    ]
