from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from omi_desktop.assets import asset
from omi_desktop.errors import RequestError
from omi_desktop.instrument.bank import bank_files
from omi_desktop.sampling.caseload import Caseload, ListedCase, Unusable
from omi_desktop.sampling.draw import Sample, draw
from omi_desktop.sampling.rules import Minimum, Rules, read_rules
from omi_desktop.store import (
    CaseStatus,
    Details,
    How,
    Inspection,
    KeyCost,
    Person,
    PersonKind,
    RememberedMapping,
    Replacement,
    ReserveCase,
    Role,
    SampledCase,
    SampledList,
    SealedRules,
    create,
)
from omi_desktop.store.kept_sample import account, kept_sample
from omi_desktop.store.merge_records import Pack
from omi_desktop.store.salvage import salvage
from omi_desktop.store.sample_records import TakenBackDraw
from omi_desktop.store.sampling import (
    keep_rules,
    keep_sample,
    open_reserves,
    refuse_second_draw,
    replace_case,
    sealed_rules,
    take_back_draw,
    take_back_replacement,
)

RULES = Rules(6, "one", (Minimum("ppo", 2),), reserves=4)
AT = "2006-06-01T09:00:00.000Z"


@pytest.fixture
def inspection(tmp_path: Path) -> Iterator[Inspection]:
    """An inspection on the shipped bank without any case."""
    details = Details("i1", "Cumbria", Role.LEAD, AT)
    bank = bank_files(asset("instrument/omi-2006"))
    cost = KeyCost(passes=1, kibibytes=8, lanes=1)
    with create(tmp_path / "i.omi", "a word", bank=bank, details=details, cost=cost) as made:
        made.add_people([Person("lead", "Ada Byron", PersonKind.LEAD_INSPECTOR)])
        yield made


def caseload() -> Caseload:
    cases = tuple(
        ListedCase(
            f"CU-{n:02}",
            n,
            {"case_type": "licence", "ppo": "yes" if n % 5 == 0 else "no"},
            office="Kendal",
            team=f"Team {n % 3}",
        )
        for n in range(1, 31)
    )
    return Caseload(cases, (Unusable(31, "No reference."),), 31, "ab12", frozenset({"ppo"}))


def keep(inspection: Inspection, rules: Rules = RULES, reason: str = "") -> Sample:
    listed = caseload()
    sample = draw(inspection.instrument, listed.cases, rules, trials=20)
    keep_sample(
        inspection,
        sample,
        listed,
        sealed=sealed_rules(inspection, rules, by="lead", at=AT, reason=reason),
        mapping=RememberedMapping((("reference", "CRN"),)),
        list_name="list.csv",
        method="How it was drawn.",
        by="lead",
        reason=reason,
    )
    return sample


def refs(inspection: Inspection) -> set[str]:
    kept = inspection.cases()
    return {case.ref for case in kept if case.status is not CaseStatus.WITHDRAWN}


def test_a_kept_sample_is_there_whole(inspection: Inspection) -> None:
    sample = keep(inspection)
    assert [case.ref for case in inspection.cases()] == [d.case.ref for d in sample.cases]
    assert {case.status for case in inspection.cases()} == {CaseStatus.NOT_STARTED}
    (sealed,) = inspection.records(SealedRules)
    assert read_rules(sealed.text) == RULES
    assert sealed.at == AT
    (kept_list,) = inspection.records(SampledList)
    assert (kept_list.rows, kept_list.eligible) == (31, 30)
    assert kept_list.unusable == ((31, "No reference."),)
    sampled = inspection.records(SampledCase)
    assert [(s.ref, s.origin, s.minimum) for s in sampled] == [
        (d.case.ref, str(d.origin), d.minimum) for d in sample.cases
    ]
    assert {s.office for s in sampled} == {"Kendal"}
    kept_reserves = [one.ref for one in inspection.records(ReserveCase)]
    assert kept_reserves == [r.case.ref for r in sample.reserves]
    assert inspection.check() == ()


def test_what_the_list_says_is_answered_as_imported(inspection: Inspection) -> None:
    keep(inspection)
    for case in inspection.cases():
        given = inspection.answers(case.id)
        assert given["case_type"].value == "licence"
        assert given["ppo"].value == ("yes" if int(case.ref[3:]) % 5 == 0 else "no")
        told = inspection.history(case.id, "ppo")
        assert [change.how for change in told] == [How.IMPORTED]


def test_a_second_draw_needs_a_reason(inspection: Inspection) -> None:
    keep(inspection)
    before = inspection.saved()
    with pytest.raises(RequestError, match="6 cases already"):
        keep(inspection)
    assert inspection.saved() == before


