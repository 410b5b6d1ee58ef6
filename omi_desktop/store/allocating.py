"""Share the cases of a file out among its team: what is proposed, and what is then kept.

A proposal changes nothing; it says who would get what, and why. `keep` writes it as one
transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from omi_desktop.clock import now, stamp
from omi_desktop.errors import RequestError
from omi_desktop.sampling.allocation import Allocation, allocate
from omi_desktop.sampling.interests import holder_is_known
from omi_desktop.sampling.moves import IS_SECOND_READER, broken_rules
from omi_desktop.sampling.reasons import because, remarks
from omi_desktop.sampling.second_reads import Planted, how_many, plant
from omi_desktop.sampling.team import CaseToRead, ReaderKind
from omi_desktop.store.inspected_team import Team, allocation_rules, memberships, team_of
from omi_desktop.store.taking_back import spanned
from omi_desktop.store.team_records import (
    AllocationRules,
    Attendance,
    Cause,
    Membership,
    Placement,
    SecondRead,
)

if TYPE_CHECKING:
    from omi_desktop.store.inspection import Inspection
    from omi_desktop.store.records import Record
    from omi_desktop.store.taking_back import Span
    from omi_desktop.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who would get which case and why, and which cases would be read twice.

    `team` is the team before it. `fewer_reads` is how many of the second reads that were asked for
    cannot be planted. `put` and `drop` are the records that `keep` writes and removes.
    """

    rules: AllocationRules
    team: Team
    allocation: Allocation
    planted: tuple[Planted, ...]
    fewer_reads: int
    put: tuple[Record, ...]
    drop: tuple[Record, ...]

    @property
    def placements(self) -> tuple[Placement, ...]:
        """Return why each case that was shared out would go where it goes."""
        return tuple(record for record in self.put if isinstance(record, Placement))

    @property
    def changed(self) -> tuple[Membership, ...]:
        """Return how people would take part differently from now on."""
        return tuple(record for record in self.put if isinstance(record, Membership))

    def second_reads(self) -> dict[str, str]:
        """Return who would read which case a second time, by case; not for other eyes."""
        before = {c.id: c.second_reader for c in self.allocation.cases if c.second_reader}
        return before | {one.case: one.reader for one in self.planted}


def share_from(text: str) -> Fraction:
    """Return the part of a whole that a text says: "1/3", "0.33" or "33%".

    Raises RequestError where it says none between nothing and all.
    """
    number, percent, rest = text.strip().partition("%")
    try:
        found = Fraction(number) / (100 if percent else 1)
    except (ValueError, ZeroDivisionError):
        found = Fraction(-1)
    if rest or not 0 <= found <= 1:
        raise RequestError(f"“{text}” is not a part of a whole. Give one such as 1/3, 0.33 or 33%.")
    return found


def propose(
    inspection: Inspection, rules: AllocationRules | None = None, *, again: bool = False
) -> Proposal:
    """Return how the cases without a reader would be shared out.

    With `again` also those are shared out that nobody has begun to read, except where they were
    moved by hand. Raises RequestError where a case can be given to nobody.
    """
    wanted = rules or allocation_rules(inspection)
    team = team_of(inspection, wanted)
    by_hand = {p.case for p in inspection.records(Placement) if p.cause is Cause.BY_HAND}
    stays = team.begun | by_hand
    going = {
        case.id
        for case in team.cases
        if case.id in team.open_cases and (case.reader is None or (again and case.id not in stays))
    }
    return _proposal(team, wanted, going)


def propose_without(inspection: Inspection, person: str) -> Proposal:
    """Return how the open cases of somebody who fell ill would be shared out among the others.

    Their second reads go to others too. Complete cases stay theirs, all other cases where they are.
    """
    membership = memberships(inspection).get(person)
    if membership is None:
        raise RequestError(f"There is no person “{person}” in the team.")
    ill = replace(membership, attendance=Attendance.ILL)
    rules = allocation_rules(inspection)
    team = team_of(inspection, rules, [ill])
    going = {c.id for c in team.cases if c.id in team.open_cases and c.reader == person}
    proposal = _proposal(team, rules, going, taken_from=person)
    return replace(proposal, put=(ill, *proposal.put))


def keep(inspection: Inspection, proposal: Proposal, *, by: str) -> Span:
    """Write a proposal with its reasons: all of it, or on an error nothing.

    `omi_desktop.store.taking_back` takes back what is returned. Raises RequestError where the file
    was changed after the proposal was made.
    """
    assigned = {one.case: one.reader for one in proposal.allocation.given}

    def all_of_it(write: Transaction) -> None:
        if write.revision != proposal.team.revision:
            raise RequestError(
                "The inspection was changed after this allocation was worked out. "
                "Share out once more."
            )
        _write(write, assigned, proposal.put, proposal.drop, by)

    return spanned(inspection, all_of_it)


