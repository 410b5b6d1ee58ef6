"""How figures, dates and lists are put into words: the one place for all documents for people."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from omi_desktop.clock import MONTHS
from omi_desktop.scoring.scorecard import percent, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable

SMALL_BASE = 10
"""Below this many cases a share is printed as counts only: one case would move it by a tenth."""

NO_PERCENTAGE = "–"
"""Stands in a table where the base is too small for a percentage."""

NOT_SCORED = "Not scored"
"""Stands for a score that nothing can be averaged for; it is never 0."""

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTED = re.compile(
    r"\b(analyses|assessments|cases|files|licences|offenders|orders|people|placements|plans"
    r"|referrals|reports|screenings)\b"
)
_PREPOSITION = re.compile(r"\b(for|from|in|of|on|to|with)(?: the)? $", re.IGNORECASE)
_NEAR = 2
_NAMED_SHARES = (
    (Fraction(75), "three-quarters"),
    (Fraction(200, 3), "two-thirds"),
    (Fraction(50), "half"),
    (Fraction(100, 3), "one-third"),
    (Fraction(25), "one-quarter"),
)
_SHARE_BANDS = ((90, "almost all"), (50, "most"), (15, "a minority"), (0, "few"))
_SINGULAR = {"analyses": "analysis", "people": "person"}


def share(count: int, base: int, small: int = SMALL_BASE) -> str:
    """Return a percentage for print, or a dash where the base is too small for one."""
    return NO_PERCENTAGE if base < small else f"{percent(Fraction(count, base))}%"


def of(count: int, base: int) -> str:
    """Return "43 of 61"."""
    return f"{count} of {base}"


def score(value: Fraction | None) -> str:
    """Return a score for print, or the words for none."""
    return NOT_SCORED if value is None else f"{rounded(value)}%"


def in_words(count: int) -> str:
    """Return a number up to ten as a word, a larger one in figures."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"


def counted(count: int, one: str, many: str) -> str:
    """Return "1 case" or "42 cases"."""
    return f"{count:,} {one if count == 1 else many}"


def listed(words: Iterable[str]) -> str:
    """Return "a, b and c"."""
    found = list(words)
    return " and ".join(filter(None, (", ".join(found[:-1]), found[-1]))) if found else ""


def part_of(count: int, base: int) -> str:
    """Return a part in words: "nine of the 13", "all seven", "both", "none of the 12"."""
    if not base:
        return "no case"
    if base == 1:
        return "the one case" if count else "not the one case"
    return _part(count, base)


def share_in_words(count: int, base: int) -> str:
    """Return the word for a share, the same for the same share wherever it is printed.

    A fraction is named within two points of it; else it is "almost all" from 90 %, "most" above a
    half, "a minority" below it and "few" below 15 %.
    """
    if not base:
        return "no cases"
    points = Fraction(count * 100, base)
    if count in (0, base):
        return "all" if count else "none"
    named = [words for at, words in _NAMED_SHARES if abs(points - at) <= _NEAR]
    bands = [words for at, words in _SHARE_BANDS if points >= at]
    return (named or bands)[0]


def letter(place: int) -> str:
    """Return a, b, ... z, aa, ab, ... for 0, 1, 2, ..."""
    before, last = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("a") + last)


def filled(sentence: str, count: int, base: int) -> str:
    """Return a sentence of the bank with its places filled.

    Where the base is small, "{percent} of relevant cases ({count} of {base})" becomes "two of the
    seven relevant cases", so that no percentage stands on a handful of cases.
    """
    if base >= SMALL_BASE:
        percentage = f"{percent(Fraction(count, base))}%"
        return sentence.format(percent=percentage, count=count, base=base)
    return capital(_in_counts(sentence, count, base))


def _in_counts(sentence: str, count: int, base: int) -> str:
    bare = re.sub(r"(?<!\{percent\}) \(\{count\} of \{base\}\)", "", sentence, count=1)
    before, place, after = bare.partition("{percent} of ")
    if not place:
        plain = bare.replace("{percent} ({count} of {base})", "{percent}")
        words = f"{in_words(count)} of {in_words(base)}"
        return plain.format(percent=words, count=in_words(count), base=in_words(base))
    rest = after.removeprefix("the ").format(count=in_words(count), base=in_words(base))
    if rest.startswith("those"):
        rest = f"of {rest}"
    if base == 1:
        return before + _of_one(before, rest)
    return f"{before}{_part(count, base)} {rest}"


def _part(count: int, base: int) -> str:
    if count < base:
        return f"{in_words(count) if count else 'none'} of the {in_words(base)}"
    return "both" if base == 2 else f"all {in_words(base)}"


def _of_one(before: str, rest: str) -> str:
    """Return "the one relevant case", where turning the noun round leaves no verb astray."""
    noun = _COUNTED.search(rest)
    if noun is None or not _PREPOSITION.search(before):
        return f"one of one {rest}"
    return f"the one {rest[: noun.start()]}{_singular(noun[0])}{rest[noun.end() :]}"


def _singular(noun: str) -> str:
    return _SINGULAR.get(noun, noun.removesuffix("s"))


def capital(sentence: str) -> str:
    """Return a sentence with its first letter as a capital."""
    return sentence[:1].upper() + sentence[1:]


def within(label: str) -> str:
    """Return a label as it stands inside a sentence: "Fast delivery report", but "MAPPA 2"."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def day(moment: date) -> str:
    """Return "18 July 2006"."""
    return f"{moment.day} {month(moment)}"


def month(moment: date) -> str:
    """Return "July 2006"."""
    return f"{MONTHS[moment.month - 1]} {moment.year}"


def time(moment: datetime) -> str:
    """Return "18 July 2006, 14:02 UTC"."""
    inside = moment.astimezone(UTC)
    return f"{day(inside)}, {inside:%H:%M} UTC"


def day_of(text: str) -> date | None:
    """Return the date that a detail holds, or None where it is words such as "July 2006"."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def dated(text: str) -> str:
    """Return a detail that is a date or words in the form for print."""
    found = day_of(text)
    if found:
        return day(found)
    first = day_of(f"{text}-01")
    return month(first) if first else text


def month_of(text: str) -> str:
    """Return a detail that is a date as its month, "July 2006", and words as they are."""
    found = day_of(text)
    return month(found) if found else dated(text)


def number(value: float) -> str:
    """Return a measured value with no more decimals than it has."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
