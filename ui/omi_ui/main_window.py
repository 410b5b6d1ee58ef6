"""The main window: the first screen, or the workspace of an open inspection."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from omi_desktop.store import Inspection, Key
from omi_ui import opening
from omi_ui.problems import ProblemBar
from omi_ui.start import recent
from omi_ui.start.view import StartView, app_icon

if TYPE_CHECKING:
    from omi_ui.tasks import Task, TaskRunner
    from omi_ui.workspace import Workspace


class MainWindow(QMainWindow):
    """One window, one file at a time."""

    opened = Signal()
    """An inspection is open and its cases are shown."""

    def __init__(self, runner: TaskRunner, recent_list: Path) -> None:
        super().__init__()
        self._runner = runner
        self._recent_list = recent_list
        self._task: Task | None = None
        self._workspace: Workspace | None = None
        self.setWindowTitle("OMI Desktop")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(900, 560)
        self.resize(1366, 768)
        self._stack = QStackedWidget()
        front = QWidget()
        column = QVBoxLayout(front)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.problems = ProblemBar()
        column.addWidget(self.problems)
        self.start = StartView()
        self.start.unlock_wanted.connect(self.open_file)
        self.start.demo_wanted.connect(self.open_demo)
        self.start.new_wanted.connect(self.begin_new)
        column.addWidget(self.start, 1)
        self._stack.addWidget(front)
        self.setCentralWidget(self._stack)
        self.start.show_recent(recent.read_recent(recent_list))

    @property
    def workspace(self) -> Workspace | None:
        """Return the workspace, while a file is open."""
        return self._workspace

    def open_file(self, path: Path, passphrase: str) -> None:
        """Work out the key beside the window, then open the file."""
        self.start.ask_passphrase(path)
        self._start(opening.open_with_passphrase(path, passphrase))

    def open_with(self, path: Path, key: Future[Key]) -> None:
        """Open a file whose key is already being worked out."""
        self.start.ask_passphrase(path)
        self._start(opening.open_with_key_to_come(path, key))

    def open_demo(self) -> None:
        """Open the demo; it is written the first time."""
        self.start.show_busy("Preparing the demo inspection. It takes a few seconds, once.")
        self._start(opening.open_demo(opening.demo_path()))

    def begin_new(self, path: Path, area: str, passphrase: str) -> None:
        """Write a new inspection and open it."""
        self._start(opening.begin_new(path, area, passphrase))

    def show_inspection(self, inspection: Inspection) -> Workspace:
        """Show an open inspection, which the window will close, and return its workspace."""
        from omi_ui.workspace import Workspace

        workspace = self._workspace = Workspace(inspection, self._runner)
        workspace.closed.connect(self.close_file)
        self._stack.addWidget(workspace)
        self._stack.setCurrentWidget(workspace)
        self.setWindowTitle(f"{inspection.details.area} – {inspection.path.name} – OMI Desktop")
        recent.remember(self._recent_list, workspace.remembered())
        self.opened.emit()
        return workspace

    def close_file(self) -> None:
        """Close the file and show the first screen."""
        workspace, self._workspace = self._workspace, None
        if workspace is None:
            return
        workspace.close_file_and_remember(self._recent_list)
        self._stack.removeWidget(workspace)
        workspace.deleteLater()
        self.setWindowTitle("OMI Desktop")
        self.start.show_recent(recent.read_recent(self._recent_list))
        self.start.show_home()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Bring everything to disk before the window goes."""
        self.close_file()
        self._runner.close()
        super().closeEvent(event)

    def _start(self, work: opening.Opening) -> None:
        if self._task is not None:
            return
        self.problems.hide()
        self.start.unlock.show_waiting(is_waiting=True)
        self._task = self._runner.run(work, self._on_opened, self._on_failed)

    def _on_opened(self, inspection: Inspection) -> None:
        self._task = None
        self.start.show_busy("")
        self.show_inspection(inspection)

    def _on_failed(self, error: Exception) -> None:
        self._task = None
        self.start.show_busy("")
        self.start.unlock.show_waiting(is_waiting=False)
        self.problems.show_error(error)
