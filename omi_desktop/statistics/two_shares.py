"""Whether the shares of two groups differ: the interval of the difference, and exact tests.

The interval is Newcombe's (R. G. Newcombe, Statistics in Medicine 17, 1998, 873-890, method 10),
put together from the Wilson intervals of the two shares. The test is Fisher's exact one (R. A.
Fisher, Journal of the Royal Statistical Society 98, 1935, 39-82), two-sided: of all tables with the
same bases and totals, how likely is one that is no likelier than the one found.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, sqrt

from omi_desktop.statistics.intervals import CONFIDENCE, Interval, wilson


def newcombe(
    sufficient: int,
    relevant: int,
    other_sufficient: int,
    other_relevant: int,
    *,
    shrink: float = 1.0,
    confidence: float = CONFIDENCE,
) -> Interval | None:
    """Return the interval of the first share less the second, None where a base is empty."""
    one = wilson(sufficient, relevant, shrink=shrink, confidence=confidence)
    other = wilson(other_sufficient, other_relevant, shrink=shrink, confidence=confidence)
    if one is None or other is None:
        return None
    first, second = sufficient / relevant, other_sufficient / other_relevant
    apart = first - second
    return Interval(
        apart - sqrt((first - one.low) ** 2 + (other.high - second) ** 2),
        apart + sqrt((one.high - first) ** 2 + (second - other.low) ** 2),
    )


def fisher(sufficient: int, relevant: int, other_sufficient: int, other_relevant: int) -> float:
    """Return the two-sided p value of Fisher's exact test; 1 where a base is empty."""
    total = sufficient + other_sufficient
    # Ways to place the sufficient cases: whole numbers, so that ties are ties.
    ways = [
        comb(relevant, here) * comb(other_relevant, total - here)
        for here in range(max(0, total - other_relevant), min(relevant, total) + 1)
    ]
    found = comb(relevant, sufficient) * comb(other_relevant, other_sufficient)
    return sum(way for way in ways if way <= found) / sum(ways)


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p values adjusted so that one false alarm among all of them stays unlikely.

    S. Holm, Scandinavian Journal of Statistics 6, 1979, 65-70.
    """
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for rank, place in enumerate(_ascending(p_values)):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = highest
    return adjusted


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Return p values adjusted so that few of the differences called real are false alarms.

    Y. Benjamini and Y. Hochberg, Journal of the Royal Statistical Society B 57, 1995, 289-300.
    """
    adjusted = [0.0] * len(p_values)
    lowest = 1.0
    for rank, place in reversed(list(enumerate(_ascending(p_values), start=1))):
        lowest = min(lowest, p_values[place] * len(p_values) / rank)
        adjusted[place] = lowest
    return adjusted


def _ascending(p_values: Sequence[float]) -> list[int]:
    return sorted(range(len(p_values)), key=p_values.__getitem__)
