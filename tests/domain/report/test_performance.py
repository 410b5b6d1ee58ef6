from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.report.performance import (
    NEAR_MISS,
    area_met,
    area_why,
    measure,
    national_met,
    national_why,
)
from omi_desktop.store import Direction, Indicator

HIGHER, LOWER = Direction.HIGHER, Direction.LOWER


def an_indicator(
    target: float,
    area: float | None,
    direction: Direction = HIGHER,
    area_met: bool | None = None,
    reason: str = "",
    unit: str = "%",
) -> Indicator:
    return Indicator(
        1, "Data", "2005", "Indicator", direction, target, unit, area, None, area_met, None, reason
    )


@pytest.mark.parametrize(
    ("target", "area", "direction", "met"),
    [
        (90, 97, HIGHER, True),
        (90, 90, HIGHER, True),
        (90, 87, HIGHER, True),  # 3.3 % short
        (85, 81, HIGHER, False),  # 4.7 % short
        (100, 96, HIGHER, True),  # exactly at the edge
        (100, 95.9, HIGHER, False),
        (9, 12.9, LOWER, False),
        (35, 30, LOWER, True),
        (9, 9.36, LOWER, True),  # exactly at the edge
        (9, 9.37, LOWER, False),
    ],
)
def test_the_asterisk_is_for_a_target_met_or_missed_by_at_most_four_per_cent_of_it(
    target: float, area: float, direction: Direction, met: bool
) -> None:
    assert area_met(an_indicator(target, area, direction)) is met


def test_a_decision_of_the_lead_inspector_stands_before_the_rule() -> None:
    assert area_met(an_indicator(100, 114, area_met=False)) is False
    assert area_met(an_indicator(85, 81, area_met=True)) is True


def test_an_empty_cell_has_no_asterisk() -> None:
    assert area_met(an_indicator(90, None, area_met=True)) is None
    assert national_met(an_indicator(90, 97)) is None


@pytest.mark.parametrize(
    ("indicator", "why"),
    [
        (an_indicator(90, 97), "97% against 90%: met."),
        (an_indicator(90, 87), "87% against 90%: 3.3% short, a near miss."),
        (an_indicator(100, 96), "96% against 100%: 4.0% short, a near miss."),
        (
            an_indicator(85, 81),
            "81% against 85%: 4.7% short, more than the 4% of a near miss.",
        ),
        (
            an_indicator(100, 95.97),
            "95.97% against 100%: 4.03% short, more than the 4% of a near miss.",
        ),
        (
            an_indicator(9, 12.9, LOWER, unit="days"),
            "12.9 days against 9 days: 43.3% over, more than the 4% of a near miss.",
        ),
        (
            an_indicator(0, 2, LOWER, unit=""),
            "2 against 0: 2 over, and nothing is near a target of 0.",
        ),
        (an_indicator(90, None), "There is no figure, so nothing is printed."),
    ],
)
def test_it_is_said_why_an_asterisk_stands_or_not(indicator: Indicator, why: str) -> None:
    assert area_why(indicator) == why


def test_a_decision_is_told_with_what_the_rule_says_and_its_reason() -> None:
    left_out = an_indicator(100, 114, area_met=False, reason="The source prints none.")
    assert area_why(left_out) == (
        "114% against 100%: met, but it was decided that the asterisk does not stand: "
        "The source prints none."
    )
    given = an_indicator(85, 81, area_met=True, reason="Two offices were flooded")
    assert "but it was decided that the asterisk stands: Two offices" in area_why(given)
    same = an_indicator(85, 86, area_met=True, reason="Checked by hand")
    assert area_why(same) == "86% against 85%: met, and the same was decided: Checked by hand."


def test_england_and_wales_have_their_own_sentence() -> None:
    assert national_why(an_indicator(90, 97)) == "There is no figure, so nothing is printed."


def test_a_figure_is_measured_as_the_report_prints_it() -> None:
    assert measure(87.0, "%") == "87%"
    assert measure(12.9, "days") == "12.9 days"
    assert measure(1891, "") == "1,891"


_figures = st.integers(0, 200_000).map(lambda tenths: tenths / 10)


@given(target=_figures, area=_figures, direction=st.sampled_from(Direction))
def test_the_sentence_and_the_asterisk_never_disagree(
    target: float, area: float, direction: Direction
) -> None:
    indicator = an_indicator(target, area, direction)
    is_said = area_why(indicator).endswith((": met.", ", a near miss."))
    assert area_met(indicator) is is_said


@given(target=_figures, area=_figures)
def test_the_percentage_that_is_said_lies_on_the_side_that_decides(
    target: float, area: float
) -> None:
    sentence = area_why(an_indicator(target, area))
    if " short, " not in sentence or "of a near miss" not in sentence or not target:
        return
    said = Fraction(sentence.split(": ")[1].split("%")[0].replace(",", ""))
    assert said > 100 * NEAR_MISS
