"""Write the report as a PDF, tagged so that it can be read aloud."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from omi_desktop.placing import placed
from omi_desktop.report.pdf_blocks import flowables
from omi_desktop.report.pdf_description import description
from omi_desktop.report.pdf_pages import Pages, document
from omi_desktop.report.pdf_tags import Element
from omi_desktop.report.pdf_type import register

if TYPE_CHECKING:
    from pathlib import Path

    from omi_desktop.report.model import Report


def write_pdf(report: Report, path: Path) -> None:
    """Write the report to `path`; what stood there before stays until the new file is whole."""
    register()
    structure = Element("Document")
    pages = partial(Pages, structure=structure, description=description(report))
    with placed(path, "The report") as beside:
        document(beside, report).build(flowables(report.blocks, structure), canvasmaker=pages)
