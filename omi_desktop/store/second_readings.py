"""Cases that are read twice: how far both readings are, and both side by side once both are whole.

This is the only door to what a second reader said. It is shut until both readings are complete:
until then no screen, output, search, history or score can show anything of the second reading.
After that both are here whole, with notes, names and times. Scores never rest on the second
reading: what counts is the agreed answer where one was agreed on, else the first reading's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.store.merge_records import Pack
from omi_desktop.store.moderation_records import Agreed
from omi_desktop.store.second_records import SecondReading
from omi_desktop.store.team_records import SecondRead
from omi_desktop.store.values import Case, CaseStatus

if TYPE_CHECKING:
    from omi_desktop.store.inspection import Inspection
    from omi_desktop.store.records import Mark
    from omi_desktop.store.values import Answer


@dataclass(frozen=True, slots=True)
class Given:
    """An answer of one reader: its value, None where there is none, its note, by whom and when."""

    value: str | None
    note: str
    by: str
    at: str
    edited: bool = False


NOTHING_GIVEN = Given(None, "", "", "")


@dataclass(frozen=True, slots=True)
class BothReadings:
    """What two readers said of a case, by question; `first` is the first assessor's own.

    `agreed` holds the answers that were agreed on and stand in the case. `overtaken` names those
    that were agreed on and changed since, such as by a later return.
    """

    first: Mapping[str, Given]
    second: Mapping[str, Given]
    agreed: Mapping[str, Agreed]
    overtaken: frozenset[str]
    second_reason: str
    marks: tuple[Mark, ...]

    def first_values(self) -> dict[str, str]:
        """Return the answers of the first reading alone."""
        return _values(self.first)

    def second_values(self) -> dict[str, str]:
        """Return the answers of the second reading alone."""
        return _values(self.second)


@dataclass(frozen=True, slots=True)
class ReadTwice:
    """A case that is read twice: by whom, whose reading is complete, and both once both are.

    `first` and `second` are ids of people, `first` is None where nobody has the case.
    """

    case: Case
    first: str | None
    second: str
    first_is_complete: bool
    second_is_complete: bool
    readings: BothReadings | None

    @property
    def is_blind(self) -> bool:
        """Tell whether one of the two is still reading."""
        return self.readings is None


def read_twice(inspection: Inspection, case_id: str = "") -> tuple[ReadTwice, ...]:
    """Return the cases that are read twice, or one of them, by position.

    Withdrawn cases are none of them.
    """
    seconds = {
        read.case: read.person
        for read in inspection.records(SecondRead)
        if case_id in ("", read.case)
    }
    if not seconds:
        return ()
    newest = _newest(inspection)
    agreed: dict[str, list[Agreed]] = {}
    for one in inspection.records(Agreed):
        agreed.setdefault(one.case, []).append(one)
    found = []
    for case in inspection.cases():
        person = seconds.get(case.id)
        if person is None or person == case.assessor or case.status is CaseStatus.WITHDRAWN:
            continue
        reading = newest.get((case.id, person))
        first = case.status is CaseStatus.COMPLETE
        second = reading is not None and reading.status == CaseStatus.COMPLETE
        both = (
            _both(inspection.answers(case.id), reading, agreed.get(case.id, []))
            if first and second and reading is not None
            else None
        )
        found.append(ReadTwice(case, case.assessor, person, first, second, both))
    return tuple(found)


def finished_twice(inspection: Inspection) -> frozenset[str]:
    """Return the ids of the cases whose second reading is complete, whatever the first one is."""
    return frozenset(one.case.id for one in read_twice(inspection) if one.second_is_complete)


def own_reading(inspection: Inspection, case: str, person: str) -> SecondReading | None:
    """Return what somebody's own second reading of a case has come to: for their own copy alone."""
    return _newest(inspection).get((case, person))


def marks_of_second_readings(inspection: Inspection) -> tuple[Mark, ...]:
    """Return the passages that second readers marked, of cases whose readings are both complete."""
    return tuple(
        mark for one in read_twice(inspection) if one.readings for mark in one.readings.marks
    )


def agreed_answers(inspection: Inspection, case_id: str = "") -> dict[tuple[str, str], Agreed]:
    """Return what was agreed on and stands, by case and question, of all cases or of one.

    Whoever shows an answer shows with it what its assessor gave.
    """
    kept = [one for one in inspection.records(Agreed) if case_id in ("", one.case)]
    answers = {case: inspection.answers(case) for case in {one.case for one in kept}}
    return {
        (one.case, one.question): one
        for one in kept
        if _stands(one, answers[one.case].get(one.question))
    }


def _newest(inspection: Inspection) -> dict[tuple[str, str], SecondReading]:
    """Return the reading of each case and second reader: a complete one, else the later pack's.

    The order in which returns came in decides nothing.
    """
    base = {pack.id: pack.base_revision for pack in inspection.records(Pack)}

    def rank(one: SecondReading) -> tuple[bool, int, str]:
        return (one.status == CaseStatus.COMPLETE, base.get(one.pack, -1), one.pack)

    ranked = sorted(inspection.records(SecondReading), key=rank)
    return {(one.case, one.person): one for one in ranked}


def _both(
    answers: Mapping[str, Answer], reading: SecondReading, agreed: list[Agreed]
) -> BothReadings:
    first = {q: Given(a.value, a.note, a.by, a.at) for q, a in answers.items()}
    standing = {one.question: one for one in agreed if _stands(one, answers.get(one.question))}
    for question, one in standing.items():
        note = answers[question].note
        first[question] = Given(one.own, note, one.own_by, one.own_at)
    return BothReadings(
        first=first,
        second={
            one.question: Given(one.value, one.note, one.by, one.at, one.edited)
            for one in reading.whole
        },
        agreed=standing,
        overtaken=frozenset(one.question for one in agreed) - standing.keys(),
        second_reason=reading.reason,
        marks=reading.marks,
    )


def _stands(agreed: Agreed, answer: Answer | None) -> bool:
    return answer is not None and answer.value == agreed.value


def _values(given: Mapping[str, Given]) -> dict[str, str]:
    return {question: one.value for question, one in given.items() if one.value is not None}
