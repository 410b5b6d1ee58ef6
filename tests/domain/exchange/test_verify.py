from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from omi_desktop.errors import RequestError
from omi_desktop.exchange.verify import Verification, verify
from omi_desktop.report.content import report
from omi_desktop.report.gather import gather
from omi_desktop.report.workbook import write_workbook
from omi_desktop.store import Inspection

Tampered = Callable[..., Path]


def differing(path: Path) -> list[str]:
    found = verify(path)
    assert found.agrees is not bool(found.differences)
    return [check.what for check in found.differences]


def first_row(sheet: Any, **wanted: str) -> int:
    """Return the first row of a tidy sheet that holds these values."""
    names = [cell.value for cell in sheet[1]]
    for number, line in enumerate(sheet.iter_rows(min_row=2, values_only=True), start=2):
        row = dict(zip(names, line, strict=True))
        if all(row[name] == value for name, value in wanted.items()):
            return number
    raise AssertionError(f"no row with {wanted}")


def counted_row(sheet: Any, line: str = "yes") -> int:
    return first_row(sheet, state="answered", above_line=line, question_id="1.2.SUM")


@pytest.fixture(scope="module")
def verified(whole: Path) -> Verification:
    """What verifying the untouched workbook gives."""
    return verify(whole)


def test_a_workbook_as_exported_agrees(verified: Verification) -> None:
    assert verified.differences == ()
    assert verified.agrees
    what = [check.what for check in verified.checks]
    for figure in ("1.1.1 percent", "Criterion 1.1 score", "Section 3 rounded"):
        assert figure in what
    assert "Risk of Harm thread score" in what


def test_it_names_the_code_that_the_workbook_carries(whole: Path, verified: Verification) -> None:
    book = openpyxl.load_workbook(whole, data_only=True, read_only=True)
    assert verified.reconciliation == book["Check"]["B1"].value
    book.close()


@pytest.mark.parametrize(
    ("cell", "what"),
    [("F5", "Criterion 1.1 score"), ("G6", "Criterion 1.2 rounded"), ("F21", "Section 1 score")],
)
def test_a_changed_score_is_named(cell: str, what: str, tampered: Tampered) -> None:
    def raise_it(sheet: Any) -> None:
        sheet[cell] = sheet[cell].value + 1

    assert differing(tampered("Summary", raise_it)) == [what]


def test_the_difference_says_both_figures(tampered: Tampered, verified: Verification) -> None:
    def raise_it(sheet: Any) -> None:
        sheet["F5"] = 99.5

    (check,) = verify(tampered("Summary", raise_it)).differences
    right = next(c for c in verified.checks if c.what == "Criterion 1.1 score")
    assert check.reported == 99.5
    assert check.recomputed == right.recomputed


def test_a_criterion_taken_out_of_the_summary_is_named(tampered: Tampered) -> None:
    def take_out(sheet: Any) -> None:
        sheet["A5"] = "1.9"

    assert differing(tampered("Summary", take_out)) == ["Criterion 1.1", "Criterion 1.9"]


def test_a_changed_count_is_named(tampered: Tampered) -> None:
    def raise_it(sheet: Any) -> None:
        row = first_row(sheet, question_id="1.2.SUM")
        sheet.cell(row, 8).value += 1

    assert differing(tampered("Questions", raise_it)) == ["1.2.SUM sufficient"]


def test_an_answer_moved_across_the_line_is_found_everywhere_it_counts(
    tampered: Tampered,
) -> None:
    def move(sheet: Any) -> None:
        row = counted_row(sheet, "no")
        sheet.cell(row, 4).value = "Excellent"
        sheet.cell(row, 5).value = "yes"

    found = differing(tampered("Answers", move))
    assert "1.2.SUM sufficient" in found
    assert "Criterion 1.2 score" in found
    assert "Section 1 score" in found
    assert "Risk of Harm thread score" in found
    assert "1.2.SUM relevant" not in found


def test_a_deleted_answer_is_found(tampered: Tampered) -> None:
    def delete(sheet: Any) -> None:
        sheet.delete_rows(counted_row(sheet))

    assert "1.2.SUM relevant" in differing(tampered("Answers", delete))


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        (2, "9.9.9", "Questions has no question “9.9.9”"),
        (3, "parked", "an answer that is parked has no line"),
        (4, "Poor", "lies on the other side of the line"),
        (5, "maybe", "“maybe” is neither yes, no nor blank"),
    ],
)
def test_a_row_that_cannot_be_true_is_named(
    column: int, value: str, sentence: str, tampered: Tampered
) -> None:
    def change(sheet: Any) -> None:
        sheet.cell(counted_row(sheet), column).value = value

    assert any(sentence in what for what in differing(tampered("Answers", change)))


def test_an_answer_given_twice_is_named_and_counts_once(tampered: Tampered) -> None:
    def repeat(sheet: Any) -> None:
        sheet.append([cell.value for cell in sheet[counted_row(sheet)]])

    (what,) = differing(tampered("Answers", repeat))
    assert "stands in row" in what


def test_the_code_covers_what_no_score_shows(tampered: Tampered) -> None:
    def rate(sheet: Any) -> None:
        sheet["C2"] = "Well met"

    def reopen(sheet: Any) -> None:
        sheet["C2"] = "complete"

    assert differing(tampered("Leadership", rate)) == ["Reconciliation code"]
    assert differing(tampered("Cases", reopen)) == ["Reconciliation code"]


def test_other_weights_give_other_scores(tampered: Tampered) -> None:
    def change(sheet: Any) -> None:
        (row,) = (
            cell.row for cell in sheet["B"] if str(cell.value).startswith("Weight of the summary")
        )
        sheet.cell(row, 3).value = 50

    found = differing(tampered("Summary", change))
    assert "Criterion 1.2 score" in found
    assert "1.2.SUM percent" not in found


@pytest.mark.parametrize(("sheet", "column"), [("Questions", 4), ("Answers", 5)])
def test_a_missing_column_is_named(sheet: str, column: int, tampered: Tampered) -> None:
    def delete(found: Any) -> None:
        found.delete_cols(column)

    with pytest.raises(RequestError, match=f"Sheet “{sheet}” has no column"):
        verify(tampered(sheet, delete))


def test_a_workbook_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "budget.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(RequestError, match="has no sheet “Questions”"):
        verify(path)


def test_formulas_that_were_never_calculated_are_said_to_be(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "bare.xlsx"
    openpyxl.load_workbook(whole).save(path)
    with pytest.raises(RequestError, match="formulas without their values"):
        verify(path)


def test_an_inspection_without_answers_agrees(inspection: Inspection, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    data = gather(inspection, at=datetime(2006, 7, 21, tzinfo=UTC))
    write_workbook(report(data), data, path)
    assert verify(path).agrees
