from __future__ import annotations

from fractions import Fraction

import pytest

from omi_desktop.statistics.intervals import Interval, wilson
from omi_desktop.statistics.wording import against_line, between, of_two, share_in_words


def test_a_difference_the_sample_cannot_show_is_said_to_be_one() -> None:
    pair = Fraction(67, 100), Fraction(70, 100)
    told = "67 and 70 are not a difference this sample can show."
    assert of_two(*pair, Interval(-0.1, 0.04)) == told
    assert of_two(*pair, None) == told
    assert of_two(*pair, Interval(-0.05, -0.01), p_value=0.2) == told


def test_a_difference_the_sample_can_show_is_told_with_its_size() -> None:
    told = of_two(Fraction(53, 100), Fraction(78, 100), Interval(-0.348, -0.152), p_value=0.01)
    assert told == ("53 and 78 are a difference this sample can show: between 15 and 35 points.")
    told = of_two(Fraction(78, 100), Fraction(53, 100), Interval(0.002, 0.348))
    assert told.endswith("between less than 1 and 35 points.")


@pytest.mark.parametrize(
    ("score", "interval", "told"),
    [
        (
            Fraction(90, 100),
            Interval(0.86, 0.93),
            "90% is at or above the line of 70%, and the sample can show that: it lies between "
            "86% and 93%.",
        ),
        (
            Fraction(67, 100),
            Interval(0.6, 0.73),
            "67% is below the line of 70%, but the sample cannot show on which side of it the "
            "whole caseload lies: between 60% and 73%.",
        ),
        (
            Fraction(60, 100),
            Interval(0.52, 0.694),
            "60% is below the line of 70%, and the sample can show that: it lies between 52% and "
            "69%.",
        ),
        (
            Fraction(1, 2),
            None,
            "50% is below the line of 70%; how sure that is cannot be told from so few cases.",
        ),
    ],
)
def test_a_score_is_told_against_the_line(
    score: Fraction, interval: Interval | None, told: str
) -> None:
    assert against_line(score, interval, 70) == told


def test_a_small_base_is_told_as_a_count() -> None:
    assert share_in_words(6, 8, wilson(6, 8)) == "6 of 8 cases"
    assert share_in_words(1, 1, wilson(1, 1)) == "1 of 1 case"
    assert share_in_words(6, 8, wilson(6, 8), small=5) == "75% (between 41% and 93%)"
    assert share_in_words(70, 100, None) == "70%"
    assert share_in_words(0, 0, None) == "No relevant case"


def test_an_interval_is_told_in_whole_percentages() -> None:
    assert between(Interval(0.6149, 0.7351)) == "between 61% and 74%"
