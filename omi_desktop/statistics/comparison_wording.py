"""What a comparison shows, in words; a small base is told as a count, never as a percentage."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from omi_desktop.scoring.scorecard import percent
from omi_desktop.statistics.comparing import Comparison, Method, Part
from omi_desktop.statistics.intervals import CONFIDENCE, SMALL_BASE
from omi_desktop.statistics.wording import cases_counted, of_two


def part_in_words(part: Part, *, small: int = SMALL_BASE) -> str:
    """Return a figure with what it rests on: “13 of 16 (81%)”, “3 of 7”, “54% (69 cases)”."""
    if part.share is None:
        return "no relevant case"
    if part.count is None:
        return f"{percent(part.share)}% ({cases_counted(part.base)})"
    if part.base < small:
        return f"{part.count} of {part.base}"
    return f"{part.count} of {part.base} ({percent(part.share)}%)"


def shown_by(comparison: Comparison, *, small: int = SMALL_BASE) -> str:
    """Say whether the two figures are a difference that the sample can show."""
    one, other = comparison.part, comparison.others
    if one.share is None or other.share is None:
        return "There is nothing to compare with: one of the two has no relevant case."
    if min(one.base, other.base) >= small:
        return of_two(one.share, other.share, comparison.interval, comparison.holm)
    pair = f"{part_in_words(one, small=small)} and {part_in_words(other, small=small)}"
    if shows_difference(comparison):
        return f"{pair} are a difference this sample can show; how large it is, so few cannot say."
    return f"{pair} are not a difference this sample can show."


def shows_difference(comparison: Comparison) -> bool:
    """Tell whether interval and adjusted test agree that the two differ."""
    interval, p_value = comparison.interval, comparison.holm
    if interval is None or p_value is None:
        return False
    return not interval.holds(0) and p_value <= 1 - CONFIDENCE


def difference_in_words(comparison: Comparison, *, small: int = SMALL_BASE) -> str:
    """Return the difference in points with its interval, “” where there is none to give."""
    apart, interval = comparison.difference, comparison.interval
    if apart is None or min(comparison.part.base, comparison.others.base) < small:
        return ""
    told = _points(apart)
    if interval is None:
        return told
    return f"{told} ({_points(Fraction(interval.low))} to {_points(Fraction(interval.high))})"


def chance_in_words(p_value: float | None) -> str:
    """Return a p value to three places: “0.141”, “below 0.001”."""
    if p_value is None:
        return ""
    return "below 0.001" if p_value < 0.0005 else f"{p_value:.3f}"


def method_in_words(comparisons: Sequence[Comparison]) -> str:
    """Name the test, and the adjustment for there being several comparisons."""
    tested = [comparison for comparison in comparisons if comparison.p_value is not None]
    if not tested:
        return ""
    test = tested[0].method
    interval = "Newcombe’s interval" if test is Method.FISHER else "bootstrap interval"
    told = f"{test[0].upper()}{test[1:]}, {interval} at {CONFIDENCE:.0%}"
    if len(tested) == 1:
        return f"{told}; one comparison, so nothing is adjusted."
    return (
        f"{told}; p adjusted by Holm’s method, because {len(tested)} comparisons are made at once."
    )


def _points(apart: Fraction) -> str:
    points = int(percent(abs(apart)))
    sign = "" if not points else "−" if apart < 0 else "+"  # noqa: RUF001
    return f"{sign}{points}"
