"""The list of cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from omi_desktop.instrument.applicability import standing
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    Inspection,
    KeyCost,
    Role,
    create,
)
from omi_ui.cases.adding import AddCases
from omi_ui.cases.asked_notes import pace_words
from omi_ui.cases.facets import Facets
from omi_ui.cases.model import Column
from omi_ui.cases.rows import case_rows, named_rows
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


def test_lines_that_are_only_named_say_nothing_of_progress(
    view: CasesView, inspection: Inspection
) -> None:
    counted, named = case_rows(inspection), named_rows(inspection)
    uncounted = {"answered": 0, "applicable": 0, "below_line": 0}
    assert named == tuple(replace(row, **uncounted) for row in counted)
    view.show_rows(named)
    at = view.table.model().index(0, Column.PROGRESS)
    assert at.data() == ""
    view.show_rows(counted)
    assert at.data() == f"{counted[0].answered} of {counted[0].applicable}"


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


def test_the_place_to_add_cases_stands_between_filters_and_list_for_the_tab_key(
    qtbot: QtBot, view: CasesView
) -> None:
    add = next(each for each in view.findChildren(QPushButton) if each.text() == "Add cases")
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    place = view.findChild(AddCases)
    assert place is not None
    assert place.isVisible()
    seen: list[QWidget] = [view.search]
    while seen[-1] is not view.table:
        seen.append(seen[-1].nextInFocusChain())
    stops = [each for each in seen if each in place.stops]
    assert stops == list(place.stops)


def test_words_of_a_note_find_the_case_and_the_place(
    qtbot: QtBot, view: CasesView, inspection: Inspection
) -> None:
    inspection.note("c2", "tier", "Screened late by the duty officer", by="lead")
    view.use(inspection)
    view.search.setText("duty officer")
    qtbot.waitUntil(lambda: view.shown() == ("WE-0402",))
    assert view.hits.isVisible()
    with qtbot.waitSignal(view.opened_at) as opened:
        view.hits.list.itemActivated.emit(view.hits.list.item(0))
    assert opened.args == ["c2", "tier"]
    view.search.clear()
    qtbot.waitUntil(lambda: not view.hits.isVisible())
    assert len(view.shown()) == 3


def test_filters_hold_together(view: CasesView, inspection: Inspection) -> None:
    inspection.answer("c0", "case_type", "licence", by="lead")
    view.show_rows(case_rows(inspection))
    view.filters.show_facets(Facets(sentence="Licence"))
    assert view.shown() == ("WE-0400", "WE-0402")
    view.filters.show_facets(Facets(sentence="Licence", tier="Tier 3"))
    assert view.shown() == ("WE-0402",)
    view.choose_status(CaseStatus.COMPLETE)
    assert view.shown() == ()
    view.show_all()
    assert len(view.shown()) == 3
    assert view.filters.facets() == Facets()


def test_a_filter_is_saved_under_a_name_and_found_again(
    qtbot: QtBot, view: CasesView, inspection: Inspection, tmp_path: Path
) -> None:
    kept = tmp_path / "filters.json"
    wanted = Facets(status=CaseStatus.IN_PROGRESS, sentence="Licence")
    for begins in (True, False):
        made = CasesView(saved_filters=kept)
        qtbot.addWidget(made)
        made.show_rows(case_rows(inspection))
        if begins:
            made.filters.show_facets(wanted)
            qtbot.keyClicks(made.filters.name, "Licences under way")
            made.filters.save.click()
        else:
            made.filters.saved.setCurrentText("Licences under way")
            made.filters.saved.activated.emit(made.filters.saved.currentIndex())
        assert made.filters.facets() == wanted
        assert made.shown() == ("WE-0402",)
    made.filters.forget.click()
    assert "Licences" not in kept.read_text(encoding="utf-8")


def test_notes_asked_for_are_counted_after_the_list_is_shown(
    qtbot: QtBot, view: CasesView, inspection: Inspection
) -> None:
    inspection.answer("c2", "ppo", "not-applicable", by="lead")
    inspection.answer("c2", "gender", "not-applicable", by="lead")
    inspection.note("c2", "gender", "The file does not say.", by="lead")
    view.use(inspection)
    view.show_rows(case_rows(inspection))

    def cells() -> list[str]:
        model = view.table.model()
        return [model.index(at, Column.NOTES_ASKED).data() for at in range(model.rowCount())]

    qtbot.waitUntil(lambda: cells() == ["", "", "1"])
    view.filters.show_facets(Facets(notes_asked=True))
    assert view.shown() == ("WE-0402",)
    inspection.note("c2", "ppo", "Never asked.", by="lead")
    view.show_rows(case_rows(inspection))
    qtbot.waitUntil(lambda: view.shown() == ())


def test_a_note_that_was_never_saved_is_told_with_its_case(
    view: CasesView, inspection: Inspection
) -> None:
    inspection.journal("c1", "tier", "Half a sent", by="lead")
    view.show_rows(case_rows(inspection))
    assert view.stopped == "1 note was typed and never saved: open WE-0401."
    inspection.forget_typed("c1", "tier")
    view.show_rows(case_rows(inspection))
    assert view.stopped == ""


def test_the_pace_is_told_on_an_assessors_copy_alone(
    tmp_path: Path, bank: dict[str, str], inspection: Inspection
) -> None:
    day = datetime(2006, 7, 18, 9, 0, tzinfo=UTC)
    clock = iter(day + timedelta(seconds=40 * n) for n in range(400))
    details = Details("i", "Westmorland", Role.ASSESSOR, "2006-07-18T09:00:00.000Z")
    cost = KeyCost(passes=1, kibibytes=64, lanes=1)
    made = create(
        tmp_path / "own.omi",
        "four plain words",
        bank=bank,
        details=details,
        cost=cost,
        clock=lambda: next(clock),
    )
    with made:
        made.add_cases([Case("c0", "WE-1", 0, CaseStatus.NOT_STARTED, "", None)], by="")
        facts = [q for q in made.instrument.facts if q.scale and q.value_type == "choice"]
        for question in facts:
            assert question.scale is not None
            made.answer("c0", question.id, question.scale.choices[0].id, by="")
        words = pace_words(made, case_rows(made), day + timedelta(hours=1))
    assert words.startswith("At this rate you finish today at 1")
    assert pace_words(inspection, case_rows(inspection), day) == ""


def test_columns_without_room_stand_in_two_lines_of_the_first(
    view: CasesView, qtbot: QtBot
) -> None:
    table = view.table
    assert not table.is_compact
    view.resize(660, 500)
    qtbot.waitUntil(lambda: table.is_compact)
    assert table.horizontalHeader().length() <= table.viewport().width()
    shown = [column.name for column in Column if not table.isColumnHidden(column)]
    assert shown == ["REF", "PROGRESS", "BELOW_LINE", "NOTES_ASKED"]
    begun = view.shown().index("WE-0402")
    spoken = table.model().index(begun, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "WE-0402, In progress, Owen Teasdale, Licence, Tier 3"
    view.resize(1400, 500)
    qtbot.waitUntil(lambda: not table.is_compact)
    assert not any(table.isColumnHidden(column) for column in Column)
    assert table.columnWidth(Column.REF) < table.columnWidth(Column.ASSESSOR)
