"""What a sample can and cannot show, in words."""

from __future__ import annotations

from fractions import Fraction

from omi_desktop.scoring.scorecard import percent
from omi_desktop.statistics.intervals import CONFIDENCE, SMALL_BASE, Interval
from omi_desktop.statistics.weighting import Weighted


def share_in_words(
    sufficient: int, relevant: int, interval: Interval | None, *, small: int = SMALL_BASE
) -> str:
    """Return a share as it may be told: with its interval, or as a count where it rests on few."""
    if not relevant:
        return "No relevant case"
    if relevant < small:
        return f"{sufficient} of {cases_counted(relevant)}"
    shown = f"{percent(Fraction(sufficient, relevant))}%"
    return shown if interval is None else f"{shown} ({between(interval)})"


def between(interval: Interval) -> str:
    """Return an interval of a share: “between 61% and 73%”."""
    return f"between {_whole(interval.low)}% and {_whole(interval.high)}%"


def against_line(score: Fraction, interval: Interval | None, line: int) -> str:
    """Say on which side of the line a score lies, and whether the sample can show that."""
    shown = percent(score)
    side = "below" if shown < line else "at or above"
    told = f"{shown}% is {side} the line of {line}%"
    if interval is None:
        return f"{told}; how sure that is cannot be told from so few cases."
    low, high = _whole(interval.low), _whole(interval.high)
    if low >= line or high < line:
        return f"{told}, and the sample can show that: it lies {between(interval)}."
    return (
        f"{told}, but the sample cannot show on which side of it the whole caseload lies: "
        f"{between(interval)}."
    )


def of_two(
    one: Fraction, other: Fraction, difference: Interval | None, p_value: float | None = None
) -> str:
    """Say whether two figures are a difference that the sample can show.

    `difference` is the interval of the first less the second. Where there is a p value, adjusted
    for what else was compared, it has to agree.
    """
    pair = f"{percent(one)} and {percent(other)}"
    unlikely = p_value is None or p_value <= 1 - CONFIDENCE
    if difference is None or difference.holds(0) or not unlikely:
        return f"{pair} are not a difference this sample can show."
    ends = sorted((abs(difference.low), abs(difference.high)))
    fewest, most = (_points(end) for end in ends)
    return f"{pair} are a difference this sample can show: between {fewest} and {most} points."


def about_weights(beside: Weighted) -> str:
    """Say what scores by weight are, and how far they may be trusted."""
    told = (
        "By weight each case counts as the cases of the list that it stands for, so that groups "
        "which minimums made larger count as they do in the area. The published scores count every "
        f"case once. {cases_counted(beside.cases)} with a weight are as sure as "
        f"{percent(beside.effective / 100)} cases of one weight."
    )
    if beside.without:
        told += (
            f" {cases_counted(beside.without)} without a weight, which no draw brought "
            "in, count in the published scores only."
        )
    return told


def _whole(share: float) -> int:
    return int(percent(Fraction(share)))


def _points(share: float) -> str:
    whole = _whole(share)
    return str(whole) if whole else "less than 1"


def cases_counted(number: int) -> str:
    """Return “1 case” or “42 cases”."""
    return f"{number} {'case' if number == 1 else 'cases'}"
