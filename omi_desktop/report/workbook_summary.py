"""The sheet Summary: every score as a live formula down to sheet Questions, and the chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.instrument.model import Kind
from omi_desktop.report.wording import counted, time
from omi_desktop.report.workbook_places import Places, mean_of, scored
from omi_desktop.report.workbook_style import (
    BLUE,
    INK,
    ORANGE,
    QUIET,
    Book,
    Column,
    Sheet,
    Styles,
    fit_height,
    put,
    set_up_print,
    write_header,
)

if TYPE_CHECKING:
    from fractions import Fraction

    from omi_desktop.report.gather import ReportData
    from omi_desktop.report.model import Report

_CRITERIA = (
    Column("Criterion", 10),
    Column("Title", 48),
    Column("Cases", 8, right=True),
    Column("Scored questions", 11, right=True),
    Column("Summary question", 11, right=True),
    Column("Score", 9, right=True),
    Column("Rounded", 10, right=True),
    Column("Line", 7, right=True),
    Column("Below the line", 12),
    Column("Remark", 34),
)
_CHART_ROWS = 20
_HEAD = 3
"""The row of the header of the criteria, from 0."""

_WEIGHT = "Weight of the scored questions, per cent"
_SUMMARY_WEIGHT = "Weight of the summary question, per cent"
_LINE = "Line of priority for improvement"
_THREAD_SECTIONS = "Sections of the Risk of Harm thread"


@dataclass(frozen=True, slots=True)
class ScoreCells:
    """Where the scores stand, for whoever compares them: addresses by id, such as $F$5."""

    criteria: dict[str, str]
    sections: dict[str, str]
    thread: str


def write_summary(
    book: Book, sheet: Sheet, style: Styles, report: Report, data: ReportData, places: Places
) -> ScoreCells:
    """Write the scores, the chart and the two tables; return where the scores stand."""
    card = report.scorecard
    cut = report.cut
    for index, column in enumerate(_CRITERIA):
        sheet.set_column(index, index, column.width)
    put(sheet, 0, 0, f"{card.area}: {data.instrument.title}", style.title)
    rests = (
        f"Scores rest on {counted(cut.cases.assessed, 'case', 'cases')} of {cut.cases.sampled} in "
        f"the sample, {cut.cases.complete} of them complete. Data cut {time(cut.at)}. "
        f"Reconciliation code {report.reconciliation}."
    )
    put(sheet, 1, 0, rests, style.quiet)
    sheet.set_row(0, 24)
    sheet.set_row(1, 20)
    sheet.set_row(_HEAD, 29)
    write_header(sheet, style, _CRITERIA, _HEAD)
    first = _HEAD + 1
    sections_at = first + len(card.criteria) + 1
    chart_at = sections_at + len(card.sections) + 2
    tables_at = chart_at + _CHART_ROWS + 1
    settings_at = tables_at + len(card.leadership) + 7
    _settings(book, sheet, style, data, settings_at)
    criteria = _criteria(sheet, style, report, data, places)
    sections = _sections(sheet, style, report, criteria, sections_at)
    thread = _tables(sheet, style, report, data, places, tables_at)
    _chart(book, sheet, report, first, chart_at)
    set_up_print(sheet, report.metadata.foot)
    sheet.print_area(0, 0, settings_at + 5, len(_CRITERIA) - 1)
    sheet.fit_to_pages(1, 1)
    sheet.set_portrait()
    sheet.freeze_panes(_HEAD + 1, 0)
    return ScoreCells(criteria, sections, thread)


def _criteria(
    sheet: Sheet, style: Styles, report: Report, data: ReportData, places: Places
) -> dict[str, str]:
    cells = {}
    chart_column = len(_CRITERIA) + 1
    for column, title in enumerate(("At or above the line", "Below the line")):
        put(sheet, _HEAD, chart_column + column, f"Chart: {title}", style.quiet)
    for index, found in enumerate(report.scorecard.criteria):
        row = _HEAD + 1 + index
        at = row + 1
        questions = data.instrument.criterion[found.id].questions
        put(sheet, row, 0, found.id, style.cell)
        put(sheet, row, 1, found.title, style.wrapped)
        sheet.write_number(row, 2, found.cases, style.whole)
        means = (
            (places.mean(scored(questions, Kind.SCORED)), found.individual),
            (places.mean(scored(questions, Kind.SUMMARY)), found.summary),
        )
        for column, (formula, mean) in enumerate(means, start=3):
            sheet.write_formula(row, column, formula, style.tenth, _cached(mean))
        score = (
            f"=IF(AND(ISNUMBER(D{at}),ISNUMBER(E{at})),"
            f"(weight_of_questions*D{at}+weight_of_summary*E{at})"
            "/(weight_of_questions+weight_of_summary),"
            f'IF(ISNUMBER(D{at}),D{at},IF(ISNUMBER(E{at}),E{at},"")))'
        )
        sheet.write_formula(row, 5, score, style.tenth, _cached(found.score))
        shown = "" if found.rounded is None else found.rounded
        sheet.write_formula(row, 6, rounding(f"F{at}"), style.bold_whole, shown)
        sheet.write_formula(row, 7, "=priority_line", style.whole, report.scorecard.line)
        below = "" if found.rounded is None else ("yes" if found.below_line else "no")
        formula = f'=IF(ISNUMBER(G{at}),IF(G{at}<H{at},"yes","no"),"")'
        sheet.write_formula(row, 8, formula, style.indented, below)
        put(sheet, row, 9, found.remark, style.wrapped)
        fit_height(sheet, row, [(found.title, _CRITERIA[1].width), (found.remark, 34)])
        # Two series, so that a bar below the line differs by pattern as well as by colour.
        height = found.rounded or 0
        for column, (word, value) in enumerate(
            (("no", 0 if found.below_line else height), ("yes", height if found.below_line else 0))
        ):
            formula = f'=IF(I{at}="{word}",G{at},0)'
            sheet.write_formula(row, chart_column + column, formula, style.quiet, value)
        cells[found.id] = f"$F${at}"
    last = _HEAD + len(report.scorecard.criteria)
    rule = {"type": "formula", "criteria": f'=$I{_HEAD + 2}="yes"', "format": style.below}
    sheet.conditional_format(_HEAD + 1, 5, last, 8, rule)
    return cells


def rounding(cell: str) -> str:
    """Return the formula that rounds a score once, half up, and leaves no score empty.

    The inner rounding takes off what binary arithmetic adds to an exact half, nothing else.
    """
    return f'=IF(ISNUMBER({cell}),ROUND(ROUND({cell},9),0),"")'


def _sections(
    sheet: Sheet, style: Styles, report: Report, criteria: dict[str, str], row: int
) -> dict[str, str]:
    columns = ("Section", "Mean of the criteria that have a score", "", "", "", "Score", "Rounded")
    write_header(
        sheet, style, [Column(name, 0, right=name in columns[5:]) for name in columns], row
    )
    cells = {}
    for index, section in enumerate(report.scorecard.sections, start=row + 1):
        at = index + 1
        own = [c.id for c in report.scorecard.criteria if c.section == section.id]
        put(sheet, index, 0, section.id, style.cell)
        put(sheet, index, 1, section.title, style.wrapped)
        for column in range(2, 5):
            sheet.write_blank(index, column, None, style.cell)
        formula = mean_of(",".join(criteria[criterion] for criterion in own))
        sheet.write_formula(index, 5, formula, style.tenth, _cached(section.score))
        shown = "" if section.rounded is None else section.rounded
        sheet.write_formula(index, 6, rounding(f"F{at}"), style.bold_whole, shown)
        cells[section.id] = f"$F${at}"
    return cells


def _tables(
    sheet: Sheet, style: Styles, report: Report, data: ReportData, places: Places, row: int
) -> str:
    leadership = report.scorecard.leadership
    if leadership:
        put(sheet, row, 0, "Table 1: Ratings of leadership and management", style.heading)
        for index, rated in enumerate(leadership, start=row + 1):
            put(sheet, index, 0, rated.id, style.cell)
            put(sheet, index, 1, rated.title, style.wrapped)
            sheet.merge_range(index, 2, index, 4, rated.rating or "Not rated", style.strong)
        row += len(leadership) + 2
    thread = report.scorecard.risk_of_harm
    # Where the thread is asked alone, nothing is rated, and this is the first table.
    number = 2 if leadership else 1
    put(sheet, row, 0, f"Table {number}: Risk of Harm thread", style.heading)
    row += 1
    names = ("", "", "Cases", "", "", "Score", "Rounded")
    write_header(sheet, style, [Column(name, 0, right=bool(name)) for name in names], row)
    put(sheet, row + 1, 0, "Thread", style.cell)
    put(sheet, row + 1, 1, "Score for Risk of Harm thread", style.wrapped)
    sheet.write_number(row + 1, 2, thread.cases, style.whole)
    for column in (3, 4):
        sheet.write_blank(row + 1, column, None, style.cell)
    marked = [
        question.id
        for criterion in data.instrument.criteria
        if criterion.section in data.instrument.risk_of_harm_sections
        for question in criterion.questions
        if question.risk_of_harm and question.counts
    ]
    sheet.write_formula(row + 1, 5, places.mean(marked), style.tenth, _cached(thread.score))
    shown = "" if thread.rounded is None else thread.rounded
    sheet.write_formula(row + 1, 6, rounding(f"F{row + 2}"), style.bold_whole, shown)
    return f"$F${row + 2}"


def _settings(book: Book, sheet: Sheet, style: Styles, data: ReportData, row: int) -> None:
    put(sheet, row, 0, "How the scores are made", style.heading)
    names = ("weight_of_questions", "weight_of_summary", "priority_line")
    values = (
        (_WEIGHT, data.instrument.individual_weight),
        (_SUMMARY_WEIGHT, data.instrument.summary_weight),
        (_LINE, data.instrument.line),
    )
    for index, (name, (words, value)) in enumerate(zip(names, values, strict=True), start=row + 1):
        put(sheet, index, 0, "", style.cell)
        put(sheet, index, 1, words, style.cell)
        sheet.write_number(index, 2, value, style.setting)
        book.define_name(name, f"=Summary!$C${index + 1}")
    last = row + 1 + len(names)
    put(sheet, last, 0, "", style.cell)
    put(sheet, last, 1, _THREAD_SECTIONS, style.cell)
    put(sheet, last, 2, ", ".join(data.instrument.risk_of_harm_sections), style.setting)


def _chart(book: Book, sheet: Sheet, report: Report, first: int, row: int) -> None:
    """Insert the criteria as columns, with the line of priority for improvement across."""
    last = first + len(report.scorecard.criteria) - 1
    column = len(_CRITERIA) + 1
    title = "Scores of the criteria of sections 1 to 3"
    chart = book.add_chart({"type": "column"})
    # The format hides the zero of the series that a bar does not belong to.
    labels = {
        "value": True,
        "num_format": "0;;;",
        "font": {"name": "Arial", "size": 9, "color": INK},
        "position": "outside_end",
    }
    chart.add_series(
        {
            "name": "At or above the line",
            "categories": ["Summary", first, 0, last, 0],
            "values": ["Summary", first, column, last, column],
            "fill": {"color": BLUE},
            "data_labels": labels,
            "overlap": 100,
            "gap": 60,
        }
    )
    chart.add_series(
        {
            "name": "Below the line",
            "categories": ["Summary", first, 0, last, 0],
            "values": ["Summary", first, column + 1, last, column + 1],
            "pattern": {
                "pattern": "wide_upward_diagonal",
                "fg_color": ORANGE,
                "bg_color": "#FFFFFF",
            },
            "border": {"color": ORANGE},
            "data_labels": labels,
        }
    )
    line = book.add_chart({"type": "line"})
    line.add_series(
        {
            "name": "Line of priority for improvement",
            "categories": ["Summary", first, 0, last, 0],
            "values": ["Summary", first, 7, last, 7],
            "line": {"color": INK, "width": 1.5, "dash_type": "dash"},
        }
    )
    chart.combine(line)
    chart.set_title(
        {"name": title, "name_font": {"name": "Arial", "size": 12, "color": INK}, "overlay": False}
    )
    quiet = {"name": "Arial", "size": 9, "color": QUIET, "bold": False}
    chart.set_x_axis({"name": "Criterion", "name_font": quiet, "num_font": quiet})
    chart.set_y_axis(
        {
            "min": 0,
            "max": 100,
            "major_unit": 10,
            "name": "Per cent",
            "name_font": quiet,
            "num_font": quiet,
            "major_gridlines": {"visible": True, "line": {"color": "#E3E8ED"}},
            "line": {"none": True},
        }
    )
    chart.set_legend({"position": "bottom", "font": quiet})
    chart.set_size({"width": 1150, "height": 20 * _CHART_ROWS - 10})
    sheet.insert_chart(row, 0, chart, {"description": _in_words(title, report)})


def _in_words(title: str, report: Report) -> str:
    """Return what the chart shows, for those who hear it read."""
    scores = "; ".join(
        f"{c.id} {'not scored' if c.rounded is None else c.rounded}"
        for c in report.scorecard.criteria
    )
    line = f"The line of priority for improvement is at {report.scorecard.line}."
    return f"{title}, in per cent: {scores}. {line}"


def _cached(share: Fraction | None) -> float | str:
    return "" if share is None else float(share * 100)
