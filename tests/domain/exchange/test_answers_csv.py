from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from omi_desktop.errors import RequestError
from omi_desktop.exchange.answers_csv import read_answers, write_answers
from omi_desktop.store import CaseStatus, How, Inspection, Person, PersonKind

Table = Callable[..., Path]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """Write a CSV file with this header and these rows."""

    def written(header: str, *rows: str) -> Path:
        path = tmp_path / "answers.csv"
        path.write_text("\n".join((header, *rows)), encoding="utf-8")
        return path

    return written


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def refusal(inspection: Inspection, path: Path) -> str:
    before = (inspection.saved(), inspection.history())
    with pytest.raises(RequestError) as refused:
        read_answers(inspection, path)
    assert (inspection.saved(), inspection.history()) == before
    return str(refused.value)


def test_a_row_says_what_stands_for_a_question(inspection: Inspection, tmp_path: Path) -> None:
    inspection.answer("c1", "has_plan", "yes", by="p1")
    inspection.answer("c1", "1.1.1", "good", by="p1")
    inspection.note("c1", "1.1.1", "Clear, “short”,\nand used.", by="p1")
    write_answers(inspection, tmp_path / "out.csv")
    shown = {(row["case_ref"], row["question_id"]): row for row in rows(tmp_path / "out.csv")}
    row = shown["CU-1", "1.1.1"]
    assert row["state"] == "answered"
    assert row["answer"] == "Good enough"
    assert row["above_line"] == "yes"
    assert row["note"] == "Clear, “short”,\nand used."
    assert row["assessor"] == "Dana Hale"
    assert row["answered_at"].endswith("Z")
    assert shown["CU-1", "1.1.SUM"]["state"] == "not answered"
    assert shown["CU-1", "1.1.SUM"]["assessor"] == "Sam Beck"
    assert ("CU-2", "1.1.1") not in shown


def test_a_parked_answer_is_told_and_lies_on_no_side(
    inspection: Inspection, tmp_path: Path
) -> None:
    inspection.answer("c1", "has_plan", "yes", by="p1")
    inspection.answer("c1", "1.1.1", "good", by="p1")
    inspection.answer("c1", "has_plan", "no", by="p1")
    write_answers(inspection, tmp_path / "out.csv")
    (row,) = (row for row in rows(tmp_path / "out.csv") if row["question_id"] == "1.1.1")
    assert (row["state"], row["answer"], row["above_line"]) == ("parked", "Good enough", "")


def test_a_withdrawn_case_is_left_out(inspection: Inspection, tmp_path: Path) -> None:
    inspection.answer("c1", "has_plan", "yes", by="p1")
    inspection.set_status("c1", CaseStatus.WITHDRAWN, by="p1", reason="Lost.")
    write_answers(inspection, tmp_path / "out.csv")
    assert {row["case_ref"] for row in rows(tmp_path / "out.csv")} == {"CU-2", "CU-3"}


