from __future__ import annotations

import pytest

from omi_desktop.report.performance import area_met, national_met
from omi_desktop.store import Direction, Indicator

HIGHER, LOWER = Direction.HIGHER, Direction.LOWER


def an_indicator(
    target: float,
    area: float | None,
    direction: Direction = HIGHER,
    area_met: bool | None = None,
    reason: str = "",
) -> Indicator:
    return Indicator(
        1, "Data", "2005", "Indicator", direction, target, "%", area, None, area_met, None, reason
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
