"""The pages of section 4: rating, findings, performance table, and what cases and staff say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.report import wording
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
from omi_desktop.report.parts.prose import passages
from omi_desktop.report.parts.scores import NOT_RATED
from omi_desktop.report.performance import area_met, national_met

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.instrument.model import LeadershipCriterion
    from omi_desktop.report.gather import ReportData
    from omi_desktop.store.records import Indicator

PERFORMANCE = "4.2"
"""The criterion whose page carries the performance table, where the bank has it."""

LEGEND = "* The target is met or narrowly missed."


def section(section_id: str, data: ReportData) -> Iterator[Block]:
    """Yield the section of rated criteria; the performance table stands with its criterion."""
    titles = {section.id: section.title for section in data.instrument.sections}
    criteria = data.instrument.leadership
    if not criteria:
        yield from performance(data)
        return
    yield Heading(1, f"{section_id}. {titles.get(section_id, 'Leadership')}")
    yield from passages(f"section/{section_id}", data)
    ratings = {rated.id: rated.rating for rated in data.scorecard.leadership}
    for criterion in criteria:
        yield from _criterion(criterion, ratings.get(criterion.id, ""), data)
    if PERFORMANCE not in {criterion.id for criterion in criteria}:
        yield from performance(data)


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


def _criterion(criterion: LeadershipCriterion, rating: str, data: ReportData) -> Iterator[Block]:
    yield Heading(2, f"{criterion.id} {criterion.title}")
    yield Paragraph(criterion.descriptor, Voice.DESCRIPTOR)
    yield Mark(rating or NOT_RATED, "")
    reasons = [r.reason for r in data.kept.ratings if r.criterion == criterion.id and r.reason]
    yield from (Paragraph(reason) for reason in reasons)
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
            _measure(indicator.target, indicator.unit),
            _cell(indicator.area, indicator.unit, area_met(indicator)),
            _cell(indicator.national, indicator.unit, national_met(indicator)),
        )
    )


def _cell(value: float | None, unit: str, met: bool | None) -> str:
    return "" if value is None else f"{_measure(value, unit)}{'*' if met else ''}"


def _measure(value: float, unit: str) -> str:
    shown = wording.number(value)
    return f"{shown}%" if unit == "%" else f"{shown} {unit}".rstrip()


def _decided(indicators: list[Indicator]) -> list[str]:
    return [f"{indicator.text}: {indicator.reason}" for indicator in indicators if indicator.reason]
