"""Passages of a case that are marked for the report; every mark is read back from the file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from omi_desktop.store import CaseStatus, Inspection, Mark, MarkKind
from omi_ui import theme
from omi_ui.case.sitting import Sitting
from omi_ui.case.view import CaseView

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
NOTE = "Seen at home in week one; the plan names the children."
Said = list[tuple[str, Callable[[], None] | None]]


@pytest.fixture
def view(qtbot: QtBot, inspection: Inspection, fill: Callable[[Inspection, str], None]) -> CaseView:
    """Return the workspace with a case that has a note on 1.2.1."""
    fill(inspection, "c0")
    inspection.note("c0", "1.2.1", NOTE, by="assessor")
    sitting = Sitting(inspection, "c0", "assessor")
    made = CaseView(sitting)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.show_sitting(sitting, "1.2.1")
    return made


@pytest.fixture
def said(view: CaseView) -> Said:
    """Return what the workspace says, with the way back, as it comes."""
    heard: Said = []
    view.said.connect(lambda words, undo: heard.append((words, undo)))
    return heard


def _press(qtbot: QtBot, key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, CTRL_SHIFT)


def _panel_button(view: CaseView, text: str) -> QPushButton:
    found = view.side.marks.findChildren(QPushButton)
    return next(each for each in found if each.text() == text)


def test_the_whole_note_is_marked_where_nothing_is_selected(
    qtbot: QtBot, view: CaseView, inspection: Inspection, said: Said
) -> None:
    _press(qtbot, Qt.Key.Key_G)
    (mark,) = inspection.records(Mark)
    assert (mark.case, mark.criterion, mark.question) == ("c0", "1.2", "1.2.1")
    assert (mark.kind, mark.text, mark.by) == (MarkKind.GOOD_PRACTICE, NOTE, "assessor")
    assert mark.at.endswith("Z")
    assert said[0][0] == "Marked as good practice of 1.2. It waits for the report."
    assert view.head.marks_button.text() == "Marks · 1"


def test_only_the_selection_is_marked_and_what_was_just_typed_is_on_disk(
    qtbot: QtBot, view: CaseView, inspection: Inspection
) -> None:
    view.page_view.rows["1.2.1"].write_note()
    editor = view.page_view.rows["1.2.1"].editor
    assert editor is not None
    qtbot.keyClicks(editor, " Well done.")
    cursor = editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    for _ in range(3):
        cursor.movePosition(QTextCursor.MoveOperation.NextWord, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    _press(qtbot, Qt.Key.Key_I)
    (mark,) = inspection.records(Mark)
    assert (mark.kind, mark.text) == (MarkKind.ILLUSTRATION, "Seen at home")
    assert inspection.answers("c0")["1.2.1"].note == f"{NOTE} Well done."
    assert view.page_view.rows["1.2.1"].editor is editor


def test_a_mark_is_taken_back_and_a_removed_one_comes_back(
    qtbot: QtBot, view: CaseView, inspection: Inspection, said: Said
) -> None:
    _press(qtbot, Qt.Key.Key_G)
    (mark,) = inspection.records(Mark)
    undo = said[0][1]
    assert undo is not None
    undo()
    assert inspection.records(Mark) == ()
    assert view.head.marks_button.text() == "Marks"
    _press(qtbot, Qt.Key.Key_G)
    (again,) = inspection.records(Mark)
    view.head.marks_button.click()
    _panel_button(view, "Remove").click()
    assert inspection.records(Mark) == ()
    assert inspection.answers("c0")["1.2.1"].note == NOTE
    back = said[-1][1]
    assert back is not None
    back()
    assert inspection.records(Mark) == (again,)
    assert again.id != mark.id


def test_the_panel_lists_the_marks_of_this_case_alone_and_leads_to_their_questions(
    qtbot: QtBot, view: CaseView, inspection: Inspection
) -> None:
    other = Mark("m", "c1", "1.1", "1.1.1", MarkKind.ILLUSTRATION, "Elsewhere.", "assessor", "")
    inspection.put_record(other, by="assessor")
    _press(qtbot, Qt.Key.Key_G)
    assert [mark.text for mark in view.sitting.marks] == [NOTE]
    view.go_to("2.1.1")
    view.head.marks_button.click()
    assert view.side.currentWidget() is view.side.marks
    _panel_button(view, "Go to 1.2.1").click()
    assert view.page_view.current == "1.2.1"
    view.head.marks_button.click()
    assert view.side.is_guidance


def test_the_same_passage_is_marked_once_of_each_kind(
    qtbot: QtBot, view: CaseView, inspection: Inspection, said: Said
) -> None:
    for key in (Qt.Key.Key_G, Qt.Key.Key_I, Qt.Key.Key_G):
        _press(qtbot, key)
    assert sorted(mark.kind for mark in inspection.records(Mark)) == sorted(MarkKind)
    assert said[-1] == ("This is marked as good practice already.", None)


def test_there_must_be_a_note_on_a_question_of_a_criterion(
    qtbot: QtBot, view: CaseView, inspection: Inspection, said: Said
) -> None:
    view.go_to("1.2.2")
    _press(qtbot, Qt.Key.Key_G)
    assert said.pop()[0] == "There is no note on 1.2.2 yet. Write one with N."
    inspection.note("c0", "case_type", "A licence.", by="assessor")
    view.show_sitting(Sitting(inspection, "c0", "assessor"), "case_type")
    _press(qtbot, Qt.Key.Key_G)
    assert "under no criterion" in said.pop()[0]
    assert inspection.records(Mark) == ()


def test_a_case_that_is_complete_is_read_and_marked(
    qtbot: QtBot, view: CaseView, inspection: Inspection
) -> None:
    view.sitting.set_status(CaseStatus.COMPLETE)
    view.show_sitting(Sitting(inspection, "c0", "lead"), "1.2.1")
    assert view.page_view.current == ""
    row = view.page_view.rows["1.2.1"]
    accent = theme.tokens(row).accent
    assert row.grab().toImage().pixelColor(1, 20).name() == accent
    _press(qtbot, Qt.Key.Key_I)
    (mark,) = inspection.records(Mark)
    assert (mark.question, mark.text, mark.by) == ("1.2.1", NOTE, "lead")


def test_the_menu_of_a_note_marks_it_and_does_not_put_the_note_away(
    qtbot: QtBot, view: CaseView, inspection: Inspection
) -> None:
    row = view.page_view.rows["1.2.1"]
    row.write_note()
    editor = row.editor
    assert editor is not None
    editor.customContextMenuRequested.emit(editor.rect().center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert row.editor is editor
    entries = {entry.text(): entry for entry in menu.actions()}
    entries["Mark as good practice"].trigger()
    menu.close()
    assert [mark.text for mark in inspection.records(Mark)] == [NOTE]
    assert row.editor is editor


def test_a_note_that_is_only_read_has_the_menu_too(qtbot: QtBot, view: CaseView) -> None:
    row = view.page_view.rows["1.2.1"]
    where = row.rect().bottomLeft()
    where.setX(row.width() // 2)
    where.setY(where.y() - 14)
    QApplication.sendEvent(
        row, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, row.mapToGlobal(where))
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [entry.text() for entry in menu.actions()] == [
        "Mark as good practice",
        "Mark as an illustration",
    ]
    menu.close()
    assert row.editor is None


def test_what_cannot_be_kept_is_told(qtbot: QtBot, view: CaseView, inspection: Inspection) -> None:
    inspection.close()
    with qtbot.waitSignal(view.refused) as refused:
        view.marking.mark(view.sitting, "1.2.1", MarkKind.ILLUSTRATION, NOTE)
    assert "was closed" in str(refused.args[0])
    assert view.sitting.marks == ()