def test_a_second_draw_withdraws_what_is_not_drawn_again(inspection: Inspection) -> None:
    first = {drawn.case.ref for drawn in keep(inspection).cases}
    second = {d.case.ref for d in keep(inspection, Rules(6, "two"), "Wrong list.").cases}
    assert refs(inspection) == second
    withdrawn = {c.ref: c.reason for c in inspection.cases() if c.status is CaseStatus.WITHDRAWN}
    assert withdrawn == dict.fromkeys(first - second, "Wrong list.")
    versions = inspection.records(SealedRules)
    assert [(v.number, v.reason) for v in versions] == [(1, ""), (2, "Wrong list.")]
    assert [one.rules for one in inspection.records(SampledList)] == [1, 2]
    third = {d.case.ref for d in keep(inspection, RULES, "Back.").cases}
    assert refs(inspection) == third == first
    assert inspection.check() == ()


def test_no_second_draw_once_something_is_answered(inspection: Inspection) -> None:
    keep(inspection)
    one = inspection.cases()[0]
    inspection.answer(one.id, "tier", "3", by="lead")
    inspection.set_status(one.id, CaseStatus.NOT_STARTED, by="lead")
    with pytest.raises(RequestError, match="some are answered already"):
        refuse_second_draw(inspection, "A reason.")


def test_sealed_rules_change_only_with_a_reason(inspection: Inspection) -> None:
    keep_rules(inspection, sealed_rules(inspection, RULES, by="lead", at=AT), by="lead")
    again = sealed_rules(inspection, RULES, by="lead", at="2006-07-01T09:00:00.000Z")
    assert again.at == AT
    other = Rules(7, "one")
    with pytest.raises(RequestError, match="sealed on 2006-06-01"):
        sealed_rules(inspection, other, by="lead", at=AT)
    changed = sealed_rules(inspection, other, by="lead", at=AT, reason="A larger area.")
    assert (changed.number, changed.reason) == (2, "A larger area.")


def test_a_case_that_falls_out_is_replaced_by_one_that_keeps_the_minimums(
    inspection: Inspection,
) -> None:
    sample = keep(inspection)
    dropped = next(d.case.ref for d in sample.cases if "ppo" in d.counts_for)
    reserves = [one.ref for one in open_reserves(inspection)]
    replaced = replace_case(inspection, dropped, by="lead", reason="Transferred out.")
    assert int(replaced.taken[3:]) % 5 == 0
    assert replaced.taken in reserves
    assert [r.ref for r in open_reserves(inspection)] == [
        r for r in reserves if r != replaced.taken
    ]
    kept = refs(inspection)
    assert dropped not in kept
    assert replaced.taken in kept
    assert len(kept) == 6
    newest = inspection.cases()[-1]
    assert inspection.answers(newest.id)["ppo"].value == "yes"
    assert inspection.records(Replacement) == (replaced,)
    assert inspection.check() == ()


def test_reserves_are_used_in_their_order(inspection: Inspection) -> None:
    sample = keep(inspection, Rules(6, "one", reserves=4))
    order = [reserve.case.ref for reserve in sample.reserves]
    for place in range(4):
        dropped = sample.cases[place].case.ref
        assert replace_case(inspection, dropped, by="lead", reason="Lost.").taken == order[place]
    with pytest.raises(RequestError, match="No reserve that is left"):
        replace_case(inspection, sample.cases[4].case.ref, by="lead", reason="Lost.")


@pytest.mark.parametrize(("ref", "reason"), [("CU-99", "Lost."), ("", " ")])
def test_what_cannot_be_replaced_is_said(inspection: Inspection, ref: str, reason: str) -> None:
    keep(inspection)
    before = inspection.saved()
    with pytest.raises(RequestError, match=r"is not a case of the sample|Say why"):
        replace_case(inspection, ref, by="lead", reason=reason)
    assert inspection.saved() == before


def everything(inspection: Inspection) -> tuple[object, ...]:
    """Return what the file holds of cases and sample, without its history."""
    return (
        inspection.cases(),
        inspection.values(),
        inspection.records(SampledList),
        inspection.records(SampledCase),
        inspection.records(ReserveCase),
        inspection.records(Replacement),
    )


