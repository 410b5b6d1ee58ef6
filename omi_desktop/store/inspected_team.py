"""The team of a file and its cases, as sharing out needs to know them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.sampling.expected_work import expected_judgements, types_of
from omi_desktop.sampling.interests import Interest, interests
from omi_desktop.sampling.team import CaseToRead, Reader, ReaderKind
from omi_desktop.store.interviewing import holders
from omi_desktop.store.second_readings import finished_twice
from omi_desktop.store.team_records import (
    AllocationRules,
    Attendance,
    DeclaredInterest,
    Holder,
    Membership,
    SecondRead,
)
from omi_desktop.store.values import CaseStatus, PersonKind

if TYPE_CHECKING:
    from omi_desktop.store.inspection import Inspection
    from omi_desktop.store.values import Person

TYPES = (
    "licence",
    "community",
    "high_roh",
    "ppo",
    "approved_premises_resident",
    "statutory_victim_contact",
    "minority_ethnic",
)
"""The gates by which cases are mixed unless others are chosen: the types that the report names."""

_OPEN = (CaseStatus.NOT_STARTED, CaseStatus.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Team:
    """The team of a file, its cases that count, and what stands between them.

    Everybody is among the readers; `reads` tells who can be given cases now. `open_cases` holds the
    ids of the cases that are neither complete nor withdrawn, `begun` those of them in which some
    question beyond the facts of the profile was answered, `read_again` those whose second reading
    is complete. `revision` is that of the file.
    """

    readers: tuple[Reader, ...]
    cases: tuple[CaseToRead, ...]
    interests: tuple[Interest, ...]
    judgements: Mapping[str, Mapping[str, Fraction]]
    open_cases: frozenset[str]
    begun: frozenset[str]
    revision: int
    read_again: frozenset[str] = frozenset()

    def names(self) -> dict[str, str]:
        """Return everybody's name by id."""
        return {reader.id: reader.name for reader in self.readers}


def allocation_rules(inspection: Inspection) -> AllocationRules:
    """Return how the cases of a file are shared out: as kept, else by the usual rules.

    The usual seed is the key of the inspection, so that two runs share out alike.
    """
    kept = inspection.records(AllocationRules)
    if kept:
        return kept[0]
    gates = inspection.instrument.gate
    return AllocationRules(inspection.details.id, types=tuple(g for g in TYPES if g in gates))


def memberships(inspection: Inspection) -> dict[str, Membership]:
    """Return how everybody of the team takes part, by the person's id."""
    kept = {membership.person: membership for membership in inspection.records(Membership)}
    return {p.id: kept.get(p.id, Membership(p.id)) for p in inspection.people()}


def team_of(
    inspection: Inspection, rules: AllocationRules, changed: Iterable[Membership] = ()
) -> Team:
    """Return the team of a file, with memberships as if they had been changed like this.

    Raises RequestError where the rules name a type that the question bank has no gate for.
    """
    # Read first: whatever is written meanwhile, the file will then say a later one.
    revision = inspection.saved().revision
    instrument = inspection.instrument
    for gate in rules.types:
        if gate not in instrument.gate:
            raise RequestError(
                f"The question bank has no gate “{gate}”. Its gates are: "
                f"{', '.join(sorted(instrument.gate))}."
            )
    joined = memberships(inspection) | {one.person: one for one in changed}
    readers = tuple(_reader(p, joined[p.id], rules.lead_reads) for p in inspection.people())
    counting = [case for case in inspection.cases() if case.status is not CaseStatus.WITHDRAWN]
    every = inspection.values()
    values = [every[case.id] for case in counting]
    judgements = expected_judgements(instrument, values)
    types = types_of(instrument, values, rules.types)
    held_by = holders(inspection)
    seconds = {read.case: read.person for read in inspection.records(SecondRead)}
    cases = tuple(
        _case_to_read(
            CaseToRead(
                case.id,
                case.ref,
                work=sum(judged.values(), Fraction(0)),
                types=own_types,
                reader=case.assessor,
                second_reader=seconds.get(case.id),
            ),
            held_by.get(case.id),
        )
        for case, judged, own_types in zip(counting, judgements, types, strict=True)
    )
    declared = [Interest(d.person, d.case, d.reason) for d in inspection.records(DeclaredInterest)]
    facts = {fact.id for fact in instrument.facts}
    return Team(
        readers,
        cases,
        interests(readers, cases, declared),
        {case.id: own for case, own in zip(counting, judgements, strict=True)},
        frozenset(case.id for case in counting if case.status in _OPEN),
        frozenset(
            case.id for case, own in zip(counting, values, strict=True) if own.keys() - facts
        ),
        revision,
        finished_twice(inspection),
    )


def _reader(person: Person, membership: Membership, lead_reads: bool) -> Reader:
    is_area = person.kind is PersonKind.AREA_ASSESSOR
    is_free = person.kind is not PersonKind.LEAD_INSPECTOR or lead_reads
    return Reader(
        person.id,
        person.name,
        ReaderKind.AREA if is_area else ReaderKind.OTHERS,
        membership.capacity,
        membership.most,
        membership.office,
        membership.team,
        membership.manager,
        reads=is_free and membership.attendance is Attendance.WORKING,
    )


def _case_to_read(case: CaseToRead, holder: Holder | None) -> CaseToRead:
    if holder is None:
        return case
    return replace(
        case,
        office=holder.office,
        team=holder.team,
        offender_manager=holder.offender_manager,
    )
