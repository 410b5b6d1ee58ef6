"""The return of an assessor: a workbook that a person reads and the lead's copy takes in.

A person reads About, Cases, Answers and Marks; the sheet Return holds the same for the program.
Only Answers may be changed in Excel: what is typed there comes in as typed in Excel.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

# It carries no types.
import msoffcrypto.format.ooxml  # type: ignore[import-untyped]
import xlsxwriter

from omi_desktop import __version__
from omi_desktop.clock import stamp
from omi_desktop.errors import RequestError
from omi_desktop.instrument.applicability import standings
from omi_desktop.placing import placed
from omi_desktop.report.workbook_style import (
    DEFAULT,
    Column,
    Sheet,
    Styles,
    fit_height,
    printable,
    put,
    set_up_print,
    start_table,
    styles,
)
from omi_desktop.report.workbook_tables import write_answers
from omi_desktop.store.return_readable import (
    CASE_COLUMNS,
    COMMENT_COLUMNS,
    MARK_COLUMNS,
    RECORD_COLUMNS,
    case_cells,
    comment_cells,
    mark_cells,
    record_cells,
    records_shown,
)
from omi_desktop.store.return_sheet import COLUMNS, ReturnSheet, Shown, cells
from omi_desktop.store.returning import returned_of
from omi_desktop.store.tidy import TidyAnswer, tidy_answers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from omi_desktop.store import Inspection
    from omi_desktop.store.returned import Returned

SHEETS = ("About", "Cases", "Answers", "Marks", "Interviews", "Return")
"""The sheets, in order; before the last one stands Comments where there are any."""

PASSWORD_LIMIT = 255
"""How long a password Excel can be given."""

_MAY = {"format_columns": True, "format_rows": True, "select_locked_cells": True}
_ABOUT_WIDTH = 100
_RETURN_WIDTHS = (11, 9, 120, 36)
_RECORD_WIDTHS = (24, 14, 34, 60, 80)
_MARK_WIDTHS = (16, 14, 11, 22, 16, 80, 24, 25)
_COMMENT_WIDTHS = (16, 14, 22, 11, 90, 24, 25)


def write_return(inspection: Inspection, path: Path, password: str, *, at: datetime) -> Returned:
    """Write the return of an assessor's copy, and return what it carries.

    Excel and LibreOffice open it with the password. Raises RequestError where the file is no
    assessor's copy, the password is empty or too long, or the workbook cannot be written.
    """
    if not password:
        raise RequestError("The password of the workbook is empty. Give one that is hard to guess.")
    if len(password) > PASSWORD_LIMIT:
        raise RequestError(
            f"Excel takes no password longer than {PASSWORD_LIMIT} letters. Give a shorter one."
        )
    returned = returned_of(inspection, path.name)
    content = return_bytes(inspection, returned, at=at)
    locked = BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(BytesIO(content)).encrypt(password, locked)
    with placed(path, "The return") as beside:
        beside.write_bytes(locked.getvalue())
    return returned


def return_bytes(inspection: Inspection, returned: Returned, *, at: datetime) -> bytes:
    """Return the workbook before it is locked, as the bytes of an .xlsx file."""
    rows = _rows(inspection)
    ids = {case.ref: case.case for case in returned.cases}
    shown = {
        (ids[row.case_ref], row.question_id): Shown(
            row.state, row.answer, row.note, row.answered_at, row.revision
        )
        for row in rows
    }
    whole = ReturnSheet(returned, shown, inspection.bank_files)
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
    area = inspection.details.area
    book.set_properties({"title": printable(f"Return of {_name(inspection, returned)}, {area}")})
    style = styles(book)
    names = (*SHEETS[:-1], *(["Comments"] if returned.comments else []), SHEETS[-1])
    sheets = {name: book.add_worksheet(name) for name in names}
    for name, sheet in sheets.items():
        set_up_print(sheet, f"{area}, return", one_wide=name != "Cases")
        if name != "Answers":
            sheet.protect("", _MAY)
    _write_about(sheets["About"], style, inspection, returned, at)
    _write_cases(sheets["Cases"], style, inspection, whole)
    write_answers(sheets["Answers"], style, rows)
    _write_marks(sheets["Marks"], style, inspection, returned)
    _write_records(sheets["Interviews"], style, inspection, returned)
    if returned.comments:
        _write_comments(sheets["Comments"], style, inspection, returned)
    _write_return(sheets["Return"], style, whole)
    book.close()
    return content.getvalue()


def _rows(inspection: Inspection) -> tuple[TidyAnswer, ...]:
    cases = inspection.cases()
    values = inspection.values()
    return tuple(
        tidy_answers(
            inspection.instrument,
            people=inspection.people(),
            cases=cases,
            answers=inspection.all_answers(),
            standings=standings(inspection.instrument, [values[case.id] for case in cases]),
        )
    )


def _name(inspection: Inspection, returned: Returned) -> str:
    return next((p.name for p in inspection.people() if p.id == returned.assessor), "")


def _write_about(
    sheet: Sheet, style: Styles, inspection: Inspection, returned: Returned, at: datetime
) -> None:
    start_table(sheet, style, (Column("what", 36), Column("value", _ABOUT_WIDTH)))
    rows = (
        ("Area", inspection.details.area),
        ("Assessor", _name(inspection, returned)),
        ("Written", stamp(at)),
        ("Cases", str(len(returned.cases))),
        ("Answers", f"{sum(answer.value is not None for answer in returned.answers):,}"),
        ("Good practice and examples", str(len(returned.marks))),
        ("Interviews and words on warnings", str(len(records_shown(returned)))),
        ("Comments", str(len(returned.comments))),
        ("Question bank", inspection.instrument.title),
        ("Program", f"OMI Desktop {__version__}"),
        ("Revision of the data", str(returned.revision)),
        ("Begun from revision", str(returned.base_revision)),
        ("Return", returned.digest),
        *_READING,
    )
    for row, (what, value) in enumerate(rows, start=1):
        put(sheet, row, 0, what, style.strong)
        put(sheet, row, 1, value, style.wrapped, what=f"“{what}”")
        fit_height(sheet, row, [(value, _ABOUT_WIDTH)])


_READING = (
    (
        "What to do with it",
        "Send this workbook to the lead inspector, who takes it in with the password. "
        "Nothing in it needs to be copied by hand.",
    ),
    (
        "Changing an answer here",
        "Better in OMI Desktop, which knows who changed it. An answer or a note may be changed in "
        "the sheet Answers; it comes in as typed in Excel, by whom is unknown. All other sheets "
        "are protected: they are read, and must stay as they are.",
    ),
    (
        "The sheet Return",
        "The same again for the program, with the question bank; each row bears a seal.",
    ),
)


def _write_cases(sheet: Sheet, style: Styles, inspection: Inspection, whole: ReturnSheet) -> None:
    questions = tuple(inspection.instrument.questions)
    names = {case.id: _assessor(inspection, case.assessor) for case in inspection.cases()}
    columns = (*CASE_COLUMNS, "assessor", *questions)
    start_table(sheet, style, [Column(name, max(14, len(name) + 2)) for name in columns], frozen=1)
    for row, case in enumerate(whole.returned.cases, start=1):
        found = {**case_cells(case, whole), "assessor": names[case.case]}
        for place, column in enumerate(columns):
            put(sheet, row, place, found.get(column, ""), what=f"“{column}” of case {case.ref}")
    sheet.repeat_columns(0)


def _assessor(inspection: Inspection, person: str | None) -> str:
    return next((p.name for p in inspection.people() if p.id == person), "")


def _write_marks(sheet: Sheet, style: Styles, inspection: Inspection, returned: Returned) -> None:
    columns = (*MARK_COLUMNS, "marked_by", "marked_at")
    start_table(
        sheet,
        style,
        [Column(name, width) for name, width in zip(columns, _MARK_WIDTHS, strict=True)],
    )
    for row, mark in enumerate(returned.marks, start=1):
        told = mark_cells(mark, returned)
        more = {"marked_by": _assessor(inspection, mark.by) or mark.by, "marked_at": mark.at}
        for place, (column, text) in enumerate({**told, **more}.items()):
            form = style.wrapped_plain if column == "text" else None
            put(sheet, row, place, text, form, what=f"A passage marked in case {told['case_ref']}")
        fit_height(sheet, row, [(mark.text, _MARK_WIDTHS[MARK_COLUMNS.index("text")])])


def _write_records(sheet: Sheet, style: Styles, inspection: Inspection, told: Returned) -> None:
    """Write interviews, staff answers and words on warnings, for a person to read."""
    start_table(
        sheet,
        style,
        [Column(name, width) for name, width in zip(RECORD_COLUMNS, _RECORD_WIDTHS, strict=True)],
    )
    for row, record in enumerate(records_shown(told), start=1):
        found = record_cells(record, told, inspection.instrument)
        for place, (column, text) in enumerate(found.items()):
            form = style.wrapped_plain if column in ("asked", "said") else None
            put(sheet, row, place, text, form, what=f"{found['about']}, “{column}”")
        widths = zip(found.values(), _RECORD_WIDTHS, strict=True)
        fit_height(sheet, row, list(widths)[3:])


def _write_comments(
    sheet: Sheet, style: Styles, inspection: Inspection, returned: Returned
) -> None:
    columns = (*COMMENT_COLUMNS, "said_by", "said_at")
    start_table(
        sheet,
        style,
        [Column(name, width) for name, width in zip(columns, _COMMENT_WIDTHS, strict=True)],
    )
    who = {one.id: (one.by, one.at) for one in returned.comments}
    who |= {one.id: (one.by, one.at) for one in returned.replies}
    for row, (key, told) in enumerate(comment_cells(returned).items(), start=1):
        by, at = who[key]
        more = {"said_by": _assessor(inspection, by) or by, "said_at": at}
        for place, (column, text) in enumerate({**told, **more}.items()):
            form = style.wrapped_plain if column == "said" else None
            put(sheet, row, place, text, form, what=f"A comment on case {told['case_ref']}")
        fit_height(sheet, row, [(told["said"], _COMMENT_WIDTHS[COMMENT_COLUMNS.index("said")])])


def _write_return(sheet: Sheet, style: Styles, whole: ReturnSheet) -> None:
    columns: Sequence[Column] = [
        Column(name, width) for name, width in zip(COLUMNS, _RETURN_WIDTHS, strict=True)
    ]
    start_table(sheet, style, columns)
    for row, (number, part, piece, seal) in enumerate(cells(whole), start=1):
        for place, text in enumerate((str(number), part, piece, seal)):
            put(sheet, row, place, text)