def test_a_draw_that_is_taken_back_leaves_nothing_but_its_record(inspection: Inspection) -> None:
    before = everything(inspection)
    keep(inspection)
    told = take_back_draw(inspection, by="lead", reason="The wrong list.")
    assert everything(inspection) == before
    assert inspection.saved().answers == 0
    assert inspection.records(TakenBackDraw) == (told,)
    assert (told.draw, told.name, told.reason) == (1, "list.csv", "The wrong list.")
    assert len(inspection.records(SealedRules)) == 1
    assert inspection.check() == ()
    keep(inspection)
    kept = kept_sample(inspection)
    assert kept is not None
    assert (kept.listed.draw, kept.taken_back) == (2, (told,))
    assert inspection.check() == ()


def test_what_was_taken_back_is_not_salvaged(inspection: Inspection, tmp_path: Path) -> None:
    keep(inspection)
    took = take_back_draw(inspection, by="lead", reason="The wrong list.")
    inspection.close()
    cost = KeyCost(passes=1, kibibytes=8, lanes=1)
    found = salvage(tmp_path / "i.omi", "a word", cost=cost)
    assert (found.cases, found.answers) == ({}, ())
    assert found.gaps == 0
    assert any(took.reason in body for body in found.records.values())


def test_a_second_draw_that_is_taken_back_brings_the_first_one_back(
    inspection: Inspection,
) -> None:
    keep(inspection)
    before = everything(inspection)
    keep(inspection, Rules(6, "two"), "Wrong list.")
    assert everything(inspection) != before
    take_back_draw(inspection, by="lead", reason="It was the right one.")
    assert everything(inspection) == before
    assert inspection.check() == ()


def test_a_draw_of_which_a_case_is_read_or_packed_is_not_taken_back(
    inspection: Inspection,
) -> None:
    keep(inspection)
    first = inspection.cases()[0]
    inspection.assign(first.id, "lead", by="lead")
    inspection.put_record(Pack("p1", "lead", AT, 1, (first.id,)), by="lead")
    before = everything(inspection)
    with pytest.raises(RequestError, match="went out in a pack"):
        take_back_draw(inspection, by="lead", reason="No.")
    inspection.drop_record(Pack("p1", "lead", AT, 1, (first.id,)), by="lead")
    inspection.answer(first.id, "1.1.1", "sufficient", by="lead")
    with pytest.raises(RequestError, match=f"changed since in case {first.ref}"):
        take_back_draw(inspection, by="lead", reason="No.")
    with pytest.raises(RequestError, match="Say why"):
        take_back_draw(inspection, by="lead", reason=" ")
    assert everything(inspection)[0] != before[0]
    assert inspection.records(TakenBackDraw) == ()


def test_where_nothing_was_drawn_or_replaced_nothing_is_taken_back(
    inspection: Inspection,
) -> None:
    with pytest.raises(RequestError, match="No sample has been drawn"):
        take_back_draw(inspection, by="lead", reason="Wrong.")
    keep(inspection)
    with pytest.raises(RequestError, match="No case was replaced"):
        take_back_replacement(inspection, by="lead")


def test_a_replacement_that_is_taken_back_was_none(inspection: Inspection) -> None:
    sample = keep(inspection)
    before = everything(inspection)
    first, second = (drawn.case.ref for drawn in sample.cases[:2])
    replace_case(inspection, first, by="lead", reason="Lost.")
    once = everything(inspection)
    replace_case(inspection, second, by="lead", reason="Lost.")
    assert take_back_replacement(inspection, by="lead").dropped == second
    assert everything(inspection) == once
    assert take_back_replacement(inspection, by="lead").dropped == first
    assert everything(inspection) == before
    assert inspection.check() == ()


def test_the_account_of_a_sample_follows_what_becomes_of_it(inspection: Inspection) -> None:
    sample = keep(inspection)
    kept = kept_sample(inspection)
    assert kept is not None
    told = account(kept)
    (ppo,) = told.groups
    assert (told.drawn, told.eligible, told.reserves, told.replaced) == (6, 30, 4, 0)
    assert (ppo.wanted, ppo.available, ppo.drawn, ppo.there) == (2, 6, ppo.drawn, ppo.drawn)
    plain = next(d.case.ref for d in sample.cases if "ppo" not in d.counts_for)
    replace_case(inspection, plain, by="lead", reason="Moved away.")
    other = next(c for c in inspection.cases() if c.status is not CaseStatus.WITHDRAWN)
    inspection.set_status(other.id, CaseStatus.WITHDRAWN, by="lead", reason="Died.")
    kept = kept_sample(inspection)
    assert kept is not None
    told = account(kept)
    assert (told.drawn, told.replaced, told.withdrawn) == (6, 1, 1)
    assert len(kept.current) == 5
