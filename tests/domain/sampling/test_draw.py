from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from hashlib import sha256
from math import sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from omi_desktop.errors import RequestError
from omi_desktop.instrument.model import Instrument
from omi_desktop.sampling.caseload import ListedCase
from omi_desktop.sampling.chances import TRIALS
from omi_desktop.sampling.draw import Origin, Sample, design_weights, draw, in_order, taken
from omi_desktop.sampling.feasibility import feasibility
from omi_desktop.sampling.kinds import demands
from omi_desktop.sampling.replacing import next_reserve
from omi_desktop.sampling.rules import Minimum, Rules

SOAK = bool(os.environ.get("OMI_SOAK"))
DRAWS = 10_000 if SOAK else 2_000
FIXED = [
    "CU-0092",
    "CU-0031",
    "CU-0153",
    "CU-0138",
    "CU-0119",
    "CU-0272",
    "CU-0017",
    "CU-0253",
    "CU-0204",
    "CU-0184",
    "CU-0051",
    "CU-0230",
]
FIXED_RESERVES = ["CU-0064", "CU-0187", "CU-0034"]
FIXED_SEAL = "18fd5a36264538b383c184fe3f67f810d9f7629a2d108bc514e2cd84efcf3a2d"
MINIMUMS = (Minimum("high_roh", 6), Minimum("ppo", 5), Minimum("minority_ethnic", 4))


# Written from resources/manual/sampling.md, not from the program: steps 1 to 4.
def key(seed: str, reference: str) -> str:
    return sha256(f"{seed}\n{reference}".encode()).hexdigest()


def shared(sizes: list[int], places: int) -> list[int]:
    exact = [Fraction(places * size, sum(sizes) or 1) for size in sizes]
    parts = [int(part) for part in exact]
    by_rest = sorted(range(len(sizes)), key=lambda n: (parts[n] - exact[n], n))
    for n in by_rest[: places - sum(parts)] if sum(sizes) else []:
        parts[n] += 1
    return parts


def repeated(
    strata: list[tuple[int, list[tuple[str, set[str]]]]], minimums: list[tuple[str, int]], seed: str
) -> list[str]:
    needs: list[dict[str, int]] = [{} for _ in strata]
    for gate, number in minimums:
        counts = [sum(gate in gates for _, gates in cases) for _, cases in strata]
        for need, part in zip(needs, shared(counts, number), strict=True):
            need[gate] = part
    chosen: list[str] = []
    for (places, cases), need in zip(strata, needs, strict=True):
        waiting = sorted(cases, key=lambda case: key(seed, case[0]))
        for place in range(places):
            free = places - place - sum(need.values())
            case = next(c for c in waiting if free > 0 or any(need[g] for g in c[1] & need.keys()))
            waiting.remove(case)
            for gate in case[1] & need.keys():
                need[gate] = max(0, need[gate] - 1)
            chosen.append(case[0])
    return sorted(chosen, key=lambda reference: key(seed, reference))


def case(number: int, *, harm: bool, ppo: bool, ethnic: bool, licence: bool = False) -> ListedCase:
    facts = {
        "case_type": "licence" if licence else "community",
        "roh_level": "high" if harm else "low",
        "ppo": "yes" if ppo else "no",
        "ethnicity": "asian" if ethnic else "white",
    }
    return ListedCase(f"CU-{number:04}", number, facts, office="AB"[number % 2])


def caseload(number: int = 300) -> list[ListedCase]:
    """Cases of which every 17th, 23rd and 41st belongs to a group, some to several."""
    return [
        case(n, harm=n % 17 == 0, ppo=n % 23 == 0, ethnic=n % 41 == 0, licence=n % 3 == 0)
        for n in range(1, number + 1)
    ]


def gates(listed: ListedCase) -> set[str]:
    facts = listed.facts
    held = {"high_roh": facts["roh_level"] == "high", "ppo": facts["ppo"] == "yes"}
    held["minority_ethnic"] = facts["ethnicity"] == "asian"
    return {gate for gate, holds in held.items() if holds}


def references(sample: Sample) -> list[str]:
    return [drawn.case.ref for drawn in sample.cases]


