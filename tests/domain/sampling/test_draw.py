from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from hashlib import sha256
from itertools import chain, combinations
from math import sqrt
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from omi_desktop.assets import asset
from omi_desktop.errors import RequestError
from omi_desktop.instrument.model import Instrument
from omi_desktop.sampling.caseload import ListedCase
from omi_desktop.sampling.chances import TRIALS
from omi_desktop.sampling.draw import Origin, Sample, design_weights, draw, in_order, taken
from omi_desktop.sampling.feasibility import advice, feasibility
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


Listed = tuple[str, str, frozenset[str]]
"""A reference, the stratum it lies in, and the minimums that it counts for."""


# Written from resources/manual/sampling.md, steps 1 to 5, and not from the program, whose places
# move along chains: here the room is the condition of Gale and Hall over all sets of minimums.
def key(seed: str, reference: str) -> str:
    return sha256(f"{seed}\n{reference}".encode()).hexdigest()


def has_room(needs: dict[str, int], places: dict[str, int], waiting: list[Listed]) -> bool:
    there = Counter((lies, want) for _, lies, wants in waiting for want in wants)
    some = chain.from_iterable(combinations(needs, n) for n in range(1, len(needs) + 1))
    return all(
        sum(needs[want] for want in wants)
        <= sum(min(free, sum(there[lies, w] for w in wants)) for lies, free in places.items())
        for wants in some
    )


def repeated(
    cases: Iterable[Listed], places: dict[str, int], needs: dict[str, int], seed: str
) -> list[str]:
    waiting = sorted(cases, key=lambda one: key(seed, one[0]))
    places, needs, chosen = dict(places), dict(needs), list[str]()
    for _ in range(sum(places.values())):
        for place, (reference, lies, wants) in enumerate(waiting):
            if not places[lies]:
                continue
            free = places | {lies: places[lies] - 1}
            open_after = {want: n - (n > 0 and want in wants) for want, n in needs.items()}
            rest = waiting[:place] + waiting[place + 1 :]
            if has_room(open_after, free, rest):
                waiting, places, needs = rest, free, open_after
                chosen.append(reference)
                break
    return sorted(chosen, key=lambda reference: key(seed, reference))


# Step 7, by trying everything.
def can_be_met(
    needs: dict[str, int], places: dict[str, int], kinds: dict[tuple[str, frozenset[str]], int]
) -> bool:
    order = list(kinds)

    @cache
    def met(needed: tuple[int, ...], free: tuple[int, ...], at: int) -> bool:
        if not any(needed) or at == len(order):
            return not any(needed)
        (lies, wants), place = order[at], list(places).index(order[at][0])
        counts = [want in wants for want in needs]
        for some in range(min(kinds[lies, wants], free[place]) + 1):
            left = tuple(max(0, n - some * c) for n, c in zip(needed, counts, strict=True))
            if met(left, (*free[:place], free[place] - some, *free[place + 1 :]), at + 1):
                return True
        return False

    return met(tuple(needs.values()), tuple(places.values()), 0)


def planned(
    cases: Iterable[Listed], places: dict[str, int], needs: dict[str, int]
) -> Counter[tuple[str, frozenset[str]]]:
    kinds = dict(Counter((lies, wants) for _, lies, wants in cases))
    places, needs = dict(places), dict(needs)
    taken: Counter[tuple[str, frozenset[str]]] = Counter()
    bits = {name: 1 << place for place, name in enumerate((*needs, *places))}

    def order(kind: tuple[str, frozenset[str]]) -> tuple[Fraction, int]:
        number = sum(bits[want] for want in kind[1]) + bits[kind[0]]
        return -Fraction(kinds[kind], taken[kind] + 1), number

    while any(needs.values()):
        useful = [k for k in kinds if kinds[k] and places[k[0]] and any(needs[w] for w in k[1])]
        for kind in sorted(useful, key=order):
            after = {want: n - (n > 0 and want in kind[1]) for want, n in needs.items()}
            free = places | {kind[0]: places[kind[0]] - 1}
            left = kinds | {kind: kinds[kind] - 1}
            if can_be_met(after, free, left):
                kinds, places, needs = left, free, after
                taken[kind] += 1
                break
    return taken


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


