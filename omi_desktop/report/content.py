"""The content of the report: from one moment of an inspection to everything that is printed.

Passages are printed in the part they name: notice (on the cover), foreword, acknowledgements,
summary, summary/<section>, summary/risk-of-harm, area, perspective, perspective/<survey>,
section/<section>, criterion/<criterion>, context, method.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.report import wording
from omi_desktop.report.figures import MISSING
from omi_desktop.report.model import Contents, DataCut, Metadata, PageBreak, Report
from omi_desktop.report.parts import criteria, follow_up, front, leadership
from omi_desktop.report.parts.appendices import abbreviations, appendices
from omi_desktop.report.parts.perspective import perspective
from omi_desktop.report.parts.scores import summary_of_scores
from omi_desktop.scoring.reconciliation import reconciliation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from omi_desktop.report.gather import ReportData
    from omi_desktop.report.model import Block


def report(data: ReportData) -> Report:
    """Return the report of an inspection; parts without content are left out."""
    code = reconciliation(data.scorecard)
    body = tuple(_parted(_body(data, code)))
    opening = (
        *front.cover(data),
        *_parted(
            [
                (*front.foreword(data), *front.acknowledgements(data)),
                (Contents("Contents"),),
            ]
        ),
    )
    return Report(
        metadata=_metadata(data, code),
        cut=DataCut(data.at, data.scorecard.cases, data.revision),
        blocks=(*opening, *_parted([abbreviations((*opening, *body))]), *body),
        scorecard=data.scorecard,
        reconciliation=code,
    )


def still_open(data: ReportData) -> tuple[str, ...]:
    """Return what has to be settled before the report is final, one short claim each."""
    cases = data.scorecard.cases
    written = {finding.criterion for finding in data.kept.findings}
    proposed = sum(
        criterion.id not in written and criterion.score is not None
        for criterion in data.scorecard.criteria
    )
    unrated = sum(not rated.rating for rated in data.scorecard.leadership)
    begun = cases.assessed - cases.complete
    changed = sum(bool(data.figures.stale(finding)) for finding in data.kept.findings)
    astray = sum(
        MISSING in data.figures.text(finding.text, finding.criterion)
        for finding in data.kept.findings
    )
    claims = (
        (begun, f"{wording.counted(begun, 'case', 'cases')} begun but not complete"),
        (proposed, f"proposed findings in {wording.counted(proposed, 'criterion', 'criteria')}"),
        (changed, f"changed figures in {wording.counted(changed, 'finding', 'findings')}"),
        (astray, f"references astray in {wording.counted(astray, 'finding', 'findings')}"),
        (unrated, f"{wording.counted(unrated, 'criterion', 'criteria')} not yet rated"),
        (not data.details.publication, "no date of publication"),
    )
    return tuple(claim for is_open, claim in claims if is_open)


def _body(data: ReportData, code: str) -> Iterator[Iterable[Block]]:
    yield front.summary(data)
    yield summary_of_scores(data)
    yield (
        *follow_up.recommendations(data),
        *follow_up.next_steps(data),
        *follow_up.good_practice(data),
    )
    yield follow_up.in_the_area(data)
    yield perspective(data)
    scored = {criterion.section for criterion in data.instrument.criteria}
    for section in data.instrument.sections:
        if section.id in scored:
            yield criteria.section(section.id, data)
        else:
            yield leadership.section(section.id, data)
    yield appendices(data, code, still_open(data))


def _parted(parts: Iterable[Iterable[Block]]) -> Iterator[Block]:
    """Yield the blocks of the parts, each part on a new page; a part without blocks leaves none."""
    for part in parts:
        blocks = tuple(part)
        if blocks:
            yield PageBreak()
            yield from blocks


def _metadata(data: ReportData, code: str) -> Metadata:
    cases = data.scorecard.cases
    area = data.details.area
    return Metadata(
        title=f"Offender management in {area}",
        subject=f"{data.instrument.title}: {area}",
        author="HM Inspectorate of Probation",
        keywords=f"offender management, inspection, {area}, reconciliation code {code}",
        running_head=f"{data.instrument.title}: {area}",
        foot=f"Figures of {wording.time(data.at)}, {wording.of(cases.assessed, cases.sampled)} "
        "cases assessed",
        draft="Draft" if still_open(data) else "",
    )
