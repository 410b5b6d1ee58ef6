"""The list of cases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from omi_desktop.instrument.applicability import standing
from omi_desktop.store import CaseStatus, Inspection
from omi_ui.cases.model import Column
from omi_ui.cases.rows import case_rows
from omi_ui.cases.view import CasesView


@pytest.fixture
def view(
    qtbot: QtBot, inspection: Inspection, fill: Callable[[Inspection, str], None]
) -> CasesView:
    """Return the list with one case complete, one begun and one untouched."""
    fill(inspection, "c1")
    inspection.set_status("c1", CaseStatus.COMPLETE, by="lead")
    inspection.answer("c2", "case_type", "licence", by="lead")
    inspection.answer("c2", "tier", "3", by="lead")
    made = CasesView()
    qtbot.addWidget(made)
    made.resize(1200, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.show_rows(case_rows(inspection))
    return made


def test_progress_is_what_each_case_alone_says(view: CasesView, inspection: Inspection) -> None:
    values = inspection.values()
    for row in case_rows(inspection):
        alone = standing(inspection.instrument, values[row.id])
        assert (row.answered, row.applicable) == (alone.answered, alone.applicable)


def test_answers_below_the_line_count_only_where_they_speak_of_risk_of_harm(
    inspection: Inspection, view: CasesView
) -> None:
    before = {row.id: row.below_line for row in case_rows(inspection)}
    marked = next(
        q
        for q in inspection.instrument.questions.values()
        if q.risk_of_harm and q.scale and q.scale.judges and q.id in inspection.values()["c1"]
    )
    assert marked.scale is not None
    below = next(choice.id for choice in marked.scale.choices if choice.above_line is False)
    inspection.answer("c1", marked.id, below, by="lead")
    after = {row.id: row.below_line for row in case_rows(inspection)}
    assert after == before | {"c1": before["c1"] + 1}


def test_typing_on_the_list_finds_cases(qtbot: QtBot, view: CasesView) -> None:
    qtbot.keyClicks(view.table, "licence")
    assert view.search.text() == "licence"
    assert view.shown() == ("WE-0402",)


def test_every_word_typed_must_be_found(qtbot: QtBot, view: CasesView) -> None:
    view.search.setText("we-040 teasdale")
    assert len(view.shown()) == 3
    view.search.setText("we-040 nobody")
    assert view.shown() == ()


def test_the_status_narrows_the_list(view: CasesView) -> None:
    view.choose_status(CaseStatus.NOT_STARTED)
    assert view.shown() == ("WE-0400",)
    view.choose_status(None)
    assert len(view.shown()) == 3


def test_progress_sorts_by_share_and_not_by_words(view: CasesView) -> None:
    view.table.sortByColumn(Column.PROGRESS, Qt.SortOrder.DescendingOrder)
    assert view.shown() == ("WE-0401", "WE-0402", "WE-0400")


def test_enter_opens_the_selected_case(qtbot: QtBot, view: CasesView) -> None:
    view.show_case("c2")
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert opened.args == ["c2"]


def test_the_selection_stays_when_a_case_changes(view: CasesView, inspection: Inspection) -> None:
    view.show_case("c2")
    inspection.answer("c2", "ppo", "yes", by="lead")
    view.show_rows(case_rows(inspection))
    assert view.table.currentIndex().siblingAtColumn(0).data() == "WE-0402"


def test_an_empty_inspection_says_what_belongs_there(qtbot: QtBot) -> None:
    empty = CasesView()
    qtbot.addWidget(empty)
    with qtbot.waitExposed(empty):
        empty.show()
    empty.show_rows(())
    assert not empty.table.isVisible()
