"""When somebody finishes at the rate of their own work, as far as the history can tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from omi_desktop.clock import MONTHS

PAUSE = timedelta(minutes=30)
"""A longer time between two answers was no work on them."""

FEWEST_ANSWERS = 20
SHORTEST_WORK = timedelta(minutes=10)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORKING_DAYS = 5
_LONGEST = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours in which work goes on, on working days."""

    begin: time = time(9)
    end: time = time(17)


@dataclass(frozen=True, slots=True)
class Pace:
    """How long an answer takes, and when the last one is given if that goes on."""

    each: timedelta
    finish: datetime


def pace(
    answered: Iterable[datetime], left: int, now: datetime, hours: Hours | None = None
) -> Pace | None:
    """Return when the answers that are left are given, at the rate of those given so far.

    `now` is in the time of the clock on the wall, and so is what is returned. None where too little
    is known to say, nothing is left, or it would be so far off that nobody should be told.
    """
    moments = sorted(answered)
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    worked = [gap for gap in gaps if gap <= PAUSE]
    spent = sum(worked, timedelta())
    if left <= 0 or len(worked) < FEWEST_ANSWERS or spent < SHORTEST_WORK:
        return None
    each = spent / len(worked)
    finish = _after(now, each * left, hours or Hours())
    return Pace(each, finish) if finish - now <= _LONGEST else None


def in_words(found: Pace, today: date) -> str:
    """Return the sentence that says when it is done."""
    day = found.finish.date()
    if day == today:
        when = "today"
    elif (day - today).days < len(DAYS):
        when = f"on {DAYS[day.weekday()]}"
    else:
        when = f"on {DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"At this rate you finish {when} at {found.finish:%H:%M}."


def _after(now: datetime, work: timedelta, hours: Hours) -> datetime:
    """Return the moment at which so much work is done, within the working hours."""
    at = now
    # So many days and no more: beyond them nobody is told, and a slow rate must not go on for ever.
    while at - now <= _LONGEST:
        begin, end = (datetime.combine(at, edge, at.tzinfo) for edge in (hours.begin, hours.end))
        start = max(at, begin)
        if at.weekday() < _WORKING_DAYS and start < end:
            if start + work <= end:
                return start + work
            work -= end - start
        at = begin + timedelta(days=1)
    return at
