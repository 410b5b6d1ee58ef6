"""The appendices: context, method, scoring approach with the data cut, role, abbreviations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from omi_desktop.report import wording
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
from omi_desktop.report.parts.prose import passages, standing_text
from omi_desktop.report.standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from omi_desktop.report.gather import ReportData


def appendices(
    data: ReportData, reconciliation: str, still_open: tuple[str, ...]
) -> Iterator[Block]:
    """Yield the appendices that have content, numbered in order."""
    parts = (
        ("Contextual information", [*passages("context", data)]),
        (
            "Inspection model, methodology and publication arrangements",
            [*(passages("method", data)), *standing_text("method", data)],
        ),
        (
            "Scoring approach",
            [*standing_text("scoring", data), *_data_cut(data, reconciliation, still_open)],
        ),
        ("Role of HM Inspectorate of Probation", [*standing_text("role", data)]),
    )
    filled = [(title, blocks) for title, blocks in parts if blocks]
    for place, (title, blocks) in enumerate(filled, 1):
        yield Heading(1, f"Appendix {place}: {title}")
        yield from blocks


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
    cases = data.scorecard.cases
    yield Heading(3, "The figures of this report", contents=False)
    yield Paragraph(
        "Every figure on the cases comes from one reading of the answers. A workbook that carries "
        "the same reconciliation code holds the same figures."
    )
    yield Table(
        title="",
        columns=(Column("", 1), Column("", 2)),
        rows=(
            Row(("Data cut", wording.time(data.at))),
            Row(("Cases sampled", str(cases.sampled))),
            Row(("Cases assessed", f"{cases.assessed}, of these {cases.complete} complete")),
            Row(("Question bank", f"{data.instrument.title}, version {data.instrument.version}")),
            Row(("Revision of the inspection file", str(data.revision))),
            *(Row(("Still to be settled", claim)) for claim in still_open),
            Row(("Reconciliation code", reconciliation), strong=True),
        ),
    )


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
