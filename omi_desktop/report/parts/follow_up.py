"""What follows from the findings: recommendations, next steps, good practice to share."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from omi_desktop.report import wording
from omi_desktop.report.model import Block, Heading, Items, Numbering, Paragraph, Voice
from omi_desktop.report.parts.prose import passages, standing_text, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.report.gather import ReportData
    from omi_desktop.store.records import Recommendation


def recommendations(data: ReportData) -> Iterator[Block]:
    """Yield the recommendations, each with the criteria that it rests on."""
    found = data.kept.recommendations
    if not found:
        return
    yield Heading(1, "Recommendations for improvement")
    yield from standing_text("recommendations", data)
    yield Items(
        "",
        tuple(_recommended(recommendation) for recommendation in found),
        Numbering.NUMBERS,
    )


def next_steps(data: ReportData) -> Iterator[Block]:
    """Yield what happens after publication, with dates where publication has one."""
    steps = data.kept.next_steps
    if steps is None:
        return
    weeks = f"{wording.in_words(steps.plan_weeks)} {'week' if steps.plan_weeks == 1 else 'weeks'}"
    published = wording.day_of(data.details.publication)
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
        yield from written(example.text)


def in_the_area(data: ReportData) -> Iterator[Block]:
    """Yield how offender management stands in the area, as it was written."""
    blocks = list(passages("area", data))
    if blocks:
        yield Heading(1, f"Offender management in {data.details.area}")
        yield from blocks


def _recommended(recommendation: Recommendation) -> str:
    if not recommendation.traces:
        return recommendation.text
    text, stop = recommendation.text, ""
    if text.endswith("."):
        text, stop = text[:-1], "."
    return f"{text} ({_traces(recommendation.traces)}){stop}"


def _traces(criteria: tuple[str, ...]) -> str:
    word = "criterion" if len(criteria) == 1 else "criteria"
    return f"{word} {wording.listed(criteria)}"
