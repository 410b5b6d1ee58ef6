"""How far a share of a sample may lie from the share of the whole caseload.

The interval of one share is Wilson's (E. B. Wilson, Journal of the American Statistical
Association 22, 1927, 209-212): the shares p for which the one found lies within z standard errors
sqrt(p(1-p)/n). It never leaves 0 to 1, and it keeps its promise at shares near either end.

A sample that is a good part of the caseload says more than one of the same size from a large one.
The standard error shrinks by sqrt((N-n)/(N-1)), the finite population correction (W. G. Cochran,
Sampling Techniques, 3rd edition, 1977, 2.6 and 3.2). Where everything was read nothing is unsure.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from statistics import NormalDist

CONFIDENCE = 0.95
"""How often an interval is meant to hold the figure of the whole caseload."""

SMALL_BASE = 10
"""A share of fewer cases than this is told as a count."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From where to where a figure may lie, as shares."""

    low: float
    high: float

    def holds(self, value: float | Fraction) -> bool:
        """Tell whether a value lies in the interval, its ends included."""
        return self.low <= value <= self.high

    def within(self, lowest: float, highest: float) -> Interval:
        """Return the interval without what lies beyond the possible values of its figure."""
        return Interval(max(self.low, lowest), min(self.high, highest))

    @property
    def width(self) -> float:
        """Return the distance between the ends."""
        return self.high - self.low


def normal(confidence: float = CONFIDENCE) -> float:
    """Return how many standard errors on either side hold so much of a normal distribution."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def correction(cases: int, caseload: int | None) -> float:
    """Return by how much a standard error shrinks for a sample of `cases` from a caseload.

    It is 1 where the caseload is not known, and 0 where the sample is all of it.
    """
    if caseload is None:
        return 1.0
    if caseload <= cases:
        return 0.0
    return sqrt((caseload - cases) / (caseload - 1))


def wilson(
    sufficient: int, relevant: int, *, shrink: float = 1.0, confidence: float = CONFIDENCE
) -> Interval | None:
    """Return Wilson's interval of a share, or None where no case is relevant.

    `shrink` is the finite population correction, see `correction`.
    """
    if not relevant:
        return None
    share = sufficient / relevant
    squared = (normal(confidence) * shrink) ** 2 / relevant
    middle = (share + squared / 2) / (1 + squared)
    half = sqrt(squared * share * (1 - share) + squared**2 / 4) / (1 + squared)
    # At the ends the formula gives 0 and 1 but for the last binary digit.
    low = 0.0 if sufficient == 0 else max(0.0, middle - half)
    high = 1.0 if sufficient == relevant else min(1.0, middle + half)
    return Interval(low, high)


def shrunk(interval: Interval, about: float, shrink: float) -> Interval:
    """Return an interval drawn in towards a figure, as the finite population correction does."""
    return Interval(
        about - (about - interval.low) * shrink, about + (interval.high - about) * shrink
    )
