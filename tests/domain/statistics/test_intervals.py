from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from omi_desktop.statistics.intervals import Interval, correction, normal, shrunk, wilson

COUNTS = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("sufficient", "relevant", "low", "high"),
    # R. G. Newcombe, Statistics in Medicine 17, 1998, 857-872, table I, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_are_as_newcombe_prints_them(
    sufficient: int, relevant: int, low: float, high: float
) -> None:
    found = wilson(sufficient, relevant)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(COUNTS)
def test_wilson_intervals_equal_those_of_statsmodels(counts: tuple[int, int]) -> None:
    found = wilson(*counts)
    assert found is not None
    assert (found.low, found.high) == pytest.approx(
        proportion_confint(*counts, method="wilson"), abs=1e-12
    )


@given(COUNTS)
def test_an_interval_holds_its_share_and_stays_between_0_and_1(counts: tuple[int, int]) -> None:
    sufficient, relevant = counts
    found = wilson(sufficient, relevant)
    assert found is not None
    assert 0 <= found.low <= sufficient / relevant <= found.high <= 1


@given(COUNTS, st.integers(0, 1000))
def test_the_correction_is_that_of_a_sample_so_much_larger(
    counts: tuple[int, int], more: int
) -> None:
    # n (N - 1) / (N - n) cases from a caseload without end tell as much as n of N.
    sufficient, relevant = counts
    caseload = relevant + 1 + more
    as_many = relevant * (caseload - 1) / (caseload - relevant)
    share, z = sufficient / relevant, normal()
    middle = (share + z**2 / (2 * as_many)) / (1 + z**2 / as_many)
    half = z * sqrt(share * (1 - share) / as_many + z**2 / (4 * as_many**2)) / (1 + z**2 / as_many)
    found = wilson(sufficient, relevant, shrink=correction(relevant, caseload))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((middle - half, middle + half), abs=1e-12)


def test_where_every_case_was_read_nothing_is_unsure() -> None:
    found = wilson(30, 40, shrink=correction(40, 40))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((0.75, 0.75), abs=1e-15)


def test_without_a_known_caseload_there_is_no_correction() -> None:
    assert correction(100, None) == 1
    assert correction(100, 1000) == pytest.approx(sqrt(900 / 999))


def test_no_relevant_case_has_no_interval() -> None:
    assert wilson(0, 0) is None


def test_an_interval_is_drawn_in_towards_its_figure() -> None:
    drawn_in = shrunk(Interval(0.5, 0.8), 0.7, 0.5)
    assert (drawn_in.low, drawn_in.high) == pytest.approx((0.6, 0.75))