def test_excel_can_tell_that_the_file_is_utf_8(inspection: Inspection, tmp_path: Path) -> None:
    write_answers(inspection, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfcase_ref,question_id,")


def test_a_place_that_cannot_be_written_is_said(inspection: Inspection, tmp_path: Path) -> None:
    target = tmp_path / "folder.csv"
    target.mkdir()
    with pytest.raises(RequestError, match="could not be written"):
        write_answers(inspection, target)
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize(
    ("question", "words", "value"),
    [
        ("1.1.SUM", "good", "good"),
        ("1.1.SUM", "Not good enough", "weak"),
        ("1.1.SUM", "not GOOD enough", "weak"),
        ("1.1.SUM", "Not applicable", "not-applicable"),
        ("kinds", "Aims; Dates", "aims+dates"),
        ("kinds", "aims+dates", "aims+dates"),
        ("pages", "12", "12"),
        ("written_on", "2006-07-18", "2006-07-18"),
        ("remark", "=1+1", "=1+1"),
    ],
)
def test_an_answer_is_read_by_its_label_or_its_id(
    question: str, words: str, value: str, inspection: Inspection, table: Table
) -> None:
    path = table("case_ref,question_id,answer", f"CU-1,{question},{words}")
    assert read_answers(inspection, path) == 1
    assert inspection.answers("c1")[question].value == value


def test_a_text_that_reads_not_applicable_is_a_text_when_it_is_told_to_be_answered(
    inspection: Inspection, table: Table
) -> None:
    path = table("case_ref,question_id,state,answer", "CU-1,remark,answered,Not applicable")
    read_answers(inspection, path)
    assert inspection.answers("c1")["remark"].value == "Not applicable"


def test_an_imported_answer_is_recorded_with_its_person_and_time(
    inspection: Inspection, table: Table
) -> None:
    path = table(
        "case_ref,question_id,answer,note,assessor,answered_at",
        "CU-1,has_plan,Yes,In the file.,Dana Hale,2006-07-19T10:00:00.000Z",
    )
    read_answers(inspection, path)
    answer = inspection.answers("c1")["has_plan"]
    assert (answer.value, answer.note, answer.by) == ("yes", "In the file.", "p1")
    assert answer.at == "2006-07-19T10:00:00.000Z"
    assert inspection.history("c1", "has_plan")[0].how is How.IMPORTED


def test_an_answer_without_a_name_is_the_assessors_of_the_case(
    inspection: Inspection, table: Table
) -> None:
    read_answers(inspection, table("case_ref,question_id,answer", "CU-1,has_plan,Yes"))
    assert inspection.answers("c1")["has_plan"].by == "p2"


def test_a_blank_answer_takes_the_answer_back(inspection: Inspection, table: Table) -> None:
    inspection.answer("c1", "has_plan", "yes", by="p1")
    read_answers(inspection, table("case_ref,question_id,answer", "CU-1,has_plan,"))
    assert inspection.answers("c1")["has_plan"].value is None


def test_a_note_stays_where_the_table_has_no_column_for_it(
    inspection: Inspection, table: Table
) -> None:
    inspection.answer("c1", "has_plan", "yes", by="p1")
    inspection.note("c1", "has_plan", "On paper.", by="p1")
    read_answers(inspection, table("case_ref,question_id,answer", "CU-1,has_plan,No"))
    assert inspection.answers("c1")["has_plan"].note == "On paper."


def test_an_answer_edited_in_the_table_was_not_changed_at_its_old_time(
    inspection: Inspection, tmp_path: Path
) -> None:
    inspection.answer("c1", "has_plan", "yes", by="p1")
    before = inspection.answers("c1")["has_plan"].at
    path = tmp_path / "out.csv"
    write_answers(inspection, path)
    path.write_text(path.read_text(encoding="utf-8").replace(",Yes,", ",No,"), encoding="utf-8")
    read_answers(inspection, path)
    changed = inspection.answers("c1")["has_plan"]
    assert changed.value == "no"
    assert changed.at >= before
    assert inspection.history("c1", "has_plan")[-1].at == changed.at


def test_semicolons_and_blank_lines_are_read(inspection: Inspection, table: Table) -> None:
    path = table("case_ref;question_id;answer", "", "CU-1;has_plan;Yes", "")
    assert read_answers(inspection, path) == 1
    assert inspection.answers("c1")["has_plan"].value == "yes"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("CU-9,has_plan,,Yes,,,", "row 2: there is no case “CU-9”"),
        ("CU-1,9.9,,Yes,,,", "row 2: there is no question “9.9”"),
        ("CU-1,has_plan,,Perhaps,,,", "row 2: “Perhaps” is not an answer to has_plan"),
        ("CU-1,kinds,,Aims; Perhaps,,,", "“aims+Perhaps” is not an answer to kinds"),
        ("CU-1,pages,,a dozen,,,", "“a dozen” is not an answer to pages"),
        ("CU-1,written_on,,18/07/2006,,,", "“18/07/2006” is not an answer to written_on"),
        ("CU-1,has_plan,gone,Yes,,,", "“gone” is no state"),
        ("CU-1,has_plan,not answered,Yes,,,", "the state is not answered"),
        ("CU-1,has_plan,not applicable,Yes,,,", "the state is not applicable"),
        ("CU-1,has_plan,answered,Not applicable,,,", "the state is answered"),
        ("CU-1,has_plan,answered,,,,", "no answer is given"),
        ("CU-1,has_plan,,Yes,,,yesterday", "“yesterday” is no time"),
        ("CU-1,has_plan,,Yes,,,2006-07-18T10:00:00", "does not say that it is UTC"),
        ("CU-1,has_plan,,Yes", "row 2: it has 4 cells, the header 7"),
    ],
)
def test_a_row_at_fault_is_named_and_nothing_is_changed(
    row: str, fault: str, inspection: Inspection, table: Table
) -> None:
    header = "case_ref,question_id,state,answer,note,assessor,answered_at"
    good = "CU-2,has_plan,,Yes,,,"
    assert fault in refusal(inspection, table(header, row, good))


def test_a_repeated_row_is_a_fault(inspection: Inspection, table: Table) -> None:
    path = table("case_ref,question_id,answer", "CU-1,pages,1", "CU-1,pages,2")
    assert "row 3: it repeats row 2" in refusal(inspection, path)


def test_the_first_faults_are_told_and_the_rest_counted(
    inspection: Inspection, table: Table
) -> None:
    told = refusal(
        inspection, table("case_ref,question_id,answer", *(f"CU-1{n},pages,1" for n in range(8)))
    )
    assert told.count("there is no case") == 5
    assert told.endswith("; and 3 more.")


def test_a_name_that_two_people_bear_is_asked_about(inspection: Inspection, table: Table) -> None:
    inspection.add_people([Person("p3", "Dana Hale", PersonKind.INSPECTOR)])
    path = table("case_ref,question_id,answer,assessor", "CU-1,pages,1,Dana Hale")
    assert "two people are called “Dana Hale”" in refusal(inspection, path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"case_ref,answer\nCU-1,1\n", "has no column “question_id”"),
        (b"", "has no column “case_ref”"),
        ("case_ref,question_id,answer\nCU-1,remark,Łódź".encode("cp1250"), "is not in UTF-8"),
        (b'case_ref,question_id,answer\nCU-1,remark,"open\n', "cannot be read as a table"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(
    content: bytes, said: str, inspection: Inspection, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    assert said in refusal(inspection, path)


def test_a_file_that_is_not_there_is_said(inspection: Inspection, tmp_path: Path) -> None:
    assert "cannot be read" in refusal(inspection, tmp_path / "gone.csv")
