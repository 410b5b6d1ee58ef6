"""The sheets Questions, Cases and Answers: one header row each, made to be read by programs too."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from omi_desktop.instrument.applicability import State
from omi_desktop.instrument.gates import Always, And, Condition, GateName, Not, Or, Test
from omi_desktop.instrument.model import Instrument, Question, ValueType
from omi_desktop.report.workbook_places import (
    CASE_COLUMNS,
    QUESTION_COLUMNS,
    Places,
    has_figures,
)
from omi_desktop.report.workbook_style import Column, Sheet, Styles, fit_height, put, start_table
from omi_desktop.store.tidy import COLUMNS as ANSWER_COLUMNS
from omi_desktop.store.tidy import TidyAnswer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from omi_desktop.report.gather import ReportData
    from omi_desktop.scoring.scorecard import QuestionResult

_QUESTION_WIDTHS = (23, 10, 9, 10, 13, 36, 74, 11, 10, 10)
_ANSWER_WIDTHS = (14, 22, 15, 26, 11, 60, 24, 25, 9)


def write_questions(sheet: Sheet, style: Styles, data: ReportData, places: Places) -> None:
    """Write every question with its figures as formulas over sheet Cases."""
    figures = QUESTION_COLUMNS[-3:]
    start_table(
        sheet,
        style,
        [
            Column(name, width, right=name in figures)
            for name, width in zip(QUESTION_COLUMNS, _QUESTION_WIDTHS, strict=True)
        ],
        frozen=1,
    )
    sections = _sections(data.instrument)
    results = _results(data)
    questions = data.instrument.questions
    for row, question in enumerate(questions.values(), start=1):
        words = (
            question.id,
            question.criterion,
            sections.get(question.criterion, ""),
            question.kind,
            "yes" if question.risk_of_harm else "no",
            applies_to(data.instrument, question),
            question.text,
        )
        for column, text in enumerate(words):
            put(sheet, row, column, str(text), style.wrapped if column >= 5 else style.cell)
        fit_height(sheet, row, list(zip(words, _QUESTION_WIDTHS, strict=False))[5:])
        if has_figures(question):
            _write_figures(sheet, style, places, question, results[question.id])
        else:
            for column in range(len(words), len(QUESTION_COLUMNS)):
                sheet.write_blank(row, column, None, style.cell)
    sheet.autofilter(0, 0, max(1, len(questions)), len(QUESTION_COLUMNS) - 1)


def _write_figures(
    sheet: Sheet, style: Styles, places: Places, question: Question, result: QuestionResult
) -> None:
    row = places.question_row(question.id) - 1
    first = QUESTION_COLUMNS.index("sufficient")
    share = "" if result.share is None else float(result.share * 100)
    sheet.write_formula(row, first, places.sufficient(question), style.whole, result.sufficient)
    sheet.write_formula(row, first + 1, places.relevant(question), style.whole, result.relevant)
    sheet.write_formula(row, first + 2, places.percent(question.id), style.tenth, share)


def write_cases(sheet: Sheet, style: Styles, data: ReportData, places: Places) -> None:
    """Write a row a case with the label of every answer that counts; all else stays blank."""
    questions = data.instrument.questions
    start_table(
        sheet,
        style,
        [
            *(Column(name, width) for name, width in zip(CASE_COLUMNS, (14, 24, 13), strict=True)),
            *(
                Column(question.id, _width(question, data.values))
                for question in questions.values()
            ),
        ],
        frozen=1,
    )
    for index, case in enumerate(data.cases):
        row = index + 1
        known = (case.ref, data.assessor(case.assessor), case.status)
        for column, text in enumerate(known):
            put(sheet, row, column, str(text))
        for question_id, value in data.values[index].items():
            question = questions.get(question_id)
            if question is None:
                continue
            if data.standings.state(question_id, index) in (State.ANSWERED, State.NOT_APPLICABLE):
                what = f"The answer to question {question_id} of case {case.ref}"
                column = places.case_column(question_id)
                _write_value(sheet, style, row, column, question, value, what)
    last = len(CASE_COLUMNS) + len(questions) - 1
    sheet.autofilter(0, 0, max(1, len(data.cases)), last)
    sheet.repeat_columns(0)


def _write_value(
    sheet: Sheet, style: Styles, row: int, column: int, question: Question, value: str, what: str
) -> None:
    """Write dates and whole numbers as such, so that Excel can sort and sum them."""
    day = _date(value) if question.value_type is ValueType.DATE else None
    if day is not None:
        sheet.write_datetime(row, column, day, style.date)
    elif question.value_type is ValueType.NUMBER and _plain_number(value):
        sheet.write_number(row, column, int(value), style.number_left)
    else:
        put(sheet, row, column, question.label(value), what=what)


def write_answers(sheet: Sheet, style: Styles, rows: Sequence[TidyAnswer]) -> None:
    """Write a row for each case and question that applies or once did."""
    start_table(
        sheet,
        style,
        [
            Column(name, width, right=name == "revision")
            for name, width in zip(ANSWER_COLUMNS, _ANSWER_WIDTHS, strict=True)
        ],
        frozen=2,
    )
    for row, answer in enumerate(rows, start=1):
        about = f"question {answer.question_id} of case {answer.case_ref}"
        put(sheet, row, 0, answer.case_ref)
        put(sheet, row, 1, answer.question_id)
        put(sheet, row, 2, str(answer.state))
        put(sheet, row, 3, answer.answer, what=f"The answer to {about}")
        put(sheet, row, 4, _LINE[answer.above_line])
        if answer.note:
            put(sheet, row, 5, answer.note, style.wrapped_plain, what=f"The note on {about}")
            fit_height(sheet, row, [(answer.note, _ANSWER_WIDTHS[5])])
        put(sheet, row, 6, answer.assessor)
        put(sheet, row, 7, answer.answered_at)
        if answer.revision is not None:
            sheet.write_number(row, 8, answer.revision)
    sheet.autofilter(0, 0, max(1, len(rows)), len(ANSWER_COLUMNS) - 1)


_LINE = {True: "yes", False: "no", None: ""}


def applies_to(instrument: Instrument, question: Question) -> str:
    """Return in words to which cases a question applies."""
    return _words(instrument, question.applies_to)


def _words(instrument: Instrument, condition: Condition) -> str:
    match condition:
        case Always():
            return "All cases"
        case GateName(gate):
            return instrument.gate[gate].title
        case Test() | Not() | And() | Or():
            return _source(condition)


def _source(condition: Condition) -> str:
    """Return a condition as the bank writes it."""
    match condition:
        case Always():
            return "always"
        case GateName(gate):
            return gate
        case Test(question, "in", values):
            return f"{question} in ({', '.join(values)})"
        case Test(question, operator, values):
            return f"{question} {operator} {values[0]}"
        case Not(part):
            return f"not {_bracketed(part)}"
        case And(parts):
            return " and ".join(_bracketed(part) for part in parts)
        case Or(parts):
            return " or ".join(_bracketed(part) for part in parts)


def _bracketed(condition: Condition) -> str:
    text = _source(condition)
    return f"({text})" if isinstance(condition, And | Or) else text


def _sections(instrument: Instrument) -> Mapping[str, str]:
    """Return the section of each criterion; section 4's criteria are numbered within theirs."""
    rated = {criterion.id: criterion.id.partition(".")[0] for criterion in instrument.leadership}
    return {criterion.id: criterion.section for criterion in instrument.criteria} | rated


def _results(data: ReportData) -> Mapping[str, QuestionResult]:
    card = data.scorecard
    asked = (question for criterion in card.criteria for question in criterion.questions)
    return {result.id: result for result in (*card.facts, *asked)}


def _width(question: Question, given: Sequence[Mapping[str, str]]) -> float:
    labels = [choice.label for choice in question.scale.choices] if question.scale else []
    longest = max((len(label) for label in (question.id, *labels)), default=0)
    if question.value_type is ValueType.SEVERAL:
        # Choices that were made together stand in one cell, which the next would hide.
        together = (
            question.label(values[question.id]) for values in given if question.id in values
        )
        return min(72, max(12, longest + 4, *(len(label) + 2 for label in together)))
    return min(28, max(12, longest + 4))


def _date(value: str) -> date | None:
    """Return the date; None where it is none, or lies before the first that Excel can count."""
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if found.year >= 1901 else None


def _plain_number(value: str) -> bool:
    # Excel keeps 15 digits; what it would change stays text.
    return value.isascii() and value.isdigit() and len(value) <= 15 and str(int(value)) == value
