from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.sampling.dip_sample import CompletedCase, dip_sample, how_many

CASES = tuple(
    CompletedCase(f"c{n}", reader)
    for n, reader in enumerate(["ann"] * 9 + ["ben"] * 9 + ["cat"] * 3)
)


@pytest.mark.parametrize(
    ("share", "cases", "count"),
    [("1/10", 99, 10), ("1/10", 94, 9), ("1/10", 95, 10), ("1/100", 12, 1), ("1", 7, 7)],
)
def test_a_share_is_rounded_half_up_and_is_one_case_at_least(
    share: str, cases: int, count: int
) -> None:
    assert how_many(Fraction(share), cases) == count


def test_nothing_is_drawn_of_nothing() -> None:
    assert how_many(Fraction(1, 10), 0) == 0
    assert dip_sample((), 5, "seed") == ()


def test_everybody_is_drawn_once_before_anybody_is_drawn_twice() -> None:
    readers = {case.id: case.reader for case in CASES}
    assert {readers[case] for case in dip_sample(CASES, 3, "seed")} == {"ann", "ben", "cat"}
    counts = Counter(readers[case] for case in dip_sample(CASES, 7, "seed"))
    assert counts == {"ann": 3, "ben": 3, "cat": 1}


def test_who_was_drawn_before_waits() -> None:
    before = [CompletedCase(c.id, c.reader, c.id in ("c0", "c1", "c9")) for c in CASES]
    readers = {case.id: case.reader for case in CASES}
    drawn = dip_sample(before, 2, "seed")
    assert {readers[case] for case in drawn} == {"cat", "ben"}
    assert not {"c0", "c1", "c9"} & set(drawn)


cases = st.lists(
    st.builds(CompletedCase, st.uuids().map(str), st.sampled_from("abc"), st.booleans()),
    max_size=20,
    unique_by=lambda case: case.id,
)


@given(cases=cases, count=st.integers(0, 25), chance=st.randoms(use_true_random=False))
def test_a_draw_rests_on_the_seed_and_not_on_the_order_of_the_cases(
    cases: list[CompletedCase], count: int, chance: object
) -> None:
    drawn = dip_sample(cases, count, "a seed")
    shuffled = list(cases)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert dip_sample(shuffled, count, "a seed") == drawn
    waiting = {case.id for case in cases if not case.is_drawn}
    assert set(drawn) <= waiting
    assert len(drawn) == len(set(drawn)) == min(count, len(waiting))