def by_hand(cases: Iterable[ListedCase], rules: Rules) -> list[str]:
    """Repeat a draw whose strata are a share of licences, or the whole list."""
    listed = [(c, (c.ref, gates(c))) for c in cases]
    if rules.share is None:
        strata = [(rules.size, [pair for _, pair in listed])]
    else:
        inside = [pair for c, pair in listed if c.facts["case_type"] == "licence"]
        outside = [pair for c, pair in listed if c.facts["case_type"] != "licence"]
        number = rules.share.number
        strata = [(number, inside), (rules.size - number, outside)]
    return repeated(strata, [(m.gate, m.number) for m in rules.minimums], rules.seed)


def test_a_second_implementation_from_the_manual_draws_the_same(omi_2006: Instrument) -> None:
    cases = caseload()
    for seed in ("one", "two", "drei", "четыре"):
        rules = Rules(40, seed, MINIMUMS)
        assert references(draw(omi_2006, cases, rules, trials=20)) == by_hand(cases, rules)
        rules = Rules(40, seed, MINIMUMS, share=Minimum("licence", 15))
        assert references(draw(omi_2006, cases, rules, trials=20)) == by_hand(cases, rules)


def test_the_sample_of_a_seed_never_changes(omi_2006: Instrument) -> None:
    sample = draw(omi_2006, caseload(), Rules(12, "cumbria-2006", MINIMUMS[:2], reserves=3))
    assert references(sample) == FIXED
    assert [reserve.case.ref for reserve in sample.reserves] == FIXED_RESERVES
    assert sample.sealed == FIXED_SEAL


def test_the_order_of_the_list_changes_nothing(omi_2006: Instrument) -> None:
    cases, rules = caseload(), Rules(40, "order", MINIMUMS, reserves=5, by_office=True)
    one, other = draw(omi_2006, cases, rules), draw(omi_2006, cases[::-1], rules)
    assert references(one) == references(other)
    assert one.reserves == other.reserves
    assert one.list_digest == other.list_digest


def test_without_minimums_every_case_has_the_same_exact_chance(omi_2006: Instrument) -> None:
    sample = draw(omi_2006, caseload(), Rules(40, "plain"))
    assert {drawn.chance for drawn in sample.cases} == {Fraction(40, 300)}
    assert {drawn.origin for drawn in sample.cases} == {Origin.RANDOM}
    assert sample.passed_over == 0


def test_a_share_is_drawn_exactly_and_its_chances_are_exact(omi_2006: Instrument) -> None:
    sample = draw(omi_2006, caseload(), Rules(40, "share", share=Minimum("licence", 25)))
    licences = [d for d in sample.cases if d.case.facts["case_type"] == "licence"]
    assert len(licences) == 25
    assert {drawn.chance for drawn in licences} == {Fraction(25, 100)}
    assert {d.chance for d in sample.cases if d not in licences} == {Fraction(15, 200)}


def test_offices_have_their_part(omi_2006: Instrument) -> None:
    cases = [c for c in caseload() if c.office == "A" or c.row < 150]
    sample = draw(omi_2006, cases, Rules(25, "offices", by_office=True))
    sizes, drawn = Counter(c.office for c in cases), Counter(d.case.office for d in sample.cases)
    assert all(abs(drawn[o] - Fraction(25 * sizes[o], len(cases))) < 1 for o in "AB")


def test_boosters_stand_in_for_as_many_cases_of_the_plain_draw(omi_2006: Instrument) -> None:
    cases = caseload()
    plain = set(references(draw(omi_2006, cases, Rules(40, "boost"))))
    sample = draw(omi_2006, cases, Rules(40, "boost", MINIMUMS))
    boosters = [drawn for drawn in sample.cases if drawn.origin is Origin.BOOSTER]
    assert boosters
    assert sample.passed_over == len(boosters)
    assert {drawn.case.ref for drawn in boosters}.isdisjoint(plain)
    assert all(drawn.minimum in gates(drawn.case) for drawn in boosters)
    assert {d.case.ref for d in sample.cases if d.origin is Origin.RANDOM} <= plain


def test_minimums_that_only_fit_together_are_met(omi_2006: Instrument) -> None:
    both = [case(n, harm=True, ppo=True, ethnic=False) for n in range(1, 4)]
    rest = [case(n, harm=n % 2 == 0, ppo=n % 2 == 1, ethnic=False) for n in range(4, 40)]
    for seed in range(20):
        rules = Rules(5, str(seed), (Minimum("high_roh", 4), Minimum("ppo", 4)))
        sample = draw(omi_2006, [*both, *rest], rules, trials=20)
        assert [group.achieved for group in sample.minimums] == [4, 4]
        assert len(sample.cases) == 5


