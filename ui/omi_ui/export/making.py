"""Make the documents; runs on the worker, and loads what writes them only there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from omi_desktop.clock import now
from omi_ui.tasks import Step

if TYPE_CHECKING:
    from omi_desktop.report.gather import ReportData
    from omi_desktop.report.model import Report
    from omi_desktop.store import Inspection

Making = Callable[[Step], object]


def workbook(inspection: Inspection, path: Path) -> Making:
    """Return the work that writes the Excel workbook to `path`."""

    def write(report: Report, data: ReportData) -> None:
        from omi_desktop.report.workbook import write_workbook

        write_workbook(report, data, path)

    return _made(inspection, path, "Writing the workbook", write)


def pdf(inspection: Inspection, path: Path) -> Making:
    """Return the work that writes the PDF report to `path`."""

    def write(report: Report, _data: ReportData) -> None:
        from omi_desktop.report.pdf import write_pdf

        write_pdf(report, path)

    return _made(inspection, path, "Setting the pages", write)


def draft(inspection: Inspection, path: Path) -> Making:
    """Return the work that writes the Word draft for comment to `path`."""

    def write(report: Report, _data: ReportData) -> None:
        from omi_desktop.report.docx import write_docx

        write_docx(report, path)

    return _made(inspection, path, "Writing the draft", write)


def web_page(inspection: Inspection, path: Path) -> Making:
    """Return the work that writes the report as one web page to `path`."""

    def write(report: Report, _data: ReportData) -> None:
        from omi_desktop.report.html import write_html

        write_html(report, path)

    return _made(inspection, path, "Writing the web page", write)


def _made(
    inspection: Inspection, path: Path, words: str, write: Callable[[Report, ReportData], None]
) -> Making:
    """Return the work that reads the inspection once and hands the report over to be written."""

    def make(step: Step) -> Path:
        from omi_desktop.report.content import report
        from omi_desktop.report.gather import gather

        step("Reading the inspection", 0.05)
        data = gather(inspection, at=now())
        step("Composing the report", 0.3)
        content = report(data)
        step(words, 0.5)
        write(content, data)
        return path

    return make
