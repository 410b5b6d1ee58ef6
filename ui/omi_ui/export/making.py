"""Make the documents; runs on the worker, and loads what writes them only there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from omi_desktop.clock import now
from omi_ui.tasks import Step

if TYPE_CHECKING:
    from omi_desktop.store import Inspection

Making = Callable[[Step], object]


def workbook(inspection: Inspection, path: Path) -> Making:
    """Return the work that writes the Excel workbook to `path`."""

    def make(step: Step) -> Path:
        from omi_desktop.report.content import report
        from omi_desktop.report.gather import gather
        from omi_desktop.report.workbook import write_workbook

        step("Reading the inspection", 0.05)
        data = gather(inspection, at=now())
        step("Working out the scores", 0.3)
        content = report(data)
        step("Writing the workbook", 0.5)
        write_workbook(content, data, path)
        return path

    return make


def pdf(inspection: Inspection, path: Path) -> Making:
    """Return the work that writes the PDF report to `path`."""

    def make(step: Step) -> Path:
        from omi_desktop.report.content import report
        from omi_desktop.report.gather import gather
        from omi_desktop.report.pdf import write_pdf

        step("Reading the inspection", 0.05)
        data = gather(inspection, at=now())
        step("Composing the report", 0.3)
        content = report(data)
        step("Setting the pages", 0.5)
        write_pdf(content, path)
        return path

    return make