def laid_out(cases: Iterable[ListedCase], rules: Rules) -> tuple[list[Listed], dict[str, int]]:
    """Return the cases with their strata, and the places of the strata, from step 3."""
    sides = {"": ([*cases], rules.size)}
    if rules.share is not None:
        number = rules.share.number
        licences = [c for c in sides[""][0] if c.facts["case_type"] == "licence"]
        others = [c for c in sides[""][0] if c.facts["case_type"] != "licence"]
        sides = {"licence": (licences, number), "order": (others, rules.size - number)}
    listed: list[Listed] = []
    places: dict[str, int] = {}
    for side, (own, number) in sides.items():
        sizes = Counter(c.office if rules.by_office else "" for c in own)
        exact = {o: Fraction(number * n, len(own)) for o, n in sizes.items()}
        parts = {o: int(part) for o, part in exact.items()}
        by_rest = sorted(exact, key=lambda o: (parts[o] - exact[o], o))
        for office in by_rest[: number - sum(parts.values())]:
            parts[office] += 1
        places |= {f"{side}/{office}": parts[office] for office in sorted(parts)}
        listed += [
            (c.ref, f"{side}/{c.office if rules.by_office else ''}", frozenset(gates(c)))
            for c in own
        ]
    return listed, places


def by_hand(cases: Iterable[ListedCase], rules: Rules) -> list[str]:
    """Repeat a draw as the manual tells it."""
    asked = {m.gate: m.number for m in rules.minimums}
    listed, places = laid_out(cases, rules)
    listed = [(ref, lies, wants.intersection(asked)) for ref, lies, wants in listed]
    if has_room(asked, places, listed):
        return repeated(listed, places, asked, rules.seed)
    plan = planned(listed, places, asked)
    names = {kind: repr((kind[0], sorted(kind[1]))) for kind in plan}
    as_kinds = [
        (ref, lies, frozenset({names[lies, wants]} if (lies, wants) in names else ()))
        for ref, lies, wants in listed
    ]
    numbers = {names[kind]: number for kind, number in plan.items()}
    # Every want is one kind of one stratum: the condition need not be tried for all their sets.
    return _each_by_itself(as_kinds, places, numbers, rules.seed)


def _each_by_itself(
    cases: list[Listed], places: dict[str, int], needs: dict[str, int], seed: str
) -> list[str]:
    chosen: list[str] = []
    for stratum, number in places.items():
        own = [one for one in cases if one[1] == stratum]
        wants = {want for _, _, wants in own for want in wants}
        chosen += repeated(own, {stratum: number}, {w: needs[w] for w in wants}, seed)
    return sorted(chosen, key=lambda reference: key(seed, reference))


def test_a_second_implementation_from_the_manual_draws_the_same(omi_2006: Instrument) -> None:
    cases = caseload()
    share = Minimum("licence", 15)
    for seed in ("one", "two", "drei", "четыре"):
        for rules in (
            Rules(40, seed, MINIMUMS),
            Rules(40, seed, MINIMUMS, share=share),
            Rules(40, seed, MINIMUMS, by_office=True),
            Rules(20, seed, MINIMUMS, share=Minimum("licence", 3), by_office=True),
        ):
            assert references(draw(omi_2006, cases, rules, trials=20)) == by_hand(cases, rules)


def test_the_lines_in_the_manual_draw_the_same(omi_2006: Instrument) -> None:
    told = asset("manual/sampling.md").read_text(encoding="utf-8")
    listing = told.partition("## Repeating a draw")[2].partition("```python\n")[2]
    listing = listing.partition("```")[0]
    assert sum(bool(line.strip()) for line in listing.splitlines()) <= 40
    found: dict[str, Any] = {}
    exec(compile(listing, "sampling.md", "exec"), found)
    cases = caseload(200)
    for rules in (
        Rules(30, "manual", MINIMUMS),
        Rules(20, "manual", MINIMUMS, share=Minimum("licence", 3), by_office=True),
    ):
        listed, places = laid_out(cases, rules)
        needs = {m.gate: m.number for m in rules.minimums}
        again = found["draw"](listed, places, needs, rules.seed)
        assert again == references(draw(omi_2006, cases, rules, trials=20))


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


