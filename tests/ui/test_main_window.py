"""A person's path through the window, over real files."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    Key,
    Role,
    create,
    derive_key,
    open_inspection,
)
from omi_ui import opening
from omi_ui.cases.model import Column
from omi_ui.main_window import MainWindow
from omi_ui.start.recent import read_recent
from omi_ui.start.waiting import Waiting
from omi_ui.tasks import TaskRunner
from omi_ui.workspace import Workspace

PASSPHRASE = "four plain words here"
UNLOCK = 60_000
"""Milliseconds that a key may take on a machine with other work."""


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Return the window with an empty list of recent files."""
    made = MainWindow(TaskRunner(), tmp_path / "recent.json")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


@pytest.fixture
def file(tmp_path: Path, bank: dict[str, str]) -> Path:
    """Return a new inspection file with its real passphrase."""
    path = tmp_path / "kent.omi"
    details = Details("k", "Kent", Role.LEAD, "2006-07-18T09:00:00.000Z")
    create(path, PASSPHRASE, bank=bank, details=details).close()
    return path


def _opened(qtbot: QtBot, window: MainWindow, file: Path) -> Workspace:
    with qtbot.waitSignal(window.opened, timeout=UNLOCK):
        window.open_file(file, PASSPHRASE)
    assert window.workspace is not None
    return window.workspace


def test_cases_are_added_opened_and_answered_by_hand(
    qtbot: QtBot, window: MainWindow, file: Path
) -> None:
    workspace = _opened(qtbot, window, file)
    workspace.cases.added.emit(("KE-0001", "KE-0002"))
    assert workspace.notices.words == "2 cases were added."
    qtbot.keyClick(workspace.cases.table, Qt.Key.Key_Return)
    view = workspace.case
    assert view is not None
    assert view.sitting.case.ref == "KE-0001"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    assert workspace.strip.words.endswith("· 1 answer")
    window.close_file()
    with open_inspection(file, PASSPHRASE) as again:
        case = again.cases()[0]
        assert again.answers(case.id)["case_type"].value == "licence"
        assert case.status is CaseStatus.IN_PROGRESS


def test_the_strip_says_writing_until_a_note_is_on_disk(
    qtbot: QtBot, window: MainWindow, file: Path
) -> None:
    workspace = _opened(qtbot, window, file)
    workspace.cases.added.emit(("KE-0001",))
    qtbot.keyClick(workspace.cases.table, Qt.Key.Key_Return)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N)
    qtbot.keyClicks(QApplication.focusWidget(), "Seen")
    assert workspace.strip.words == "Writing…"
    qtbot.waitUntil(lambda: workspace.strip.words.startswith("On disk"))
    case = workspace.inspection.cases()[0].id
    assert workspace.inspection.answers(case)["case_type"].note == "Seen"


def test_closing_the_window_brings_a_half_written_note_to_disk(
    qtbot: QtBot, window: MainWindow, file: Path
) -> None:
    workspace = _opened(qtbot, window, file)
    workspace.cases.added.emit(("KE-0001",))
    qtbot.keyClick(workspace.cases.table, Qt.Key.Key_Return)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N)
    qtbot.keyClicks(QApplication.focusWidget(), "Half a sent")
    window.close()
    with open_inspection(file, PASSPHRASE) as again:
        answers = again.answers(again.cases()[0].id)
        assert answers["case_type"].note == "Half a sent"


def test_a_wrong_passphrase_is_said_and_can_be_given_again(
    qtbot: QtBot, window: MainWindow, file: Path
) -> None:
    with qtbot.waitSignal(window.problems.shown, timeout=UNLOCK):
        window.open_file(file, "not the words")
    assert window.workspace is None
    assert "passphrase" in window.problems.words
    assert window.start.unlock.field.isEnabled()
    _opened(qtbot, window, file)


