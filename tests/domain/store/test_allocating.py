"""What an allocation writes: cases and reasons in one transaction, and nothing it should not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from omi_desktop.errors import RequestError
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    Inspection,
    KeyCost,
    Person,
    PersonKind,
    create,
)
from omi_desktop.store.allocating import (
    keep,
    move,
    propose,
    propose_without,
    share_from,
    to_look_at,
    unchecked,
    why,
)
from omi_desktop.store.inspected_team import allocation_rules, memberships, team_of
from omi_desktop.store.sample_records import SampledCase
from omi_desktop.store.taking_back import take_back
from omi_desktop.store.team_changes import attend, declare, held_by, join, take_part, withdraw
from omi_desktop.store.team_records import (
    AllocationRules,
    Attendance,
    Cause,
    DeclaredInterest,
    Holder,
    Membership,
    Placement,
    SecondRead,
)

TEAM = (
    Person("lead", "H. Ashdown", PersonKind.LEAD_INSPECTOR),
    Person("i1", "J. Birkett", PersonKind.INSPECTOR),
    Person("i2", "M. Calder", PersonKind.PRACTICE_ASSESSOR),
    Person("a1", "B. Keld", PersonKind.AREA_ASSESSOR),
    Person("a2", "C. Lorton", PersonKind.AREA_ASSESSOR),
)
SAMPLE = tuple(
    Case(f"c{n}", f"CU-{n:04}", n, CaseStatus.NOT_STARTED, "", None) for n in range(1, 13)
)


@pytest.fixture
def shared(
    tmp_path: Path, bank: dict[str, str], details: Details, passphrase: str, cost: KeyCost
) -> Iterator[Inspection]:
    """An inspection of five people and twelve cases that nobody has yet."""
    path = tmp_path / "shared.omi"
    with create(path, passphrase, bank=bank, details=details, cost=cost) as made:
        made.add_people(TEAM)
        made.add_cases(SAMPLE, by="lead")
        yield made


@pytest.fixture
def share_out(shared: Inspection) -> Callable[..., dict[str, str | None]]:
    """Share out by changed rules, keep it, and return who has which case."""

    def done(*, again: bool = False, **rules: object) -> dict[str, str | None]:
        changed = replace(allocation_rules(shared), **rules)  # type: ignore[arg-type]
        keep(shared, propose(shared, changed, again=again), by="lead")
        return readers(shared)

    return done


def readers(inspection: Inspection) -> dict[str, str | None]:
    return {case.id: case.assessor for case in inspection.cases()}


def test_a_proposal_changes_nothing(shared: Inspection) -> None:
    before = shared.saved()
    assert len(propose(shared).placements) == 12
    assert shared.saved() == before


def test_every_case_gets_a_reader_and_the_lead_inspector_none(
    shared: Inspection, share_out: Callable[..., dict[str, str | None]]
) -> None:
    given = list(share_out().values())
    assert {person: given.count(person) for person in ("lead", "i1", "i2", "a1", "a2")} == {
        "lead": 0,
        "i1": 4,
        "i2": 4,
        "a1": 2,
        "a2": 2,
    }
    assert shared.check() == ()


def test_the_lead_inspector_reads_where_that_is_asked_for(
    share_out: Callable[..., dict[str, str | None]],
) -> None:
    given = list(share_out(lead_reads=True).values())
    assert sorted(given.count(person) for person in ("lead", "i1", "i2")) == [2, 3, 3]


def test_reasons_rules_and_readers_are_in_the_file_and_its_history(
    shared: Inspection, share_out: Callable[..., dict[str, str | None]]
) -> None:
    given = share_out(seed="a seed", second_reads="1/4")
    assert {p.case: p.person for p in shared.records(Placement)} == given
    assert shared.records(AllocationRules)[0].seed == "a seed"
    assert len(shared.records(SecondRead)) == 3
    told = [change.what for change in shared.history() if change.by == "lead"]
    assert told.count("assigned") == 12
    assert told.count("record") == 12 + 1 + 3


def test_sharing_out_twice_is_sharing_out_once(
    shared: Inspection, share_out: Callable[..., dict[str, str | None]]
) -> None:
    share_out(second_reads="1/4")
    before = shared.saved()
    share_out()
    assert shared.saved() == before


def test_only_what_counts_and_nobody_has_is_shared_out(shared: Inspection) -> None:
    shared.assign("c1", "i1", by="lead")
    shared.set_status("c2", CaseStatus.WITHDRAWN, by="lead", reason="The file is lost.")
    shared.set_status("c3", CaseStatus.COMPLETE, by="lead")
    given = {placement.case for placement in propose(shared).placements}
    assert given == {case.id for case in SAMPLE} - {"c1", "c2", "c3"}


def test_facts_that_came_with_the_list_do_not_make_a_case_begun(
    shared: Inspection, share_out: Callable[..., dict[str, str | None]]
) -> None:
    shared.answer("c1", "case_type", "licence", by="lead")
    shared.answer("c2", "1.1.1", "sufficient", by="i1")
    share_out()
    again = {placement.case for placement in propose(shared, again=True).placements}
    assert again == {case.id for case in SAMPLE} - {"c2"}


def test_what_was_moved_by_hand_stays_where_it_is_when_all_is_shared_out_again(
    shared: Inspection, share_out: Callable[..., dict[str, str | None]]
) -> None:
    before = share_out(seed="one")
    to = "i2" if before["c1"] == "i1" else "i1"
    move(shared, "c1", to, by="lead")
    after = share_out(seed="two", again=True)
    assert after["c1"] == to
    assert after != before


def test_a_file_changed_since_refuses_the_proposal(shared: Inspection) -> None:
    proposal = propose(shared)
    shared.assign("c1", "i1", by="lead")
    before = shared.saved()
    with pytest.raises(RequestError, match="Share out once more"):
        keep(shared, proposal, by="lead")
    assert shared.saved() == before


def test_one_unusable_record_undoes_the_whole_allocation(shared: Inspection) -> None:
    proposal = propose(shared)
    with pytest.raises(RequestError):
        keep(shared, replace(proposal, drop=(SecondRead("c1", "i2"),)), by="lead")
    assert set(readers(shared).values()) == {None}
    assert shared.records(Placement) == ()


def test_area_assessors_get_no_case_of_their_own_team(shared: Inspection) -> None:
    take_part(shared, Membership("a1", team="West"), by="lead")
    for case in SAMPLE[:11]:
        held_by(shared, Holder(case.id, team="west"), by="lead")
    proposal = propose(shared)
    theirs = [p for p in proposal.placements if p.person == "a1"]
    assert {placement.case for placement in theirs} <= {"c12"}
    assert unchecked(proposal.team) == ("CU-0012",)
    names = proposal.team.names()
    elsewhere = next(p for p in proposal.placements if p.case == "c1")
    assert why(elsewhere, names).startswith(
        "B. Keld may not read it: is of the team that held it (west)."
    )


def test_who_held_a_case_is_known_from_the_last_draw_unless_it_is_said_otherwise(
    shared: Inspection,
) -> None:
    take_part(shared, Membership("a1", team="West"), by="lead")
    drawn = [
        SampledCase(case.id, case.ref, draw, case.position, "random", "", "1/10", team=team)
        for case in SAMPLE
        for draw, team in ((1, "East"), (2, "West"))
    ]
    shared.change_records(put=drawn, by="lead")
    held_by(shared, Holder("c1", team="East"), by="lead")
    team = team_of(shared, allocation_rules(shared))
    assert unchecked(team) == ()
    assert {one.case for one in team.interests} == {case.id for case in SAMPLE} - {"c1"}


def test_without_area_assessors_it_does_not_matter_who_held_a_case(shared: Inspection) -> None:
    for person in ("a1", "a2"):
        attend(shared, person, Attendance.RESERVE, by="lead")
    proposal = propose(shared)
    assert unchecked(proposal.team) == ()
    assert {placement.person for placement in proposal.placements} == {"i1", "i2"}
    assert to_look_at(proposal, {}) == ()


def test_a_declared_interest_is_a_rule_until_it_is_withdrawn(shared: Inspection) -> None:
    for person in ("i2", "a1", "a2"):
        attend(shared, person, Attendance.ILL, by="lead")
    declared = [DeclaredInterest("i1", "c1", "is a neighbour of the offender")]
    declare(shared, declared, by="lead")
    with pytest.raises(RequestError, match="is a neighbour of the offender"):
        propose(shared)
    withdraw(shared, declared, by="lead")
    assert len(propose(shared).placements) == 12


def test_an_interest_needs_words(shared: Inspection) -> None:
    with pytest.raises(RequestError, match="Say what the interest is"):
        declare(shared, [DeclaredInterest("i1", "c1", " ")], by="lead")


def test_whoever_falls_ill_loses_their_open_cases_and_nobody_elses_move(
    shared: Inspection, share_out: Callable[..., dict[str, str | None]]
) -> None:
    before = share_out()
    theirs = [case for case, reader in before.items() if reader == "i1"]
    shared.answer(theirs[0], "1.1.1", "sufficient", by="i1")
    shared.set_status(theirs[1], CaseStatus.COMPLETE, by="i1")
    keep(shared, propose_without(shared, "i1"), by="lead")
    after = readers(shared)
    moved = {case for case in before if before[case] != after[case]}
    assert moved == {theirs[0], *theirs[2:]}
    assert "i1" not in {after[case] for case in moved}
    assert shared.answers(theirs[0])["1.1.1"].value == "sufficient"
    assert memberships(shared)["i1"].attendance is Attendance.ILL
    taken = {p.case: p for p in shared.records(Placement) if p.cause is Cause.TAKEN_OVER}
    assert taken.keys() == moved
    names = {person.id: person.name for person in TEAM}
    assert why(taken[theirs[0]], names).startswith("Taken over from J. Birkett. ")


def test_second_reads_of_whoever_falls_ill_go_to_others_and_stay_blind(
    shared: Inspection, share_out: Callable[..., dict[str, str | None]]
) -> None:
    share_out(second_reads="1")
    before = {read.case: read.person for read in shared.records(SecondRead)}
    keep(shared, propose_without(shared, "a1"), by="lead")
    first = readers(shared)
    after = {read.case: read.person for read in shared.records(SecondRead)}
    assert "a1" not in after.values()
    assert all(first[case] != reader for case, reader in after.items())
    stayed = {case for case, reader in before.items() if reader != "a1"}
    assert {case: after[case] for case in stayed} == {case: before[case] for case in stayed}
    told = " ".join(json.dumps(str(placement)) for placement in shared.records(Placement))
    assert "second" not in told


def test_second_reads_that_cannot_be_planted_are_counted(shared: Inspection) -> None:
    for person in ("i2", "a1", "a2"):
        attend(shared, person, Attendance.ILL, by="lead")
    rules = replace(allocation_rules(shared), second_reads="1/4")
    (remark,) = to_look_at(propose(shared, rules), {})
    assert remark.startswith("3 of the second reads asked for cannot be planted")


def test_a_second_read_ends_where_its_reader_gets_the_case(
    shared: Inspection, share_out: Callable[..., dict[str, str | None]]
) -> None:
    share_out(second_reads="1/12")
    (read,) = shared.records(SecondRead)
    with pytest.raises(RequestError, match="read it a second time"):
        move(shared, read.case, read.person, by="lead")
    placement = move(shared, read.case, read.person, by="lead", reason="The reader left.").placement
    assert shared.records(SecondRead) == ()
    assert placement.broken == ()


def test_a_move_that_breaks_a_rule_takes_a_reason_which_is_kept(shared: Inspection) -> None:
    held_by(shared, Holder("c1", offender_manager="B. Keld"), by="lead")
    before = shared.saved()
    with pytest.raises(RequestError) as refused:
        move(shared, "c1", "a1", by="lead")
    assert str(refused.value) == (
        "B. Keld should not get CU-0001: was its offender manager. "
        "Choose somebody else, or give a reason to override the rule."
    )
    assert shared.saved() == before
    move(shared, "c1", "a1", by="lead", reason="Nobody else speaks Welsh.")
    (placement,) = shared.records(Placement)
    assert why(placement, {"a1": "B. Keld"}) == (
        "Given by hand: Nobody else speaks Welsh. "
        "This overrides a rule: B. Keld was its offender manager."
    )
    assert readers(shared)["c1"] == "a1"


def test_a_move_within_the_rules_needs_no_reason(shared: Inspection) -> None:
    move(shared, "c1", "i1", by="lead")
    placement = move(shared, "c1", "i2", by="lead").placement
    names = {"i1": "J. Birkett", "i2": "M. Calder"}
    assert why(placement, names) == "Moved by hand from J. Birkett."
    with pytest.raises(RequestError, match="has CU-0001 already"):
        move(shared, "c1", "i2", by="lead")


@pytest.mark.parametrize("status", [CaseStatus.COMPLETE, CaseStatus.WITHDRAWN])
def test_a_case_that_is_not_open_is_not_moved(shared: Inspection, status: CaseStatus) -> None:
    shared.set_status("c1", status, by="lead", reason="It is over.")
    with pytest.raises(RequestError, match="Only a case that is open can be moved"):
        move(shared, "c1", "i1", by="lead")


def test_people_who_are_not_there_are_named(shared: Inspection) -> None:
    with pytest.raises(RequestError, match="no person “x”"):
        move(shared, "c1", "x", by="lead")
    with pytest.raises(RequestError, match="no person “x”"):
        propose_without(shared, "x")


def test_whoever_joins_takes_part_as_said(shared: Inspection) -> None:
    joined = join(
        shared,
        " F. Ousby ",
        PersonKind.AREA_ASSESSOR,
        Membership("", Attendance.RESERVE, most=3, team="East"),
        by="lead",
    )
    assert shared.people()[-1] == joined
    assert joined.name == "F. Ousby"
    kept = memberships(shared)[joined.id]
    assert (kept.attendance, kept.most, kept.team) == (Attendance.RESERVE, 3, "East")
    readers_now = {r.id: r.reads for r in team_of(shared, allocation_rules(shared)).readers}
    assert readers_now[joined.id] is False
    attend(shared, joined.id, Attendance.WORKING, by="lead")
    assert memberships(shared)[joined.id] == replace(kept, attendance=Attendance.WORKING)


@pytest.mark.parametrize(
    ("name", "membership", "sentence"),
    [
        ("  ", Membership(""), "has no name"),
        ("b keld", Membership(""), "in the team already"),
        ("N. Other", Membership("", capacity=0), "capacity of 0 %"),
        ("N. Other", Membership("", most=-1), "fewer than no cases"),
    ],
)
def test_whoever_cannot_be_shared_out_to_does_not_join(
    shared: Inspection, name: str, membership: Membership, sentence: str
) -> None:
    before = shared.saved()
    with pytest.raises(RequestError, match=sentence):
        join(shared, name, PersonKind.INSPECTOR, membership, by="lead")
    assert shared.saved() == before


def test_a_type_without_a_gate_is_refused(shared: Inspection) -> None:
    rules = replace(allocation_rules(shared), types=("parole",))
    with pytest.raises(RequestError, match="no gate “parole”"):
        propose(shared, rules)


@pytest.mark.parametrize(
    ("text", "hundredths"), [("1/4", 25), ("0.25", 25), (" 25% ", 25), ("0", 0), ("1", 100)]
)
def test_a_share_may_be_a_fraction_a_decimal_or_a_percentage(text: str, hundredths: int) -> None:
    assert share_from(text) * 100 == hundredths


@pytest.mark.parametrize("text", ["", "a third", "1/0", "-1/3", "101%", "1%2", "nan", "4/3"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match="is not a part of a whole"):
        share_from(text)


def test_a_move_that_is_taken_back_was_none(
    shared: Inspection, share_out: Callable[..., dict[str, str | None]]
) -> None:
    share_out(second_reads="1/4")
    read = shared.records(SecondRead)[0]
    before = (readers(shared), shared.records(Placement), shared.records(SecondRead))
    moved = move(shared, read.case, read.person, by="lead", reason="The reader left.")
    assert shared.records(SecondRead) != before[2]
    take_back(shared, moved.span, by="lead")
    assert (readers(shared), shared.records(Placement), shared.records(SecondRead)) == before
    assert shared.check() == ()


def test_a_sharing_out_that_is_taken_back_was_none(shared: Inspection) -> None:
    before = readers(shared)
    span = keep(shared, propose(shared), by="lead")
    take_back(shared, span, by="lead")
    assert readers(shared) == before
    assert shared.records(Placement) == shared.records(SecondRead) == ()
    keep(shared, propose(shared), by="lead")
    kept = (readers(shared), shared.records(Membership))
    span = keep(shared, propose_without(shared, "i1"), by="lead")
    assert readers(shared) != kept[0]
    take_back(shared, span, by="lead")
    assert (readers(shared), shared.records(Membership)) == kept
    assert shared.check() == ()


def test_a_move_is_not_taken_back_once_the_case_went_on(shared: Inspection) -> None:
    moved = move(shared, "c1", "i1", by="lead")
    move(shared, "c1", "i2", by="lead")
    before = readers(shared)
    with pytest.raises(RequestError, match="changed since in case"):
        take_back(shared, moved.span, by="lead")
    assert readers(shared) == before
