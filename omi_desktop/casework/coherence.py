"""Answers of a case that hardly go together: warnings, to be mended or acknowledged with a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from omi_desktop.clock import MONTHS
from omi_desktop.instrument.applicability import CaseStanding, State, standing
from omi_desktop.instrument.gates import Condition, gate_names, question_names
from omi_desktop.instrument.model import Coherence, Criterion, Instrument, Kind, ValueType

FEWEST = 3
"""A summary is held against the answers of its criterion only where there are so many."""


@dataclass(frozen=True, slots=True)
class CaseWarning:
    """What hardly goes together in a case; `questions` are the answers it rests on, in order.

    The id stays the same while the warning does, so that a word that was said about it stays with
    it.
    """

    id: str
    sentence: str
    questions: tuple[str, ...]


def warnings(
    instrument: Instrument, values: Mapping[str, str], today: date
) -> tuple[CaseWarning, ...]:
    """Return what hardly goes together in the stored values of a case."""
    case = _Case(instrument, values, standing(instrument, values), today)
    return (
        *(found for criterion in instrument.criteria if (found := _summary(case, criterion))),
        *_future(case),
        *(found for rule in instrument.coherence if (found := _ruled(case, rule))),
    )


def interview_warnings(
    instrument: Instrument, values: Mapping[str, str], day: date, today: date
) -> tuple[CaseWarning, ...]:
    """Return what hardly goes together with the day of the interview on a case."""
    case = _Case(instrument, values, standing(instrument, values), today)
    found = []
    if day > today:
        told = f"The interview lies in the future: {_told(day)}."
        found.append(CaseWarning("interview/future", told, ()))
    for name in instrument.interview.after if instrument.interview else ():
        other = case.day(name)
        if other and day < other:
            short = instrument.questions[name].short
            told = f"The interview is dated {_told(day)}, before “{short}”: {_told(other)}."
            found.append(CaseWarning(f"interview/{name}", told, (name,)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Case:
    instrument: Instrument
    values: Mapping[str, str]
    standing: CaseStanding
    today: date

    def answer(self, question: str) -> str | None:
        """Return the value that counts, or None."""
        answered = self.standing.state(question) is State.ANSWERED
        return self.values[question] if answered else None

    def day(self, question: str) -> date | None:
        value = self.answer(question)
        return date.fromisoformat(value) if value else None

    def in_order(self, questions: set[str]) -> tuple[str, ...]:
        return tuple(name for name in self.instrument.questions if name in questions)


def _summary(case: _Case, criterion: Criterion) -> CaseWarning | None:
    """Return the warning that a summary goes against most of the answers of its criterion."""
    below: dict[str, bool] = {}
    for question in criterion.questions:
        value = case.answer(question.id)
        above = question.above_line(value) if value is not None else None
        if above is not None:
            below[question.id] = not above
    summary = next((q for q in criterion.questions if q.kind is Kind.SUMMARY), None)
    if summary is None or summary.id not in below:
        return None
    is_below = below.pop(summary.id)
    against = {name for name, other in below.items() if other is not is_below}
    if len(below) < FEWEST or 2 * len(against) <= len(below):
        return None
    label = summary.label(case.values[summary.id])
    side = "above" if is_below else "below"
    return CaseWarning(
        f"summary/{criterion.id}",
        f"The summary of {criterion.id} is “{label}”, but {len(against)} of its {len(below)} "
        f"answers are {side} the line.",
        case.in_order({summary.id, *against}),
    )


def _future(case: _Case) -> Iterator[CaseWarning]:
    for question in case.instrument.questions.values():
        if question.value_type is not ValueType.DATE:
            continue
        found = case.day(question.id)
        if found and found > case.today:
            yield CaseWarning(
                f"future/{question.id}",
                f"“{question.short}” lies in the future: {_told(found)}.",
                (question.id,),
            )


def _told(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _ruled(case: _Case, rule: Coherence) -> CaseWarning | None:
    """Return the warning of a rule of the bank where all that the rule names is so."""
    if not case.standing.standings.where(rule.when):
        return None
    given = {name for name in rule.given if name in case.values}
    if rule.given and not given:
        return None
    if any(case.answer(name) is not None for name in rule.wanting):
        return None
    if rule.order and not _go_back(case, rule.order):
        return None
    if rule.lasts and not _lasts_too_long(case, *rule.lasts):
        return None
    tested = {name for name in _tested(case.instrument, rule.when) if name in case.values}
    concerned = {*tested, *given, *rule.wanting, *rule.order, *rule.lasts}
    return CaseWarning(f"bank/{rule.id}", rule.sentence, case.in_order(concerned))


def _go_back(case: _Case, order: tuple[str, ...]) -> bool:
    days = [found for name in order if (found := case.day(name))]
    return days != sorted(days)


def _lasts_too_long(case: _Case, since: str, months: str) -> bool:
    start, length = case.day(since), case.answer(months)
    if start is None or length is None:
        return False
    whole = (case.today.year - start.year) * 12 + case.today.month - start.month
    whole -= case.today.day < start.day
    return float(length) > whole


def _tested(instrument: Instrument, condition: Condition) -> set[str]:
    """Return the questions that a condition rests on, through gates."""
    found = set(question_names(condition))
    for gate in gate_names(condition):
        found |= _tested(instrument, instrument.gate[gate].when)
    return found
