"""One case on the table: what it says, what became of each question, and every write to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.instrument.applicability import CaseStanding, State, standing
from omi_desktop.instrument.gates import And, Condition, GateName
from omi_desktop.store import Case, CaseStatus, Inspection, Saved

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument


@dataclass(frozen=True, slots=True)
class Step:
    """One change of an answer, as it can be undone."""

    question: str
    old: str | None
    new: str | None


class Sitting:
    """A case while someone works on it. Every write is on disk when the call returns."""

    def __init__(self, inspection: Inspection, case_id: str, by: str) -> None:
        self._inspection = inspection
        self._by = by
        self.case: Case = inspection.case(case_id)
        answers = inspection.answers(case_id)
        self.values: dict[str, str] = {q: a.value for q, a in answers.items() if a.value}
        self.notes: dict[str, str] = {q: a.note for q, a in answers.items() if a.note}
        self.standing: CaseStanding = standing(self.instrument, self.values)
        self._undo: list[Step] = []
        self._redo: list[Step] = []

    @property
    def instrument(self) -> Instrument:
        """Return the question bank of the inspection."""
        return self._inspection.instrument

    @property
    def is_open(self) -> bool:
        """Tell whether answers may change: not once the case is complete or withdrawn."""
        return self.case.status in (CaseStatus.NOT_STARTED, CaseStatus.IN_PROGRESS)

    def state(self, question: str) -> State | None:
        """Return what became of a question."""
        return self.standing.state(question)

    def applies(self, question: str) -> bool | None:
        """Tell whether a question applies; None while that is undecided."""
        return self.standing.applies(question)

    def is_shown(self, question: str) -> bool:
        """Tell whether a question has something to show: it applies, or its answer is parked."""
        return self.state(question) is not None

    def is_missing(self, question: str) -> bool:
        """Tell whether a question applies and has no answer."""
        return self.state(question) is State.NOT_ANSWERED

    def fact(self, question: str) -> str:
        """Return the words of an answer that counts, or ""."""
        asked = self.instrument.questions.get(question)
        value = self.values.get(question)
        if asked is None or value is None or self.state(question) is State.PARKED:
            return ""
        return asked.label(value)

    def asked_of(self, question: str) -> str:
        """Return in words which cases a question is asked of; "" where it is all of them."""
        titles = _gate_titles(self.instrument, self.instrument.questions[question].applies_to)
        return "; ".join(titles)

    def why_parked(self, question: str) -> str:
        """Return the line under a parked answer, or ""."""
        if self.state(question) is not State.PARKED:
            return ""
        whom = self.asked_of(question)
        of = f"Asked only of: {whom}." if whom else "It is no longer asked of this case."
        return f"Parked: counts nowhere, and returns if the earlier answer changes back. {of}"

    def answer(self, question: str, value: str | None) -> Saved:
        """Keep an answer; it can be undone until the case is closed."""
        step = Step(question, self.values.get(question), value)
        saved = self._write(question, value)
        if step.old != step.new:
            self._undo.append(step)
            self._redo.clear()
        return saved

    def note(self, question: str, text: str) -> Saved:
        """Keep a note, unless the file holds it already."""
        if self.notes.get(question, "") == text:
            return self._inspection.saved()
        saved = self._inspection.note(self.case.id, question, text, by=self._by)
        self.notes[question] = text
        return saved

    def undo(self) -> tuple[Step, Saved] | None:
        """Take the last change of an answer back."""
        if not self._undo or not self.is_open:
            return None
        step = self._undo[-1]
        saved = self._write(step.question, step.old)
        self._redo.append(self._undo.pop())
        return step, saved

    def redo(self) -> tuple[Step, Saved] | None:
        """Make the change that was last undone again."""
        if not self._redo or not self.is_open:
            return None
        step = self._redo[-1]
        saved = self._write(step.question, step.new)
        self._undo.append(self._redo.pop())
        return step, saved

    def set_status(self, status: CaseStatus, reason: str = "") -> Saved:
        """Complete, reopen or withdraw the case."""
        saved = self._inspection.set_status(self.case.id, status, by=self._by, reason=reason)
        self.case = self._inspection.case(self.case.id)
        return saved

    def _write(self, question: str, value: str | None) -> Saved:
        saved = self._inspection.answer(self.case.id, question, value, by=self._by)
        if value is None:
            self.values.pop(question, None)
        else:
            self.values[question] = value
        if self.case.status is CaseStatus.NOT_STARTED:
            self.case = self._inspection.case(self.case.id)
        self.standing = standing(self.instrument, self.values)
        return saved


def _gate_titles(instrument: Instrument, condition: Condition) -> list[str]:
    match condition:
        case GateName(gate):
            return [instrument.gate[gate].title]
        case And(parts):
            return [title for part in parts for title in _gate_titles(instrument, part)]
        case _:
            return []
