"""Read a return workbook: what the program wrote into it, and what was typed into it since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from omi_desktop.errors import BankError, OmiError, RequestError
from omi_desktop.exchange.answer_words import NotOffered, stored_value
from omi_desktop.exchange.cell_text import cell_text, same_text, typed_text, without_midnight
from omi_desktop.instrument.applicability import State
from omi_desktop.instrument.bank import read_files
from omi_desktop.instrument.model import ValueType
from omi_desktop.store.acceptable import refuse_unwritable
from omi_desktop.store.return_readable import (
    COMMENT_COLUMNS,
    MARK_COLUMNS,
    RECORD_COLUMNS,
    case_cells,
    comment_cells,
    mark_cells,
    record_cells,
    records_shown,
)
from omi_desktop.store.return_sheet import COLUMNS, Broken, ReturnSheet, Shown, read_cells
from omi_desktop.store.returned import ReturnedAnswer
from omi_desktop.store.returning import sealed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from omi_desktop.exchange.safe_open import SafeWorkbook, Value
    from omi_desktop.instrument.model import Instrument, Question
    from omi_desktop.store.returned import Returned

_ANSWERS = ("case_ref", "question_id", "state", "answer", "note")
_CASES = ("case_ref", "status", "reason")
_HEADER_WITHIN = 10
"""In how many first rows of a sheet its header is looked for; people put titles above tables."""

_UNANSWERED = Shown(State.NOT_ANSWERED, "", "", "", None)
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a sheet by its column names, and where it stands."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def __str__(self) -> str:
        return f"row {self.number} of sheet “{self.sheet}”"


def returned_from(book: SafeWorkbook) -> Returned:
    """Return what a workbook brings back, with what was typed into its sheet Answers.

    Sheets are known by their columns, so they may be renamed and their columns and rows moved.
    Raises RequestError where that cannot be told apart from a mix-up, or a row was changed that
    must stay.
    """
    name = book.path.name
    tables = list(_tables(book))
    whole = _whole(_table(tables, COLUMNS, name, "Return"), name)
    rows = _table(tables, _ANSWERS, name, "Answers")
    typed = _typed(whole, rows, name)
    cases = _table(tables, _CASES, name, "Cases")
    _refuse_changed(
        cases, {case.ref: case_cells(case, whole) for case in whole.returned.cases}, "case_ref"
    )
    marks = _table(tables, MARK_COLUMNS, name, "Marks")
    _refuse_changed(
        marks, {m.id: mark_cells(m, whole.returned) for m in whole.returned.marks}, "mark"
    )
    records = records_shown(whole.returned)
    if records:
        rows = _table(tables, RECORD_COLUMNS, name, "Interviews")
        bank = _bank(whole, name)
        told = {one.told: record_cells(one, whole.returned, bank) for one in records}
        _refuse_changed(rows, told, "record")
    if whole.returned.comments:
        comments = _table(tables, COMMENT_COLUMNS, name, "Comments")
        _refuse_changed(comments, comment_cells(whole.returned), "comment")
    return _with_typed(whole.returned, typed)


def _tables(book: SafeWorkbook) -> Iterator[tuple[str, list[tuple[Value, ...]]]]:
    for sheet in book.sheets:
        yield sheet, list(book.rows(sheet))


def _table(
    tables: list[tuple[str, list[tuple[Value, ...]]]],
    columns: tuple[str, ...],
    name: str,
    called: str,
) -> list[_Row]:
    """Return the rows of the one sheet that has these columns."""
    found: list[list[_Row]] = []
    for sheet, rows in tables:
        for at, header in enumerate(rows[:_HEADER_WITHIN]):
            names = [cell_text(value).strip() for value in header]
            if all(names.count(column) == 1 for column in columns):
                found.append(_rows(sheet, names, rows, at))
                break
    if len(found) == 1:
        return found[0]
    if found:
        raise RequestError(
            f"{name} has {len(found)} sheets like “{called}”, so it cannot be told which one "
            "counts. Delete the copies and try again."
        )
    raise RequestError(
        f"{name} is no whole return: no sheet has the columns of “{called}” "
        f"({', '.join(columns)}). Ask its sender for the file as OMI Desktop wrote it."
    )


def _rows(sheet: str, names: list[str], rows: list[tuple[Value, ...]], at: int) -> list[_Row]:
    found: list[_Row] = []
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        # A row ends with its last cell that is not blank.
        texts = (*map(cell_text, row), *("" for _ in names))
        cells = {column: text for column, text in zip(names, texts, strict=False) if column}
        if any(cells.values()):
            found.append(_Row(sheet, number, cells))
    return found


def _whole(rows: list[_Row], name: str) -> ReturnSheet:
    number, part, content, seal = COLUMNS
    lines = (
        (
            row.cells.get(number, ""),
            row.cells.get(part, ""),
            row.cells.get(content, ""),
            row.cells.get(seal, ""),
        )
        for row in rows
    )
    try:
        return read_cells(lines, name)
    except Broken as error:
        raise RequestError(
            f"The sheet “Return” of {name} is not as OMI Desktop wrote it: {error}. "
            "Ask its sender for the file again."
        ) from error


def _typed(whole: ReturnSheet, rows: list[_Row], name: str) -> dict[_Key, ReturnedAnswer]:
    """Return what was typed into the sheet Answers, by case and question."""
    told = whole.returned
    ids = {case.ref: case.case for case in told.cases}
    stored = {(answer.case, answer.question): answer for answer in told.answers}
    seen: dict[_Key, _Row] = {}
    typed: dict[_Key, ReturnedAnswer] = {}
    bank: Instrument | None = None
    for row in rows:
        case = ids.get(row.cells["case_ref"].strip())
        if case is None:
            raise RequestError(
                f"In {name}, {row} speaks of case “{row.cells['case_ref']}”, which is not in this "
                "return. Put the reference right or delete the row, then try again."
            )
        key = (case, row.cells["question_id"].strip())
        if key in seen:
            _refuse_different(row, seen[key], name)
            continue
        seen[key] = row
        shown = whole.shown.get(key, _UNANSWERED)
        _refuse_mixed_up(row, shown, name)
        if _is_as_written(row, shown):
            continue
        # Read only now: most returns come back as they were written.
        bank = bank or _bank(whole, name)
        answer = _answer(bank, row, key, shown, stored.get(key), name)
        if answer is not None and answer != stored.get(key):
            typed[key] = answer
    return typed


def _bank(whole: ReturnSheet, name: str) -> Instrument:
    try:
        return read_files(whole.bank)
    except BankError as error:
        raise RequestError(
            f"The question bank in {name} has faults, so what was typed into it cannot be read. "
            "Ask its sender for the file again."
        ) from error


def _refuse_different(row: _Row, before: _Row, name: str) -> None:
    if any(
        not same_text(row.cells.get(column, ""), before.cells.get(column, ""))
        for column in _ANSWERS
    ):
        raise RequestError(
            f"In {name}, {row} and row {before.number} answer the same question of the same case "
            "differently. Delete the one that does not count, then try again."
        )


def _refuse_mixed_up(row: _Row, shown: Shown, name: str) -> None:
    """Refuse a row whose time or revision is that of another row: single columns were moved."""
    revision = "" if shown.revision is None else str(shown.revision)
    for column, written in (("answered_at", shown.at), ("revision", revision)):
        if column in row.cells and row.cells[column].strip() != written:
            raise RequestError(
                f"In {name}, {row} is no longer in one piece: its “{column}” is "
                f"“{row.cells[column]}”, and was “{written}”. Were single columns sorted or "
                "filled down? Undo that, or ask for the file again."
            )


def _is_as_written(row: _Row, shown: Shown) -> bool:
    written = (shown.state, shown.words, shown.note)
    found = (row.cells["state"], row.cells["answer"], row.cells["note"])
    return all(same_text(a, b) for a, b in zip(written, found, strict=True))


def _answer(
    bank: Instrument,
    row: _Row,
    key: _Key,
    shown: Shown,
    stored: ReturnedAnswer | None,
    name: str,
) -> ReturnedAnswer | None:
    """Return the answer as it was typed; what was not touched stays to the letter."""
    question = bank.questions.get(key[1])
    if question is None:
        raise RequestError(
            f"In {name}, {row} speaks of question “{key[1]}”, which is not in the question bank. "
            "Put the id right or delete the row, then try again."
        )
    old = stored.value if stored else None
    note = stored.note if stored else ""
    is_same_value = same_text(row.cells["answer"], shown.words) and same_text(
        row.cells["state"], shown.state
    )
    try:
        value = (
            old
            if is_same_value
            else stored_value(question, _words(question, row), _state(row, shown), old)
        )
        if not same_text(row.cells["note"], shown.note):
            note = typed_text(row.cells["note"])
            refuse_unwritable(note, "note")
    except (NotOffered, OmiError) as error:
        raise RequestError(
            f"In {name}, {row} cannot be used: {str(error).rstrip('.')}. Put it right, then try "
            "again."
        ) from error
    if (value, note) == ((stored.value, stored.note) if stored else (None, "")):
        return stored
    revision = stored.revision if stored else 0
    return ReturnedAnswer(*key, value, note, by="", at="", revision=revision, edited=True)


def _words(question: Question, row: _Row) -> str:
    words = typed_text(row.cells["answer"])
    if question.value_type is ValueType.TEXT:
        return words
    return without_midnight(words.strip())


def _state(row: _Row, shown: Shown) -> State | None:
    """Return the state that was typed; None where it is the old one, which the answer outdates."""
    told = row.cells["state"].strip()
    if same_text(told, shown.state) or not told:
        return None
    try:
        return State(told.casefold())
    except ValueError as error:
        raise NotOffered(
            f"“{told}” is no state; it can be {', '.join(State)} or left blank"
        ) from error


def _refuse_changed(rows: list[_Row], written: Mapping[str, Mapping[str, str]], key: str) -> None:
    for row in rows:
        was = written.get(row.cells[key].strip())
        if was is None:
            raise RequestError(
                f"The {row} was not written by OMI Desktop: “{row.cells[key]}” is not in this "
                "return. Delete the row and try again."
            )
        for column, text in row.cells.items():
            if column in _NOT_COMPARED:
                continue
            if not same_text(text, was.get(column, "")):
                raise RequestError(
                    f"In {row}, “{column}” was changed from “{was.get(column, '')[:80]}” to "
                    f"“{text[:80]}”. Changes are taken in from the sheet Answers alone: make it "
                    "there or in OMI Desktop, and set this cell back."
                )


_NOT_COMPARED = ("assessor", "marked_by", "marked_at", "said_by", "said_at")
"""Columns that say in a person's words what the sheet Return says by id."""


def _with_typed(returned: Returned, typed: Mapping[_Key, ReturnedAnswer]) -> Returned:
    """Return a return with what was typed put in place; the digest then tells of it."""
    if not typed:
        return returned
    left = dict(typed)
    kept = [left.pop((a.case, a.question), a) for a in returned.answers]
    return sealed(replace(returned, answers=(*kept, *left.values())))
