"""The sheets of what the lead inspector keeps besides the cases, one tidy table each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.report.parts.follow_up import traces_of
from omi_desktop.report.performance import area_met, national_met
from omi_desktop.report.workbook_style import (
    Column,
    Sheet,
    Styles,
    fit_height,
    follows_number,
    put,
    start_table,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from omi_desktop.report.gather import ReportData
    from omi_desktop.report.model import Report
    from omi_desktop.store.records import Finding

Cell = str | int | float | None


def write_findings(sheet: Sheet, style: Styles, data: ReportData) -> None:
    """Write strengths, areas for improvement and examples of good practice."""
    titles = _titles(data)
    columns = (
        Column("criterion", 11),
        Column("title", 40),
        Column("kind", 22),
        Column("position", 10, right=True),
        Column("heading", 34),
        Column("text", 90),
    )
    findings = (
        (
            f.criterion,
            titles.get(f.criterion, ""),
            str(f.kind),
            f.position,
            "",
            data.figures.text(f.text, f.criterion),
        )
        for f in data.kept.findings
    )
    practice = (
        (
            g.criterion,
            titles.get(g.criterion, ""),
            "good practice",
            g.position,
            g.title,
            data.figures.text(g.text, g.criterion),
        )
        for g in data.kept.good_practice
    )
    _write(sheet, style, columns, (*findings, *practice))


def write_leadership(sheet: Sheet, style: Styles, report: Report, data: ReportData) -> None:
    """Write the rating of each criterion of section 4 with its reason, and the evidence below."""
    reasons = {
        rating.criterion: data.figures.text(rating.reason, rating.criterion)
        for rating in data.kept.ratings
    }
    columns = (
        Column("criterion", 11),
        Column("title", 50),
        Column("rating", 24),
        Column("reason", 90),
        Column("specific", 11),
        Column("source", 30),
        Column("side", 22),
        Column("evidence", 90),
    )
    rows: list[Sequence[Cell]] = []
    for rated in report.scorecard.leadership:
        reason = reasons.get(rated.id, "")
        rows.append((rated.id, rated.title, rated.rating, reason, "", "", "", ""))
        rows += [
            (seen.criterion, rated.title, "", "", seen.specific, seen.source, seen.side, seen.text)
            for seen in data.kept.evidence
            if seen.criterion == rated.id
        ]
    _write(sheet, style, columns, rows)


def write_perspectives(sheet: Sheet, style: Styles, data: ReportData) -> None:
    """Write how many questionnaires came back, what they said, and the groups that were met.

    A row's percentage is count of base: returned of sent, or answers above the line of answers.
    """
    surveys = {survey.id: survey for survey in data.instrument.surveys}
    items = {(s.id, item.id): item.text for s in surveys.values() for item in s.items}
    columns = (
        Column("part", 16),
        Column("survey", 30),
        Column("item", 12),
        Column("text", 80),
        Column("count", 9, right=True),
        Column("base", 9, right=True),
        Column("percent", 10, right=True),
        Column("remark", 40),
    )

    def title(survey_id: str) -> str:
        return surveys[survey_id].title if survey_id in surveys else survey_id

    kept = data.kept
    returns = (
        ("returned", title(r.survey), "", "", r.returned, r.sent, None, r.remark)
        for r in kept.survey_returns
    )
    results = (
        (
            "answers",
            title(r.survey),
            r.item,
            items.get((r.survey, r.item), ""),
            r.above,
            r.answered,
            None,
            "",
        )
        for r in kept.survey_results
    )
    groups = (
        ("group met", group.who, "", group.text, group.people, None, None, "")
        for group in kept.focus_groups
    )
    rows = (*returns, *results, *groups)
    _write(sheet, style, columns, rows)
    for row, (*_, count, base, _percent, _remark) in enumerate(rows, start=1):
        if isinstance(count, int) and isinstance(base, int):
            share: float | str = 100 * count / base if base else ""
            formula = f'=IF(F{row + 1}=0,"",100*E{row + 1}/F{row + 1})'
            sheet.write_formula(row, 6, formula, style.tenth, share)


def write_performance(sheet: Sheet, style: Styles, data: ReportData) -> None:
    """Write the performance table; “met” follows the near-miss rule unless a person decided."""
    columns = (
        Column("block", 26),
        Column("period", 18),
        Column("indicator", 60),
        Column("better", 9),
        Column("target", 10, right=True),
        Column("unit", 7),
        Column("area", 10, right=True),
        Column("area_met", 11),
        Column("national", 10, right=True),
        Column("national_met", 14),
        Column("reason", 40),
    )
    rows = (
        (
            found.block,
            found.period,
            found.text,
            str(found.direction),
            found.target,
            found.unit,
            found.area,
            _yes_no(area_met(found)),
            found.national,
            _yes_no(national_met(found)),
            found.reason,
        )
        for found in data.kept.indicators
    )
    _write(sheet, style, columns, tuple(rows))


def write_recommendations(sheet: Sheet, style: Styles, data: ReportData) -> None:
    """Write the recommendations and the criteria whose findings they rest on."""
    columns = (
        Column("number", 9, right=True),
        Column("text", 110),
        Column("criteria", 24),
        Column("findings", 40),
    )
    kept = data.kept
    rows = (
        (r.position, data.figures.text(r.text), *_traced(r.traces, kept.findings))
        for r in kept.recommendations
    )
    _write(sheet, style, columns, tuple(rows))


def _traced(traces: Sequence[str], findings: Sequence[Finding]) -> tuple[str, str]:
    """Return the criteria and the findings that a recommendation rests on."""
    rested = traces_of(traces, findings)
    return ", ".join(rested.criteria), ", ".join(rested.findings)


def _write(
    sheet: Sheet, style: Styles, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
) -> None:
    start_table(sheet, style, columns)
    forms = [style.indented if after else style.wrapped for after in follows_number(columns)]
    widths = [column.width for column in columns]
    for row, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells):
            if isinstance(value, int | float):
                sheet.write_number(row, column, value, style.number)
            else:
                what = f"“{columns[column].name}” in row {row + 1} of sheet {sheet.get_name()}"
                put(sheet, row, column, value or "", forms[column], what=what)
        texts = ((str(cell), width) for cell, width in zip(cells, widths, strict=True))
        fit_height(sheet, row, texts)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)


def _titles(data: ReportData) -> Mapping[str, str]:
    scored = {criterion.id: criterion.title for criterion in data.instrument.criteria}
    return scored | {criterion.id: criterion.title for criterion in data.instrument.leadership}


def _yes_no(claim: bool | None) -> str:
    return "" if claim is None else ("yes" if claim else "no")
