"""What follows from the findings: recommendations, next steps, good practice to share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from omi_desktop.report import timetable, wording
from omi_desktop.report.figures import MISSING
from omi_desktop.report.model import Block, Heading, Items, Numbering, Paragraph, Voice
from omi_desktop.report.parts.prose import live, passages, standing_text, written
from omi_desktop.store.records import FindingKind

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from omi_desktop.report.gather import ReportData
    from omi_desktop.store.records import Finding, Recommendation

_SEVERAL = {
    FindingKind.STRENGTH: "strengths",
    FindingKind.IMPROVEMENT: "areas for improvement",
}
_CRITERION = re.compile(r"\d+\.\d+")


def recommendations(data: ReportData) -> Iterator[Block]:
    """Yield the recommendations, each with the criteria and findings that it rests on."""
    found = data.kept.recommendations
    if not found:
        return
    yield Heading(1, "Recommendations for improvement")
    yield from standing_text("recommendations", data)
    yield Items(
        "",
        tuple(_recommended(recommendation, data) for recommendation in found),
        Numbering.NUMBERS,
    )


def next_steps(data: ReportData) -> Iterator[Block]:
    """Yield what happens after publication, with dates where publication has one."""
    steps = data.kept.next_steps
    if steps is None:
        return
    weeks = f"{wording.in_words(steps.plan_weeks)} {'week' if steps.plan_weeks == 1 else 'weeks'}"
    published = wording.day_of(timetable.publication(data.details, data.kept.timetable))
    due = ""
    if published:
        due = f", that is by {wording.day(published + timedelta(weeks=steps.plan_weeks))}"
    yield Heading(1, "Next steps")
    yield Paragraph(
        "The area is asked for a plan that answers the recommendations above within "
        f"{weeks} of publication{due}."
    )
    if steps.further_inspection:
        yield Paragraph(f"There will be a further inspection in {data.details.area}.")
    else:
        yield Paragraph(f"There will not be a further inspection in {data.details.area}.")
    if steps.remark:
        yield from written(steps.remark)


def good_practice(data: ReportData) -> Iterator[Block]:
    """Yield the examples of good practice, each under its criterion."""
    found = data.kept.good_practice
    if not found:
        return
    instrument = data.instrument
    titles = {criterion.id: criterion.title for criterion in instrument.criteria}
    titles |= {criterion.id: criterion.title for criterion in instrument.leadership}
    yield Heading(1, "Sharing good practice")
    yield from standing_text("good-practice", data)
    for example in found:
        yield Heading(3, example.title, contents=False)
        yield Paragraph(
            f"Criterion {example.criterion} {titles.get(example.criterion, '')}".rstrip(),
            Voice.REMARK,
        )
        yield from live(example, data)


def in_the_area(data: ReportData) -> Iterator[Block]:
    """Yield how offender management stands in the area, as it was written."""
    blocks = list(passages("area", data))
    if blocks:
        yield Heading(1, f"Offender management in {data.details.area}")
        yield from blocks


def _recommended(recommendation: Recommendation, data: ReportData) -> str:
    text, stop = data.figures.text(recommendation.text), ""
    if not recommendation.traces:
        return text
    if text.endswith("."):
        text, stop = text[:-1], "."
    return f"{text} ({traced(recommendation.traces, data.kept.findings)}){stop}"


@dataclass(frozen=True, slots=True)
class Traces:
    """What a recommendation rests on: criteria by id, findings as they are lettered now."""

    criteria: tuple[str, ...]
    findings: tuple[str, ...]


def traces_of(traces: Sequence[str], findings: Sequence[Finding]) -> Traces:
    """Return what a recommendation rests on, in the order of the report.

    A finding that no longer exists is named as missing, so that nobody overlooks it.
    """
    known = {finding.key for finding in findings}
    criteria = tuple(t for t in traces if t not in known and _CRITERION.fullmatch(t))
    lost = (MISSING,) if set(traces) - known - set(criteria) else ()
    return Traces(criteria, (*_lettered(set(traces), findings), *lost))


def traced(traces: Sequence[str], findings: Sequence[Finding]) -> str:
    """Return in words what a recommendation rests on: criteria first, then findings by letter."""
    found = traces_of(traces, findings)
    word = "criterion" if len(found.criteria) == 1 else "criteria"
    named = [f"{word} {wording.listed(found.criteria)}"] if found.criteria else []
    return "; ".join((*named, *found.findings))


def _lettered(keys: Container[str], findings: Sequence[Finding]) -> Iterator[str]:
    """Yield "4.4 areas for improvement (a) and (b)" for each list that holds any of the keys."""
    ordered = sorted(findings, key=lambda f: (f.criterion, f.kind, f.position))
    for (criterion, kind), own in groupby(ordered, key=lambda f: (f.criterion, f.kind)):
        places = [f"({wording.letter(n)})" for n, f in enumerate(own) if f.key in keys]
        if places:
            noun = kind if len(places) == 1 else _SEVERAL[kind]
            yield f"{criterion} {noun} {wording.listed(places)}"
