"""Tidy answers as a CSV file: out, and in again with everything checked first."""

from __future__ import annotations

import csv
from datetime import datetime
from io import StringIO
from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.exchange.answer_words import NotOffered, stored_value
from omi_desktop.instrument.applicability import State, standings
from omi_desktop.placing import placed
from omi_desktop.store.tidy import COLUMNS, TidyAnswer, tidy_answers
from omi_desktop.store.values import How, NewAnswer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from omi_desktop.store import Answer, Case, Inspection

_NEEDED = ("case_ref", "question_id", "answer")
_FAULTS_TOLD = 5
_FIELD_LIMIT = 16 * 1024 * 1024


def write_answers(inspection: Inspection, path: Path) -> int:
    """Write the rows of sheet Answers to a CSV file and return how many there are.

    The file is UTF-8 with the mark that Excel needs to see that. Raises RequestError where it
    cannot be written; what stood there then stands unchanged.
    """
    told = StringIO(newline="")
    writer = csv.writer(told)
    writer.writerow(COLUMNS)
    count = 0
    for row in _rows(inspection):
        writer.writerow(_cells(row))
        count += 1
    with placed(path, "The answers") as beside:
        beside.write_bytes(told.getvalue().encode("utf-8-sig"))
    return count


def read_answers(inspection: Inspection, path: Path) -> int:
    """Bring the answers of a CSV file into the inspection and return how many rows were read.

    Needed are the columns case_ref, question_id and answer; of the others, those that are there
    are used. An answer may be given by its label or by its id. Rows that say what the file holds
    already change nothing and leave no trace. Raises RequestError with the first faults by their
    rows where any row cannot be read; then nothing is changed.
    """
    rows = _read(path)
    check = _Checker(inspection, frozenset(rows[0]) if rows else frozenset())
    new = [check.row(number, row) for number, row in enumerate(rows, start=2)]
    if check.faults:
        raise RequestError(_told(path, check.faults))
    inspection.write_answers([answer for answer in new if answer is not None], how=How.IMPORTED)
    return len(rows)


class _Checker:
    """Reads rows one by one, collecting what is wrong with them."""

    def __init__(self, inspection: Inspection, columns: frozenset[str]) -> None:
        self.faults: list[str] = []
        self._columns = columns
        self._instrument = inspection.instrument
        self._cases: dict[str, Case] = {case.ref: case for case in inspection.cases()}
        self._stored = {(a.case, a.question): a for a in inspection.all_answers()}
        self._people = inspection.people()
        self._seen: dict[tuple[str, str], int] = {}

    def row(self, number: int, row: Mapping[str, str]) -> NewAnswer | None:
        """Return what a row would write; None where it changes nothing or is at fault."""
        try:
            return self._answer(number, row)
        except _Fault as fault:
            self.faults.append(f"row {number}: {fault}")
            return None

    def _answer(self, number: int, row: Mapping[str, str]) -> NewAnswer | None:
        case = self._cases.get(row["case_ref"])
        if case is None:
            raise _Fault(f"there is no case “{row['case_ref']}”")
        question = self._instrument.questions.get(row["question_id"])
        if question is None:
            raise _Fault(f"there is no question “{row['question_id']}”")
        key = (case.id, question.id)
        if key in self._seen:
            raise _Fault(f"it repeats row {self._seen[key]}")
        self._seen[key] = number
        state = self._state(row)
        stored = self._stored.get(key)
        try:
            value = stored_value(question, row["answer"], state, stored.value if stored else None)
        except NotOffered as error:
            raise _Fault(str(error)) from error
        note = row["note"] if "note" in self._columns else (stored.note if stored else "")
        if "\0" in note:
            raise _Fault("the note holds a character that cannot be kept")
        if (value, note) == ((stored.value, stored.note) if stored else (None, "")):
            return None
        return NewAnswer(
            case=case.id,
            question=question.id,
            value=value,
            note=note,
            by=self._by(row, case),
            at=self._at(row, stored),
        )

    def _state(self, row: Mapping[str, str]) -> State | None:
        told = row.get("state", "")
        try:
            return State(told) if told else None
        except ValueError as error:
            raise _Fault(
                f"“{told}” is no state; it can be {', '.join(State)} or left blank"
            ) from error

    def _by(self, row: Mapping[str, str], case: Case) -> str:
        """Return the person whose name the row bears, the case's own assessor first."""
        name = row.get("assessor", "")
        if not name:
            return case.assessor or ""
        bearers = [person.id for person in self._people if person.name == name]
        if case.assessor in bearers:
            return case.assessor or ""
        if len(bearers) > 1:
            raise _Fault(f"two people are called “{name}”; the case is assigned to neither")
        return bearers[0] if bearers else name

    def _at(self, row: Mapping[str, str], stored: Answer | None) -> str:
        """Return when it was answered; a changed answer with its old time was changed now."""
        told = row.get("answered_at", "")
        if not told or (stored is not None and told == stored.at):
            return ""
        try:
            moment = datetime.fromisoformat(told)
        except ValueError as error:
            raise _Fault(f"“{told}” is no time; write it as 2006-07-18T13:02:07Z") from error
        if moment.tzinfo is None:
            raise _Fault(f"“{told}” does not say that it is UTC; write it as {told}Z")
        return told


