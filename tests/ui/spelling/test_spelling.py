"""Words that may be misspelt are underlined while one types, and mended by key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from omi_desktop.store import Inspection
from omi_ui.spelling.suggesting import ADD, LOOKING
from omi_ui.spelling.underline import Underline, underline_of
from omi_ui.tasks import TaskRunner
from omi_ui.workspace import Workspace

ANSWERS = 20_000
"""Milliseconds that the process may take on a machine with other work."""

Write = Callable[[str], Underline]


@pytest.fixture
def workspace(qtbot: QtBot, inspection: Inspection, tmp_path: Path) -> Iterator[Workspace]:
    """Return the screens of an open file, with a folder of settings."""
    runner = TaskRunner()
    made = Workspace(inspection, runner, tmp_path / "settings")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    runner.close()


@pytest.fixture
def write(workspace: Workspace) -> Write:
    """Return a function that types a note on the first question, and returns what looks at it."""

    def written(text: str) -> Underline:
        if workspace.case is None:
            view = workspace.open_case("c0", "case_type")
            view.page_view.write_note("case_type")
        editor = QApplication.focusWidget()
        assert isinstance(editor, QPlainTextEdit)
        QTest.keyClicks(editor, text)
        found = underline_of(editor)
        assert found is not None
        return found

    return written


def _menu() -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def _offered(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def _choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()


def test_nothing_is_loaded_before_a_note_is_written(workspace: Workspace) -> None:
    assert workspace.spelling is None
    workspace.open_case("c0")
    assert workspace.spelling is not None
    assert "speller" not in workspace.spelling.__dict__


def test_a_misspelt_word_is_underlined_once_it_is_left(qtbot: QtBot, write: Write) -> None:
    underline = write("The screening of OASys in CU-0417 was sufficent")
    qtbot.waitUntil(lambda: not underline.speller.unknown(["plan"]), timeout=ANSWERS)
    assert underline.marked == ()
    write(" ")
    qtbot.waitUntil(lambda: underline.marked == ("sufficent",), timeout=ANSWERS)
    (selection,) = underline.parent().extraSelections()
    assert selection.format.underlineStyle().name == "WaveUnderline"


def test_the_underline_is_no_change_of_the_note(
    qtbot: QtBot, write: Write, inspection: Inspection, workspace: Workspace
) -> None:
    underline = write("Wrotte ")
    qtbot.waitUntil(lambda: underline.marked == ("Wrotte",), timeout=ANSWERS)
    assert workspace.case is not None
    workspace.case.save_notes()
    assert inspection.answers("c0")["case_type"].note == "Wrotte"
    changed: list[str] = []
    underline.parent().textChanged.connect(lambda: changed.append("changed"))
    underline.speller.add("Wrotte")
    qtbot.waitUntil(lambda: underline.marked == (), timeout=ANSWERS)
    assert changed == []


def test_the_word_is_mended_with_three_keys(
    qtbot: QtBot, write: Write, workspace: Workspace, inspection: Inspection
) -> None:
    underline = write("It was sufficent and late ")
    editor = underline.parent()
    qtbot.waitUntil(lambda: underline.marked == ("sufficent",), timeout=ANSWERS)
    QTest.keyClick(editor, Qt.Key.Key_F7)
    menu = _menu()
    qtbot.waitUntil(lambda: menu.activeAction() is not None, timeout=ANSWERS)
    assert _offered(menu)[0] == "sufficient"
    assert _offered(menu)[-1] == ADD
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert editor.toPlainText() == "It was sufficient and late "
    assert workspace.case is not None
    workspace.case.save_notes()
    assert inspection.answers("c0")["case_type"].note == "It was sufficient and late"


def test_the_menu_of_a_word_has_suggestions_first_and_the_usual_below(
    qtbot: QtBot, write: Write
) -> None:
    underline = write("recieve ")
    editor = underline.parent()
    qtbot.waitUntil(lambda: underline.marked == ("recieve",), timeout=ANSWERS)
    editor.moveCursor(editor.textCursor().MoveOperation.Start)
    where = editor.cursorRect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, where, editor.viewport().mapToGlobal(where))
    QApplication.sendEvent(editor.viewport(), event)
    menu = _menu()
    qtbot.waitUntil(lambda: LOOKING not in _offered(menu), timeout=ANSWERS)
    offered = _offered(menu)
    assert offered[0] == "receive"
    assert offered.index(ADD) < offered.index("Mark as good practice")
    _choose(menu, "receive")
    assert editor.toPlainText() == "receive "


def test_a_word_of_ones_own_is_kept_with_the_settings(
    qtbot: QtBot, write: Write, tmp_path: Path
) -> None:
    underline = write("hindpool ")
    qtbot.waitUntil(lambda: underline.marked == ("hindpool",), timeout=ANSWERS)
    QTest.keyClick(underline.parent(), Qt.Key.Key_F7)
    _choose(_menu(), ADD)
    assert underline.speller.unknown(["hindpool"]) == frozenset()
    kept = (tmp_path / "settings" / "my-words.txt").read_text(encoding="utf-8")
    assert kept.splitlines()[-1] == "hindpool"


def test_a_sign_beyond_the_first_plane_moves_no_underline(qtbot: QtBot, write: Write) -> None:
    underline = write("a ")
    editor = underline.parent()
    editor.insertPlainText("\U0001f600 wrotte ")
    qtbot.waitUntil(lambda: underline.marked == ("wrotte",), timeout=ANSWERS)


def test_a_text_of_the_lead_inspector_is_looked_at_and_keeps_its_chips(
    qtbot: QtBot, workspace: Workspace
) -> None:
    view = workspace.written("leadership")
    workspace.show_screen("leadership", "4.1")
    editors = [each for each in view.findChildren(QTextEdit) if each.isVisible()]
    editor = editors[0]
    editor.setFocus()
    QTest.keyClicks(editor, "Managment was clear. ")
    underline = underline_of(editor)
    assert underline is not None
    qtbot.waitUntil(lambda: underline.marked == ("Managment",), timeout=ANSWERS)
    workspace.show_screen("cases")


def test_a_process_that_cannot_run_is_told_once(
    qtbot: QtBot, write: Write, workspace: Workspace
) -> None:
    told: list[object] = []
    underline = write("Wrotte ")
    underline.speller.failed.connect(told.append)
    qtbot.waitUntil(lambda: underline.marked == ("Wrotte",), timeout=ANSWERS)
    process = underline.speller._process
    assert process is not None
    process.kill()
    qtbot.waitUntil(lambda: bool(told), timeout=ANSWERS)
    write("more wrotte ")
    underline.look()
    assert len(told) == 1
    assert "Your text is safe" in str(told[0])


def test_references_of_new_cases_are_left_alone(workspace: Workspace) -> None:
    workspace.cases._on_add()
    editor = QApplication.focusWidget()
    assert isinstance(editor, QPlainTextEdit)
    assert underline_of(editor) is None
