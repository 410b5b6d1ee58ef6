from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from msgspec import structs
from openpyxl import Workbook
from openpyxl.utils.escape import unescape

from omi_desktop.errors import RequestError
from omi_desktop.instrument.applicability import State
from omi_desktop.report.content import report
from omi_desktop.report.gather import ReportData
from omi_desktop.report.workbook import SHEETS, workbook_bytes, write_workbook
from omi_desktop.report.workbook_style import CELL_LIMIT


@pytest.fixture(scope="module")
def content(data: ReportData) -> bytes:
    """The workbook of the whole inspection, as bytes."""
    return workbook_bytes(report(data), data)


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    """The workbook with the values beside its formulas."""
    return openpyxl.load_workbook(BytesIO(content), data_only=True)


@pytest.fixture(scope="module")
def formulas(content: bytes) -> Workbook:
    """The workbook with its formulas."""
    return openpyxl.load_workbook(BytesIO(content))


def rows(book: Workbook, sheet: str) -> list[dict[str, object]]:
    header, *lines = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, header), line, strict=True)) for line in lines]


def opened(data: ReportData) -> Workbook:
    return openpyxl.load_workbook(BytesIO(workbook_bytes(report(data), data)), data_only=True)


def with_note(data: ReportData, note: str) -> ReportData:
    """Return the first case alone, with a note on its first answer."""
    case = data.cases[0]
    first, *others = (answer for answer in data.answers if answer.case == case.id)
    return replace(data, cases=(case,), answers=(structs.replace(first, note=note), *others))