class _Fault(Exception):
    """A row cannot be read; the text says why, without the row's number."""


def _rows(inspection: Inspection) -> Sequence[TidyAnswer]:
    cases = inspection.cases()
    values = inspection.values()
    return tuple(
        tidy_answers(
            inspection.instrument,
            people=inspection.people(),
            cases=cases,
            answers=inspection.all_answers(),
            standings=standings(inspection.instrument, [values.get(c.id, {}) for c in cases]),
        )
    )


def _cells(row: TidyAnswer) -> tuple[str, ...]:
    line = "" if row.above_line is None else ("yes" if row.above_line else "no")
    revision = "" if row.revision is None else str(row.revision)
    return (
        row.case_ref,
        row.question_id,
        row.state,
        row.answer,
        line,
        row.note,
        row.assessor,
        row.answered_at,
        revision,
    )


def _read(path: Path) -> list[dict[str, str]]:
    """Return the rows by column name; raise RequestError where the file is no such table."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise RequestError(
            f"{path} cannot be read ({error.strerror}): check its name and your rights to it."
        ) from error
    except UnicodeDecodeError as error:
        raise RequestError(
            f"{path.name} is not in UTF-8: in Excel, save it as “CSV UTF-8” and try again."
        ) from error
    first = text.partition("\n")[0]
    # Excel separates by semicolons where the comma is the decimal sign.
    separator = ";" if first.count(";") > first.count(",") else ","
    limit = csv.field_size_limit(_FIELD_LIMIT)
    try:
        lines = list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise RequestError(
            f"{path.name} cannot be read as a table: a quotation mark in it is not closed, or a "
            "cell is far too long. Save it again as CSV and try again."
        ) from error
    finally:
        csv.field_size_limit(limit)
    header = lines[0] if lines else []
    missing = [name for name in _NEEDED if name not in header]
    if missing:
        raise RequestError(
            f"{path.name} has no column {', '.join(f'“{name}”' for name in missing)} in its first "
            f"row. The columns are {', '.join(COLUMNS)}."
        )
    for number, line in enumerate(lines[1:], start=2):
        if line and len(line) != len(header):
            raise RequestError(
                f"{path.name}, row {number}: it has {len(line)} cells, the header {len(header)}. "
                "Put in the missing ones, or quote the cell that holds a comma. "
                "Nothing was changed."
            )
    return [dict(zip(header, line, strict=True)) for line in lines[1:] if line]


def _told(path: Path, faults: Sequence[str]) -> str:
    told = "; ".join(faults[:_FAULTS_TOLD])
    more = len(faults) - _FAULTS_TOLD
    rest = f"; and {more} more" if more > 0 else ""
    return f"{path.name} was not read in, and nothing was changed: {told}{rest}."
