"""Disk full, file gone, folder copied by a service, clock set back, a computer that slept."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from omi_desktop.store import Inspection, KeyCost, open_inspection
from omi_ui.main_window import MainWindow
from omi_ui.tasks import TaskRunner
from omi_ui.watching import LOOKS_EVERY, Watch
from omi_ui.workspace import Workspace

PASSPHRASE = "four plain words here"
CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)
SENTENCE = "Half a sentence that nobody is to lose"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Return the window of somebody who has not opened anything yet."""
    made = MainWindow(TaskRunner(), tmp_path / "recent.json")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    made.close()


@pytest.fixture
def elsewhere(inspection: Inspection, tmp_path: Path) -> Callable[..., Inspection]:
    """Return a function that opens a copy of the inspection in another folder."""
    source = inspection.path
    inspection.close()

    def opened(folder: Path, clock: Callable[[], datetime] | None = None) -> Inspection:
        folder.mkdir(exist_ok=True)
        copy = Path(shutil.copy(source, folder))
        given = {"clock": clock} if clock else {}
        return open_inspection(copy, PASSPHRASE, cost=CHEAP, **given)

    return opened


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with two megabytes; skips where one may not mount it."""
    where = tmp_path / "disk"
    where.mkdir()
    mount = shutil.which("mount")
    if sys.platform != "linux" or mount is None:
        pytest.skip("needs Linux’s tmpfs")
    command = [mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(where)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("may not mount a small disk here")
    yield where
    subprocess.run(["umount", str(where)], check=True)


def _type(qtbot: QtBot, workspace: Workspace, pasted: str = "") -> None:
    """Type a note on a question of a case, paste more, and leave the field."""
    workspace.open_case("c0", "gender")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N)
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    qtbot.keyClicks(field, SENTENCE)
    field.insertPlainText(pasted)
    qtbot.keyClick(field, Qt.Key.Key_Escape)


def _shown(workspace: Workspace) -> str:
    assert workspace.case is not None
    return workspace.case.page_view.rows["gender"].written_note()


def _fill(disk: Path) -> Path:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return ballast


def test_a_note_on_a_full_disk_stays_on_the_screen_and_is_saved_once_there_is_room(
    qtbot: QtBot, window: MainWindow, elsewhere: Callable[..., Inspection], small_disk: Path
) -> None:
    inspection = elsewhere(small_disk)
    workspace = window.show_inspection(inspection)
    ballast = _fill(small_disk)
    _type(qtbot, workspace, " x" * 2000)
    assert "no room left on the disk" in workspace.problems.words
    assert workspace.problems.copy_button.isVisible()
    assert workspace.strip.unsaved == "1 note is not on disk"
    assert workspace.strip.words.startswith("On disk")
    assert workspace.case is not None
    # Another page, another case, and back: the words are still there.
    workspace.case.show_page("1.2")
    workspace.open_case("c1")
    workspace.open_case("c0", "gender")
    assert _shown(workspace).startswith(SENTENCE)
    ballast.unlink()
    workspace.case.save_notes()
    assert inspection.answers("c0")["gender"].note.startswith(SENTENCE)
    assert workspace.strip.unsaved == ""


def test_a_file_that_may_not_grow_loses_nothing_typed_either(
    qtbot: QtBot, window: MainWindow, inspection: Inspection
) -> None:
    """The same where no disk can be mounted: SQLite’s own limit on the pages of a file."""
    workspace = window.show_inspection(inspection)
    (pages,) = inspection._db.conn.execute("PRAGMA page_count").fetchone()
    inspection._db.conn.execute(f"PRAGMA max_page_count = {pages}")
    _type(qtbot, workspace, " x" * 20000)
    assert "no room left on the disk" in workspace.problems.words
    assert _shown(workspace).startswith(SENTENCE)
    inspection._db.conn.execute(f"PRAGMA max_page_count = {pages + 1000}")
    workspace.show_screen("cases")
    assert inspection.answers("c0")["gender"].note.startswith(SENTENCE)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved on Windows")
def test_a_file_that_disappears_is_told_and_work_goes_on_in_a_copy(
    qtbot: QtBot, window: MainWindow, inspection: Inspection, tmp_path: Path
) -> None:
    workspace = window.show_inspection(inspection)
    inspection.answer("c0", "tier", "2", by="assessor")
    inspection.path.unlink()
    workspace.watch.look()
    assert "moved, renamed or deleted" in workspace.problems.words
    assert workspace.problems.copy_button.isVisible()
    _type(qtbot, workspace)
    assert workspace.strip.unsaved == "1 note is not on disk"
    window.go_on_in(tmp_path / "copy.omi")
    assert workspace.problems.words == ""
    assert workspace.strip.unsaved == ""
    assert "copy.omi" in window.windowTitle()
    window.close_file()
    with open_inspection(tmp_path / "copy.omi", PASSPHRASE, cost=CHEAP) as again:
        assert again.answers("c0")["gender"].note == SENTENCE
        assert again.answers("c0")["tier"].value == "2"


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved on Windows")
def test_a_copy_that_cannot_be_written_changes_nothing_and_says_why(
    qtbot: QtBot, window: MainWindow, inspection: Inspection, tmp_path: Path
) -> None:
    workspace = window.show_inspection(inspection)
    inspection.path.unlink()
    _type(qtbot, workspace)
    window.go_on_in(tmp_path / "nowhere" / "copy.omi")
    assert "There is no folder" in workspace.problems.words
    assert _shown(workspace) == SENTENCE


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved on Windows")
def test_closing_with_something_unsaved_is_held_back_once(
    qtbot: QtBot, window: MainWindow, inspection: Inspection
) -> None:
    workspace = window.show_inspection(inspection)
    inspection.path.unlink()
    _type(qtbot, workspace)
    window.close()
    assert window.isVisible()
    assert window.workspace is workspace
    assert "Close it once more to give that up" in workspace.problems.words
    assert _shown(workspace) == SENTENCE
    window.close_file()
    assert window.workspace is None


def test_an_answer_that_is_refused_is_not_shown_as_given(
    qtbot: QtBot, window: MainWindow, inspection: Inspection, tmp_path: Path
) -> None:
    workspace = window.show_inspection(inspection)
    view = workspace.open_case("c0")
    before = workspace.strip.words
    inspection.path.rename(tmp_path / "elsewhere.omi")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    assert workspace.strip.words == before
    assert view.sitting.values == {}
    (tmp_path / "elsewhere.omi").rename(inspection.path)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    assert inspection.answers("c0")["case_type"].value == "licence"


@pytest.mark.parametrize("folder", ["Dropbox", "OneDrive - Ministry of Justice"])
def test_a_folder_that_a_service_copies_is_told_when_the_file_is_opened(
    qtbot: QtBot,
    window: MainWindow,
    elsewhere: Callable[..., Inspection],
    tmp_path: Path,
    folder: str,
) -> None:
    workspace = window.show_inspection(elsewhere(tmp_path / folder))
    qtbot.waitUntil(lambda: bool(workspace.problems.words))
    assert f"in a folder of {folder.split()[0]}" in workspace.problems.words
    assert not workspace.problems.copy_button.isVisible()


def test_a_clock_that_was_set_back_is_told_with_the_answer_that_finds_it(
    qtbot: QtBot, window: MainWindow, elsewhere: Callable[..., Inspection], tmp_path: Path
) -> None:
    moment = [datetime(2036, 7, 18, 14, tzinfo=UTC)]
    inspection = elsewhere(tmp_path / "own", lambda: moment[0])
    workspace = window.show_inspection(inspection)
    workspace.open_case("c0")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    assert workspace.problems.words == ""
    moment[0] -= timedelta(hours=3)
    workspace.open_case("c0", "gender")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    assert "The clock of this computer was set back" in workspace.problems.words
    assert [change.question for change in inspection.history("c0") if change.what == "answer"] == [
        "case_type",
        "gender",
    ]


def test_after_sleep_it_is_told_that_the_file_is_still_ours(inspection: Inspection) -> None:
    now = [100.0]
    watch = Watch(inspection, QApplication.instance(), lambda: now[0])
    words: list[str] = []
    watch.woken.connect(words.append)
    watch.begin()
    now[0] += LOOKS_EVERY + 1
    watch.look()
    assert words == []
    now[0] += LOOKS_EVERY + 8 * 3600
    watch.look()
    assert "slept for about 8 h 0 min" in words[0]
    watch.stop()
    watch.deleteLater()


def test_what_was_typed_before_sleep_is_journalled_and_saved_after_it(
    qtbot: QtBot, window: MainWindow, inspection: Inspection
) -> None:
    workspace = window.show_inspection(inspection)
    workspace.open_case("c0", "gender")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N)
    qtbot.keyClicks(QApplication.focusWidget(), "Half")
    qtbot.waitUntil(lambda: bool(inspection.journalled()), timeout=1000)
    # The lid closes and opens: the next look is hours later.
    workspace.watch._clock = lambda: 1e9
    workspace.watch.look()
    assert "still open here and locked" in workspace.notices.words
    qtbot.keyClicks(QApplication.focusWidget(), " a sentence")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert inspection.answers("c0")["gender"].note == "Half a sentence"
    assert inspection.journalled() == ()
