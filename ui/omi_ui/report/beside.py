"""What stands beside the text is made on the worker, and only while somebody can see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from omi_ui.previewing import PreviewMaker, pages_of
from omi_ui.report.proofreading import Proofreader

if TYPE_CHECKING:
    from omi_desktop.report.gather import ReportData
    from omi_ui.report.side import Side
    from omi_ui.tasks import TaskRunner


class Beside(QObject):
    """Keeps the pages and the remarks in step with what is written."""

    def __init__(self, side: Side, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.pages = PreviewMaker(runner, side.preview, self)
        self.proofreader = Proofreader(runner, self)
        self.proofreader.begun.connect(side.proof.show_begun)
        self.proofreader.told.connect(side.proof.show_found)
        self.proofreader.failed.connect(side.proof.show_failed)

    def show_opened(self, data: ReportData, printed_in: str) -> None:
        """Show a part that was just opened, or what is just looked at, as soon as can be."""
        if self._side.isHidden():
            return
        if self._side.shows_pages:
            self.pages.want_now(pages_of(data, printed_in))
        else:
            self.proofreader.want_now(data)

    def show_saved(self, data: ReportData, printed_in: str) -> None:
        """Show what was just saved: the pages at once, since a pause of typing lies behind it."""
        if self._side.isHidden():
            return
        if self._side.shows_pages:
            self.pages.want_now(pages_of(data, printed_in))
        else:
            self.proofreader.want(data)

    def close(self) -> None:
        """Let go of the pages and of what is under way."""
        self.pages.close()
        self.proofreader.close()
        self._side.preview.close_document()
