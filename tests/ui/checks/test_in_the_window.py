"""What the window does with what comes back, and with comments that wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from omi_desktop.store import Inspection
from omi_ui.checks.view import ChecksView
from omi_ui.returns.view import ReturnsView
from omi_ui.tasks import TaskRunner
from omi_ui.workspace import Workspace

Open = Callable[[Inspection], Workspace]


@pytest.fixture
def open_copy(qtbot: QtBot) -> Iterator[Open]:
    """Return a function that shows the whole workspace over a copy."""
    runner = TaskRunner()

    def shown(inspection: Inspection) -> Workspace:
        made = Workspace(inspection, runner)
        qtbot.addWidget(made)
        with qtbot.waitExposed(made):
            made.show()
        return made

    yield shown
    runner.close()


def dropped(workspace: Workspace, path: Path) -> bool:
    """Drop a file onto the workspace; tell whether it was taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    at, copy = QPointF(600, 300), Qt.DropAction.CopyAction
    enter = QDragEnterEvent(at, copy, data, *held)
    QApplication.sendEvent(workspace, enter)
    if enter.isAccepted():
        QApplication.sendEvent(workspace, QDropEvent(at, copy, data, *held))
    return enter.isAccepted()


def test_what_came_back_is_dropped_onto_the_window_whatever_screen_is_shown(
    lead_copy: Inspection, open_copy: Open, tmp_path: Path
) -> None:
    workspace = open_copy(lead_copy)
    path = tmp_path / "ann.xlsx"
    path.write_bytes(b"")
    assert not dropped(workspace, tmp_path / "photo.png")
    assert dropped(workspace, path)
    view = workspace.written("returns")
    assert isinstance(view, ReturnsView)
    assert view.isVisible()
    assert [one.path for one in view.known.files] == [path]


def test_an_assessors_copy_takes_no_returns(
    anns_copy: Inspection, open_copy: Open, tmp_path: Path
) -> None:
    assert not open_copy(anns_copy).acceptDrops()


def test_comments_that_wait_are_told_with_the_way_to_the_question(
    qtbot: QtBot, anns_copy: Inspection, open_copy: Open
) -> None:
    workspace = open_copy(anns_copy)
    assert workspace.notices.words == "2 comments to answer."
    workspace.show_screen("checks")
    view = workspace.written("checks")
    assert isinstance(view, ChecksView)
    qtbot.waitUntil(lambda: view.state is not None, timeout=30_000)
    view.comments.comments.choose(1)
    view.comments.question_button.click()
    assert workspace.case is not None
    assert workspace.case.sitting.case.ref == "WE-00"
    assert workspace.case.isVisible()


def test_the_lead_has_the_screen_checks_and_is_told_of_nothing(
    lead_copy: Inspection, open_copy: Open
) -> None:
    workspace = open_copy(lead_copy)
    assert workspace.notices.words == ""
    workspace.show_screen("checks", "comments")
    assert isinstance(workspace.written("checks"), ChecksView)
