from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep

from omi_desktop.statistics.two_shares import benjamini_hochberg, fisher, holm, newcombe

SHARE = st.integers(1, 120).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30)

# Y. Benjamini and Y. Hochberg, Journal of the Royal Statistical Society B 57, 1995, section 3.2.
MYOCARDIAL = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000),
]


@pytest.mark.parametrize(
    ("table", "low", "high"),
    # R. G. Newcombe, Statistics in Medicine 17, 1998, 873-890, table II, method 10.
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0000),
        ((10, 10, 0, 10), 0.6075, 1.0000),
    ],
)
def test_differences_have_the_intervals_that_newcombe_prints(
    table: tuple[int, int, int, int], low: float, high: float
) -> None:
    found = newcombe(*table)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(SHARE, SHARE)
def test_differences_have_the_intervals_of_statsmodels(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    found = newcombe(*one, *other)
    assert found is not None
    expected = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff")
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-12)


def test_the_lady_tasting_tea_has_a_p_value_of_0_4857() -> None:
    # A. Agresti, Categorical Data Analysis, 2nd edition, 2002, 3.5.2: three of four cups right.
    assert round(fisher(3, 4, 1, 4), 4) == 0.4857


@given(SHARE, SHARE)
def test_fishers_test_equals_that_of_scipy(one: tuple[int, int], other: tuple[int, int]) -> None:
    (here, base), (there, other_base) = one, other
    table = [[here, base - here], [there, other_base - there]]
    assert fisher(*one, *other) == pytest.approx(fisher_exact(table).pvalue, rel=1e-9, abs=1e-12)


@given(SHARE, SHARE)
def test_the_order_of_two_groups_changes_no_p_value(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    assert fisher(*one, *other) == fisher(*other, *one)


def test_of_fifteen_p_values_one_procedure_keeps_four_and_the_other_three() -> None:
    assert sum(p <= 0.05 for p in benjamini_hochberg(MYOCARDIAL)) == 4
    assert sum(p <= 0.05 for p in holm(MYOCARDIAL)) == 3


@given(P_VALUES)
def test_adjusted_p_values_equal_those_of_statsmodels(p_values: list[float]) -> None:
    assert holm(p_values) == pytest.approx(list(multipletests(p_values, method="holm")[1]))
    assert benjamini_hochberg(p_values) == pytest.approx(
        list(multipletests(p_values, method="fdr_bh")[1])
    )


def test_where_nothing_was_tested_nothing_is_adjusted() -> None:
    assert holm([]) == []
    assert benjamini_hochberg([]) == []
