"""Pages made beside the window while somebody writes: only what was wanted last is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from omi_desktop.errors import OmiError

if TYPE_CHECKING:
    from omi_desktop.report.gather import ReportData
    from omi_desktop.store import Inspection
    from omi_ui.tasks import Step, Task, TaskRunner
    from omi_ui.widgets.page_preview import PagePreview

PAUSE = 300
"""So many milliseconds without a key make a pause in typing."""

Making: TypeAlias = "Callable[[], bytes]"
"""Work that returns the pages as a PDF; it runs on the worker."""


class PreviewMaker(QObject):
    """Makes pages after a pause of typing and shows them; a failure is said over the pages.

    While pages are being made nothing else is begun; what is wanted meanwhile replaces what was
    wanted before, and pages that are out of date when they are done are not shown.
    """

    shown = Signal()

    def __init__(
        self, runner: TaskRunner, preview: PagePreview, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._preview = preview
        self._wanted: Making | None = None
        self._task: Task | None = None
        self._is_current = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._start)

    def want(self, make: Making) -> None:
        """Show what `make` returns once no other wish has followed for a moment."""
        self._wanted, self._is_current = make, False
        self._pause.start()

    def want_now(self, make: Making) -> None:
        """Show what `make` returns as soon as the worker is free."""
        self._wanted, self._is_current = make, False
        self._pause.stop()
        self._start()

    def close(self) -> None:
        """Wish for nothing any more; what is being made will not be shown."""
        self._pause.stop()
        self._wanted, self._is_current = None, False
        if self._task is not None:
            self._task.cancel()

    def _start(self) -> None:
        if self._task is not None or self._wanted is None:
            return
        make, self._wanted, self._is_current = self._wanted, None, True
        if self._preview.document is None:
            self._preview.say("Making the pages")

        def work(_step: Step) -> bytes:
            return make()

        self._task = self._runner.run(
            work, self._on_done, self._on_failed, cancelled=self._on_ended
        )

    def _on_done(self, content: bytes) -> None:
        if self._is_current:
            self._preview.show_pdf(content)
            self.shown.emit()
        self._on_ended()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, OmiError):
            self._on_ended()
            raise error
        if self._is_current:
            self._preview.say(str(error), "problem")
        self._on_ended()

    def _on_ended(self) -> None:
        self._task = None
        if not self._pause.isActive():
            self._start()


def pages_of(data: ReportData, part: str) -> Making:
    """Return the work that makes the pages of one part of the report."""

    def make() -> bytes:
        # What sets pages is loaded on the worker, when it is first wanted.
        from omi_desktop.report.sample_pages import part_pdf

        return part_pdf(data, part)

    return make


def pages_now(inspection: Inspection, part: str) -> Making:
    """Return the work that reads the inspection as it stands and makes the pages of one part."""

    def make() -> bytes:
        from omi_desktop.clock import now
        from omi_desktop.report.gather import gather

        return pages_of(gather(inspection, at=now()), part)()

    return make
