from __future__ import annotations

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.sampling.covering import fewest, fits
from omi_desktop.sampling.feasibility import advice, feasibility
from omi_desktop.sampling.kinds import Demands, Group

GATES = ("a", "b", "c", "d")
kinds = st.lists(st.integers(0, 15), min_size=1, max_size=9).map(tuple)
wants = st.tuples(*[st.integers(0, 4)] * len(GATES))


def asked(of: tuple[int, ...], wanted: tuple[int, ...], size: int) -> Demands:
    groups = tuple(
        Group(gate, number, sum(kind >> place & 1 for kind in of))
        for place, (gate, number) in enumerate(zip(GATES, wanted, strict=True))
    )
    return Demands(size, groups, of)


def meets(some: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(sum(k >> p & 1 for k in some) >= number for p, number in enumerate(wanted))


def fewest_by_trying(of: tuple[int, ...], wanted: tuple[int, ...]) -> int | None:
    for size in range(len(of) + 1):
        if any(meets(some, wanted) for some in combinations(of, size)):
            return size
    return None


@given(kinds, wants)
def test_the_fewest_cases_are_those_found_by_trying_all(
    of: tuple[int, ...], wanted: tuple[int, ...]
) -> None:
    assert fewest(wanted, Counter(of)) == fewest_by_trying(of, wanted)


@given(kinds, wants, st.integers(1, 9))
def test_a_draw_is_feasible_exactly_where_some_sample_is(
    of: tuple[int, ...], wanted: tuple[int, ...], size: int
) -> None:
    found = feasibility(asked(of, wanted, size))
    by_trying = any(meets(some, wanted) for some in combinations(of, size))
    assert found.feasible == by_trying
    assert bool(advice(found)) == (not by_trying)


@given(kinds, wants, st.integers(1, 9))
def test_the_smallest_change_of_a_minimum_is_the_one_found_by_trying(
    of: tuple[int, ...], wanted: tuple[int, ...], size: int
) -> None:
    found = feasibility(asked(of, wanted, size))
    if found.shortfalls or not found.crowded:
        return
    by_trying = {}
    for place, gate in enumerate(GATES):
        for number in range(wanted[place] - 1, -1, -1):
            lower = (*wanted[:place], number, *wanted[place + 1 :])
            if fewest_by_trying(of, lower) is not None and fits(lower, Counter(of), size):
                by_trying[gate] = number
                break
    assert dict(found.lower) == by_trying
    steps = [wanted[GATES.index(gate)] - number for gate, number in found.lower]
    assert steps == sorted(steps)


@given(kinds, wants, st.integers(1, 9))
def test_the_size_that_is_advised_is_enough(
    of: tuple[int, ...], wanted: tuple[int, ...], size: int
) -> None:
    found = feasibility(asked(of, wanted, size))
    if found.shortfalls or not found.crowded or len(of) < size:
        return
    crowded = found.crowded
    assert crowded.needs == fewest_by_trying(of, wanted)
    assert feasibility(asked(of, wanted, crowded.needs)).feasible
    assert f"raise the size to {crowded.needs}" in advice(found)[0]


def test_a_group_that_is_too_small_is_named_with_what_is_missing() -> None:
    found = feasibility(asked((1, 1, 0, 0), (3, 0, 0, 0), 3))
    assert advice(found) == (
        "Of “a” 3 are wanted and 2 are in the list, 1 short: lower the number to 2.",
    )


def test_a_group_that_no_column_tells_of_is_said_to_be_so() -> None:
    found = feasibility(asked((0, 0, 0, 0), (3, 0, 0, 0), 3))
    (sentence,) = advice(found, {"a": ("Ethnic group",)})
    assert sentence.startswith("The list does not tell of “a”, having no column for Ethnic group:")


def test_a_list_that_is_too_short_is_said_to_be_so() -> None:
    (sentence,) = advice(feasibility(asked((0, 0), (0, 0, 0, 0), 3)))
    assert sentence.startswith("The list has 2 cases that can be drawn, and 3 are wanted:")


def test_a_tight_draw_from_many_overlapping_groups_is_decided_at_once() -> None:
    of = tuple((number * 7919) % 256 for number in range(1_500))
    groups = tuple(
        Group(f"g{place}", 35, sum(kind >> place & 1 for kind in of)) for place in range(8)
    )
    assert feasibility(Demands(60, groups, of)).feasible
    crowded = feasibility(Demands(34, groups, of)).crowded
    assert crowded is not None
    # Five or six cases serve all eight groups, the next best seven: 39 serve at most 279 of 280.
    assert crowded.needs == 40
