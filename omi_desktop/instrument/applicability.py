"""Which questions apply in which cases, and what became of their answers.

All cases are evaluated at once. A truth over the cases is a pair of bit masks, one bit a case:
where it certainly holds and where it certainly does not; in the rest it is undecided, because an
answer it rests on has not been given. One case is the same with masks one bit wide.

An answer counts only where its question applies. Where the question's gate has closed since, or
waits for an answer that was taken back, the answer is parked: kept, counted nowhere, and counted
again if the gate opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from omi_desktop.instrument.gates import Always, And, Condition, GateName, Not, Or, Test
from omi_desktop.instrument.model import NOT_APPLICABLE, Instrument
from omi_desktop.instrument.satisfiable import matches


class State(StrEnum):
    """What became of a question in a case where it applies, or once did."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not applicable"
    NOT_ANSWERED = "not answered"
    PARKED = "parked"


class Truth(Struct, frozen=True):
    """The cases in which something holds, and those in which it does not."""

    yes: int
    no: int


class Standings:
    """The applicability of every question over a sequence of cases, by their index."""

    def __init__(self, instrument: Instrument, cases: Sequence[Mapping[str, str]]) -> None:
        self._instrument = instrument
        self._all = (1 << len(cases)) - 1
        self._columns = _columns(cases)
        self._applies: dict[str, Truth] = {}
        self._gates: dict[str, Truth] = {}

    @property
    def everywhere(self) -> int:
        """Return the mask of all cases."""
        return self._all

    def gate(self, gate_id: str) -> int:
        """Return the mask of the cases in which a gate certainly holds."""
        return self._gate(gate_id).yes

    def where(self, condition: Condition) -> int:
        """Return the mask of the cases in which a condition certainly holds."""
        return self._holds(condition).yes

    def applicable(self, question_id: str) -> int:
        """Return the mask of the cases to which a question certainly applies."""
        return self._question(question_id).yes

    def counted(self, question_id: str) -> dict[str, int]:
        """Return, for each value given where the question applies, the mask of its cases."""
        applies = self._question(question_id).yes
        return {
            value: mask & applies
            for value, mask in self._columns.get(question_id, {}).items()
            if mask & applies
        }

    def applies(self, question_id: str, index: int = 0) -> bool | None:
        """Tell whether a question applies to a case; None while that is undecided."""
        truth = self._question(question_id)
        if truth.yes >> index & 1:
            return True
        return False if truth.no >> index & 1 else None

    def state(self, question_id: str, index: int = 0) -> State | None:
        """Return what became of a question in a case; None where it never applied."""
        given = next(
            (value for value, m in self._columns.get(question_id, {}).items() if m >> index & 1),
            None,
        )
        if not self._question(question_id).yes >> index & 1:
            return None if given is None else State.PARKED
        if given is None:
            return State.NOT_ANSWERED
        return State.NOT_APPLICABLE if given == NOT_APPLICABLE else State.ANSWERED

    def _question(self, question_id: str) -> Truth:
        truth = self._applies.get(question_id)
        if truth is None:
            truth = self._holds(self._instrument.questions[question_id].applies_to)
            self._applies[question_id] = truth
        return truth

    def _gate(self, gate_id: str) -> Truth:
        truth = self._gates.get(gate_id)
        if truth is None:
            truth = self._holds(self._instrument.gate[gate_id].when)
            self._gates[gate_id] = truth
        return truth

    def _holds(self, condition: Condition) -> Truth:
        match condition:
            case Always():
                return Truth(self._all, 0)
            case GateName(gate):
                return self._gate(gate)
            case Test():
                return self._test(condition)
            case Not(part):
                inner = self._holds(part)
                return Truth(inner.no, inner.yes)
            case And(parts):
                yes, no = self._all, 0
                for part in parts:
                    inner = self._holds(part)
                    yes, no = yes & inner.yes, no | inner.no
                return Truth(yes, no)
            case Or(parts):
                yes, no = 0, self._all
                for part in parts:
                    inner = self._holds(part)
                    yes, no = yes | inner.yes, no & inner.no
                return Truth(yes, no)

    def _test(self, test: Test) -> Truth:
        """Evaluate a test: an answer counts where its question applies, else it says no."""
        applies = self._question(test.question)
        answered = passing = 0
        for value, mask in self._columns.get(test.question, {}).items():
            answered |= mask
            # "Not applicable" is no answer on the scale: it passes no test, "!=" included.
            if value != NOT_APPLICABLE and matches(test, value):
                passing |= mask
        yes = passing & applies.yes
        return Truth(yes, applies.no | (answered & applies.yes & ~passing))


class CaseStanding(Struct, frozen=True):
    """One case: how far it is, what is missing, what is parked. Profile facts included."""

    standings: Standings
    answered: int
    applicable: int
    parked: int
    missing: tuple[str, ...]

    def state(self, question_id: str) -> State | None:
        """Return what became of a question; None where it never applied."""
        return self.standings.state(question_id)

    def applies(self, question_id: str) -> bool | None:
        """Tell whether a question applies; None while that is undecided."""
        return self.standings.applies(question_id)


def tally(masks: Iterable[int], cases: int) -> list[int]:
    """Return for each of so many cases in how many of the masks it stands.

    The counts are kept as masks themselves, one for each binary digit, so that one mask is added
    for all cases in a few operations.
    """
    digits: list[int] = []
    for mask in masks:
        carry = mask
        for place, digit in enumerate(digits):
            digits[place], carry = digit ^ carry, digit & carry
            if not carry:
                break
        else:
            if carry:
                digits.append(carry)
    return [
        sum((digit >> case & 1) << place for place, digit in enumerate(digits))
        for case in range(cases)
    ]


def standings(instrument: Instrument, cases: Sequence[Mapping[str, str]]) -> Standings:
    """Return the applicability over `cases`, each a mapping of question id to stored value.

    Work is done when first asked for and kept. No condition may rest on itself, which a checked
    question bank guarantees.
    """
    return Standings(instrument, cases)


def standing(instrument: Instrument, values: Mapping[str, str]) -> CaseStanding:
    """Return the standing of one case from its stored values."""
    one = Standings(instrument, (values,))
    states = {question_id: one.state(question_id) for question_id in instrument.questions}
    missing = tuple(name for name, state in states.items() if state is State.NOT_ANSWERED)
    found = list(states.values())
    done = found.count(State.ANSWERED) + found.count(State.NOT_APPLICABLE)
    return CaseStanding(one, done, done + len(missing), found.count(State.PARKED), missing)


def _columns(cases: Sequence[Mapping[str, str]]) -> dict[str, dict[str, int]]:
    """Turn cases into columns: for each question and value, the mask of the cases that gave it."""
    columns: dict[str, dict[str, int]] = {}
    for index, values in enumerate(cases):
        bit = 1 << index
        for question, value in values.items():
            column = columns.get(question)
            if column is None:
                columns[question] = {value: bit}
            else:
                column[value] = column.get(value, 0) | bit
    return columns
