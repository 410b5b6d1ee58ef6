"""The groups of cases of an inspection that figures are compared between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.scoring.score import COUNTED, ScoredCase, cases_that_are
from omi_desktop.statistics.groups import Group, groups, groups_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omi_desktop.store.inspection import Inspection
    from omi_desktop.store.values import Case

BESIDE_ANSWERS = (
    ("office", "Office"),
    ("assessor", "Assessor"),
    ("assessor-kind", "Kind of assessor"),
)
"""What is known of a case beside its answers, with the words for it."""


def case_groups(
    inspection: Inspection, cases: Sequence[Case], scored: Sequence[ScoredCase], by: str
) -> tuple[Group, ...]:
    """Return the groups by a fact, question or gate, or by what else is known of each case.

    `scored` are the same cases as `cases`. Raises RequestError where there is nothing of this name.
    """
    if by not in dict(BESIDE_ANSWERS):
        return groups(inspection.instrument, scored, by)
    return groups_of(_labels(inspection, cases, by), cases_that_are(scored, COUNTED))


def _labels(inspection: Inspection, cases: Sequence[Case], by: str) -> dict[int, str]:
    if by == "office":
        from omi_desktop.store.sample_records import SampledCase

        offices = {drawn.case: drawn.office for drawn in inspection.records(SampledCase)}
        return {i: office for i, case in enumerate(cases) if (office := offices.get(case.id))}
    people = {person.id: person for person in inspection.people()}
    return {
        index: people[case.assessor].name if by == "assessor" else people[case.assessor].kind
        for index, case in enumerate(cases)
        if case.assessor is not None
    }
