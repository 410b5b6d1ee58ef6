"""The asterisk of the performance table: the target is met, or missed by very little."""

from __future__ import annotations

from fractions import Fraction
from itertools import count
from typing import TYPE_CHECKING

from omi_desktop.report import wording
from omi_desktop.scoring.scorecard import percent
from omi_desktop.store.records import Direction

if TYPE_CHECKING:
    from omi_desktop.store.records import Indicator

NEAR_MISS = Fraction(4, 100)
"""A shortfall of at most this part of the target is a near miss, whatever the unit."""


def area_met(indicator: Indicator) -> bool | None:
    """Tell whether the area earns the asterisk; None where nothing is printed."""
    return _met(indicator, indicator.area, indicator.area_met)


def national_met(indicator: Indicator) -> bool | None:
    """Tell whether England and Wales earn the asterisk; None where nothing is printed."""
    return _met(indicator, indicator.national, indicator.national_met)


def area_why(indicator: Indicator) -> str:
    """Return why the area has the asterisk or not: "87% against 90%: 3.3% short, a near miss."."""
    return _why(indicator, indicator.area, indicator.area_met)


def national_why(indicator: Indicator) -> str:
    """Return why England and Wales have the asterisk or not."""
    return _why(indicator, indicator.national, indicator.national_met)


def measure(value: float, unit: str) -> str:
    """Return a measured value with its unit: "87%", "12.9 days"."""
    shown = wording.number(value)
    return f"{shown}%" if unit == "%" else f"{shown} {unit}".rstrip()


def _met(indicator: Indicator, value: float | None, decided: bool | None) -> bool | None:
    if value is None or decided is not None:
        return decided if value is not None else None
    return _shortfall(indicator, value) <= NEAR_MISS * _exact(indicator.target)


def _why(indicator: Indicator, value: float | None, decided: bool | None) -> str:
    if value is None:
        return "There is no figure, so nothing is printed."
    unit = indicator.unit
    head = f"{measure(value, unit)} against {measure(indicator.target, unit)}"
    by_rule = f"{head}: {_standing(indicator, value)}"
    if decided is None:
        return f"{by_rule}."
    if decided == _met(indicator, value, None):
        turn = "and the same was decided"
    else:
        turn = f"but it was decided that the asterisk {'stands' if decided else 'does not stand'}"
    reason = indicator.reason.strip().rstrip(".")
    return f"{by_rule}, {turn}: {reason}." if reason else f"{by_rule}, {turn}."


def _standing(indicator: Indicator, value: float) -> str:
    missed, target = _shortfall(indicator, value), _exact(indicator.target)
    if missed <= 0:
        return "met"
    side = "short" if indicator.direction is Direction.HIGHER else "over"
    if not target:
        return f"{measure(float(missed), indicator.unit)} {side}, and nothing is near a target of 0"
    part = missed / target
    if part <= NEAR_MISS:
        return f"{percent(part, 1)}% {side}, a near miss"
    # As many decimals as it takes to show on which side of the edge it lies.
    shown = next(each for places in count(1) if (each := percent(part, places)) > 100 * NEAR_MISS)
    return f"{shown}% {side}, more than the {percent(NEAR_MISS)}% of a near miss"


def _shortfall(indicator: Indicator, value: float) -> Fraction:
    target, reached = _exact(indicator.target), _exact(value)
    return target - reached if indicator.direction is Direction.HIGHER else reached - target


def _exact(value: float) -> Fraction:
    # Through text, so that 12.9 is the 12.9 that was typed and the edge falls where a person
    # reckons it.
    return Fraction(str(value))
