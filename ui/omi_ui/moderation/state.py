"""Cases that are read twice and what their readings differ on, as the file says it and in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from omi_desktop.report import wording
from omi_desktop.report.wording import counted
from omi_desktop.store.differing import DifferingAnswer, differing_answers
from omi_desktop.store.second_readings import Given, ReadTwice, read_twice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from omi_desktop.instrument.model import Question
    from omi_desktop.statistics.kinds_of_assessor import AgainstInspectors
    from omi_desktop.statistics.reader_agreement import ReaderAgreement
    from omi_desktop.store import Inspection


@dataclass(frozen=True, slots=True)
class TwiceRow:
    """A case that is read twice, and what its readings differ on once both are complete."""

    read: ReadTwice
    differing: tuple[DifferingAnswer, ...]

    @property
    def still_open(self) -> int:
        """Return on how many of them nothing is agreed."""
        return sum(one.is_open for one in self.differing)


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference of one case."""

    read: ReadTwice
    answer: DifferingAnswer

    @property
    def place(self) -> tuple[str, str]:
        """Return the ids of the case and of the question."""
        return self.read.case.id, self.answer.question.id


@dataclass(frozen=True, slots=True)
class ModerationState:
    """Everything that the screen shows, read at one moment."""

    rows: tuple[TwiceRow, ...]
    names: Mapping[str, str]
    agreement: ReaderAgreement
    kinds: AgainstInspectors

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Return every difference, by position of the case and in the order of the bank."""
        return tuple(Difference(row.read, one) for row in self.rows for one in row.differing)


@dataclass(frozen=True, slots=True)
class Sought:
    """Which differences are on the screen; `case` is the id of a case, "" for all of them."""

    case: str = ""
    only_open: bool = False
    only_risk_of_harm: bool = False
    only_across_line: bool = False

    def fits(self, one: Difference) -> bool:
        """Tell whether a difference is sought."""
        answer = one.answer
        return (
            self.case in ("", one.read.case.id)
            and (answer.is_open or not self.only_open)
            and (answer.question.risk_of_harm or not self.only_risk_of_harm)
            and (answer.is_across_line or not self.only_across_line)
        )


def read_state(inspection: Inspection) -> ModerationState:
    """Return what the file holds; it draws cases again for intervals, so it is for the worker."""
    from omi_desktop.store.reader_agreement import agreement_of_readers, kinds_compared

    return ModerationState(
        tuple(_row(inspection, one) for one in read_twice(inspection)),
        {person.id: person.name for person in inspection.people()},
        agreement_of_readers(inspection),
        kinds_compared(inspection),
    )


def with_case(state: ModerationState, inspection: Inspection, case: str) -> ModerationState:
    """Return the state with one case read anew: agreeing changes that case and nothing else."""
    fresh = {one.case.id: _row(inspection, one) for one in read_twice(inspection, case)}
    return replace(state, rows=tuple(fresh.get(r.read.case.id, r) for r in state.rows))


def _row(inspection: Inspection, read: ReadTwice) -> TwiceRow:
    if read.readings is None:
        return TwiceRow(read, ())
    answers = inspection.answers(read.case.id)
    values = {name: one.value for name, one in answers.items() if one.value is not None}
    return TwiceRow(read, differing_answers(inspection.instrument, values, read.readings))


def summary(state: ModerationState) -> str:
    """Return in words how many cases are read twice, how many are whole, and what is open."""
    if not state.rows:
        return "No case is read twice."
    whole = sum(not row.read.is_blind for row in state.rows)
    cases = counted(len(state.rows), "case is", "cases are")
    words = f"{cases} read twice, of {whole} both readings are complete."
    differences = state.differences
    if not differences:
        return words
    agreed = sum(not one.answer.is_open for one in differences)
    return (
        f"{words} {agreed} of {counted(len(differences), 'difference', 'differences')} agreed on."
    )


READING_TITLES = ("Case", "First reader", "Second reader", "State", "Differ", "Agreed on")


def reading_rows(state: ModerationState) -> list[tuple[str, ...]]:
    """Return a line for each case that is read twice."""
    return [
        (
            row.read.case.ref,
            _with_state(state, row.read.first, is_complete=row.read.first_is_complete),
            _with_state(state, row.read.second, is_complete=row.read.second_is_complete),
            "Blind until both are complete" if row.read.is_blind else "Both complete",
            "" if row.read.is_blind else str(len(row.differing)),
            "" if row.read.is_blind else str(len(row.differing) - row.still_open),
        )
        for row in state.rows
    ]


def _with_state(state: ModerationState, person: str | None, *, is_complete: bool) -> str:
    name = state.names.get(person or "", "") or "Nobody"
    return f"{name}, complete" if is_complete else f"{name}, reading"


DIFFERENCE_TITLES = ("Case", "Question", "First", "Second", "Agreed", "What was asked")


def difference_row(one: Difference) -> tuple[str, ...]:
    """Return the line of a difference."""
    question = one.answer.question
    harm = " RoH" if question.risk_of_harm else ""
    return (
        one.read.case.ref,
        f"{question.id if question.criterion else question.short}{harm}",
        said(question, one.answer.first.value),
        said(question, one.answer.second.value),
        agreed_cell(one.answer),
        " ".join(question.text.split()),
    )


def agreed_cell(one: DifferingAnswer) -> str:
    """Return what was agreed on, with its mark, or that it was changed since, or ""."""
    if one.agreed is not None:
        return said(one.question, one.agreed.value)
    return "Changed since" if one.is_overtaken else ""


def said(question: Question, value: str | None) -> str:
    """Return an answer in words, with a filled mark above the line and a hollow one below."""
    if value is None:
        return "No answer"
    above = question.above_line(value)
    mark = "" if above is None else "● " if above else "○ "
    return f"{mark}{question.label(value)}"


def who(given: Given, names: Mapping[str, str]) -> str:
    """Return who gave an answer and when."""
    name = "typed in Excel, by whom is unknown" if given.edited else names.get(given.by, given.by)
    return ", ".join(filter(None, (name, moment(given.at))))


def moment(at: str) -> str:
    """Return a moment of the file in words, "18 July 2006, 14:02 UTC"; "" where none is known."""
    return wording.time(datetime.fromisoformat(at)) if at else ""
