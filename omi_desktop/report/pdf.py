"""Write the report as a PDF, tagged so that it can be read aloud."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from omi_desktop.placing import placed
from omi_desktop.report.pdf_blocks import flowables
from omi_desktop.report.pdf_description import description
from omi_desktop.report.pdf_pages import Pages, SamplePages, document, pages_of
from omi_desktop.report.pdf_tags import Element
from omi_desktop.report.pdf_type import register
from omi_desktop.report.progress import silent

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportlab.platypus import BaseDocTemplate

    from omi_desktop.report.model import Report
    from omi_desktop.report.progress import Step

_SET = 0.9
"""How much of the work is done when the last page is set; what follows writes the file."""


def write_pdf(report: Report, path: Path, step: Step = silent) -> None:
    """Write the report to `path`; what stood there before stays until the new file is whole.

    `step` hears what is being set, part by part; when it raises, nothing is written.
    """
    with placed(path, "The report") as beside:
        _set(report, str(beside), Pages, step)
        step("Saving the report", 1.0)


def pdf_bytes(report: Report, step: Step = silent) -> bytes:
    """Return the report as a PDF: the same bytes that `write_pdf` writes."""
    content = BytesIO()
    _set(report, content, Pages, step)
    return content.getvalue()


def sample_bytes(report: Report, under: str) -> bytes:
    """Return pages of a report as they will print, for the screen: they have no numbers yet.

    `under` is the part that stands in the running head until a heading names another.
    """
    content = BytesIO()
    _set(report, content, partial(SamplePages, part=under), silent)
    return content.getvalue()


def _set(report: Report, file: str | BytesIO, pages: Callable[..., Pages], step: Step) -> None:
    register()
    structure = Element("Document")
    shell = document(file, report)
    pieces = flowables(report.blocks, structure)
    shell.setProgressCallBack(_Progress(shell, len(pieces), step).hear)
    canvas = partial(pages, structure=structure, description=description(report))
    shell.build(pieces, canvasmaker=canvas)


class _Progress:
    """Passes on how many of the pieces of a document are set, and in which part."""

    def __init__(self, shell: BaseDocTemplate, pieces: int, step: Step) -> None:
        self._shell = shell
        self._pieces = pieces
        self._step = step
        self._share = 0.0

    def hear(self, event: str, value: int) -> None:
        """Take what reportlab says on its way."""
        if event == "PROGRESS":
            part = pages_of(self._shell.canv).part
            words = f"Setting “{part}”" if part else "Setting the first pages"
            # A piece that is split is two: then there is more to do than there was before.
            self._share = max(self._share, min(_SET, _SET * value / self._pieces))
            self._step(words, self._share)
