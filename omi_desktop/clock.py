"""The time, as the one thing that is passed in wherever a moment is recorded."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]

# Not by strftime: a window sets the language of the system, and what is written is English.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def now() -> datetime:
    """Return this moment in UTC, to the millisecond, as histories keep it."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def elapsed() -> float:
    """Return seconds that only go on, those in which the computer sleeps included."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def stamp(moment: datetime) -> str:
    """Return `moment` as ISO 8601 in UTC with milliseconds: 2006-07-18T13:02:07.000Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
