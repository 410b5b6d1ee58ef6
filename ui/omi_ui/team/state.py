"""The team and its cases as the file holds them, and their lines on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from omi_desktop.drawing.pairs import PairedBar
from omi_desktop.report.wording import capital, counted
from omi_desktop.sampling.balance import Balance, balance
from omi_desktop.store import CaseStatus, DeclaredInterest, Placement
from omi_desktop.store.allocating import share_from, why
from omi_desktop.store.inspected_team import allocation_rules, memberships, team_of
from omi_desktop.store.team_records import Attendance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from omi_desktop.instrument.model import Instrument
    from omi_desktop.sampling.team import CaseToRead
    from omi_desktop.store import AllocationRules, Case, Inspection, Membership, Person
    from omi_desktop.store.allocating import Proposal
    from omi_desktop.store.inspected_team import Team

NOBODY = "Nobody yet"
_STATES = {
    Attendance.WORKING: "Reads cases",
    Attendance.RESERVE: "In the reserve",
    Attendance.ILL: "Ill",
}


@dataclass(frozen=True, slots=True)
class TeamState:
    """Everything that the screen shows, read at one moment."""

    people: tuple[Person, ...]
    joined: Mapping[str, Membership]
    cases: tuple[Case, ...]
    team: Team
    rules: AllocationRules
    placements: Mapping[str, Placement]
    declared: tuple[DeclaredInterest, ...]
    balance: Balance
    titles: Mapping[str, str]

    @property
    def names(self) -> dict[str, str]:
        """Return everybody's name by id."""
        return {person.id: person.name for person in self.people}

    @property
    def without_reader(self) -> int:
        """Return how many open cases nobody has."""
        return sum(
            case.reader is None and case.id in self.team.open_cases for case in self.team.cases
        )


def read_state(inspection: Inspection) -> TeamState:
    """Return the team of a file; works out everybody's share, so it runs on the worker."""
    rules = allocation_rules(inspection)
    team = team_of(inspection, rules)
    return TeamState(
        inspection.people(),
        memberships(inspection),
        tuple(case for case in inspection.cases() if case.status is not CaseStatus.WITHDRAWN),
        team,
        rules,
        {one.case: one for one in inspection.records(Placement)},
        inspection.records(DeclaredInterest),
        balance(team.readers, team.cases, share_from(rules.area_share)),
        titles_of(inspection.instrument),
    )


def titles_of(bank: Instrument) -> dict[str, str]:
    """Return the title of every gate."""
    return {gate.id: gate.title for gate in bank.gates}


def attendance_words(state: TeamState, person: Person) -> str:
    """Return whether somebody reads, in words."""
    reads = next((one.reads for one in state.team.readers if one.id == person.id), False)
    attendance = state.joined[person.id].attendance
    if attendance is Attendance.WORKING and not reads:
        return "Leads, reads no cases"
    return _STATES[attendance]


def person_rows(state: TeamState) -> list[tuple[str, ...]]:
    """Return a line for everybody: kind, whether they read, cases, expected work."""
    rows: list[tuple[str, ...]] = []
    for person in state.people:
        own = [case for case in state.team.cases if case.reader == person.id]
        again = sum(case.second_reader == person.id for case in state.team.cases)
        rows.append(
            (
                person.name,
                capital(person.kind.value),
                attendance_words(state, person),
                str(len(own)),
                figure(sum((case.work for case in own), Fraction(0))),
                str(again) if again else "",
            )
        )
    return rows


def type_words(case: CaseToRead, titles: Mapping[str, str]) -> str:
    """Return the types of a case in the words of the bank."""
    return "; ".join(titles.get(each, each) for each in case.types) or "–"


def case_rows(state: TeamState) -> list[tuple[str, ...]]:
    """Return a line for each case that counts: reader, second reader, expected work, types."""
    names = state.names
    kept = {case.id: case for case in state.cases}
    return [
        (
            case.ref,
            names.get(case.reader or "", case.reader or "") or NOBODY,
            names.get(case.second_reader or "", ""),
            figure(case.work),
            capital(kept[case.id].status.value.replace("_", " ")),
            type_words(case, state.titles),
        )
        for case in state.team.cases
    ]


def why_there(state: TeamState, case: CaseToRead) -> str:
    """Return why a case is with its reader."""
    names = state.names
    if case.reader is None:
        return f"Nobody has {case.ref} yet."
    reader = names.get(case.reader, case.reader)
    placement = state.placements.get(case.id)
    if placement is None or placement.person != case.reader:
        return f"{reader} has {case.ref}. It was not shared out here, so nothing is kept of why."
    return f"{reader} has {case.ref}. {why(placement, names)}"


def given_rows(proposal: Proposal, titles: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return a line for each case that a proposal gives to somebody, with the reason."""
    names = proposal.team.names()
    cases = {case.id: case for case in proposal.allocation.cases}
    return [
        (
            cases[one.case].ref,
            names[one.person],
            figure(cases[one.case].work),
            type_words(cases[one.case], titles),
            why(one, names),
        )
        for one in proposal.placements
    ]


def second_rows(proposal: Proposal) -> list[tuple[str, ...]]:
    """Return a line for each case that is to be read twice."""
    names = proposal.team.names()
    cases = {case.id: case for case in proposal.allocation.cases}
    return [
        (cases[case].ref, names.get(str(cases[case].reader), NOBODY), names[reader])
        for case, reader in proposal.second_reads().items()
    ]


def type_rows(
    readers: Sequence[tuple[str, str]],
    cases: Sequence[CaseToRead],
    types: Sequence[str],
) -> list[tuple[str, ...]]:
    """Return for each reader (id and name) how many cases of each type they have."""
    return [
        (
            name,
            *(str(sum(c.reader == reader and each in c.types for c in cases)) for each in types),
        )
        for reader, name in readers
    ]


def share_bars(
    found: Balance, names: Mapping[str, str]
) -> tuple[tuple[PairedBar, ...], tuple[PairedBar, ...]]:
    """Return everybody's cases, and their expected work, beside a fair share."""
    cases = tuple(
        PairedBar(
            names[one.reader],
            float(one.fair_cases),
            one.cases,
            f"{counted(one.cases, 'case', 'cases')}, fair {figure(one.fair_cases)}",
            f"{names[one.reader]}: {counted(one.cases, 'case', 'cases')}, a fair share is "
            f"{figure(one.fair_cases)}",
        )
        for one in found.shares
    )
    work = tuple(
        PairedBar(
            names[one.reader],
            float(one.fair_work),
            float(one.work),
            f"{figure(one.work)} questions, fair {figure(one.fair_work)}",
            f"{names[one.reader]}: {figure(one.work)} questions expected, a fair share is "
            f"{figure(one.fair_work)}",
        )
        for one in found.shares
    )
    return cases, work


def figure(value: Fraction) -> str:
    """Return a number with one decimal where it has any."""
    return f"{round(float(value), 1):,g}" if value < 1000 else f"{round(float(value)):,}"
