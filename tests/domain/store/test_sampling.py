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
from omi_desktop.store.sampling import (
    keep_rules,
    keep_sample,
    open_reserves,
    refuse_second_draw,
    replace_case,
    sealed_rules,
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
