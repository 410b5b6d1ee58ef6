"""The asterisk of the performance table: the target is met, or missed by very little."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

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


def _met(indicator: Indicator, value: float | None, decided: bool | None) -> bool | None:
    if value is None or decided is not None:
        return decided if value is not None else None
    # Through text, so that 12.9 is the 12.9 that was typed and the edge falls where a person
    # reckons it.
    target, reached = Fraction(str(indicator.target)), Fraction(str(value))
    shortfall = target - reached if indicator.direction is Direction.HIGHER else reached - target
    return shortfall <= NEAR_MISS * target
