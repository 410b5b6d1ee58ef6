"""The appendices: context, method, scoring with the data cut, role, sample, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import takewhile
from typing import TYPE_CHECKING, TypeAlias

from omi_desktop.report import wording
from omi_desktop.report.cut import data_cut
from omi_desktop.report.model import (
    Block,
    Column,
    Definitions,
    Heading,
    Items,
    Paragraph,
    Row,
    Table,
)
from omi_desktop.report.parts.chosen import TITLE, chosen
from omi_desktop.report.parts.prose import passages, standing_text
from omi_desktop.report.standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from omi_desktop.report.gather import ReportData

SAMPLE = "sample"

Claims: TypeAlias = Callable[[], tuple[str, ...]]
"""Finds out what is still to be settled, which takes a while and is wanted on one page only."""

TITLES = {
    "context": "Contextual information",
    "method": "Inspection model, methodology and publication arrangements",
    "scoring": "Scoring approach",
    "role": "Role of HM Inspectorate of Probation",
    SAMPLE: TITLE,
}
"""The appendices by their part of the report, in order."""


def appendix(
    part: str, data: ReportData, reconciliation: str, still_open: Claims
) -> Iterator[Block]:
    """Yield an appendix, numbered among those that have content; nothing where it has none."""
    blocks = [*_appendix(part, data, reconciliation, still_open)]
    if blocks:
        number = 1
        for before in takewhile(lambda other: other != part, TITLES):
            number += any(True for _ in _appendix(before, data, reconciliation, still_open))
        yield Heading(1, f"Appendix {number}: {TITLES[part]}")
        yield from blocks


def _appendix(
    part: str, data: ReportData, reconciliation: str, still_open: Claims
) -> Iterator[Block]:
    yield from passages(part, data)
    yield from standing_text(part, data)
    if part == SAMPLE:
        yield from chosen(data)
    if part == "scoring":
        yield from _data_cut(data, reconciliation, still_open())


def abbreviations(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the list of the abbreviations that occur in the blocks."""
    words = {word for text in _texts(blocks) for word in re.findall(r"[A-Za-z0-9]+", text)}
    # "PPOs" stands for several of them.
    words |= {word.removesuffix("s") for word in words}
    entries = tuple(entry for entry in standing().abbreviations if entry[0] in words)
    if entries:
        yield Heading(1, "List of abbreviations")
        yield Definitions(entries)


def _data_cut(
    data: ReportData, reconciliation: str, still_open: tuple[str, ...]
) -> Iterator[Block]:
    cut = data_cut(data)
    cases = cut.cases
    yield Heading(3, "The figures of this report", contents=False)
    yield Paragraph(
        "Every figure on the cases comes from one reading of the answers. A workbook that carries "
        "the same reconciliation code holds the same figures."
    )
    yield Table(
        title="",
        columns=(Column("", 1), Column("", 2)),
        rows=(
            Row(("Data cut", wording.time(cut.at))),
            *_signed(data),
            Row(("Cases sampled", str(cases.sampled))),
            Row(("Cases assessed", f"{cases.assessed}, of these {cases.complete} complete")),
            Row(("Question bank", f"{data.instrument.title}, version {data.instrument.version}")),
            Row(("Revision of the inspection file", str(cut.revision))),
            *(Row(("Still to be settled", claim)) for claim in still_open),
            Row(("Reconciliation code", reconciliation), strong=True),
        ),
    )


def _signed(data: ReportData) -> Iterator[Row]:
    signed = data.kept.sign_off
    if signed is not None:
        yield Row(("Number of the data cut", str(signed.number)))
        names = (person.name for person in data.people if person.id == signed.by)
        yield from (Row(("Signed off by", name)) for name in names)


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(text=text) | Heading(text=text):
                yield text
            case Items(items=items):
                yield from items
            case Table(title=title, columns=columns, rows=rows, notes=notes):
                yield title
                yield from notes
                yield from (column.heading for column in columns)
                yield from (cell for row in rows for cell in row.cells)
            case _:
                pass
