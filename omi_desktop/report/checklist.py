"""What has to be settled before a report is final, and where each point is settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.casework.completing import why_wanted
from omi_desktop.instrument.applicability import State
from omi_desktop.instrument.model import NOT_APPLICABLE
from omi_desktop.report import timetable, wording
from omi_desktop.report.live_texts import astray, changed, not_asked
from omi_desktop.report.spots import COMMENTS, RECOMMENDATIONS, TIMETABLE, Screen, Spot, spot_of
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


def reasons_missing(data: ReportData) -> int:
    """Return how many answers of complete cases want a reason beside them and have none.

    A case does not wait for them, and so neither does the report: this is to be known, not to be
    settled.
    """
    noted = {(answer.case, answer.question) for answer in data.answers if answer.note.strip()}
    complete = [
        (1 << at, case.id)
        for at, case in enumerate(data.cases)
        if case.status is CaseStatus.COMPLETE
    ]
    missing = 0
    for question in data.instrument.questions.values():
        for value, mask in data.standings.counted(question.id).items():
            state = State.NOT_APPLICABLE if value == NOT_APPLICABLE else State.ANSWERED
            if why_wanted(question, state, value):
                own = (case for bit, case in complete if mask & bit)
                missing += sum((case, question.id) not in noted for case in own)
    return missing


def _points(data: ReportData) -> Iterator[OpenPoint]:
    yield from _of_cases(data)
    kept = data.kept
    if kept.open_conflicts:
        count = wording.counted(kept.open_conflicts, "conflict", "conflicts")
        yield OpenPoint(f"{count} between returns and this copy", Spot(Screen.RETURNS))
    if kept.unchecked:
        count = wording.counted(kept.unchecked, "drawn case", "drawn cases")
        yield OpenPoint(f"{count} not checked yet", Spot(Screen.CHECKS))
    if kept.open_comments:
        count = wording.counted(kept.open_comments, "open comment", "open comments")
        yield OpenPoint(count, Spot(Screen.CHECKS, COMMENTS))
    proposed = unsettled(data)
    if proposed:
        count = wording.counted(len(proposed), "criterion", "criteria")
        yield OpenPoint(f"proposed findings in {count}", Spot(Screen.FINDINGS, proposed[0]))
    yield from _in_texts("changed figures", tuple(changed(kept.live, data.figures)))
    yield from _in_texts("references astray", tuple(astray(kept.live, data.figures)))
    yield from _in_texts("figures not asked", tuple(not_asked(kept.live, data.figures)))
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


def _of_cases(data: ReportData) -> Iterator[OpenPoint]:
    """Yield what keeps cases from being in, or accounted for."""
    cases = data.scorecard.cases
    begun = cases.assessed - cases.complete
    if begun:
        claim = f"{wording.counted(begun, 'case', 'cases')} begun but not complete"
        yield OpenPoint(claim, Spot(Screen.CASES))
    untouched = sum(case.status is CaseStatus.NOT_STARTED for case in data.cases)
    if untouched:
        claim = f"{wording.counted(untouched, 'case', 'cases')} not started"
        yield OpenPoint(claim, Spot(Screen.CASES))
    withdrawn = sum(
        case.status is CaseStatus.WITHDRAWN and not case.reason.strip() for case in data.cases
    )
    if withdrawn:
        count = wording.counted(withdrawn, "withdrawn case", "withdrawn cases")
        yield OpenPoint(f"{count} without a reason", Spot(Screen.CASES))


def _in_texts(what: str, texts: Sequence[LiveText]) -> Iterator[OpenPoint]:
    if texts:
        count = wording.counted(len(texts), "text", "texts")
        yield OpenPoint(f"{what} in {count}", spot_of(texts[0].record))