def test_the_list_is_in_sight_before_it_is_counted(
    qtbot: QtBot, window: MainWindow, file: Path
) -> None:
    with open_inspection(file, PASSPHRASE) as made:
        made.add_cases([Case("c", "KE-1", 0, CaseStatus.NOT_STARTED, "", None)], by="")
    seen: list[tuple[tuple[str, ...], str]] = []

    def look() -> None:
        assert window.workspace is not None
        cases = window.workspace.cases
        seen.append((cases.shown(), cases.table.model().index(0, Column.PROGRESS).data()))

    window.opened.connect(look)
    workspace = _opened(qtbot, window, file)
    assert seen == [(("KE-1",), "")]
    progress = workspace.cases.table.model().index(0, Column.PROGRESS)
    qtbot.waitUntil(lambda: progress.data().startswith("0 of "))
    # What is remembered of the file was not taken from the uncounted list.
    qtbot.waitUntil(lambda: bool(read_recent(window._recent_list)))
    assert read_recent(window._recent_list)[0].applicable > 0


def test_a_key_that_is_on_its_way_is_waited_for_and_nothing_is_asked(
    qtbot: QtBot, tmp_path: Path, file: Path
) -> None:
    window = MainWindow(TaskRunner(), tmp_path / "recent.json")
    qtbot.addWidget(window)
    key: Future[Key] = Future()
    window.open_with(file, key.result)
    with qtbot.waitExposed(window):
        window.show()
    waiting = window.findChild(Waiting)
    assert waiting is not None
    assert waiting.isVisible()
    assert "Unlocking kent.omi" in {words.text() for words in waiting.findChildren(QLabel)}
    with qtbot.waitSignal(window.opened, timeout=UNLOCK):
        key.set_result(derive_key(file, PASSPHRASE))
    assert window.workspace is not None
    assert window.workspace.isVisible()
    window.close_file()
    assert window.start.isVisible()
    window.close()


def test_a_key_on_its_way_that_does_not_fit_leads_to_the_passphrase(
    qtbot: QtBot, window: MainWindow, file: Path
) -> None:
    key: Future[Key] = Future()
    window.open_with(file, key.result)
    with qtbot.waitSignal(window.problems.shown, timeout=UNLOCK):
        key.set_result(derive_key(file, "not the words"))
    assert "passphrase" in window.problems.words
    assert window.start.unlock.isVisible()
    assert window.start.unlock.field.isEnabled()
    _opened(qtbot, window, file)


def test_the_recent_list_knows_the_file_and_no_names(
    qtbot: QtBot, window: MainWindow, file: Path, tmp_path: Path
) -> None:
    _opened(qtbot, window, file)
    window.close_file()
    (entry,) = read_recent(tmp_path / "recent.json")
    assert (entry.path, entry.area, entry.role) == (str(file.resolve()), "Kent", "lead")
    assert PASSPHRASE not in (tmp_path / "recent.json").read_text(encoding="utf-8")


def test_a_new_inspection_is_written_and_open(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "essex.omi"
    with qtbot.waitSignal(window.opened, timeout=UNLOCK):
        window.begin_new(path, "Essex", PASSPHRASE)
    assert window.workspace is not None
    assert window.workspace.inspection.details.area == "Essex"
    assert path.is_file()


def test_the_demo_is_written_once_and_shows_the_published_scores(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data" / "demo.omi"
    monkeypatch.setattr(opening, "demo_path", lambda: path)
    with qtbot.waitSignal(window.opened, timeout=UNLOCK):
        window.open_demo()
    assert window.workspace is not None
    with qtbot.waitSignal(window.workspace.scores.shown, timeout=UNLOCK):
        window.workspace.show_screen("scores")
    card = window.workspace.scores.card
    assert card is not None
    published = [90, 74, 73, 71, 67, 62, 75, 75, 80, 72, 82, 70, 60, 72]
    assert [score.rounded for score in card.criteria] == published
    window.close_file()
    written = path.stat().st_ino
    with qtbot.waitSignal(window.opened, timeout=UNLOCK):
        window.open_demo()
    assert path.stat().st_ino == written
