"""The summary of scores: Chart 1, the tables of scores, and what earlier inspections found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from omi_desktop.report import timetable, wording
from omi_desktop.report.model import (
    Align,
    Bar,
    Block,
    Chart,
    Column,
    Heading,
    Paragraph,
    Row,
    Table,
    Voice,
)
from omi_desktop.report.parts.prose import standing_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.report.gather import ReportData
    from omi_desktop.scoring.scorecard import CriterionScore, Scorecard

NOT_RATED = "Not yet rated"
"""Stands for the rating of a criterion of section 4 that has none."""


def summary_of_scores(data: ReportData) -> Iterator[Block]:
    """Yield the page of scores; a score that does not exist is said in words."""
    card = data.scorecard
    yield Heading(1, "Summary of scores")
    # Where the Risk of Harm thread is asked alone, nothing is rated.
    yield from standing_text("scores" if card.leadership else "scores-of-the-thread", data)
    yield Paragraph(_rests_on(card), Voice.REMARK)
    yield chart(data)
    tables = (_ratings(card), _thread(card), _sections(card), _earlier(data))
    found = (table for table in tables if table.rows)
    for number, table in enumerate(found, start=1):
        yield replace(table, title=f"Table {number}: {table.title}")


def _thread(card: Scorecard) -> Table:
    return Table(
        title="Risk of Harm thread",
        columns=(Column("", 4), Column("Score", 1, Align.RIGHT)),
        rows=(Row(("Score for the Risk of Harm thread", wording.score(card.risk_of_harm.score))),),
        notes=(
            f"From {wording.counted(len(card.risk_of_harm.questions), 'question', 'questions')} "
            f"over {wording.counted(card.risk_of_harm.cases, 'case', 'cases')}.",
        ),
    )


def _sections(card: Scorecard) -> Table:
    return Table(
        title="Scores of the sections",
        columns=(Column("Section", 4), Column("Score", 1, Align.RIGHT)),
        rows=tuple(
            Row((f"{section.id}. {section.title}", wording.score(section.score)))
            for section in card.sections
        ),
        notes=(
            "Computed: the plain average of the criteria of the section, from their exact scores.",
        ),
    )


def _earlier(data: ReportData) -> Table:
    """Return what earlier inspections of the area found, with this one last."""
    card, earlier = data.scorecard, data.kept.earlier
    when = wording.month_of(timetable.fieldwork(data.details, data.kept.timetable))
    now = ("This inspection", when, wording.score(card.risk_of_harm.score))
    told = [
        f"{one.title}, {one.when}: {'; '.join(filter(None, (one.source, one.remark)))}."
        for one in earlier
        if one.source or one.remark
    ]
    return Table(
        title="Risk of Harm work that met the standard, earlier and now",
        columns=(Column("Inspection", 3), Column("When", 1), Column("Met", 1, Align.RIGHT)),
        rows=(*(Row((one.title, one.when, f"{one.percent}%")) for one in earlier), Row(now))
        if earlier
        else (),
        notes=tuple(told),
    )


def chart(data: ReportData) -> Chart:
    """Return Chart 1."""
    card = data.scorecard
    fieldwork = wording.month_of(timetable.fieldwork(data.details, data.kept.timetable))
    return Chart(
        title=f"Chart 1: Scores of the criteria, {card.area}"
        + (f" ({fieldwork})" if fieldwork else ""),
        bars=tuple(_bar(criterion) for criterion in card.criteria),
        line=card.line,
        line_title=f"Line of priority for improvement ({card.line}%)",
        sections=tuple((section.id, section.title) for section in card.sections),
        alternative="Bar chart. "
        + "; ".join(
            f"{criterion.id} {criterion.title} {wording.score(criterion.score)}"
            + (", a priority for improvement" if criterion.below_line else "")
            for criterion in card.criteria
        )
        + f". The line of priority for improvement is at {card.line}%.",
    )


def _bar(criterion: CriterionScore) -> Bar:
    return Bar(
        label=criterion.id,
        title=criterion.title,
        value=criterion.rounded,
        below_line=criterion.below_line,
        section=criterion.section,
        note=wording.counted(criterion.cases, "case", "cases"),
    )


def _rests_on(card: Scorecard) -> str:
    cases = card.cases
    left_out = cases.sampled - cases.assessed
    sentence = (
        f"The scores rest on {wording.counted(cases.assessed, 'assessed case', 'assessed cases')} "
        f"of {wording.counted(cases.sampled, 'sampled case', 'sampled cases')}"
    )
    if left_out:
        sentence += f"; {wording.in_words(left_out)} withdrawn or not begun"
    if cases.complete < cases.assessed:
        sentence += f". Of the assessed cases {wording.of(cases.complete, cases.assessed)} "
        sentence += "are complete, so the scores may still change"
    return f"{sentence}."


def _ratings(card: Scorecard) -> Table:
    return Table(
        title="Ratings of leadership and management",
        columns=(Column("Criterion", 3), Column("Rating", 1)),
        rows=tuple(
            Row((f"{rated.id} {rated.title}", rated.rating or NOT_RATED))
            for rated in card.leadership
        ),
    )