def test_the_sheets_stand_in_their_order(book: Workbook) -> None:
    assert tuple(book.sheetnames) == SHEETS
    assert SHEETS == (
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


def test_the_headers_of_the_tidy_sheets_are_exact(book: Workbook, data: ReportData) -> None:
    def header(sheet: str) -> list[object]:
        return [cell.value for cell in book[sheet][1]]

    assert " ".join(map(str, header("Questions"))) == (
        "question_id criterion section kind risk_of_harm applies_to text "
        "sufficient relevant percent"
    )
    assert header("Cases") == ["case_ref", "assessor", "status", *data.instrument.questions]
    assert " ".join(map(str, header("Answers"))) == (
        "case_ref question_id state answer above_line note assessor answered_at revision"
    )


def test_every_question_shows_the_figures_of_the_scorecard(
    book: Workbook, data: ReportData
) -> None:
    shown = {row["question_id"]: row for row in rows(book, "Questions")}
    assert list(shown) == list(data.instrument.questions)
    for criterion in data.scorecard.criteria:
        for result in criterion.questions:
            row = shown[result.id]
            if result.kind == "fact":
                continue
            assert (row["sufficient"], row["relevant"]) == (result.sufficient, result.relevant)
            share = result.share
            assert row["percent"] == (pytest.approx(float(share * 100)) if share else share)


def test_facts_without_a_line_have_no_figures(book: Workbook) -> None:
    gender = next(row for row in rows(book, "Questions") if row["question_id"] == "gender")
    assert (gender["sufficient"], gender["relevant"], gender["percent"]) == (None, None, None)


def test_every_figure_of_questions_and_every_score_is_a_formula(
    formulas: Workbook, data: ReportData
) -> None:
    figures = [
        row[name]
        for row in rows(formulas, "Questions")
        for name in ("sufficient", "relevant", "percent")
        if row["kind"] != "fact"
    ]
    summary = formulas["Summary"]
    scores = [
        row[column].value
        for row in summary.iter_rows(min_row=5, max_row=4 + len(data.scorecard.criteria))
        for column in (3, 4, 5, 6, 7, 8)
    ]
    assert figures
    assert all(str(cell).startswith("=") for cell in [*figures, *scores])


def test_the_summary_shows_the_scores_of_the_scorecard(book: Workbook, data: ReportData) -> None:
    lines = list(book["Summary"].iter_rows(values_only=True))
    for criterion in data.scorecard.criteria:
        line = next(line for line in lines if line[0] == criterion.id)
        assert criterion.score is not None
        assert line[5] == pytest.approx(float(criterion.score * 100), abs=1e-9)
        assert line[6] == criterion.rounded
        assert line[8] == ("yes" if criterion.below_line else "no")
    thread = next(line for line in lines if line[0] == "Thread")
    assert thread[6] == data.scorecard.risk_of_harm.rounded


def test_the_ratings_stand_in_table_1(book: Workbook) -> None:
    lines = list(book["Summary"].iter_rows(values_only=True))
    rated = {line[0]: line[2] for line in lines if str(line[0]).startswith("4.")}
    assert rated["4.1"] == "Well met"
    assert rated["4.3"] == "Not rated"


def test_an_inspection_without_answers_has_empty_scores_and_not_0(bare: ReportData) -> None:
    lines = list(opened(bare)["Summary"].iter_rows(values_only=True))
    scores = [line[3:7] for line in lines if line[0] in ("1", "1.1", "3.2", "Thread")]
    assert len(scores) == 4
    assert all(value in (None, "") for line in scores for value in line)


def test_cases_show_labels_of_what_counts_and_nothing_else(
    book: Workbook, data: ReportData
) -> None:
    shown = rows(book, "Cases")
    assert [row["case_ref"] for row in shown] == [case.ref for case in data.cases]
    assert shown[-1]["status"] == "withdrawn"
    counts = (State.ANSWERED, State.NOT_APPLICABLE)
    blank = filled = 0
    for index, row in enumerate(shown):
        for question in data.instrument.questions.values():
            value = data.values[index].get(question.id)
            if value is None or data.standings.state(question.id, index) not in counts:
                assert row[question.id] is None
                blank += 1
            elif question.scale is not None:
                assert row[question.id] == question.label(value)
                filled += 1
    assert blank
    assert filled


def test_answers_tell_the_state_and_the_line_only_where_an_answer_counts(
    book: Workbook, data: ReportData
) -> None:
    shown = rows(book, "Answers")
    index = {case.ref: place for place, case in enumerate(data.cases)}
    states = set()
    for row in shown:
        question = data.instrument.questions[str(row["question_id"])]
        place = index[str(row["case_ref"])]
        state = data.standings.state(question.id, place)
        value = data.values[place][question.id]
        above = question.above_line(value) if state is State.ANSWERED else None
        assert row["state"] == state
        assert row["answer"] == question.label(value)
        assert row["above_line"] == {True: "yes", False: "no", None: None}[above]
        states.add(state)
    assert states == {State.ANSWERED, State.NOT_APPLICABLE, State.PARKED}


def test_a_withdrawn_case_stands_in_cases_and_not_in_answers(
    book: Workbook, data: ReportData
) -> None:
    withdrawn = data.cases[-1].ref
    assert withdrawn in [row["case_ref"] for row in rows(book, "Cases")]
    assert withdrawn not in [row["case_ref"] for row in rows(book, "Answers")]


@pytest.mark.parametrize(
    "note",
    [
        "=1+1",
        '=HYPERLINK("http://example.org")',
        "+441234",
        "-5",
        "@SUM(A1)",
        "https://example.org/plan",
        "007",
        "two\nlines and a\ttab",
        " spaces around ",
        "<b>&amp;</b> “quoted” Łódź 中文 😀",
        "bell \x07 and return \r\n",
        "_x0041_",
        "\ufffe",
        "x" * CELL_LIMIT,
    ],
)
def test_a_note_is_written_as_text_and_unchanged(note: str, data: ReportData) -> None:
    content = workbook_bytes(report(data), with_note(data, note))
    book = openpyxl.load_workbook(BytesIO(content))
    cell = book["Answers"]["F2"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    # openpyxl takes back the escape of an underscore by itself, that of control characters not.
    assert note in (cell.value, unescape(cell.value))


def test_a_note_too_long_for_a_cell_is_refused_and_named(data: ReportData, tmp_path: Path) -> None:
    target = tmp_path / "book.xlsx"
    note = "😀" * (CELL_LIMIT // 2 + 1)
    with pytest.raises(RequestError, match="question case_type of case CU-0000 has 32,768"):
        write_workbook(report(data), with_note(data, note), target)
    assert list(tmp_path.iterdir()) == []


def test_texts_that_could_be_taken_for_something_else_do_no_harm(hostile: ReportData) -> None:
    book = opened(hostile)
    written = hostile.kept.recommendations[0].text
    assert unescape(rows(book, "Recommendations")[0]["text"]) == written
    assert unescape(str(book["Summary"]["A1"].value)).startswith(hostile.details.area)
    assert len(book["Cases"].oddFooter.left.text) <= 255


def test_the_other_sheets_hold_what_the_lead_inspector_wrote(book: Workbook) -> None:
    findings = [(row["criterion"], row["kind"], row["text"]) for row in rows(book, "Findings")]
    assert ("1.1", "strength", "Reports were of a high standard.") in findings
    assert ("2.1", "good practice", "Mr D kept his plan in his wallet.") in findings
    assert rows(book, "Leadership")[1]["reason"] == (
        "The judgement rests on the whole of the evidence."
    )
    returned = next(row for row in rows(book, "Perspectives") if row["part"] == "returned")
    assert (returned["count"], returned["base"], returned["percent"]) == (11, 100, 11)
    met = [(row["area_met"], row["national_met"]) for row in rows(book, "Performance")]
    assert met == [("yes", "no"), ("no", None)]
    assert rows(book, "Recommendations")[0]["criteria"] == "1.5, 2.1"


def test_the_check_agrees_and_carries_the_code_of_the_report(
    book: Workbook, data: ReportData
) -> None:
    check = book["Check"]
    assert check["B1"].value == report(data).reconciliation
    assert check["B2"].value == "All figures agree"
    verdicts = [line[5] for line in check.iter_rows(min_row=5, values_only=True)]
    asked = sum(q.counts for q in data.instrument.questions.values())
    scores = len(data.scorecard.criteria) + len(data.scorecard.sections) + 1
    assert verdicts == ["agrees"] * (2 * asked + scores)


def test_about_says_what_the_workbook_was_made_from(book: Workbook, data: ReportData) -> None:
    about = {row["what"]: row["value"] for row in rows(book, "About")}
    assert about["Area"] == "Cumbria"
    assert about["Data cut"] == "2006-07-21T15:30:00.000Z"
    assert about["Id of the question bank"] == "omi-2006"
    assert about["Cases assessed"] == str(data.scorecard.cases.assessed)
    assert about["Lead inspector"] == "Dana Hale"


def test_the_chart_has_the_line_and_says_in_words_what_it_shows(
    content: bytes, data: ReportData
) -> None:
    with ZipFile(BytesIO(content)) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
        chart = parts.read("xl/charts/chart1.xml").decode()
    first = data.scorecard.criteria[0]
    assert f"{first.id} {first.rounded};" in drawing
    assert "<c:barChart>" in chart
    assert "<c:lineChart>" in chart
    assert "Line of priority for improvement" in chart


def test_the_same_data_gives_the_same_bytes(content: bytes, data: ReportData) -> None:
    assert workbook_bytes(report(data), data) == content


def test_a_workbook_replaces_the_one_before_it_whole(data: ReportData, tmp_path: Path) -> None:
    target = tmp_path / "book.xlsx"
    target.write_bytes(b"the one before")
    write_workbook(report(data), data, target)
    assert list(tmp_path.iterdir()) == [target]
    assert openpyxl.load_workbook(target, read_only=True).sheetnames[0] == "Summary"


def test_a_place_that_cannot_be_written_is_said_and_left_as_it_was(
    bare: ReportData, tmp_path: Path
) -> None:
    target = tmp_path / "book.xlsx"
    target.mkdir()
    with pytest.raises(RequestError, match=r"could not be written to .*book\.xlsx"):
        write_workbook(report(bare), bare, target)
    assert list(tmp_path.iterdir()) == [target]
