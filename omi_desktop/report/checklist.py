"""What has to be settled before a report is final, and where each point is settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.report import timetable, wording
from omi_desktop.report.live_texts import astray, changed
from omi_desktop.report.spots import RECOMMENDATIONS, TIMETABLE, Screen, Spot, spot_of
from omi_desktop.store.values import CaseStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from omi_desktop.report.gather import ReportData
    from omi_desktop.report.live_texts import LiveText


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A short claim of what is open, and where the first of it is settled."""

    claim: str
    spot: Spot


def checklist(data: ReportData) -> tuple[OpenPoint, ...]:
    """Return everything that is open; nothing once the report can be signed off."""
    return tuple(_points(data))


def unsettled(data: ReportData) -> tuple[str, ...]:
    """Return the criteria whose findings are still only what the answers propose."""
    written = {finding.criterion for finding in data.kept.findings}
    return tuple(
        criterion.id
        for criterion in data.scorecard.criteria
        if criterion.id not in written and criterion.score is not None
    )


def unrated(data: ReportData) -> tuple[str, ...]:
    """Return the criteria of leadership that have no rating."""
    return tuple(rated.id for rated in data.scorecard.leadership if not rated.rating)


def traced_to_nothing(data: ReportData) -> int:
    """Return how many recommendations rest on a finding that does not exist any more."""
    known = {finding.key for finding in data.kept.findings}
    bank = data.instrument
    known |= {criterion.id for criterion in (*bank.criteria, *bank.leadership)}
    return sum(not known.issuperset(each.traces) for each in data.kept.recommendations)


def _points(data: ReportData) -> Iterator[OpenPoint]:
    cases, kept = data.scorecard.cases, data.kept
    begun = cases.assessed - cases.complete
    if begun:
        claim = f"{wording.counted(begun, 'case', 'cases')} begun but not complete"
        yield OpenPoint(claim, Spot(Screen.CASES))
    untouched = sum(case.status is CaseStatus.NOT_STARTED for case in data.cases)
    if untouched:
        claim = f"{wording.counted(untouched, 'case', 'cases')} not started"
        yield OpenPoint(claim, Spot(Screen.CASES))
    if kept.open_conflicts:
        count = wording.counted(kept.open_conflicts, "conflict", "conflicts")
        yield OpenPoint(f"{count} between returns and this copy", Spot(Screen.RETURNS))
    proposed = unsettled(data)
    if proposed:
        count = wording.counted(len(proposed), "criterion", "criteria")
        yield OpenPoint(f"proposed findings in {count}", Spot(Screen.FINDINGS, proposed[0]))
    yield from _in_texts("changed figures", tuple(changed(kept.live, data.figures)))
    yield from _in_texts("references astray", tuple(astray(kept.live, data.figures)))
    lost = traced_to_nothing(data)
    if lost:
        count = wording.counted(lost, "recommendation", "recommendations")
        claim = f"findings that are gone under {count}"
        yield OpenPoint(claim, Spot(Screen.REPORT, RECOMMENDATIONS))
    open_ratings = unrated(data)
    if open_ratings:
        count = wording.counted(len(open_ratings), "criterion", "criteria")
        yield OpenPoint(f"{count} not yet rated", Spot(Screen.LEADERSHIP, open_ratings[0]))
    if not timetable.publication(data.details, kept.timetable):
        yield OpenPoint("no date of publication", Spot(Screen.REPORT, TIMETABLE))


def _in_texts(what: str, texts: Sequence[LiveText]) -> Iterator[OpenPoint]:
    if texts:
        count = wording.counted(len(texts), "text", "texts")
        yield OpenPoint(f"{what} in {count}", spot_of(texts[0].record))
