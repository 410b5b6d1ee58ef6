"""The page on how the cases were chosen as a document of its own, with the list where wanted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.report.content import parts, sample
from omi_desktop.report.model import Heading, PageBreak
from omi_desktop.report.parts.appendices import SAMPLE
from omi_desktop.report.parts.chosen import TITLE, list_of_cases

if TYPE_CHECKING:
    from omi_desktop.report.gather import ReportData
    from omi_desktop.report.model import Report


def chosen_page(data: ReportData, *, with_cases: bool = False) -> Report:
    """Return the page as it stands in the report; `with_cases` adds every case by reference.

    Raises RequestError where no sample was drawn in the file.
    """
    if data.kept.sample is None:
        raise RequestError("No sample has been drawn in this file. Draw it first.")
    made = sample(data, next(part for part in parts(data) if part.id == SAMPLE))
    # Alone it is no appendix of anything.
    blocks = (Heading(1, TITLE), *made.blocks[1:])
    if with_cases:
        blocks = (*blocks, PageBreak(), *list_of_cases(data))
    return replace(made, blocks=blocks)
