"""Reading the inspection anew beside the window: only the last reading that was wanted is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from omi_desktop.clock import now
from omi_desktop.errors import OmiError

if TYPE_CHECKING:
    from omi_desktop.report.gather import ReportData
    from omi_desktop.store import Inspection
    from omi_ui.tasks import Step, Task, TaskRunner


class Reading(QObject):
    """Reads everything the report shows; a hundred cases take longer than a window may stand."""

    told = Signal(object)
    refused = Signal(object)

    def __init__(
        self, inspection: Inspection, runner: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._inspection = inspection
        self._runner = runner
        self._task: Task | None = None
        self._is_outdated = False
        self._is_closed = False

    def begin(self) -> None:
        """Read the inspection as it stands now."""
        if self._task is not None:
            self._is_outdated = True
            return
        inspection = self._inspection

        def work(_step: Step) -> ReportData:
            from omi_desktop.report.gather import gather

            return gather(inspection, at=now())

        self._task = self._runner.run(
            work, self._on_done, self._on_failed, cancelled=self._on_ended
        )

    def close(self) -> None:
        """Wish for nothing any more: the file may be closed under the reading, and nobody cares."""
        self._is_closed, self._is_outdated = True, False
        if self._task is not None:
            self._task.cancel()

    def _on_done(self, data: ReportData) -> None:
        again, self._is_outdated, self._task = self._is_outdated, False, None
        if again:
            self.begin()
        elif not self._is_closed:
            self.told.emit(data)

    def _on_failed(self, error: Exception) -> None:
        self._on_ended()
        if not isinstance(error, OmiError):
            raise error
        if not self._is_closed:
            self.refused.emit(error)

    def _on_ended(self) -> None:
        self._task, self._is_outdated = None, False
