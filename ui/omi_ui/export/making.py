"""Make the documents; runs on the worker, and loads what writes them only there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from omi_desktop.clock import now
from omi_ui.tasks import Step

if TYPE_CHECKING:
    from omi_desktop.report import progress
    from omi_desktop.report.gather import ReportData
    from omi_desktop.report.model import Report
    from omi_desktop.store import Inspection

Made = TypeVar("Made")
Making = Callable[[Step], Made]

_READ, _COMPOSED = 0.15, 0.2
"""How much of the work is done when the inspection is read, and when the report is composed."""


def workbook(inspection: Inspection, path: Path) -> Making[Path]:
    """Return the work that writes the Excel workbook to `path`."""

    def write(report: Report, data: ReportData, step: progress.Step) -> Path:
        from omi_desktop.report.workbook import write_workbook

        write_workbook(report, data, path, step)
        return path

    return _made(inspection, write)


def pdf(inspection: Inspection, path: Path, with_annex: bool = False) -> Making[Path]:
    """Return the work that writes the PDF report to `path`, with the annex where it is chosen."""

    def write(report: Report, data: ReportData, step: progress.Step) -> Path:
        from omi_desktop.report import content
        from omi_desktop.report.pdf import write_pdf

        whole = content.report(data, with_annex=True) if with_annex else report
        write_pdf(whole, path, step)
        return path

    return _made(inspection, write)


def annex(inspection: Inspection, path: Path) -> Making[Path]:
    """Return the work that writes the annex to `path`."""

    def write(_report: Report, data: ReportData, step: progress.Step) -> Path:
        from omi_desktop.report.content import annex_report
        from omi_desktop.report.pdf import write_pdf

        write_pdf(annex_report(data), path, step)
        return path

    return _made(inspection, write)


def pages(inspection: Inspection) -> Making[bytes]:
    """Return the work that makes the PDF report to be shown: it never comes to lie on a disk."""

    def write(report: Report, _data: ReportData, step: progress.Step) -> bytes:
        from omi_desktop.report.pdf import pdf_bytes

        return pdf_bytes(report, step)

    return _made(inspection, write)


def draft(inspection: Inspection, path: Path) -> Making[Path]:
    """Return the work that writes the Word draft for comment to `path`."""

    def write(report: Report, _data: ReportData, step: progress.Step) -> Path:
        from omi_desktop.report.docx import write_docx

        write_docx(report, path, step)
        return path

    return _made(inspection, write)


def web_page(inspection: Inspection, path: Path) -> Making[Path]:
    """Return the work that writes the report as one web page to `path`."""

    def write(report: Report, _data: ReportData, step: progress.Step) -> Path:
        from omi_desktop.report.html import write_html

        write_html(report, path, step)
        return path

    return _made(inspection, write)


def returned(inspection: Inspection, path: Path, password: str) -> Making[Path]:
    """Return the work that writes the return for the lead inspector to `path`, locked."""

    def make(step: Step) -> Path:
        step("Writing the return", 0.1)
        from omi_desktop.report.return_workbook import write_return

        write_return(inspection, path, password, at=now())
        return path

    return make


def _made(
    inspection: Inspection, write: Callable[[Report, ReportData, progress.Step], Made]
) -> Making[Made]:
    """Return the work that reads the inspection once and hands the report over to be written."""

    def make(step: Step) -> Made:
        # Said first: what composes the report takes a while to load when it is first wanted.
        step("Reading the inspection", 0.0)
        from omi_desktop.report.content import report
        from omi_desktop.report.gather import gather
        from omi_desktop.report.progress import within

        data = gather(inspection, at=now())
        step("Composing the report", _READ)
        content = report(data)
        return write(content, data, within(step, _COMPOSED, 1.0))

    return make