@pytest.mark.parametrize("share", [None, Minimum("licence", 15)])
def test_the_recorded_chances_are_the_observed_ones(
    share: Minimum | None, omi_2006: Instrument
) -> None:
    cases = caseload()
    rules = Rules(40, "chances", MINIMUMS, share=share)
    asked = demands(omi_2006, cases, rules)
    recorded: dict[int, Fraction] = {}
    drawn_of: Counter[int] = Counter()
    for number in range(DRAWS):
        order = in_order(f"seed {number}", [c.ref for c in cases])
        found = taken(asked, order)
        assert all(
            sum(asked.kinds[index] >> place & 1 for index in found) >= group.wanted
            for place, group in enumerate(asked.groups)
        )
        drawn_of.update(found.keys())
    for one in draw(omi_2006, cases, rules).cases:
        recorded[asked.kinds[one.case.row - 1]] = one.chance
    there = Counter(asked.kinds)
    for kind, chance in recorded.items():
        part = sum(n for index, n in drawn_of.items() if asked.kinds[index] == kind)
        observed = part / (DRAWS * there[kind])
        # The trials behind the recorded chance vary as the draws do.
        spread = sqrt(chance * (1 - chance) / there[kind] * (1 / DRAWS + 1 / TRIALS))
        assert abs(observed - chance) < 4.5 * spread, (kind, observed, float(chance))
    # Of the cases that count for no minimum, none of a stratum is preferred: chi-squared, one
    # degree of freedom each.
    for kind in (kind for kind in there if kind % (1 << len(MINIMUMS)) == 0):
        plain = [drawn_of[index] for index, own in enumerate(asked.kinds) if own == kind]
        mean = sum(plain) / len(plain)
        squares = sum((number - mean) ** 2 for number in plain) / (mean * (1 - mean / DRAWS))
        degrees = len(plain) - 1
        assert abs(squares - degrees) < 4 * sqrt(2 * degrees)


def test_minimums_hold_for_the_whole_sample_and_bend_no_stratum_more_than_another(
    omi_2006: Instrument,
) -> None:
    cases = caseload()
    rules = Rules(30, "offices", MINIMUMS, share=Minimum("licence", 6), by_office=True)
    sample = draw(omi_2006, cases, rules)
    assert all(group.achieved >= group.required for group in sample.minimums)
    plain = {d.chance for d in sample.cases if len(d.counts_for) == 1}
    assert max(plain) < 2 * min(plain)


def test_what_has_no_place_within_the_share_is_said_with_the_number_that_has(
    omi_2006: Instrument,
) -> None:
    cases = [case(n, harm=n > 30, ppo=False, ethnic=False, licence=n > 20) for n in range(1, 41)]
    rules = Rules(12, "share", (Minimum("high_roh", 5),), share=Minimum("licence", 3))
    with pytest.raises(RequestError, match="3 have a place within the share and the offices, 2 s"):
        draw(omi_2006, cases, rules)


listed = st.lists(
    st.tuples(st.booleans(), st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=30
).map(
    lambda rows: [
        case(n, harm=h, ppo=p, ethnic=e, licence=x) for n, (h, p, e, x) in enumerate(rows, 1)
    ]
)


@given(listed, st.data())
def test_every_feasible_draw_has_its_size_and_its_minimums_and_is_the_one_of_the_manual(
    omi_2006: Instrument, cases: list[ListedCase], data: st.DataObject
) -> None:
    size = data.draw(st.integers(1, min(8, len(cases))))
    minimums = tuple(Minimum(m.gate, data.draw(st.integers(0, min(4, size)))) for m in MINIMUMS)
    seed = data.draw(st.text("abc123", min_size=1, max_size=4))
    licences = sum(c.facts["case_type"] == "licence" for c in cases)
    fewest, most = max(0, size - len(cases) + licences), min(size, licences)
    number, is_shared = data.draw(st.integers(fewest, most)), data.draw(st.booleans())
    rules = Rules(
        size,
        seed,
        minimums,
        share=Minimum("licence", number) if is_shared else None,
        by_office=data.draw(st.booleans()),
        reserves=data.draw(st.integers(0, 4)),
    )
    asked = demands(omi_2006, cases, rules)
    listed, places = laid_out(cases, rules)
    kinds = dict(Counter((lies, wants) for _, lies, wants in listed))
    needs = {minimum.gate: minimum.number for minimum in minimums}
    found = feasibility(asked)
    assert found.feasible == can_be_met(needs, places, kinds)
    assert bool(advice(found)) != found.feasible
    assume(found.feasible)
    sample = draw(omi_2006, cases, rules, trials=20)
    assert len(set(references(sample))) == size
    assert all(group.achieved >= group.required for group in sample.minimums)
    assert all(g.achieved == g.required for g in sample.groups if g.is_stratum)
    assert not set(references(sample)) & {reserve.case.ref for reserve in sample.reserves}
    assert len(sample.reserves) == min(rules.reserves, len(cases) - size)
    assert all(drawn.chance > 0 for drawn in sample.cases)
    assert references(sample) == by_hand(cases, rules)
