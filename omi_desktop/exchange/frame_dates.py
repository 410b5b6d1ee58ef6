"""Days as areas write them: 16/01/2006, 16-Jan-06, 2006-01-16, with or without a time of day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from omi_desktop.clock import MONTHS

_TIME = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z| ?[AaPp][Mm])?)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}")
_NUMBERS = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){_TIME}")
_WORDS = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[-/. ]+([A-Za-z]{{3,9}})\.?,?[-/. ]+(\d{{4}}|\d{{2}}){_TIME}"
)
_LAST_MONTH = 12
_SHORTEST_NAME = 3
_THIS_CENTURY_BEFORE = 40


def read_day(text: str, *, month_first: bool = False) -> date | None:
    """Return the day that a text says, None where it says none or an impossible one."""
    text = text.strip()
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _NUMBERS.fullmatch(text):
            day, month = (found[2], found[1]) if month_first else (found[1], found[2])
            return date(_year(found[3]), int(month), int(day))
        if found := _WORDS.fullmatch(text):
            return date(_year(found[3]), _month(found[2]), int(found[1]))
    except ValueError:
        return None
    return None


def has_month_first(texts: Iterable[str]) -> bool:
    """Tell whether a column writes the month before the day, as American programs do.

    That is so where some second number is too large for a month and no first number is.
    """
    first = second = 0
    for text in texts:
        if found := _NUMBERS.fullmatch(text.strip()):
            first = max(first, int(found[1]))
            second = max(second, int(found[2]))
    return second > _LAST_MONTH >= first


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year < _THIS_CENTURY_BEFORE else 1900)


def _month(name: str) -> int:
    short = name[:_SHORTEST_NAME].lower()
    for number, month in enumerate(MONTHS, start=1):
        if month.lower().startswith(name.lower()) or (
            name.lower() == "sept" and short == month[:_SHORTEST_NAME].lower()
        ):
            return number
    raise ValueError(f"no month is called {name}")
