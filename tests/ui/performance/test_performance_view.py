"""The performance table, as a lead inspector fills it; every change is read back from the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from omi_desktop.report.performance_rows import Column
from omi_desktop.store import Direction, Indicator, Inspection
from omi_ui.performance.table import COLUMNS
from omi_ui.performance.view import PerformanceView

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
BREACH = Indicator(
    1, "National data", "2005–2006", "Breach in ten days", Direction.HIGHER, 90, "%", 87, 91
)
ARRANGED = replace(BREACH, position=2, text="Appointments arranged", area=81, national=None)
SICKNESS = replace(
    BREACH,
    position=3,
    text="Sickness",
    direction=Direction.LOWER,
    target=9,
    unit="days",
    area=12.9,
    national=9,
)


@pytest.fixture
def view(qtbot: QtBot, inspection: Inspection) -> PerformanceView:
    """Return the screen over three indicators."""
    inspection.change_records(put=(BREACH, ARRANGED, SICKNESS), by="lead")
    return shown(qtbot, inspection)


def shown(qtbot: QtBot, inspection: Inspection) -> PerformanceView:
    made = PerformanceView(inspection, "lead")
    qtbot.addWidget(made)
    made.resize(1156, 720)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.show_now()
    return made


def texts(inspection: Inspection) -> list[str]:
    return [indicator.text for indicator in inspection.records(Indicator)]


def at(view: PerformanceView, row: int, column: Column) -> QModelIndex:
    return view.table.index(row, COLUMNS.index(column))


def words(view: PerformanceView, row: int, column: Column) -> str:
    return str(at(view, row, column).data())


def choose(view: PerformanceView, row: int, column: Column) -> None:
    view.grid.choose(view.rows[row].id, column)


def type_in(qtbot: QtBot, view: PerformanceView, row: int, column: Column, text: str) -> None:
    choose(view, row, column)
    qtbot.keyClick(view.grid, Qt.Key.Key_Return)
    qtbot.keyClicks(field(view), text)
    leave(qtbot, view)


def leave(qtbot: QtBot, view: PerformanceView) -> None:
    qtbot.keyClick(field(view), Qt.Key.Key_Return)
    # Qt takes what was typed and closes the field a moment later.
    qtbot.waitUntil(lambda: view.grid.cells.field is None)


def field(view: PerformanceView) -> QWidget:
    made = view.grid.cells.field
    assert made is not None
    return made


def undo_of(said: list[object]) -> Callable[[], None]:
    back = said[1]
    assert callable(back)
    return back


def test_the_asterisk_stands_by_the_rule_and_its_reason_is_told(view: PerformanceView) -> None:
    assert words(view, 0, Column.AREA) == "87%*"
    assert words(view, 1, Column.AREA) == "81%"
    assert words(view, 2, Column.AREA) == "12.9 days"
    assert words(view, 2, Column.NATIONAL) == "9 days*"
    assert view.head.words == "3 indicators, 1 with an asterisk for Westmorland"
    sentence = view.why.sentences[Column.AREA]
    assert sentence.text() == "87% against 90%: 3.3% short, a near miss."
    choose(view, 1, Column.AREA)
    assert sentence.text() == "81% against 90%: 10.0% short, more than the 4% of a near miss."
    national = view.why.sentences[Column.NATIONAL]
    assert national.text() == "There is no figure, so nothing is printed."
    spoken = at(view, 0, Column.AREA).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "87%*. 87% against 90%: 3.3% short, a near miss"


def test_a_cell_is_typed_and_the_asterisk_follows_at_once(
    qtbot: QtBot, view: PerformanceView, inspection: Inspection
) -> None:
    type_in(qtbot, view, 1, Column.AREA, "86.4")
    assert inspection.records(Indicator)[1] == replace(ARRANGED, area=86.4)
    assert words(view, 1, Column.AREA) == "86.4%*"
    type_in(qtbot, view, 1, Column.TARGET, "95")
    assert inspection.records(Indicator)[1].target == 95
    assert words(view, 1, Column.AREA) == "86.4%"
    assert view.head.words.startswith("3 indicators, 1 with")


def test_typing_in_a_cell_is_kept_after_a_pause_while_the_cell_stays_open(
    qtbot: QtBot, view: PerformanceView, inspection: Inspection
) -> None:
    choose(view, 0, Column.INDICATOR)
    qtbot.keyClick(view.grid, Qt.Key.Key_F2)
    open_field = field(view)
    assert isinstance(open_field, QLineEdit)
    open_field.end(False)
    with qtbot.waitSignals([view.writing, view.saved], timeout=5_000):
        qtbot.keyClicks(open_field, " or less")
    assert texts(inspection)[0] == "Breach in ten days or less"
    assert view.grid.cells.field is open_field
    qtbot.keyClicks(open_field, "!")
    view.save()
    assert texts(inspection)[0] == "Breach in ten days or less!"
    assert view.grid.cells.field is None


def test_what_is_no_figure_is_refused_when_the_writer_leaves_and_changes_nothing(
    qtbot: QtBot, view: PerformanceView, inspection: Inspection
) -> None:
    with qtbot.waitSignal(view.refused) as caught:
        type_in(qtbot, view, 0, Column.AREA, "many")
    assert str(caught.args[0]) == (
        "“many” is no figure in % for the area. Write figures only, such as 12.9."
    )
    assert inspection.records(Indicator)[0] == BREACH
    assert words(view, 0, Column.AREA) == "87%*"


def test_the_direction_is_chosen_from_two(
    qtbot: QtBot, view: PerformanceView, inspection: Inspection
) -> None:
    choose(view, 2, Column.DIRECTION)
    qtbot.keyClick(view.grid, Qt.Key.Key_F2)
    choice = field(view)
    assert isinstance(choice, QComboBox)
    assert choice.currentText() == "Lower is better"
    choice.setCurrentText("Higher is better")
    view.save()
    assert inspection.records(Indicator)[2].direction is Direction.HIGHER
    assert words(view, 2, Column.AREA) == "12.9 days*"


def test_a_decision_needs_its_reason_before_it_is_kept(
    qtbot: QtBot, view: PerformanceView, inspection: Inspection
) -> None:
    choose(view, 0, Column.AREA)
    choice = view.why.choices[Column.AREA]
    choice.setCurrentText("No asterisk")
    choice.activated.emit(choice.currentIndex())
    assert inspection.records(Indicator)[0] == BREACH
    assert "needs a reason" in view.why.hint
    assert QApplication.focusWidget() is view.why.reason_field
    qtbot.keyClicks(view.why.reason_field, "Two offices are missing")
    qtbot.keyClick(view.why.reason_field, Qt.Key.Key_Return)
    kept = inspection.records(Indicator)[0]
    assert (kept.area_met, kept.reason) == (False, "Two offices are missing")
    assert words(view, 0, Column.AREA) == "87%"
    assert view.why.hint == ""
    assert "decided that the asterisk does not stand: Two offices" in (
        view.why.sentences[Column.AREA].text()
    )

    choice.setCurrentText("By the rule")
    with qtbot.waitSignal(view.said) as caught:
        choice.activated.emit(choice.currentIndex())
    assert inspection.records(Indicator)[0] == BREACH
    assert not view.why.reason_field.isVisible()
    undo_of(caught.args)()
    assert inspection.records(Indicator)[0] == kept


def test_a_decision_without_a_reason_is_gone_when_another_row_is_chosen(
    view: PerformanceView, inspection: Inspection
) -> None:
    choice = view.why.choices[Column.AREA]
    choice.setCurrentText("No asterisk")
    choice.activated.emit(choice.currentIndex())
    choose(view, 1, Column.AREA)
    choose(view, 0, Column.AREA)
    assert choice.currentText() == "By the rule"
    assert inspection.records(Indicator)[0] == BREACH


def test_a_row_is_added_below_in_the_same_block_and_kept_once_it_has_name_and_target(
    qtbot: QtBot, view: PerformanceView, inspection: Inspection
) -> None:
    choose(view, 0, Column.TARGET)
    qtbot.keyClick(view.grid, Qt.Key.Key_Return, CTRL)
    assert len(view.rows) == 4
    qtbot.keyClicks(field(view), "Compliance")
    leave(qtbot, view)
    assert texts(inspection) == ["Breach in ten days", "Appointments arranged", "Sickness"]
    assert view.why.hint == "Not kept yet: it needs a name and a target."
    type_in(qtbot, view, 1, Column.TARGET, "85%")
    assert view.why.hint == ""
    kept = inspection.records(Indicator)
    assert [each.text for each in kept][:2] == ["Breach in ten days", "Compliance"]
    assert (kept[1].block, kept[1].period, kept[1].position) == ("National data", "2005–2006", 2)
    assert kept[3] == replace(SICKNESS, position=4)


def test_a_row_that_cannot_be_kept_yet_is_there_when_one_comes_back(
    qtbot: QtBot, view: PerformanceView, inspection: Inspection
) -> None:
    view.add_row()
    qtbot.keyClicks(field(view), "Compliance")
    view.show_now()
    assert [row.record.text for row in view.rows][-1] == "Compliance"
    assert inspection.records(Indicator) == (BREACH, ARRANGED, SICKNESS)
    type_in(qtbot, view, 3, Column.TARGET, "85")
    assert texts(inspection)[-1] == "Compliance"


def test_rows_are_moved_and_removed_with_the_keyboard_and_each_step_taken_back(
    qtbot: QtBot, view: PerformanceView, inspection: Inspection
) -> None:
    choose(view, 0, Column.TARGET)
    with qtbot.waitSignal(view.said) as moved:
        qtbot.keyClick(view.grid, Qt.Key.Key_Down, ALT)
    assert texts(inspection) == ["Appointments arranged", "Breach in ten days", "Sickness"]
    assert view.grid.currentIndex().row() == 1
    assert moved.args[0] == "Moved “Breach in ten days”."
    with qtbot.waitSignal(view.said) as removed:
        qtbot.keyClick(view.grid, Qt.Key.Key_Delete, CTRL | SHIFT)
    assert texts(inspection) == ["Appointments arranged", "Sickness"]
    assert view.grid.currentIndex().row() == 1
    undo_of(removed.args)()
    undo_of(moved.args)()
    assert texts(inspection) == ["Breach in ten days", "Appointments arranged", "Sickness"]
    assert inspection.records(Indicator) == (BREACH, ARRANGED, SICKNESS)


def test_ctrl_z_takes_back_what_was_typed_in_a_cell(
    qtbot: QtBot, view: PerformanceView, inspection: Inspection
) -> None:
    type_in(qtbot, view, 0, Column.AREA, "1")
    choose(view, 1, Column.NATIONAL)
    qtbot.keyClick(view.grid, Qt.Key.Key_Delete)
    type_in(qtbot, view, 2, Column.AREA, "3")
    for _ in range(2):
        qtbot.keyClick(view.grid, Qt.Key.Key_Z, CTRL)
    assert inspection.records(Indicator) == (BREACH, ARRANGED, SICKNESS)


def test_a_step_of_an_earlier_reading_is_not_taken_back(
    qtbot: QtBot, view: PerformanceView, inspection: Inspection
) -> None:
    with qtbot.waitSignal(view.said) as removed:
        view.remove_row()
    view.show_now()
    undo_of(removed.args)()
    assert texts(inspection) == ["Appointments arranged", "Sickness"]


def test_rows_copied_from_a_spreadsheet_are_added_and_taken_back(
    qtbot: QtBot, view: PerformanceView, inspection: Inspection
) -> None:
    QGuiApplication.clipboard().setText("Starts\t100%\t57%*\t88%\nAwards\t100%\t213%*\t149%*\n")
    with qtbot.waitSignal(view.said) as caught:
        view.head.paste_button.click()
    assert texts(inspection)[3:] == ["Starts", "Awards"]
    assert caught.args[0] == (
        "Pasted 2 rows. By the rule the asterisks differ from those copied at “Starts”."
    )
    undo_of(caught.args)()
    assert inspection.records(Indicator) == (BREACH, ARRANGED, SICKNESS)


def test_cells_are_pasted_where_the_keyboard_is(
    qtbot: QtBot, view: PerformanceView, inspection: Inspection
) -> None:
    QGuiApplication.clipboard().setText("95\t96\n97\t98\n")
    choose(view, 0, Column.AREA)
    qtbot.keyClick(view.grid, Qt.Key.Key_V, CTRL)
    kept = inspection.records(Indicator)
    assert [(each.area, each.national) for each in kept[:2]] == [(95, 96), (97, 98)]
    QGuiApplication.clipboard().setText("95\tmany\n")
    with qtbot.waitSignal(view.refused) as caught:
        qtbot.keyClick(view.grid, Qt.Key.Key_V, CTRL)
    assert "“many” is no figure in % for England and Wales" in str(caught.args[0])
    assert inspection.records(Indicator) == kept


def test_a_file_that_is_signed_off_refuses_and_shows_what_it_holds(
    qtbot: QtBot, view: PerformanceView, inspection: Inspection
) -> None:
    inspection.sign_off(by="lead", code="7F3A")
    with qtbot.waitSignal(view.refused) as caught:
        type_in(qtbot, view, 0, Column.AREA, "5")
    assert "signed off" in str(caught.args[0])
    assert words(view, 0, Column.AREA) == "87%*"
    with qtbot.waitSignal(view.refused):
        view.remove_row()
    assert inspection.records(Indicator) == (BREACH, ARRANGED, SICKNESS)


def test_an_empty_table_says_what_belongs_there_and_holds_the_buttons(
    qtbot: QtBot, inspection: Inspection
) -> None:
    view = shown(qtbot, inspection)
    assert view.empty.isVisible()
    assert not view.why.isVisible()
    assert QApplication.focusWidget() is view.add_first
    view.add_first.click()
    assert view.grid.isVisible()
    qtbot.keyClicks(field(view), "Joint targets")
    leave(qtbot, view)
    type_in(qtbot, view, 0, Column.INDICATOR, "Breach")
    type_in(qtbot, view, 0, Column.TARGET, "35 days")
    (kept,) = inspection.records(Indicator)
    assert (kept.block, kept.text, kept.target, kept.unit) == (
        "Joint targets",
        "Breach",
        35,
        "days",
    )
    view.remove_row()
    assert view.empty.isVisible()
    assert inspection.records(Indicator) == ()


def test_the_columns_fit_the_screen_and_scroll_where_they_cannot(view: PerformanceView) -> None:
    heads = view.grid.horizontalHeader()
    assert heads.length() == view.grid.viewport().width()
    view.resize(500, 500)
    assert heads.length() > view.grid.viewport().width()
    assert heads.sectionSize(COLUMNS.index(Column.INDICATOR)) > 150
