"""The sheets Check and About: that the workbook agrees with itself, and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from omi_desktop import __version__
from omi_desktop.clock import stamp
from omi_desktop.report import timetable
from omi_desktop.report.workbook_style import Column, Sheet, Styles, fit_height, put, start_table
from omi_desktop.store.tidy import COLUMNS as ANSWER_COLUMNS

if TYPE_CHECKING:
    from fractions import Fraction

    from omi_desktop.report.gather import ReportData
    from omi_desktop.report.model import Report
    from omi_desktop.report.workbook_places import Places
    from omi_desktop.report.workbook_summary import ScoreCells

_COLUMNS = (
    Column("what", 26),
    Column("figure", 14),
    Column("reported", 14, right=True),
    Column("from_cases", 14, right=True),
    Column("from_answers", 14, right=True),
    Column("agrees", 12),
)
_ABOUT_WIDTH = 96
_HEAD = 3
_NEAR = "0.0000001"
"""How near two percentages must be: far below what any count can make, above binary noise."""


def write_check(
    sheet: Sheet,
    style: Styles,
    report: Report,
    places: Places,
    cells: ScoreCells,
    *,
    answer_rows: int,
) -> None:
    """Write each figure as it was reported beside what the other sheets make of it."""
    card = report.scorecard
    start_table(sheet, style, _COLUMNS, row=_HEAD)
    row = _HEAD + 1
    scores = [
        *((f"Criterion {c.id}", cells.criteria[c.id], c.score) for c in card.criteria),
        *((f"Section {s.id}", cells.sections[s.id], s.score) for s in card.sections),
        ("Risk of Harm thread", cells.thread, card.risk_of_harm.score),
    ]
    for what, cell, score in scores:
        _score_row(sheet, style, row, what, cell, score)
        row += 1
    asked = [q for criterion in card.criteria for q in criterion.questions]
    for result in (q for q in asked if q.kind != "fact"):
        for figure, count, cell in (
            ("sufficient", result.sufficient, places.sufficient_cell(result.id)),
            ("relevant", result.relevant, places.relevant_cell(result.id)),
        ):
            _count_row(sheet, style, row, result.id, figure, count, cell, answer_rows)
            row += 1
    put(sheet, 0, 0, "Reconciliation code", style.strong)
    put(sheet, 0, 1, report.reconciliation, style.strong)
    put(sheet, 1, 0, "Result", style.strong)
    verdict = f"$F${_HEAD + 2}:$F${row}"
    formula = (
        f'=IF(COUNTIF({verdict},"agrees")=ROWS({verdict}),"All figures agree",'
        f'COUNTIF({verdict},"differs")&" figures differ")'
    )
    sheet.write_formula(1, 1, formula, style.strong, "All figures agree")
    rule = {"type": "cell", "criteria": "==", "value": '"differs"', "format": style.differs}
    sheet.conditional_format(_HEAD + 1, 5, row - 1, 5, rule)
    sheet.autofilter(_HEAD, 0, row - 1, len(_COLUMNS) - 1)


def _score_row(
    sheet: Sheet, style: Styles, row: int, what: str, cell: str, score: Fraction | None
) -> None:
    at = row + 1
    put(sheet, row, 0, what, style.cell)
    put(sheet, row, 1, "score", style.cell)
    value: float | str = "" if score is None else float(score * 100)
    if score is None:
        sheet.write_blank(row, 2, None, style.tenth)
    else:
        sheet.write_number(row, 2, value, style.tenth)
    sheet.write_formula(row, 3, f"=Summary!{cell}", style.tenth, value)
    sheet.write_blank(row, 4, None, style.cell)
    agrees = (
        f"=IF(AND(ISNUMBER(C{at}),ISNUMBER(D{at})),"
        f'IF(ABS(C{at}-D{at})<{_NEAR},"agrees","differs"),'
        f'IF(OR(ISNUMBER(C{at}),ISNUMBER(D{at})),"differs","agrees"))'
    )
    sheet.write_formula(row, 5, agrees, style.indented, "agrees")


def _count_row(
    sheet: Sheet,
    style: Styles,
    row: int,
    question_id: str,
    figure: str,
    count: int,
    cell: str,
    answer_rows: int,
) -> None:
    at = row + 1
    put(sheet, row, 0, question_id, style.cell)
    put(sheet, row, 1, figure, style.cell)
    sheet.write_number(row, 2, count, style.whole)
    sheet.write_formula(row, 3, f"={cell}", style.whole, count)
    asked = _answers("question_id", answer_rows)
    line = _answers("above_line", answer_rows)
    words = ("yes",) if figure == "sufficient" else ("yes", "no")
    formula = "=" + "+".join(f'COUNTIFS({asked},$A{at},{line},"{word}")' for word in words)
    sheet.write_formula(row, 4, formula, style.whole, count)
    agrees = f'=IF(AND(C{at}=D{at},C{at}=E{at}),"agrees","differs")'
    sheet.write_formula(row, 5, agrees, style.indented, "agrees")


def _answers(name: str, rows: int) -> str:
    column = xl_col_to_name(ANSWER_COLUMNS.index(name))
    return f"Answers!${column}$2:${column}${max(2, rows + 1)}"


def write_about(sheet: Sheet, style: Styles, report: Report, data: ReportData) -> None:
    """Write what the workbook is, when and from what it was made, and how to read it."""
    start_table(sheet, style, (Column("what", 28), Column("value", _ABOUT_WIDTH)))
    cut = report.cut
    withdrawn = sum(1 for case in data.cases if case.status == "withdrawn")
    leads = [person.name for person in data.people if person.kind == "lead inspector"]
    rows = (
        ("Area", data.details.area),
        ("Fieldwork", timetable.fieldwork(data.details, data.kept.timetable)),
        ("Publication", timetable.publication(data.details, data.kept.timetable)),
        ("Lead inspector", "; ".join(leads)),
        ("Program", f"OMI Desktop {__version__}"),
        ("Question bank", data.instrument.title),
        ("Id of the question bank", data.instrument.id),
        ("Version of the question bank", data.instrument.version),
        ("Copy of the inspection", data.details.role),
        ("Inspection begun", data.details.created),
        ("Data cut", stamp(cut.at)),
        ("Revision of the data", str(cut.revision)),
        ("Cases in the sample", str(cut.cases.sampled)),
        ("Cases assessed", str(cut.cases.assessed)),
        ("Cases complete", str(cut.cases.complete)),
        ("Cases withdrawn", str(withdrawn)),
        ("Reconciliation code", report.reconciliation),
        *_READING,
    )
    written = [(what, value) for what, value in rows if value]
    for row, (what, value) in enumerate(written, start=1):
        put(sheet, row, 0, what, style.strong)
        put(sheet, row, 1, str(value), style.wrapped, what=f"“{what}”")
        fit_height(sheet, row, [(str(value), _ABOUT_WIDTH)])


_READING = (
    (
        "How to read Cases",
        "One row a case. A cell is blank where the question does not apply, is not answered, or "
        "was answered before its question stopped applying.",
    ),
    (
        "How to read Answers",
        "One row for each case and question that applies or once did. “above_line” is filled "
        "where the answer counts: sufficient cases say yes, relevant cases say yes or no. A "
        "withdrawn case stands in Cases alone, because its answers count nowhere.",
    ),
    (
        "How to read Questions",
        "Sufficient and relevant are counted over Cases by formulas; a percentage is empty, "
        "never 0, where no case is relevant.",
    ),
)
