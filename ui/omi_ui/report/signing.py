"""Signing off and reopening, asked of the file beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from omi_desktop.clock import now
from omi_desktop.errors import OmiError

if TYPE_CHECKING:
    from omi_desktop.store import Inspection, SignOff
    from omi_ui.tasks import Step, TaskRunner


class Signing(QObject):
    """Closes the file to changes, or opens it again; says in a sentence what happened."""

    done = Signal(str)
    refused = Signal(object)

    def __init__(
        self, inspection: Inspection, runner: TaskRunner, by: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._inspection = inspection
        self._runner = runner
        self._by = by

    def sign_off(self) -> None:
        """Sign off, on the worker: the whole inspection is read once more before it."""
        inspection, by = self._inspection, self._by

        def work(_step: Step) -> SignOff:
            from omi_desktop.report.signing import sign_off

            return sign_off(inspection, by=by, at=now())

        self._runner.run(work, self._on_signed, self._on_failed)

    def reopen(self, reason: str) -> None:
        """Open the file to changes again."""
        try:
            self._inspection.reopen(by=self._by, reason=reason)
        except OmiError as error:
            self.refused.emit(error)
            return
        self.done.emit("Reopened. The report is a draft again.")

    def _on_signed(self, signed: SignOff) -> None:
        self.done.emit(f"Signed off as number {signed.number}.")

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, OmiError):
            raise error
        self.refused.emit(error)
