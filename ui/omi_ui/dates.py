"""Dates as people here write them."""

from __future__ import annotations

import re
from datetime import date, datetime

from omi_desktop.clock import MONTHS


def read_date(text: str) -> str | None:
    """Return a date in ISO form: "18 July 2006", "18/7/2006", "18072006" or "2006-07-18".

    None where the text is no date. Two-digit years are refused: 06 could be many things.
    """
    text = text.strip()
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    british = re.fullmatch(r"(\d{1,2})[ ./-](\d{1,2})[ ./-](\d{4})", text)
    british = british or re.fullmatch(r"(\d{2})(\d{2})(\d{4})", text)
    words = re.fullmatch(r"(?:[A-Za-z]+,? )?(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})", text)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif british:
        day, month, year = (int(part) for part in british.groups())
    elif words and (number := _month(words[2])):
        day, month, year = int(words[1]), number, int(words[3])
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def spoken_date(iso: str) -> str:
    """Return an ISO date as "18 July 2006"; anything else unchanged."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def clock_time(stamp: str) -> str:
    """Return a moment in UTC as the time of day here, "14:02:07"."""
    return datetime.fromisoformat(stamp).astimezone().strftime("%H:%M:%S")


def _month(word: str) -> int:
    found = [n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(word.lower())]
    return found[0] if len(found) == 1 else 0
