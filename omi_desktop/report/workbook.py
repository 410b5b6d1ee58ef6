"""The Excel workbook of an inspection: the figures, the answers under them, and the proof.

Every score is a live formula: Summary speaks of Questions, Questions counts over Cases, and Check
holds both against Answers. The values beside the formulas are those of the scorecard, so the
workbook shows the right figures before anything is calculated.
"""

from __future__ import annotations

from datetime import UTC
from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter

from omi_desktop.placing import placed
from omi_desktop.report.progress import silent, within
from omi_desktop.report.workbook_check import write_about, write_check
from omi_desktop.report.workbook_places import Places
from omi_desktop.report.workbook_records import (
    write_findings,
    write_leadership,
    write_performance,
    write_perspectives,
    write_recommendations,
)
from omi_desktop.report.workbook_style import DEFAULT, Styles, printable, set_up_print, styles
from omi_desktop.report.workbook_summary import write_summary
from omi_desktop.report.workbook_tables import write_answers, write_cases, write_questions
from omi_desktop.store.tidy import tidy_answers

if TYPE_CHECKING:
    from pathlib import Path

    from omi_desktop.report.gather import ReportData
    from omi_desktop.report.model import Report
    from omi_desktop.report.progress import Step
    from omi_desktop.report.workbook_style import Book

_FILLED = 0.5
"""How much of the work is done when the sheets are filled; what follows packs the file."""

SHEETS = (
    "Summary",
    "Questions",
    "Cases",
    "Answers",
    "Findings",
    "Leadership",
    "Perspectives",
    "Performance",
    "Recommendations",
    "Check",
    "About",
)
"""The sheets, in order."""


def write_workbook(report: Report, data: ReportData, path: Path, step: Step = silent) -> None:
    """Write the workbook to `path`, replacing what stood there only once it is complete.

    Raises RequestError where the file cannot be written, or a text is too long for a cell. `step`
    hears how far it is; when it raises, nothing is written.
    """
    content = workbook_bytes(report, data, step)
    step("Saving the workbook", 1.0)
    with placed(path, "The workbook") as beside:
        beside.write_bytes(content)


def workbook_bytes(report: Report, data: ReportData, step: Step = silent) -> bytes:
    """Return the workbook as the bytes of an .xlsx file; the same data gives the same bytes."""
    content = BytesIO()
    book = xlsxwriter.Workbook(
        content,
        {
            "in_memory": True,
            # A copy: XlsxWriter notes more in the dictionary that it is given.
            "default_format_properties": dict(DEFAULT),
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    _describe(book, report)
    _fill(book, styles(book), report, data, within(step, 0, _FILLED))
    step("Packing the workbook", _FILLED)
    book.close()
    return content.getvalue()


def _describe(book: Book, report: Report) -> None:
    about = report.metadata
    book.set_properties(
        {
            "title": printable(about.title),
            "subject": printable(about.subject),
            "author": printable(about.author),
            "keywords": printable(about.keywords),
            "comments": f"Reconciliation code {report.reconciliation}",
            "created": report.cut.at.astimezone(UTC).replace(tzinfo=None),
        }
    )


def _fill(book: Book, style: Styles, report: Report, data: ReportData, step: Step) -> None:
    sheet = {name: book.add_worksheet(name) for name in SHEETS}
    places = Places(data.instrument, len(data.cases))
    answers = tuple(
        tidy_answers(
            data.instrument,
            people=data.people,
            cases=data.cases,
            answers=data.answers,
            standings=data.standings,
        )
    )
    for name in SHEETS[1:]:
        # Hundreds of questions side by side fit no page; Cases prints over several.
        set_up_print(sheet[name], report.metadata.foot, one_wide=name != "Cases")
    sheet["Cases"].set_print_scale(60)
    # The long sheets say that they are begun; the others take no time.
    step("Writing the sheet Summary", 0.0)
    cells = write_summary(book, sheet["Summary"], style, report, data, places)
    step("Writing the sheet Questions", 0.05)
    write_questions(sheet["Questions"], style, data, places)
    step("Writing the sheet Cases", 0.2)
    write_cases(sheet["Cases"], style, data, places)
    step("Writing the sheet Answers", 0.35)
    write_answers(sheet["Answers"], style, answers)
    step("Writing the sheets Findings to About", 0.85)
    write_findings(sheet["Findings"], style, data)
    write_leadership(sheet["Leadership"], style, report, data)
    write_perspectives(sheet["Perspectives"], style, data)
    write_performance(sheet["Performance"], style, data)
    write_recommendations(sheet["Recommendations"], style, data)
    write_check(sheet["Check"], style, report, places, cells, answer_rows=len(answers))
    write_about(sheet["About"], style, report, data)
