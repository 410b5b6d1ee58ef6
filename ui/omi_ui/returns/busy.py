"""A screen that works beside the window: one thing at a time, with its progress at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from omi_ui.returns.state import read_state
from omi_ui.widgets.doing import Doing

if TYPE_CHECKING:
    from collections.abc import Callable

    from omi_desktop.store import Inspection
    from omi_ui.returns.state import ReturnsState
    from omi_ui.tasks import Step, Task, TaskRunner

Made = TypeVar("Made")


class BusyScreen(QWidget):
    """Does work and reads the file anew after it, in one; its pages wait meanwhile."""

    refused = Signal(object)
    said = Signal(str, object)
    """What happened, and a callable that undoes it, or None."""

    def __init__(
        self, inspection: Inspection, runner: TaskRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._inspection = inspection
        self._runner = runner
        self._task: Task | None = None
        self._wanted = 0
        self._stack = QStackedWidget()
        self.doing = Doing("Progress of packs and returns")
        self.doing.cancel_wanted.connect(self.cancel)

    @property
    def is_busy(self) -> bool:
        """Tell whether something runs beside the window."""
        return self._task is not None

    def cancel(self) -> None:
        """Stop what runs at its next step; nothing is changed."""
        if self._task is not None:
            self.doing.show_stopping()
            self._task.cancel()

    def show_now(self) -> None:
        """Read the file anew; shown once it is read."""
        self._wanted += 1
        wanted = self._wanted

        def work(_step: Step) -> tuple[int, ReturnsState]:
            return wanted, read_state(self._inspection)

        self._runner.run(work, self._on_state, self._on_unread)

    def show_state(self, state: ReturnsState) -> None:
        """Show what the file holds."""
        raise NotImplementedError

    def focus_page(self) -> None:
        """Take the keyboard, on the page that is on the screen."""
        raise NotImplementedError

    def start(
        self,
        words: str,
        work: Callable[[Step], Made],
        done: Callable[[Made], None],
        *,
        can_stop: bool = True,
    ) -> None:
        """Do work beside the window and read the file anew after it, in one.

        What writes one transaction cannot be stopped half-way, and offers no Cancel.
        """
        if self._task is not None:
            return
        # Anything that is being read now was read before this change.
        self._wanted += 1
        self._stack.setEnabled(False)
        self.doing.begin(words)
        self.doing.cancel_button.setEnabled(can_stop)
        self.doing.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

        def whole(step: Step) -> tuple[Made, ReturnsState]:
            made = work(step)
            return made, read_state(self._inspection)

        def on_done(both: tuple[Made, ReturnsState]) -> None:
            made, state = both
            self._on_ended()
            self.show_state(state)
            done(made)

        self._task = self._runner.run(
            whole, on_done, self._on_failed, self.doing.show_step, self._on_cancelled
        )

    def _on_state(self, read: tuple[int, ReturnsState]) -> None:
        wanted, state = read
        # Read before the last change: a later reading is on its way, or is here.
        if wanted == self._wanted:
            self.show_state(state)

    def _on_ended(self) -> None:
        self._task = None
        self.doing.hide()
        self._stack.setEnabled(True)
        self.focus_page()

    def _on_failed(self, error: Exception) -> None:
        self._on_ended()
        self.refused.emit(error)
        self.show_now()

    def _on_unread(self, error: Exception) -> None:
        self.refused.emit(error)

    def _on_cancelled(self) -> None:
        self._on_ended()
        self.said.emit("Cancelled. Nothing was changed.", None)
        self.show_now()