def test_weights_are_the_inverse_of_the_chances(omi_2006: Instrument) -> None:
    sample = draw(omi_2006, caseload(), Rules(40, "weights", MINIMUMS))
    weights = design_weights(sample)
    assert all(weights[d.case.ref] * d.chance == 1 for d in sample.cases)


def test_an_infeasible_draw_is_refused_with_advice(omi_2006: Instrument) -> None:
    with pytest.raises(RequestError, match="13 are in the list, 2 short: lower the number to 13"):
        draw(omi_2006, caseload(), Rules(40, "much", (Minimum("ppo", 15),)))


def test_a_reserve_counts_for_what_would_be_missing(omi_2006: Instrument) -> None:
    sample = draw(omi_2006, caseload(), Rules(40, "reserve", MINIMUMS, reserves=8))
    wanted = {group.name: group.required for group in sample.minimums}
    groups = {d.case.ref: d.counts_for for d in sample.cases}
    reserves = {r.case.ref: r.counts_for for r in sample.reserves}
    for dropped in groups:
        found = next_reserve(dropped, groups, reserves, wanted)
        assert found is not None
        left = [*(own for ref, own in groups.items() if ref != dropped), reserves[found]]
        assert all(sum(gate in own for own in left) >= n for gate, n in wanted.items())


def test_the_recorded_chances_are_the_observed_ones(omi_2006: Instrument) -> None:
    cases = caseload()
    rules = Rules(40, "chances", MINIMUMS)
    asked = demands(omi_2006, cases, rules)
    recorded: dict[int, Fraction] = {}
    drawn_of: Counter[int] = Counter()
    for number in range(DRAWS):
        order = in_order(f"seed {number}", [c.ref for c in cases])
        drawn_of.update(taken(asked, order).keys())
    for one in draw(omi_2006, cases, rules).cases:
        recorded[asked.kinds[one.case.row - 1]] = one.chance
    there = Counter(asked.kinds)
    for kind, chance in recorded.items():
        share = sum(n for index, n in drawn_of.items() if asked.kinds[index] == kind)
        observed = share / (DRAWS * there[kind])
        # The trials behind the recorded chance vary as the draws do.
        spread = sqrt(chance * (1 - chance) / there[kind] * (1 / DRAWS + 1 / TRIALS))
        assert abs(observed - chance) < 4.5 * spread, (kind, observed, float(chance))
    # Of the cases without any group, none is preferred: chi-squared, one degree of freedom each.
    plain = [drawn_of[index] for index, kind in enumerate(asked.kinds) if kind == 0]
    mean = sum(plain) / len(plain)
    share = mean / DRAWS
    squares = sum((number - mean) ** 2 for number in plain) / (mean * (1 - share))
    degrees = len(plain) - 1
    assert abs(squares - degrees) < 4 * sqrt(2 * degrees)


listed = st.lists(
    st.tuples(st.booleans(), st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=30
).map(
    lambda rows: [
        case(n, harm=h, ppo=p, ethnic=e, licence=x) for n, (h, p, e, x) in enumerate(rows, 1)
    ]
)


@given(listed, st.data())
def test_every_feasible_draw_has_its_size_and_its_minimums(
    omi_2006: Instrument, cases: list[ListedCase], data: st.DataObject
) -> None:
    size = data.draw(st.integers(1, len(cases)))
    minimums = tuple(Minimum(m.gate, data.draw(st.integers(0, min(4, size)))) for m in MINIMUMS)
    seed = data.draw(st.text("abc123", min_size=1, max_size=4))
    rules = Rules(size, seed, minimums, reserves=data.draw(st.integers(0, 4)))
    asked = demands(omi_2006, cases, rules)
    assume(feasibility(asked).feasible)
    sample = draw(omi_2006, cases, rules, trials=20)
    assert len(set(references(sample))) == size
    assert all(group.achieved >= group.required for group in sample.minimums)
    assert not set(references(sample)) & {reserve.case.ref for reserve in sample.reserves}
    assert len(sample.reserves) == min(rules.reserves, len(cases) - size)
    if sum(minimum.number for minimum in minimums) <= size:
        assert references(sample) == by_hand(cases, rules)
