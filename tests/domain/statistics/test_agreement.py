from __future__ import annotations

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from omi_desktop.statistics.agreement import ac1, agreement, kappa

TABLES = st.integers(2, 4).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 30), min_size=size, max_size=size), min_size=size, max_size=size
    )
)


def test_kappa_of_two_psychiatrists_is_0_6765() -> None:
    """J. L. Fleiss, B. Levin and M. C. Paik, Statistical Methods for Rates and Proportions, 2003.

    3rd edition, table 18.1: 100 subjects, three diagnoses.
    """
    found = kappa([[75, 1, 4], [5, 4, 1], [0, 0, 10]])
    assert found is not None
    assert round(float(found.value), 4) == 0.6765


def test_where_nearly_all_answers_are_alike_kappa_fails_and_ac1_does_not() -> None:
    """K. L. Gwet, Kappa statistic is not satisfactory for assessing the extent of agreement, 2002.

    Statistical Methods for Inter-Rater Reliability Assessment 1: 125 subjects.
    """
    table = [[118, 5], [2, 0]]
    cohen, gwet = kappa(table), ac1(table)
    assert cohen is not None
    assert gwet is not None
    assert round(float(cohen.value), 4) == -0.0234
    assert round(float(gwet.value), 4) == 0.9408


def test_kappa_of_two_dermatologists_has_the_published_error_and_interval() -> None:
    """SAS/STAT User's Guide, The FREQ Procedure, Agreement Study: 88 patients, four grades.

    Simple kappa 0.3449, its asymptotic error 0.0724, 95 per cent limits 0.2030 and 0.4868.
    """
    found = kappa([[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]])
    assert found is not None
    assert round(float(found.value), 4) == 0.3449
    assert round(found.standard_error, 4) == 0.0724
    assert (round(found.interval.low, 4), round(found.interval.high, 4)) == (0.2030, 0.4868)


def test_both_coefficients_of_two_abstractors_are_the_published_ones() -> None:
    """K. L. Gwet, Handbook of Inter-Rater Reliability, 4th edition, 2014: 100 records, 3 kinds.

    Kappa 0.7964 with error 0.0589, AC1 0.8493 with error 0.0432.
    """
    table = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
    cohen, gwet = kappa(table), ac1(table)
    assert cohen is not None
    assert gwet is not None
    assert (round(float(cohen.value), 4), round(cohen.standard_error, 4)) == (0.7964, 0.0589)
    assert (round(float(gwet.value), 4), round(gwet.standard_error, 4)) == (0.8493, 0.0432)


def test_high_agreement_with_low_kappa_is_the_published_paradox() -> None:
    """A. R. Feinstein and D. V. Cicchetti, Journal of Clinical Epidemiology 43, 1990, 543-549.

    Two tables of 100 with 85 alike: kappa 0.70 where the answers are balanced, 0.32 where not.
    """
    balanced, skewed = kappa([[40, 9], [6, 45]]), kappa([[80, 10], [5, 5]])
    assert balanced is not None
    assert skewed is not None
    assert (round(float(balanced.value), 2), round(float(skewed.value), 2)) == (0.70, 0.32)


@given(TABLES)
def test_kappa_equals_that_of_statsmodels(table: list[list[int]]) -> None:
    found = kappa(table)
    if found is None:
        return
    # It divides by a variance that may be nought for a test that is not looked at here.
    with np.errstate(all="ignore"):
        expected = cohens_kappa(np.array(table))
    assert float(found.value) == pytest.approx(expected.kappa, abs=1e-12)
    assert found.standard_error**2 == pytest.approx(expected.var_kappa, abs=1e-12)


@given(TABLES)
def test_the_variance_of_ac1_is_that_of_the_contributions_of_the_cases(
    table: list[list[int]],
) -> None:
    found = ac1(table)
    if found is None:
        return
    # The same case by case: how much each adds, linearised (Gwet, Handbook of Inter-Rater
    # Reliability, 4th edition, 2014, section 5.3).
    size, cases = len(table), sum(map(sum, table))
    part = [sum(table[k][j] + table[j][k] for j in range(size)) / (2 * cases) for k in range(size)]
    chance = sum(p * (1 - p) for p in part) / (size - 1)
    value = float(found.value)
    squares = 0.0
    for i in range(size):
        for j in range(size):
            own_chance = (1 - (part[i] + part[j]) / 2) / (size - 1)
            own = ((i == j) - chance) / (1 - chance)
            own -= 2 * (1 - value) * (own_chance - chance) / (1 - chance)
            squares += table[i][j] * (own - value) ** 2
    assert found.standard_error == pytest.approx(sqrt(squares) / cases, abs=1e-12)


def test_full_agreement_is_1_by_either_coefficient() -> None:
    for coefficient in (kappa, ac1):
        found = coefficient([[7, 0], [0, 5]])
        assert found is not None
        assert (found.value, found.standard_error) == (1, 0)


def test_a_coefficient_that_chance_alone_would_fill_is_not_told() -> None:
    found = agreement([("yes", "yes")] * 12, ("yes", "no"))
    assert found.kappa is None
    assert found.ac1 is not None
    assert found.ac1.value == 1


def test_readings_that_are_no_answers_are_left_out_and_a_small_base_is_marked() -> None:
    pairs = [("yes", "yes"), ("yes", "no"), ("not-applicable", "no"), ("no", "no")]
    found = agreement(pairs, ("yes", "no"))
    assert (found.alike, found.cases, found.share) == (2, 3, Fraction(2, 3))
    assert found.small
    assert not agreement(pairs * 4, ("yes", "no")).small


def test_over_no_case_there_is_no_figure() -> None:
    found = agreement([], ("yes", "no"))
    assert (found.share, found.interval, found.kappa, found.ac1) == (None, None, None, None)


@given(TABLES)
def test_exchanging_the_readers_changes_no_coefficient(table: list[list[int]]) -> None:
    turned = [list(column) for column in zip(*table, strict=True)]
    for coefficient in (kappa, ac1):
        one, other = coefficient(table), coefficient(turned)
        assert (one and one.value) == (other and other.value)
