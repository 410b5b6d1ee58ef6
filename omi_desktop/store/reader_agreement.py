"""What statistics take from a file to tell how far its readers agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.scoring.score import ScoredCase
from omi_desktop.statistics.judgements import mask
from omi_desktop.statistics.kinds_of_assessor import AgainstInspectors, against_inspectors
from omi_desktop.statistics.reader_agreement import (
    CaseReader,
    ReaderAgreement,
    TwoReadings,
    reader_agreement,
)
from omi_desktop.store.second_readings import agreed_answers, read_twice
from omi_desktop.store.values import PersonKind

if TYPE_CHECKING:
    from omi_desktop.store.inspection import Inspection


def agreement_of_readers(inspection: Inspection) -> ReaderAgreement:
    """Return how far the readers agree over the cases whose two readings are both complete."""
    people = {p.id: CaseReader(p.id, p.name, p.kind.value) for p in inspection.people()}
    found = [
        TwoReadings(
            one.case.id,
            people[one.first],
            people[one.second],
            one.readings.first_values(),
            one.readings.second_values(),
        )
        for one in read_twice(inspection)
        if one.readings is not None and one.first in people and one.second in people
    ]
    return reader_agreement(inspection.instrument, found)


def kinds_compared(inspection: Inspection) -> AgainstInspectors:
    """Return area assessors against inspectors, over the answers as they themselves gave them.

    Practice assessors stand with the inspectors: neither works in the area.
    """
    area = {p.id for p in inspection.people() if p.kind is PersonKind.AREA_ASSESSOR}
    cases = inspection.cases()
    return against_inspectors(
        inspection.instrument,
        as_first_read(inspection),
        mask(i for i, case in enumerate(cases) if case.assessor in area),
        mask(i for i, case in enumerate(cases) if case.assessor and case.assessor not in area),
    )


def as_first_read(inspection: Inspection) -> tuple[ScoredCase, ...]:
    """Return every case by position with its assessor's own answers, whatever was agreed on."""
    values = inspection.values()
    for (case, question), agreed in agreed_answers(inspection).items():
        own = values[case]
        if agreed.own is None:
            own.pop(question, None)
        else:
            own[question] = agreed.own
    return tuple(ScoredCase(case.status, values[case.id]) for case in inspection.cases())


def as_second_read(inspection: Inspection) -> dict[str, dict[str, str]]:
    """Return how second readers answered, by the id of the case; blind ones are not among it."""
    return {
        one.case.id: one.readings.second_values()
        for one in read_twice(inspection)
        if one.readings is not None
    }
