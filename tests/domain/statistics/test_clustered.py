from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as students_t

from omi_desktop.statistics.agreement import agreement
from omi_desktop.statistics.clustered import clustered_agreement, students
from omi_desktop.statistics.intervals import Interval

SIDES = ("above", "below")
PAIRS = st.tuples(st.sampled_from(SIDES), st.sampled_from(SIDES))
CASES = st.lists(st.lists(PAIRS, min_size=1, max_size=6), max_size=8)


@pytest.mark.parametrize("degrees", [4, 5, 9, 20, 200])
def test_students_t_is_right_to_one_per_cent(degrees: int) -> None:
    assert students(degrees) == pytest.approx(students_t.ppf(0.975, degrees), rel=0.01)


@settings(max_examples=60, deadline=None)
@given(CASES)
def test_the_figures_are_those_of_all_judgements_and_only_the_intervals_differ(
    of_cases: list[list[tuple[str, str]]],
) -> None:
    plain = agreement([pair for pairs in of_cases for pair in pairs], SIDES)
    found = clustered_agreement(of_cases, SIDES)
    assert (found.cases, found.alike) == (plain.cases, plain.alike)
    for own, other in ((found.kappa, plain.kappa), (found.ac1, plain.ac1)):
        assert (own and own.value) == (other and other.value)
        if own:
            assert own.interval.low - 1e-9 <= float(own.value) <= own.interval.high + 1e-9
            assert other is not None
            assert own.interval.width >= other.interval.width - 1e-9 or not other.standard_error
            # Nothing is told as if it were known for certain.
            assert own.interval.width > 0.001
    if found.interval and plain.interval:
        assert found.interval.low - 1e-9 <= float(found.share or 0) <= found.interval.high + 1e-9
        # Never surer than so many separate judgements would be.
        assert found.interval.width >= plain.interval.width - 1e-9
    assert found.small is (len(of_cases) < 10)


def test_judgements_that_go_together_by_case_make_it_less_sure() -> None:
    alike, apart = [("above", "above")] * 10, [("above", "below")] * 10
    together = clustered_agreement([alike] * 9 + [apart] * 3, SIDES)
    mixed = [alike[:7] + apart[:3] for _ in range(3)] + [alike[:8] + apart[:2]] * 9
    spread = clustered_agreement(mixed, SIDES)
    assert together.interval is not None
    assert spread.interval is not None
    assert together.interval.width > 2 * spread.interval.width


def test_the_jackknife_of_a_share_over_equal_cases_is_that_of_their_shares() -> None:
    alike, apart = ("above", "above"), ("above", "below")
    shares = [4, 3, 2, 4, 1, 3]
    of_cases = [[alike] * good + [apart] * (4 - good) for good in shares]
    found = clustered_agreement(of_cases, SIDES).ac1
    assert found is not None
    middle = sum(shares) / 24
    error = sqrt(sum((s / 4 - middle) ** 2 for s in shares) / (6 * 5))
    # AC1 is no share, so its error is another one, of the same size.
    assert found.standard_error == pytest.approx(error * 1.5, rel=0.5)


def test_one_case_says_nothing_of_the_next() -> None:
    found = clustered_agreement(
        [[("above", "above"), ("above", "below"), ("below", "below")]], SIDES
    )
    assert found.kappa is not None
    assert found.kappa.interval == Interval(-1, 1)
    assert found.small


def test_where_all_are_alike_it_is_as_sure_as_so_many_cases() -> None:
    found = clustered_agreement([[("above", "above")] * 20] * 12, SIDES)
    assert found.interval is not None
    assert found.interval.high == 1
    assert found.interval.low < 0.8
    assert found.ac1 is not None
    assert found.ac1.interval.low == pytest.approx(found.interval.low)


def test_over_no_case_there_is_no_figure() -> None:
    found = clustered_agreement([], SIDES)
    assert (found.share, found.interval, found.kappa, found.ac1) == (None, None, None, None)
    assert found.small
