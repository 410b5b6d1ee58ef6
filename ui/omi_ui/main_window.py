"""The main window: the first screen, or the workspace of an open inspection."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from omi_desktop.assets import asset
from omi_desktop.errors import OmiError
from omi_ui import opening
from omi_ui.problems import ProblemBar
from omi_ui.start import recent
from omi_ui.start.waiting import Waiting
from omi_ui.widgets.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable

    from omi_desktop.store import Inspection, Key
    from omi_ui.appearance_panel import AppearancePanel
    from omi_ui.start.view import StartView
    from omi_ui.tasks import Task, TaskRunner
    from omi_ui.workspace import Workspace


class MainWindow(QMainWindow):
    """One window, one file at a time."""

    opened = Signal()
    """An inspection is open and its cases are shown."""

    def __init__(self, runner: TaskRunner, recent_list: Path | None = None) -> None:
        super().__init__()
        self._runner = runner
        self._given_list = recent_list
        self._task: Task | None = None
        self._waiting: Waiting | None = None
        self._workspace: Workspace | None = None
        self.setWindowTitle("OMI Desktop")
        self.setWindowIcon(icon(asset("icons/app.svg").read_text(encoding="utf-8"), ""))
        self.setMinimumSize(900, 560)
        self.resize(1366, 768)
        self._stack = QStackedWidget()
        front = QWidget()
        column = QVBoxLayout(front)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.problems = ProblemBar()
        column.addWidget(self.problems)
        self._front = QStackedWidget()
        column.addWidget(self._front, 1)
        self._stack.addWidget(front)
        self.setCentralWidget(self._stack)
        self._appearance: AppearancePanel | None = None
        self._text_before = 0.0
        self._gives_up = False
        look = QShortcut(QKeySequence("Ctrl+,"), self)
        look.activated.connect(self.show_appearance)

    @cached_property
    def start(self) -> StartView:
        """Return the first screen, made when it is first wanted."""
        from omi_ui.start.view import StartView

        view = StartView()
        view.unlock_wanted.connect(self.open_file)
        view.demo_wanted.connect(self.open_demo)
        view.new_wanted.connect(self.begin_new)
        view.appearance_wanted.connect(self.show_appearance)
        view.show_recent(recent.read_recent(self._recent_list))
        self._front.addWidget(view)
        return view

    @cached_property
    def _recent_list(self) -> Path:
        # Where a person's files are is looked up when it is wanted: a start does not wait for it.
        return self._given_list or recent.list_path()

    @property
    def workspace(self) -> Workspace | None:
        """Return the workspace, while a file is open."""
        return self._workspace

    @property
    def is_idle(self) -> bool:
        """Tell whether no work is done beside the window."""
        return self._runner.is_idle

    def open_file(self, path: Path, passphrase: str) -> None:
        """Work out the key beside the window, then open the file."""
        self.start.ask_passphrase(path)
        if self._begin(opening.open_with_passphrase(path, passphrase)):
            self.start.unlock.show_waiting(is_waiting=True)

    def open_with(self, path: Path, key: Callable[[], Key]) -> None:
        """Open a file once `key` returns its key; nothing is asked unless it fails."""
        if self._begin(opening.open_with_key_to_come(path, key)):
            self._waiting = Waiting(path)
            self._front.setCurrentIndex(self._front.addWidget(self._waiting))

    def open_demo(self) -> None:
        """Open the demo; it is written the first time."""
        self.start.show_busy("Preparing the demo inspection. It takes a few seconds, once.")
        self._begin(opening.open_demo(opening.demo_path()))

    def begin_new(
        self, path: Path, area: str, passphrase: str, risk_of_harm_only: bool = False
    ) -> None:
        """Write a new inspection and open it."""
        begun = opening.begin_new(path, area, passphrase, risk_of_harm_only=risk_of_harm_only)
        self._begin(begun)

    def show_inspection(self, inspection: Inspection) -> Workspace:
        """Show an open inspection, which the window will close, and return its workspace."""
        self._on_appearance_closed()
        workspace = self._workspace = self._make_workspace(inspection)
        self._stack.setCurrentWidget(workspace)
        self._show_title(inspection)
        self.opened.emit()
        return workspace

    def _on_switched(self, only: bool) -> None:
        """Show the same file anew, with the screens and questions that it has now."""
        old = self._workspace
        if old is None:
            return
        old.close_documents()
        self._stack.removeWidget(old)
        old.deleteLater()
        fresh = self.show_inspection(old.inspection)
        fresh.show_screen("risk-of-harm")
        words = "Risk of Harm only is asked." if only else "Everything is asked again."
        fresh.notices.say(words, partial(fresh.ask_risk_of_harm_only, not only))

    def close_file(self) -> None:
        """Close the file and show the first screen; what it refuses to save keeps it open once."""
        workspace = self._workspace
        if workspace is None:
            return
        refused = workspace.leave()
        if refused is not None and not self._gives_up:
            self._gives_up = True
            words = "What you typed is not saved, so the file stays open. Close it once more to"
            workspace.problems.tell(f"{refused} {words} give that up.", offers_copy=True)
            return
        self._workspace, self._gives_up = None, False
        try:
            workspace.close_file_and_remember(self._recent_list)
        except OmiError as error:
            self.problems.show_error(error)
        self._stack.removeWidget(workspace)
        workspace.deleteLater()
        self.setWindowTitle("OMI Desktop")
        self.start.show_recent(recent.read_recent(self._recent_list))
        self.start.show_home()
        self._front.setCurrentWidget(self.start)

    def go_on_in(self, path: Path) -> None:
        """Save a copy of the open file and go on in that."""
        workspace = self._workspace
        if workspace is not None and workspace.go_on_in(path):
            self._gives_up = False
            self._show_title(workspace.inspection)
            self._remember()

    def show_appearance(self) -> None:
        """Show how the program looks and let it be chosen; what was shown stays behind it."""
        if self._appearance is not None:
            return
        from omi_ui.appearance import wearing
        from omi_ui.appearance_panel import AppearancePanel

        made = self._appearance = AppearancePanel(wearing())
        made.closed.connect(self._on_appearance_closed)
        self._text_before = wearing().font.pointSizeF()
        self._stack.addWidget(made)
        self._stack.setCurrentWidget(made)
        made.focus_first()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Bring everything to disk before the window goes."""
        self.close_file()
        if self._workspace is not None:
            event.ignore()
            return
        self._runner.close()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the first screen, unless a file is on its way."""
        super().showEvent(event)
        if self._waiting is None and self._workspace is None:
            self._front.setCurrentWidget(self.start)

    def _remember(self) -> None:
        if self._workspace is not None:
            try:
                recent.remember(self._recent_list, self._workspace.remembered())
            except OmiError as error:
                self._workspace.problems.show_error(error)

    def _make_workspace(self, inspection: Inspection) -> Workspace:
        from omi_ui.workspace import Workspace

        made = Workspace(inspection, self._runner, self._recent_list.parent)
        made.closed.connect(self.close_file)
        made.appearance_wanted.connect(self.show_appearance)
        made.counted.connect(self._remember)
        # Queued: the workspace that says so is taken away.
        made.switched.connect(self._on_switched, Qt.ConnectionType.QueuedConnection)
        made.copy_wanted.connect(self._on_copy_wanted)
        self._stack.addWidget(made)
        return made

    def _on_appearance_closed(self) -> None:
        from omi_ui.appearance import wearing

        panel, self._appearance = self._appearance, None
        if panel is None:
            return
        if wearing().font.pointSizeF() != self._text_before:
            self._make_anew()
        if self._workspace is None:
            self._stack.setCurrentIndex(0)
        else:
            self._stack.setCurrentWidget(self._workspace)
        self._stack.removeWidget(panel)
        panel.deleteLater()

    def _show_title(self, inspection: Inspection) -> None:
        self.setWindowTitle(f"{inspection.details.area} – {inspection.path.name} – OMI Desktop")

    def _on_copy_wanted(self) -> None:
        from omi_ui.start.view import ask_new_place

        path = ask_new_place(self)
        if path is not None:
            self.go_on_in(path)

    def _make_anew(self) -> None:
        """Make every part again: many measure their words once, and words are larger now."""
        if "start" in self.__dict__:
            before = self.__dict__.pop("start")
            self._front.removeWidget(before)
            before.deleteLater()
        workspace = self._workspace
        if workspace is None:
            self._front.setCurrentWidget(self.start)
            return
        place = workspace.place
        workspace.close_documents()
        self._workspace = self._make_workspace(workspace.inspection)
        self._stack.removeWidget(workspace)
        workspace.deleteLater()
        self._workspace.show_place(place)

    def _begin(self, work: opening.Opening) -> bool:
        """Start work and tell whether it was: one file at a time."""
        if self._task is not None:
            return False
        self.problems.hide()
        self._task = self._runner.run(work, self._on_opened, self._on_failed)
        return True

    def _on_opened(self, inspection: Inspection) -> None:
        self._end()
        self.show_inspection(inspection)

    def _on_failed(self, error: Exception) -> None:
        waiting = self._waiting
        self._end()
        if waiting is not None:
            self.start.ask_passphrase(waiting.path)
            self._front.setCurrentWidget(self.start)
        self.start.unlock.show_waiting(is_waiting=False)
        self.problems.show_error(error)

    def _end(self) -> None:
        """Take away what told of the work."""
        self._task = None
        if self._waiting is not None:
            self._front.removeWidget(self._waiting)
            self._waiting.deleteLater()
            self._waiting = None
        else:
            self.start.show_busy("")
