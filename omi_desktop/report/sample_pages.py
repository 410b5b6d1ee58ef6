"""The pages of one part of the report as they will print, made while somebody writes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from omi_desktop.report.content import parts, sample
from omi_desktop.report.model import Contents, Paragraph, Voice
from omi_desktop.report.pdf import sample_bytes

if TYPE_CHECKING:
    from omi_desktop.report.gather import Kept, ReportData

EMPTY = "Nothing is written for this part yet, so the report leaves it out."
NUMBERED_LAST = "The contents are made when the whole report is set and every page has its number."

_PRINTED_IN = {"notice": "cover"}


def part_pdf(data: ReportData, part: str) -> bytes:
    """Return the pages of a part by its id, or by the id of a passage that is printed in it.

    They look as they will in the whole report, but for their numbers, which are not known yet. A
    part without content is one page that says so. Raises LookupError where the report has no such
    part.
    """
    known = {found.id: found for found in parts(data)}
    found = known.get(part) or known.get(_PRINTED_IN.get(part, part.partition("/")[0]))
    if found is None:
        raise LookupError(f"the report has no part “{part}”")
    made = sample(data, found)
    remark = ""
    if not made.blocks:
        remark = EMPTY
    elif all(isinstance(block, Contents) for block in made.blocks):
        remark = NUMBERED_LAST
    if remark:
        made = replace(made, blocks=(*made.blocks, Paragraph(remark, Voice.REMARK)))
    return sample_bytes(made, found.under)


def criterion_pdf(data: ReportData, criterion: str) -> bytes:
    """Return the pages of a criterion as they will print."""
    return part_pdf(data, f"criterion/{criterion}")


def rewritten(data: ReportData, kept: Kept) -> ReportData:
    """Return the same moment of the inspection with other records, as while somebody types.

    The cases are not counted again; letters of findings and ratings follow the records.
    """
    words = {rating.criterion: rating.rating for rating in kept.ratings}
    named = {rating.id: rating.label for rating in data.instrument.ratings}
    leadership = tuple(
        replace(rated, rating=named.get(words.get(rated.id, ""), ""))
        for rated in data.scorecard.leadership
    )
    return replace(
        data,
        kept=kept,
        figures=data.figures.lettered(kept.findings),
        scorecard=replace(data.scorecard, leadership=leadership),
    )
