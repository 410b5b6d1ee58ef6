"""Staff interviews recorded with the cases are what the outputs show, each manager once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from omi_desktop.assets import asset
from omi_desktop.instrument.bank import bank_files
from omi_desktop.report.content import report
from omi_desktop.report.gather import gather
from omi_desktop.report.model import Table
from omi_desktop.report.staff_results import surveys_of
from omi_desktop.report.workbook import write_workbook
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    Inspection,
    KeyCost,
    OffenderManager,
    Person,
    PersonKind,
    Role,
    SurveyResult,
    SurveyReturn,
    create,
)
from omi_desktop.store.interviewing import STAFF, Interviewing

_FIRST = "Are you well informed about the policies and procedures that apply in the area?"
AT = datetime(2006, 7, 21, 15, 30, tzinfo=UTC)
SOLWAY, DENT = OffenderManager("m1", "R. Solway"), OffenderManager("m2", "M. Dent")


@pytest.fixture
def met(tmp_path: Path) -> Iterator[Inspection]:
    """Two managers of three cases were interviewed, R. Solway for two of them."""
    details = Details("i1", "Cumbria", Role.LEAD, "2006-07-01T00:00:00.000Z")
    bank = bank_files(asset("instrument") / "omi-2006")
    cost = KeyCost(passes=1, kibibytes=8, lanes=1)
    with create(tmp_path / "met.omi", "a word", bank=bank, details=details, cost=cost) as made:
        made.add_people([Person("p1", "Dana Hale", PersonKind.LEAD_INSPECTOR)])
        cases = [Case(f"c{n}", f"CU-{n}", n, CaseStatus.NOT_STARTED, "", "p1") for n in (1, 2, 3)]
        made.add_cases(cases, by="p1")
        for case, manager, answer in (
            ("c1", SOLWAY, "fully"),
            ("c2", SOLWAY, "mostly"),
            ("c3", DENT, "hardly"),
        ):
            talk = Interviewing(made, case, "p1")
            talk.choose(manager)
            talk.answer("staff.1", answer, day="2006-07-18")
        yield made


def test_a_manager_counts_once_however_many_of_the_cases_are_theirs(met: Inspection) -> None:
    surveys = surveys_of(met)
    assert surveys.is_counted
    assert surveys.returns == (SurveyReturn(STAFF, 2, 2),)
    assert surveys.results == (SurveyResult(STAFF, "staff.1", 2, 1),)


def test_managers_who_turn_out_to_be_one_count_once_and_no_answer_is_lost(
    met: Inspection,
) -> None:
    Interviewing(met, "c3", "p1").answer("staff.2", "fully", day="2006-07-18")
    met.put_record(replace(DENT, same_as="m1"), by="p1")
    assert surveys_of(met).returns == (SurveyReturn(STAFF, 1, 1),)
    assert surveys_of(met).results == (
        SurveyResult(STAFF, "staff.1", 1, 1),
        SurveyResult(STAFF, "staff.2", 1, 1),
    )


def test_an_answer_that_was_taken_back_leaves_the_base(met: Inspection) -> None:
    Interviewing(met, "c3", "p1").answer("staff.1", "", day="2006-07-18")
    assert surveys_of(met).results == (SurveyResult(STAFF, "staff.1", 1, 1),)


def test_numbers_that_were_typed_stand(met: Inspection) -> None:
    typed = (SurveyReturn(STAFF, 44, 44), SurveyResult(STAFF, "staff.1", 44, 42))
    met.change_records(put=typed, by="p1")
    surveys = surveys_of(met)
    assert (surveys.returns, surveys.results) == ((typed[0],), (typed[1],))
    assert (surveys.interviews, surveys.is_counted) == (2, False)


def test_report_and_workbook_show_what_was_counted(met: Inspection, tmp_path: Path) -> None:
    data = gather(met, at=AT)
    pages = report(data)
    tables = [b for b in pages.blocks if isinstance(b, Table) and b.title == "Staff interview"]
    assert [row.cells for table in tables for row in table.rows] == [
        (_FIRST, "1", "2", "–"),
    ]
    path = tmp_path / "met.xlsx"
    write_workbook(pages, data, path)
    sheet = openpyxl.load_workbook(path)["Perspectives"]
    rows = [tuple(cell.value for cell in row[:6]) for row in sheet.iter_rows(min_row=2)]
    assert rows == [
        ("returned", "Staff interview", None, None, 2, 2),
        (
            "answers",
            "Staff interview",
            "staff.1",
            _FIRST,
            1,
            2,
        ),
    ]
