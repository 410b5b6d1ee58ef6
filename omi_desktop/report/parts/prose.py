"""Continuous text: standing text with its places filled, and passages as people wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.report import wording
from omi_desktop.report.live_texts import live_text
from omi_desktop.report.model import (
    Align,
    Block,
    Column,
    Heading,
    Items,
    Numbering,
    Paragraph,
    Row,
    Table,
)
from omi_desktop.report.standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from omi_desktop.report.gather import ReportData
    from omi_desktop.report.live_texts import Written

_BULLETS = ("- ", "• ", "– ")


def standing_text(part: str, data: ReportData) -> Iterator[Block]:
    """Yield the standing text of a part, filled from the inspection."""
    places = _places(data)
    # Where the Risk of Harm thread is asked alone, nothing is rated.
    kind = "whole" if data.scorecard.leadership else "thread"
    for piece in standing().parts.get(part, ()):
        if piece.only not in ("", kind):
            continue
        if piece.heading:
            yield Heading(3, piece.heading, contents=False)
        yield from (Paragraph(text.format_map(places)) for text in piece.paragraphs)
        if piece.items:
            items = tuple(text.format_map(places) for text in piece.items)
            yield Items("", items, Numbering.BULLETS)


def passages(part: str, data: ReportData) -> Iterator[Block]:
    """Yield the passages that were written for a part of the report, in their order."""
    for passage in data.kept.passages:
        if passage.part == part:
            if passage.heading:
                yield Heading(3, passage.heading, contents=False)
            yield from live(passage, data)


def live(record: Written, data: ReportData) -> Iterator[Block]:
    """Yield the text of a record as it is printed, with its figures as they are now."""
    found = live_text(record)
    yield from written(data.figures.text(found.text, found.criterion))


def written(text: str) -> Iterator[Block]:
    """Yield what a person wrote: an empty line parts paragraphs.

    Lines that begin with a dash or a bullet become a list, lines with a tab in them a table.
    """
    for paragraph in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.rstrip() for line in paragraph.split("\n") if line.strip()]
        if not lines:
            continue
        if all(line.lstrip().startswith(_BULLETS) for line in lines):
            items = tuple(line.lstrip()[2:].strip() for line in lines)
            yield Items("", items, Numbering.BULLETS)
        elif all("\t" in line for line in lines):
            yield _two_columns(lines)
        else:
            yield Paragraph("\n".join(lines))


def _two_columns(lines: list[str]) -> Table:
    pairs = [line.partition("\t") for line in lines]
    return Table(
        title="",
        columns=(Column("", 3), Column("", 1, Align.RIGHT)),
        rows=tuple(Row((left.strip(), right.strip())) for left, _, right in pairs),
    )


def _places(data: ReportData) -> Mapping[str, str]:
    instrument = data.instrument
    scored = sorted({criterion.section for criterion in instrument.criteria})
    whole = instrument.individual_weight + instrument.summary_weight
    ratings = [f"“{wording.within(rating.label)}”" for rating in instrument.ratings]
    return {
        "area": data.details.area,
        "programme": instrument.title,
        "line": str(instrument.line),
        "individual_weight": wording.number(100 * instrument.individual_weight / whole),
        "summary_weight": wording.number(100 * instrument.summary_weight / whole),
        "sections": f"{scored[0]} to {scored[-1]}" if scored else "",
        "thread_sections": wording.listed(instrument.risk_of_harm_sections),
        "ratings": " or ".join(filter(None, (", ".join(ratings[:-1]), *ratings[-1:]))),
    }