def _write(
    write: Transaction,
    assigned: Mapping[str, str],
    put: Sequence[Record],
    drop: Sequence[Record],
    by: str,
) -> None:
    """Give cases to people, by their ids, with the records that say why."""
    at = stamp(now())
    for case, person in assigned.items():
        write.assigned(case, person, by=by, at=at)
    for record in put:
        write.record(record, by=by, at=at)
    for record in drop:
        write.drop(record, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Moved:
    """A case that was moved by hand: what is kept of it, and what it took to write that."""

    placement: Placement
    span: Span


def move(inspection: Inspection, case: str, person: str, *, by: str, reason: str = "") -> Moved:
    """Give an open case to somebody by hand, and return what is kept of it.

    Where that breaks a rule it takes a reason, which is kept with the rules it overrides. A second
    read by the same person is given up.
    """
    team = team_of(inspection, allocation_rules(inspection))
    names = team.names()
    found = next((one for one in team.cases if one.id == case), None)
    if found is None or case not in team.open_cases:
        raise RequestError(
            "Only a case that is open can be moved: this one is complete, withdrawn or not there."
        )
    reader = next((one for one in team.readers if one.id == person), None)
    if reader is None:
        raise RequestError(f"There is no person “{person}” in the team. Add the person first.")
    if found.reader == person:
        raise RequestError(f"{reader.name} has {found.ref} already.")
    broken = broken_rules(reader, found, team.cases, team.interests)
    if broken and not reason.strip():
        raise RequestError(
            f"{reader.name} should not get {found.ref}: {'; '.join(broken)}. "
            "Choose somebody else, or give a reason to override the rule."
        )
    placement = Placement(
        case,
        person,
        Cause.BY_HAND,
        of=found.reader if found.reader in names else "",
        reason=reason.strip(),
        # The second read is over with this move, and blind as long as nobody tells of it.
        broken=tuple(rule for rule in broken if rule != IS_SECOND_READER),
    )
    ends = [SecondRead(case, person)] if found.second_reader == person else []
    span = spanned(inspection, lambda write: _write(write, {case: person}, [placement], ends, by))
    return Moved(placement, span)


def why(placement: Placement, names: Mapping[str, str]) -> str:
    """Return why a case is with its reader, in sentences; `names` tells people by id."""
    match placement.cause:
        case Cause.SHARED_OUT:
            return because(placement.others, names)
        case Cause.TAKEN_OVER:
            before = names.get(placement.of, placement.of)
            return f"Taken over from {before}. {because(placement.others, names)}"
        case Cause.BY_HAND:
            said = f"Moved by hand from {names[placement.of]}" if placement.of else "Given by hand"
            said += f": {placement.reason.removesuffix('.')}." if placement.reason else "."
            if placement.broken:
                own = names.get(placement.person, placement.person)
                said += f" This overrides a rule: {own} {'; '.join(placement.broken)}."
            return said


def to_look_at(proposal: Proposal, titles: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a proposal could not keep to; `titles` tells the types by their gate."""
    said = remarks(proposal.allocation.balance, proposal.team.names(), titles)
    if proposal.fewer_reads:
        said.append(
            f"{proposal.fewer_reads} of the second reads asked for cannot be planted: nobody is "
            "left who may read the cases."
        )
    return tuple(said)


def unchecked(team: Team) -> tuple[str, ...]:
    """Return the references of the cases whose holder is not known, where area assessors read.

    Interests in them cannot be seen except where they are declared.
    """
    if not any(one.reads and one.kind is ReaderKind.AREA for one in team.readers):
        return ()
    return tuple(case.ref for case in team.cases if not holder_is_known(case))


def _proposal(
    team: Team, rules: AllocationRules, going: Collection[str], *, taken_from: str = ""
) -> Proposal:
    """Return the proposal for cases that are shared out, or that are taken from somebody."""
    area_share, read_twice = share_from(rules.area_share), share_from(rules.second_reads)
    lapsed = {case.id: case for case in team.cases if _has_lapsed(case, team)}
    allocation = allocate(
        team.readers,
        [replace(case, second_reader=None) if case.id in lapsed else case for case in team.cases],
        team.interests,
        seed=rules.seed,
        area_share=area_share,
        share_out=going,
    )
    renewed = _planted(team, rules, allocation.cases, len(lapsed), lapsed)
    now = _with(allocation.cases, renewed)
    missing = len(lapsed) - len(renewed)
    fresh: tuple[Planted, ...] = ()
    if not taken_from:
        wanted = how_many(read_twice, [case for case in now if case.reader is not None])
        missing = max(0, wanted - sum(case.second_reader is not None for case in now))
        fresh = _planted(team, rules, now, missing, None)
        missing -= len(fresh)
    planted = (*renewed, *fresh)
    reads = tuple(SecondRead(one.case, one.reader) for one in planted)
    cause = Cause.TAKEN_OVER if taken_from else Cause.SHARED_OUT
    placements = (
        Placement(one.case, one.reader, cause, one.others, of=taken_from)
        for one in allocation.given
    )
    ended = [case for case in lapsed.values() if case.id not in {read.case for read in reads}]
    return Proposal(
        rules,
        team,
        allocation,
        planted,
        missing,
        put=(rules, *placements, *reads),
        drop=tuple(SecondRead(case.id, str(case.second_reader)) for case in ended),
    )


def _planted(
    team: Team,
    rules: AllocationRules,
    cases: Sequence[CaseToRead],
    count: int,
    among: Collection[str] | None,
) -> tuple[Planted, ...]:
    return plant(
        team.readers,
        cases,
        team.interests,
        team.judgements,
        count=count,
        seed=rules.seed,
        among=among,
    )


def _with(cases: Sequence[CaseToRead], planted: Sequence[Planted]) -> tuple[CaseToRead, ...]:
    seconds = {one.case: one.reader for one in planted}
    return tuple(
        replace(case, second_reader=seconds.get(case.id, case.second_reader)) for case in cases
    )


def _has_lapsed(case: CaseToRead, team: Team) -> bool:
    """Tell whether the second read of a case can no longer be done as it was planted."""
    if case.second_reader is None or case.id in team.read_again:
        return False
    reads = {reader.id for reader in team.readers if reader.reads}
    barred = {(one.reader, one.case) for one in team.interests}
    return case.second_reader not in reads or (case.second_reader, case.id) in barred
