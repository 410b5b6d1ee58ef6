"""The pages of section 4: rating, findings, performance table, and what cases and staff say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.report.model import (
    Align,
    Block,
    Column,
    Heading,
    Mark,
    Paragraph,
    Row,
    Table,
    Voice,
)
from omi_desktop.report.parts.criteria import facts, findings
from omi_desktop.report.parts.perspective import reported_in
from omi_desktop.report.parts.prose import live, passages
from omi_desktop.report.parts.scores import NOT_RATED
from omi_desktop.report.performance import area_met, measure, national_met

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.instrument.model import LeadershipCriterion
    from omi_desktop.report.gather import ReportData
    from omi_desktop.store.records import Indicator

PERFORMANCE = "4.2"
"""The criterion whose page carries the performance table, where the bank has it."""

LEGEND = "* The target is met or narrowly missed."


def performance(data: ReportData) -> Iterator[Block]:
    """Yield the performance table, one table for each of its blocks."""
    blocks: dict[str, list[Indicator]] = {}
    for indicator in data.kept.indicators:
        blocks.setdefault(indicator.block, []).append(indicator)
    for title, indicators in blocks.items():
        period = indicators[0].period
        yield Table(
            title=", ".join(filter(None, (title, period))),
            columns=(
                Column("Indicator", 10),
                Column("Target", 3, Align.RIGHT),
                Column(data.details.area, 3, Align.RIGHT),
                Column("England and Wales", 3, Align.RIGHT),
            ),
            rows=tuple(_indicator(indicator) for indicator in indicators),
            notes=(LEGEND, *_decided(indicators)),
        )


def criterion(criterion: LeadershipCriterion, data: ReportData) -> Iterator[Block]:
    """Yield the pages of one rated criterion; the performance table stands with its own."""
    rating = next((r.rating for r in data.scorecard.leadership if r.id == criterion.id), "")
    yield Heading(2, f"{criterion.id} {criterion.title}")
    yield Paragraph(criterion.descriptor, Voice.DESCRIPTOR)
    yield Mark(rating or NOT_RATED, "")
    for kept in data.kept.ratings:
        if kept.criterion == criterion.id:
            yield from live(kept, data)
    yield from passages(f"criterion/{criterion.id}", data)
    if criterion.id == PERFORMANCE:
        yield from performance(data)
    yield from facts(criterion.questions, data)
    yield from reported_in(criterion.id, data)
    yield from findings(criterion.id, data)


def _indicator(indicator: Indicator) -> Row:
    return Row(
        (
            indicator.text,
            measure(indicator.target, indicator.unit),
            _cell(indicator.area, indicator.unit, area_met(indicator)),
            _cell(indicator.national, indicator.unit, national_met(indicator)),
        )
    )


def _cell(value: float | None, unit: str, met: bool | None) -> str:
    return "" if value is None else f"{measure(value, unit)}{'*' if met else ''}"


def _decided(indicators: list[Indicator]) -> list[str]:
    return [f"{indicator.text}: {indicator.reason}" for indicator in indicators if indicator.reason]
